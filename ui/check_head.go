package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/ui/kit"
)

// checkHead is the upper part of the Check page: what is checked, how far it is,
// and what came out in one line of colors.
type checkHead struct {
	widget.BaseWidget
	page *checkPage

	run     *kit.Button
	profile *kit.Select
	scope   *kit.Select
	options *kit.Button
	skipped *kit.Button
	export  *kit.Button

	bar      *kit.ShareBar
	severity [3]*kit.Check // by check.Severity
	progress *widget.ProgressBar
	status   *widget.Label
	shares   *fyne.Container
}

func newCheckHead(p *checkPage) *checkHead {
	h := &checkHead{page: p, bar: kit.NewShareBar(), progress: widget.NewProgressBar(), status: widget.NewLabel("")}
	h.run = kit.NewButton("Check now", theme.MediaPlayIcon(), h.runOrStop)
	h.run.Importance = widget.HighImportance
	h.profile = kit.NewSelect(nil, h.chooseProfile)
	for _, one := range profiles {
		h.profile.Options = append(h.profile.Options, one.label)
	}
	h.scope = kit.NewSelect(nil, h.chooseScope)
	h.scope.SetTip("Where to look")
	h.options = kit.NewButton("Options…", theme.SettingsIcon(), p.askOptions)
	h.options.SetTip("Folders to leave out, an LDAP filter, alternate login")
	h.skipped = kit.NewButton("", nil, p.showSkipped)
	h.skipped.SetTip("Objects that were not checked, and why")
	h.export = kit.NewButton("Export…", theme.DocumentSaveIcon(), func() { p.app.cmd.run("check-export") })
	h.export.SetTip("Write what is shown to a CSV file or an HTML report (Ctrl+Shift+E)")
	for s := range h.severity {
		h.severity[s] = kit.NewCheck("", func(on bool) {
			p.query.Hide[s] = !on
			p.sift()
		})
		h.severity[s].ShowChecked(true, false)
	}
	h.bar.OnTapped = func(i int) { h.severity[len(h.severity)-1-i].SetChecked(p.query.Hide[len(h.severity)-1-i]) }
	boxes := container.NewHBox()
	for s := len(h.severity) - 1; s >= 0; s-- { // in the order of the bar
		boxes.Add(kit.Inset(5, 0, container.NewHBox(widget.NewIcon(toneOf(check.Severity(s)).Icon()), h.severity[s])))
	}
	h.shares = container.NewBorder(nil, nil, nil, boxes, h.bar)
	h.status.Importance = widget.LowImportance
	h.status.Truncation = fyne.TextTruncateEllipsis
	h.progress.Hide()
	h.ExtendBaseWidget(h)
	h.draw()
	return h
}

func (h *checkHead) runOrStop() {
	c := h.page.app.checker
	if c.busy {
		c.stop()
		return
	}
	c.run()
}

func (h *checkHead) chooseProfile(label string) {
	for _, one := range profiles {
		if one.label == label {
			h.page.app.checker.plan.Profile = one.id
		}
	}
	h.draw()
}

const (
	scopeWhole   = "Whole domain"
	chooseFolder = "A folder…"
)

func (h *checkHead) chooseScope(label string) {
	a := h.page.app
	switch label {
	case scopeWhole:
		a.checker.plan.Scope = scopeAll
	case chooseFolder:
		a.chooseFolder(a.win, &h.page.choosing, "Check a folder and what is below it", func(dn string) {
			a.checker.plan.Scope, a.checker.plan.Folder = scopeFolder, dn
			h.draw()
		})
	case h.selectionLabel():
		a.checker.plan.Scope, a.checker.plan.Refs = scopeSelection, a.list.refs()
	}
	h.draw()
}

// selectionLabel offers what is selected in the list, "" if nothing is.
func (h *checkHead) selectionLabel() string {
	if n := h.page.app.list.table.SelectedCount(); n > 0 {
		return "Selected in the list (" + count(n) + ")"
	}
	return ""
}

// scopeLabel is the scope of the plan as it is shown.
func scopeLabel(p checkPlan) string {
	switch p.Scope {
	case scopeFolder:
		return "Below " + model.NameOf(p.Folder)
	case scopeSelection:
		return many(len(p.Refs), "recipient", "recipients")
	}
	return scopeWhole
}

