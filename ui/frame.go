package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/ui/kit"
)

// frame is what stands around the pages of the main window: toolbar, left pane,
// message bar and status bar.
type frame struct {
	app    *App
	bar    *kit.Bar
	split  *kit.Split
	page   *fyne.Container // holds the page shown
	status *kit.StatusBar
	main   *fyne.Container
	drawn  string // what the status bar says
}

func newFrame(a *App) *frame {
	f := &frame{app: a, bar: kit.NewBar(), page: container.NewStack(), status: kit.NewStatusBar()}
	tools := container.NewHBox()
	for _, id := range toolbar {
		if id == "-" {
			tools.Add(widget.NewSeparator())
			continue
		}
		tools.Add(a.cmd.button(id))
	}
	top := container.New(layout.NewCustomPaddedLayout(4, 4, 6, 8),
		container.NewBorder(nil, nil, tools, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 8, 0), a.list.search)))
	f.split = kit.NewSplit(a.places.outline, f.page, a.settings.Split())
	f.main = container.NewBorder(
		container.NewVBox(top, f.bar), f.status, nil, nil, f.split)
	return f
}

// say shows a message above the list, hush takes it away. The bar takes its room
// from the list, so the frame is laid out again.
func (f *frame) say(tone kit.Tone, text string, buttons ...*kit.Button) {
	f.bar.Say(tone, text, buttons...)
	f.main.Refresh()
}

func (f *frame) hush() {
	if f.bar.Visible() {
		f.bar.Hide()
		f.main.Refresh()
	}
}

func (f *frame) showMain() {
	f.hush()
	f.showPage(f.app.list.content)
	f.app.win.SetContent(f.main)
	f.app.win.SetFallback(f.app.list.table)
}

func (f *frame) showPage(o fyne.CanvasObject) {
	if len(f.page.Objects) == 1 && f.page.Objects[0] == o {
		return
	}
	f.page.Objects = []fyne.CanvasObject{o}
	f.page.Refresh()
}

// drawStatus draws the status bar, if it says something new.
func (f *frame) drawStatus() {
	s := f.app.session
	if s == nil {
		return
	}
	segments := []kit.Segment{f.serverSegment(), f.countSegment(), f.checkSegment(), f.syncSegment(), f.schemaSegment(), f.watchSegment(), f.tenantSegment()}
	drawn := ""
	for _, g := range segments {
		drawn += g.Text + "\n" + g.Tip + "\n"
	}
	if drawn != f.drawn {
		f.drawn = drawn
		f.status.Set(segments...)
	}
}

func (f *frame) serverSegment() kit.Segment {
	i := f.app.session.Info
	text := i.Server
	if i.Security != "" {
		text += " · " + i.Security
	}
	if i.User != "" {
		text += " · " + i.User
	}
	g := kit.Segment{Text: text, Icon: theme.ComputerIcon(),
		Tip: fmt.Sprintf("Directory %s (%s)\nSecurity: %s\nSigned in as %s (%s)", i.Domain, i.Base, i.Security, or(i.User, "nobody"), or(i.Auth, "none"))}
	if i.ReadOnly {
		g.Text += " · read-only"
	}
	if f.app.offline != nil {
		g.Text, g.Icon, g.Color = i.Server+" · no answer – Retry", theme.WarningIcon(), kit.ColorWarning
		g.OnTapped = func() { f.app.list.reload() }
	}
	return g
}

func (f *frame) countSegment() kit.Segment {
	l := f.app.list
	n, all := len(l.l.shown), len(l.l.order)
	g := kit.Segment{Text: many(all, "recipient", "recipients")}
	if n != all {
		g.Text = count(n) + " of " + g.Text
	}
	switch {
	case l.busy:
		g.Text = "Reading… " + g.Text + " · Stop"
		g.Icon, g.Tip, g.OnTapped = theme.MediaStopIcon(), "Stop reading (Esc). What is there stays.", l.stop
	case l.stopped:
		g.Text += " · incomplete"
		g.Color, g.Tip, g.OnTapped = kit.ColorWarning, "Reading was stopped. Click to read everything (F5).", l.reload
	}
	if sel := l.table.SelectedCount(); sel > 1 {
		g.Text += " · " + count(sel) + " selected"
	}
	return g
}

func (f *frame) checkSegment() kit.Segment {
	c := f.app.checker
	if c.busy {
		return kit.Segment{Text: "Checking… " + count(c.done), Icon: theme.SearchIcon(), Tip: "Show the check", OnTapped: func() { f.app.goTo(placeCheck) }}
	}
	if c.last == nil {
		return kit.Segment{}
	}
	n := c.last.faulty
	if n == 0 {
		return kit.Segment{Text: "No findings", Icon: theme.ConfirmIcon(), Color: kit.ColorOK}
	}
	return kit.Segment{Text: many(n, "recipient", "recipients") + " with findings", Icon: theme.WarningIcon(),
		Tip: "Show what was found", OnTapped: func() { f.app.goTo(placeCheck) }}
}

func (f *frame) schemaSegment() kit.Segment {
	v := f.app.session.Info.Exchange
	if v == 0 {
		return kit.Segment{Text: "No Exchange schema", Icon: theme.WarningIcon(), Color: kit.ColorWarning,
			Tip: "This forest was never extended for Exchange. Fields that need its attributes are off."}
	}
	return kit.Segment{Text: fmt.Sprintf("Exchange schema %d", v), Tip: "The version of the forest's Exchange schema (rangeUpper of ms-Exch-Schema-Version-Pt)."}
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
