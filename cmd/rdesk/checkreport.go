package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"recipientdesk/cmd/session"
	"recipientdesk/model/desk"
	"recipientdesk/model/report"
)

// A reporting says where a report of the findings goes; no file: nowhere.
type reporting struct{ file, groupBy string }

var groupings = map[string]desk.Grouping{"rule": desk.ByRule, "object": desk.ByObject}

// possible refuses what cannot be written before anything is checked.
func (r reporting) possible() error {
	if _, ok := groupings[r.groupBy]; !ok {
		return wrong("--group-by %s: write rule or object", r.groupBy)
	}
	return reportable(r.file)
}

// reportable refuses names that do not say what to write.
func reportable(file string) error {
	if ext := strings.ToLower(filepath.Ext(file)); file != "" && ext != ".html" && ext != ".csv" {
		return wrong("--report %s: the name ends in .html for a page, or .csv for a table", file)
	}
	return nil
}

// write makes the file: a page for people, or a table that Excel opens.
func (r reporting) write(s *session.Session, found *desk.Checked) error {
	if r.file == "" {
		return nil
	}
	rep := found.Report(desk.ReportHead{Directory: s.Info.Domain, Made: time.Now(), By: "rdesk " + version()}, groupings[r.groupBy])
	return writeReport(r.file, rep)
}

// writeReport makes the file of a report: a table if its name ends so, else a page.
func writeReport(file string, rep *report.Report) error {
	write := rep.WriteHTML
	if strings.EqualFold(filepath.Ext(file), ".csv") {
		write = func(w io.Writer) error { return rep.WriteCSV(w, true) }
	}
	f, err := os.Create(file)
	if err == nil {
		err = write(f)
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		return unwritable(file, err)
	}
	return nil
}
