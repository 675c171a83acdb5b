package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// summary is the line below the list: what is selected, and the one thing most
// likely to be done with it.
type summary struct {
	app     *App
	icon    *widget.Icon
	title   *widget.Label
	place   *widget.Label // behind the title
	detail  *widget.Label
	button  *kit.Button
	next    string // command of the button
	text    *fyne.Container
	content fyne.CanvasObject
}

func newSummary(a *App) *summary {
	s := &summary{app: a, icon: widget.NewIcon(nil), title: widget.NewLabel(""),
		place: widget.NewLabel(""), detail: widget.NewLabel("")}
	s.title.TextStyle.Bold = true
	for _, l := range []*widget.Label{s.place, s.detail} {
		l.Truncation = fyne.TextTruncateEllipsis
		l.Importance = widget.LowImportance
	}
	s.button = kit.NewButton("Properties", nil, func() { a.cmd.run(s.next) })
	s.text = container.New(summaryLines{}, s.title, s.place, s.detail)
	icon := container.NewCenter(s.icon)
	s.content = container.NewBorder(widget.NewSeparator(), nil, nil, nil,
		container.New(layout.NewCustomPaddedLayout(4, 4, 8, 8), container.NewBorder(nil, nil, icon, container.NewCenter(s.button), s.text)))
	return s
}

func (s *summary) say(icon fyne.Resource, title, place, detail string, action bool) {
	s.icon.Hidden = title == ""
	if icon == nil {
		s.icon.SetResource(theme.NewColoredResource(theme.InfoIcon(), theme.ColorNameDisabled))
	} else {
		s.icon.SetResource(theme.NewColoredResource(icon, theme.ColorNamePrimary))
	}
	s.title.SetText(title)
	s.place.SetText(place)
	s.detail.SetText(detail)
	s.text.Layout.Layout(s.text.Objects, s.text.Size()) // its minimum is fixed, so Fyne does not see that the title grew
	s.does("properties", "Open the selected recipients (Enter)")
	if action {
		s.button.Show()
	} else {
		s.button.Hide()
	}
}

// does has the button run another command.
func (s *summary) does(command, tip string) {
	s.next = command
	s.button.SetTip(tip)
}

// summarize draws the line anew.
func (r *recipientList) summarize() {
	s := r.summary
	rows := r.table.Selected()
	switch {
	case len(r.l.shown) == 0:
		s.say(nil, "", "", "", false)
	case len(rows) == 0:
		s.say(nil, many(len(r.l.shown), "recipient", "recipients"), "", "Select one to see what it is; Enter opens it, typing filters the list.", false)
	case len(rows) == 1:
		r.summarizeOne(int(r.l.shown[rows[0]]))
	default:
		s.button.SetText("Properties of all…")
		s.say(theme.ListIcon(), many(len(rows), "recipient", "recipients")+" selected", "", r.kindsOf(rows), true)
	}
}

func (r *recipientList) summarizeOne(row int) {
	snap := r.l.snap
	kind, dn := snap.Kind(row), snap.Ref(row).DN
	facts := []string{kind.Label()}
	m, foreseen := r.marks.by[snap.GUID(row)]
	switch p := rowPrimary(snap, row); {
	case foreseen: // the sentence has the address
		facts = append(facts, strings.TrimSuffix(m.sentence, "."))
	case p != "":
		facts = append(facts, p)
	default:
		facts = append(facts, "no address")
	}
	if disabledRow(snap, row) {
		facts = append(facts, "account disabled")
	}
	label := "Properties…"
	if n, _ := r.app.checker.last.count(snap.GUID(row)); n > 0 {
		first, _, _ := strings.Cut(r.app.checker.last.sentences(snap.GUID(row)), "\n")
		facts = append(facts, many(n, "finding", "findings")+": "+first)
		label = "Review and fix…"
	}
	r.summary.say(iconOf(kind), rowName(snap, row), dn, strings.Join(facts, " · "), true)
	if lacksMail(kind) {
		label = "Make this a cloud mailbox…"
		r.summary.does("cloud-mailbox", "What this user lacks to have a mailbox in Exchange Online, each with its fix (Ctrl+U)")
	}
	r.summary.button.SetText(label)
}

// kindsOf counts the selected rows by kind, most first: "3 User mailbox".
func (r *recipientList) kindsOf(rows []int) string {
	n := map[model.Kind]int{}
	findings := 0
	for _, i := range rows {
		row := int(r.l.shown[i])
		n[r.l.snap.Kind(row)]++
		more, _ := r.app.checker.last.count(r.l.snap.GUID(row))
		findings += more
	}
	var kinds []model.Kind
	for k := range n {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b model.Kind) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	var parts []string
	for _, k := range kinds {
		parts = append(parts, fmt.Sprintf("%s × %s", count(n[k]), k.Label()))
	}
	if findings > 0 {
		parts = append(parts, many(findings, "finding", "findings"))
	}
	return strings.Join(parts, " · ")
}

// summaryLines puts the first two labels beside each other and the third closely
// below them.
type summaryLines struct{}

func (summaryLines) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, 2*lineHeight())
}

func (summaryLines) Layout(o []fyne.CanvasObject, size fyne.Size) {
	h := lineHeight()
	over := (o[0].MinSize().Height - h) / 2
	first := min(o[0].MinSize().Width, size.Width)
	put := func(o fyne.CanvasObject, x, y, width float32) {
		o.Move(fyne.NewPos(x, y-over))
		o.Resize(fyne.NewSize(max(0, width), h+2*over))
	}
	put(o[0], 0, 0, first)
	put(o[1], first, 0, size.Width-first)
	put(o[2], 0, h, size.Width)
}

func lineHeight() float32 { return canvas.NewText("M", nil).MinSize().Height + 3 }