// draw shows the state of the checker.
func (h *checkHead) draw() {
	c := h.page.app.checker
	one := profileOf(c.plan.Profile)
	h.profile.SetTip(one.tip)
	if h.profile.Selected != one.label {
		h.profile.ShowSelected(one.label)
	}
	h.scope.Options = []string{scopeWhole, chooseFolder}
	if label := h.selectionLabel(); label != "" {
		h.scope.Options = append(h.scope.Options, label)
	}
	if label := scopeLabel(c.plan); h.scope.Selected != label {
		h.scope.ShowSelected(label)
	}
	if c.busy {
		setButton(h.run, "Stop", theme.MediaStopIcon())
		h.run.SetTip("Stop the check (Esc); what was found before stays")
	} else {
		setButton(h.run, "Check now", theme.MediaPlayIcon())
		h.run.SetTip("Read every recipient again and check it; nothing is changed (Shift+F7)")
	}
	h.drawOptions()
	h.drawProgress()
	h.drawShares()
	h.status.SetText(h.text())
	enable(h.export, c.last != nil)
}

func (h *checkHead) drawOptions() {
	c := h.page.app.checker
	n := len(c.plan.Exclude)
	if c.plan.Filter != "" {
		n++
	}
	if c.plan.Alternate {
		n++
	}
	label := "Options…"
	if n > 0 {
		label = fmt.Sprintf("Options (%d)…", n)
	}
	setButton(h.options, label, theme.SettingsIcon())
	h.skipped.Hide()
	if c.last != nil && len(c.last.skipped) > 0 {
		setButton(h.skipped, count(len(c.last.skipped))+" skipped…", nil)
		h.skipped.Show()
	}
}

// setButton changes a button if it is to look otherwise.
func setButton(b *kit.Button, label string, icon fyne.Resource) {
	if b.Text != label || b.Icon != icon {
		b.Text, b.Icon = label, icon
		b.Refresh()
	}
}

// drawProgress shows how far the run is. How many objects there are is known from
// the list, if it was read to its end.
func (h *checkHead) drawProgress() {
	c := h.page.app.checker
	if !c.busy {
		h.progress.Hide()
		h.shares.Show()
		return
	}
	text := count(c.done) + " objects"
	all := len(h.page.app.list.l.order)
	h.progress.Max, h.progress.Value = float64(max(1, all, c.done)), float64(c.done)
	if c.plan.whole() && all >= c.done {
		text = count(c.done) + " of " + many(all, "object", "objects")
	} else {
		h.progress.Max = float64(max(1, 2*c.done)) // nobody knows
	}
	if r := c.rate(); r > 0 {
		text += " · " + count(r) + " a second"
	}
	h.progress.TextFormatter = func() string { return text }
	h.shares.Hide()
	h.progress.Show()
	h.progress.Refresh()
}

// drawShares shows what came out, worst first.
func (h *checkHead) drawShares() {
	var shares []kit.Share
	counts := h.page.s.counts
	for s := len(counts) - 1; s >= 0; s-- {
		text := many(counts[s], severities[s][0], severities[s][1])
		shares = append(shares, kit.Share{N: counts[s], Tone: toneOf(check.Severity(s)), Tip: text, Off: h.page.query.Hide[s]})
		if box := h.severity[s]; box.Text != text {
			box.Text = text
			box.Refresh()
		}
	}
	h.bar.Set(shares...)
	h.shares.Refresh()
}

// showSeverities shows which severities are hidden.
func (h *checkHead) showSeverities() {
	for s, box := range h.severity {
		box.ShowChecked(!h.page.query.Hide[s], false)
	}
}

// text is the line that says what the result is of.
func (h *checkHead) text() string {
	c := h.page.app.checker
	switch text := runText("Checking "+c.plan.where()+".", "The check", c.busy, false, c.last != nil, c.failed); {
	case text != "":
		return text
	case c.stopped > 0 && c.last != nil:
		return "Stopped after " + many(c.stopped, "object", "objects") + ". What was found before is shown."
	case c.stopped > 0:
		return "Stopped after " + many(c.stopped, "object", "objects") + "."
	case c.last != nil:
		return c.last.describe()
	}
	return ""
}

// CreateRenderer implements fyne.Widget.
func (h *checkHead) CreateRenderer() fyne.WidgetRenderer {
	left := container.NewHBox(wide(112, h.run), wide(136, h.profile), wide(190, h.scope), h.options)
	tools := container.NewBorder(nil, nil, left, container.NewHBox(h.skipped, h.export))
	return widget.NewSimpleRenderer(container.NewVBox(tools, container.NewStack(h.shares, h.progress), kit.Inset(-5, -4, h.status)))
}

// wide gives an object that width at least: a drop-down list of Fyne's takes as
// little as an ellipsis needs. Its height is that of its neighbors.
func wide(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(atLeast{width, 0}, o)
}
