package ui

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"

	"recipientdesk/model"
)

// exportList writes the rows shown, with the columns shown, to a CSV file, or those of
// the page in view. The
// first column is the objectGUID, so that the file can be read back for an edit
// of many.
func (a *App) exportList() {
	if l := a.lister(); l != nil {
		l.export()
		return
	}
	a.chooseFile(a.win, fileOptions{Title: "Export the list (CSV)", Ext: []string{".csv"}, Save: true, Name: "recipients.csv", Done: func(path string) {
		table := a.list.export()
		send(a.run, func(context.Context) (bool, error) { return true, saveCSV(path, table) }, func(_ bool, err error) {
			if err != nil {
				a.fail(a.win, err)
				return
			}
			a.note([]string{many(len(table)-1, "recipient was", "recipients were") + " written to " + filepath.Base(path) + "."})
		})
	}})
}

// rowCount is how many rows there are to export.
func (a *App) rowCount() int {
	if l := a.lister(); l != nil {
		return l.rowCount()
	}
	return len(a.list.l.shown)
}

// export is what the list shows, titles first.
func (r *recipientList) export() [][]string {
	head := []string{"objectGUID"}
	for _, c := range r.columns {
		head = append(head, c.ID)
	}
	out := [][]string{head}
	for _, n := range r.l.shown {
		row := int(n)
		line := []string{r.l.snap.GUID(row).String()}
		for _, c := range r.columns {
			line = append(line, r.text(c, row))
		}
		out = append(out, line)
	}
	return out
}

// writeCSV writes with a byte order mark, without which Excel takes UTF-8 for the
// code page of the country.
func writeCSV(f io.Writer, table [][]string) error {
	if _, err := f.Write([]byte("\ufeff")); err != nil {
		return err
	}
	w := csv.NewWriter(f)
	w.UseCRLF = true
	return w.WriteAll(table)
}

func saveCSV(path string, table [][]string) error {
	return saveFile(path, func(w io.Writer) error { return writeCSV(w, table) })
}

// saveFile writes a file. What was there is gone.
func saveFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err == nil {
		w := bufio.NewWriter(f)
		err = cmp.Or(write(w), w.Flush(), f.Close())
	}
	if err != nil {
		return &model.Error{Code: model.Internal, Subject: path, Message: "the file could not be written",
			Hint: "Check that there is room and that it is not open in another program.", Err: err}
	}
	return nil
}
