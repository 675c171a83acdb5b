package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// pickOptions say what may be picked.
type pickOptions struct {
	Title    string
	Families []string // "user", "contact", "group"; none: any of them
	Several  bool
	Done     func([]model.Entry) // with at least one, read with nameAttrs
}

// A picker is the dialog that finds objects in the directory by what is typed.
type picker struct {
	app    *App
	opt    pickOptions
	dialog *kit.Dialog
	search *kit.SearchBox
	family *kit.Select
	table  *kit.Table
	status *widget.Label
	rows   []model.Entry

	reading slot
	wait    func() // gives up the search that is about to start
	pending bool   // what is shown is not yet what was asked for
}

const (
	pickMost  = 100
	pickPause = 200 * time.Millisecond // after the last key, before a search
)

// pick puts the dialog up.
func (a *App) pick(win *kit.Window, o pickOptions) *picker {
	p := &picker{app: a, opt: o, status: widget.NewLabel("")}
	p.table = kit.NewTable([]kit.Column{
		{Title: "Name", Width: 210, Static: true}, {Title: "Type", Width: 150, Static: true},
		{Title: "Primary address", Width: 200, Static: true}, {Title: "Place", Width: 210, Static: true},
	}, func() int { return len(p.rows) }, p.cell)
	p.table.OnActivate = func(row int) { p.finish([]int{row}) }
	p.table.OnSelect = p.enable
	p.search = kit.NewSearchBox("Name, alias or address", func(string) { p.later() })
	p.search.OnLeave = func() { p.toTable(win) }
	p.table.OnRune = p.search.Type
	p.family = kit.NewSelect(familyLabels(o.Families), func(string) { p.later() })
	p.family.ShowSelected(p.family.Options[0])
	p.status.Importance = widget.LowImportance

	top := framed(nil, nil, nil, container.New(narrow{150}, p.family), p.search)
	verb := "Choose"
	if o.Several {
		verb = "Add"
	}
	p.dialog = win.Ask(kit.Question{
		Title: o.Title, OK: verb, MinSize: fyne.NewSize(800, 400),
		Content: framed(top, p.status, nil, nil, p.table),
		OnOK:    func() bool { p.finish(p.table.Selected()); return false },
	})
	p.dialog.Enable(false)
	p.find()
	return p
}

var familyNames = map[string]string{"user": "Users", "contact": "Contacts", "group": "Groups"}

// familyLabels are the choices of the filter, all of them first.
func familyLabels(families []string) []string {
	if len(families) == 0 {
		families = []string{"user", "group", "contact"}
	}
	if len(families) == 1 {
		return []string{familyNames[families[0]]}
	}
	out := []string{"All kinds"}
	for _, f := range families {
		out = append(out, familyNames[f])
	}
	return out
}

// toTable moves from the box into the list.
func (p *picker) toTable(win *kit.Window) {
	if len(p.rows) == 0 {
		return
	}
	if p.table.SelectedCount() == 0 {
		p.table.Select(0)
	}
	win.Canvas().Focus(p.table)
	p.enable()
}

// later searches when no key came for a moment.
func (p *picker) later() {
	p.pending = true
	if p.wait != nil {
		p.wait()
	}
	p.enable()
	p.wait = p.app.run.After(pickPause, p.find)
}

func (p *picker) find() {
	if p.dialog.Closed() {
		return
	}
	p.pending = true
	p.status.SetText("Searching…")
	d := p.app.session.Desk
	q := model.Query{Where: pickFilter(p.search.Text(), p.families()), Attrs: nameAttrs, Limit: pickMost + 1}
	load(p.app.run, &p.reading, func(ctx context.Context) ([]model.Entry, error) {
		return d.Collect(ctx, q)
	}, func(list []model.Entry, err error) {
		if p.dialog.Closed() {
			return
		}
		p.pending = false
		if err != nil && model.CodeOf(err) != model.Limited {
			p.rows = nil
			p.table.Refresh()
			p.status.SetText(sentence(err))
			return
		}
		p.show(list)
	})
}

