package ui

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// fileOptions say which file is looked for.
type fileOptions struct {
	Title  string
	Ext    []string // ".jpg", …; none: any file
	Save   bool     // a file to write, which need not be there
	Folder bool     // a folder may be chosen as well
	Name   string   // the name proposed for it
	Start  string   // folder; "": the user's own
	Done   func(path string)
}

// A filePicker is a dialog that walks through folders by mouse or keyboard.
// Fyne's own is made for fingers and has no keys.
type filePicker struct {
	app     *App
	opt     fileOptions
	win     *kit.Window
	dialog  *kit.Dialog
	path    *kit.Entry
	table   *kit.Table
	status  *widget.Label
	folder  string
	files   []fileRow
	reading slot
}

type fileRow struct {
	name   string
	folder bool
	size   int64
	when   string
}

// chooseFile puts the dialog up.
func (a *App) chooseFile(win *kit.Window, o fileOptions) *filePicker {
	p := &filePicker{app: a, opt: o, win: win, path: kit.NewEntry(), status: widget.NewLabel("")}
	p.table = kit.NewTable([]kit.Column{{Title: "Name", Width: 380, Static: true},
		{Title: "Size", Width: 90, Align: fyne.TextAlignTrailing, Static: true}, {Title: "Changed", Width: 150, Static: true}},
		func() int { return len(p.files) }, p.cell)
	p.table.OnActivate = func(row int) { p.enter(p.files[row]) }
	p.table.OnSelect = p.selected
	p.table.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyBackspace {
			p.read(filepath.Dir(p.folder))
			return true
		}
		return false
	}
	p.path.SetPlaceHolder("Path of the file")
	p.status.Importance = widget.LowImportance
	up := kit.NewIconButton(theme.MoveUpIcon(), "To the folder above (Backspace in the list)", func() { p.read(filepath.Dir(p.folder)) })
	verb := "Open"
	if o.Save {
		verb = "Save"
	}
	p.dialog = win.Ask(kit.Question{
		Title: o.Title, OK: verb, MinSize: fyne.NewSize(660, 380), Focus: p.path,
		Content: framed(framed(nil, nil, up, p.folderButton(), p.path), p.status, nil, nil, p.table),
		OnOK: func() bool {
			p.choose()
			return false
		},
	})
	start := o.Start
	if home, err := os.UserHomeDir(); start == "" && err == nil {
		start = home
	}
	p.read(start)
	return p
}

// folderButton takes the folder that is listed; nil where a file is asked for.
func (p *filePicker) folderButton() fyne.CanvasObject {
	if !p.opt.Folder {
		return nil
	}
	b := kit.NewButton("Use this folder", theme.FolderIcon(), func() {
		if p.folder != "" {
			p.dialog.Close()
			p.opt.Done(p.folder)
		}
	})
	b.SetTip("Take the folder whose contents are listed")
	return b
}

// read lists a folder.
func (p *filePicker) read(folder string) {
	ext := p.opt.Ext
	load(p.app.run, &p.reading, func(context.Context) ([]fileRow, error) { return listFolder(folder, ext) },
		func(list []fileRow, err error) {
			switch {
			case p.dialog.Closed():
			case err != nil:
				p.status.SetText(sentence(err))
			default:
				p.show(folder, list)
			}
		})
}

func (p *filePicker) show(folder string, list []fileRow) {
	p.folder, p.files = folder, list
	p.table.SetSelection(nil)
	p.table.SetCursor(-1)
	p.table.ScrollTo(0)
	p.table.Refresh()
	text := folder + string(filepath.Separator)
	if strings.HasSuffix(folder, string(filepath.Separator)) {
		text = folder
	}
	if p.opt.Save {
		text = filepath.Join(folder, p.opt.Name)
	}
	p.path.SetText(text)
	p.path.CursorColumn = len([]rune(text))
	p.path.Refresh()
	p.status.SetText(many(len(list), "entry", "entries"))
}

// listFolder reads a folder: folders first, hidden files not at all.
func listFolder(folder string, ext []string) ([]fileRow, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, &model.Error{Code: model.NotFound, Subject: folder, Message: "this folder cannot be read", Hint: "Choose another one.", Err: err}
	}
	var out []fileRow
	for _, e := range entries {
		info, err := os.Stat(filepath.Join(folder, e.Name()))
		if err != nil || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		fits := len(ext) == 0 || slices.Contains(ext, strings.ToLower(filepath.Ext(e.Name())))
		if info.IsDir() || fits && info.Mode().IsRegular() {
			out = append(out, fileRow{e.Name(), info.IsDir(), info.Size(), info.ModTime().Format("2006-01-02 15:04")})
		}
	}
	slices.SortStableFunc(out, func(a, b fileRow) int {
		if a.folder != b.folder {
			if a.folder {
				return -1
			}
			return 1
		}
		return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	return out, nil
}

func (p *filePicker) cell(row, col int) kit.CellData {
	f := p.files[row]
	switch {
	case col == 0 && f.folder:
		return kit.CellData{Text: f.name, Icon: theme.FolderIcon(), Color: theme.ColorNameForeground}
	case col == 0:
		return kit.CellData{Text: f.name, Icon: theme.FileIcon(), Color: theme.ColorNameForeground}
	case f.folder:
		return kit.CellData{}
	case col == 1:
		return kit.CellData{Text: byteSize(int(f.size)), Color: kit.ColorMuted}
	}
	return kit.CellData{Text: f.when, Color: kit.ColorMuted}
}

func (p *filePicker) selected() {
	if i := p.table.Cursor(); i >= 0 && i < len(p.files) && !p.files[i].folder {
		p.path.SetText(filepath.Join(p.folder, p.files[i].name))
	}
}

func (p *filePicker) enter(f fileRow) {
	path := filepath.Join(p.folder, f.name)
	if f.folder {
		p.read(path)
		return
	}
	p.path.SetText(path)
	p.choose()
}

// choose takes what stands in the line: a folder is entered.
func (p *filePicker) choose() {
	path := strings.Trim(strings.TrimSpace(p.path.Text), `"`)
	if path == "" {
		return
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.folder, path)
	}
	load(p.app.run, &p.reading, func(context.Context) (os.FileInfo, error) { return os.Stat(path) },
		func(info os.FileInfo, err error) {
			done := func() {
				p.dialog.Close()
				p.opt.Done(path)
			}
			switch {
			case p.dialog.Closed():
			case err == nil && info.IsDir():
				p.read(filepath.Clean(path))
			case err != nil && !p.opt.Save:
				p.status.SetText("There is no such file.")
			case err == nil && p.opt.Save:
				p.win.ConfirmDanger("Replace the file?", info.Name()+" is there already.", "Replace", done)
			default:
				done()
			}
		})
}