// families are those the filter leaves.
func (p *picker) families() []string {
	for f, label := range familyNames {
		if label == p.family.Selected {
			return []string{f}
		}
	}
	return p.opt.Families
}

func (p *picker) show(list []model.Entry) {
	slices.SortStableFunc(list, func(a, b model.Entry) int {
		return cmp.Compare(strings.ToLower(model.Recipient{Entry: a}.Name()), strings.ToLower(model.Recipient{Entry: b}.Name()))
	})
	more := len(list) > pickMost
	p.rows = list[:min(len(list), pickMost)]
	p.table.SetSelection(nil)
	p.table.SetCursor(-1)
	if len(p.rows) == 1 {
		p.table.Select(0)
	}
	p.table.Refresh()
	switch {
	case len(list) == 0:
		p.status.SetText("Nothing found. Try another part of the name, or the address.")
	case more:
		p.status.SetText(fmt.Sprintf("The first %d. Type more to narrow it down.", pickMost))
	default:
		p.status.SetText(many(len(list), "object found", "objects found"))
	}
	p.enable()
}

func (p *picker) enable() {
	n := p.table.SelectedCount()
	p.dialog.Enable(!p.pending && (n == 1 || n > 1 && p.opt.Several))
}

func (p *picker) finish(rows []int) {
	var out []model.Entry
	for _, r := range rows {
		if r < len(p.rows) {
			out = append(out, p.rows[r])
		}
	}
	if len(out) == 0 || p.pending || len(out) > 1 && !p.opt.Several {
		return
	}
	p.reading.stop()
	p.dialog.Close()
	p.opt.Done(out)
}

func (p *picker) cell(row, col int) kit.CellData {
	e := p.rows[row]
	r := model.Recipient{Entry: e}
	switch col {
	case 0:
		return kit.CellData{Text: r.Name(), Icon: iconOf(r.Kind()), Color: theme.ColorNameForeground}
	case 1:
		return kit.CellData{Text: r.Kind().Label()}
	case 2:
		return kit.CellData{Text: r.Primary()}
	}
	return kit.CellData{Text: placeOf(e.Ref.DN), Color: kit.ColorMuted}
}

// pickFilter selects the objects that a person may mean by text, much as ambiguous
// name resolution does ([MS-ADTS] 3.1.1.3.1.3.3): the start of a name, alias,
// account or address; of two words, the first and the last name either way round.
func pickFilter(text string, families []string) model.Filter {
	kinds := model.And{model.RecipientFilter}
	if len(families) > 0 {
		var some model.Or
		for _, f := range families {
			some = append(some, familyFilter(f))
		}
		kinds = append(kinds, some)
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return kinds
	}
	var any model.Or
	for _, a := range []model.Attr{model.DisplayName, model.CommonName, "givenName", "sn", model.MailNickname, model.SAMAccountName, model.Mail, model.UserPrincipalName} {
		any = append(any, model.HasPrefix(a, text))
	}
	any = append(any, model.HasPrefix(model.ProxyAddresses, "smtp:"+strings.TrimPrefix(strings.ToLower(text), "smtp:")))
	if words := strings.Fields(text); len(words) > 1 {
		first, rest := words[0], strings.Join(words[1:], " ")
		any = append(any,
			model.And{model.HasPrefix("givenName", first), model.HasPrefix("sn", rest)},
			model.And{model.HasPrefix("sn", first), model.HasPrefix("givenName", rest)})
	}
	return append(kinds, any)
}

func familyFilter(family string) model.Filter {
	switch family {
	case "user":
		return model.Equal{Attr: "sAMAccountType", Value: "805306368"}
	case "group":
		return model.Or{model.Equal{Attr: model.ObjectClass, Value: "group"}, model.Equal{Attr: model.ObjectClass, Value: "msExchDynamicDistributionList"}}
	}
	return model.Equal{Attr: model.ObjectClass, Value: family}
}
