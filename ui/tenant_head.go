package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/ui/kit"
)

// tenantHead is the upper part of the Tenant page: which tenant, who looks at it, when
// it was synchronized, and how far the reading is.
type tenantHead struct {
	widget.BaseWidget
	page *tenantPage

	name     *widget.Label
	domain   *widget.Label
	mark     *widget.Icon
	sync     *widget.Label
	status   *widget.Label
	progress *widget.ProgressBarInfinite
	again    *kit.Button
	export   *kit.Button
	snapshot *kit.Button
	missing  *kit.Button // what could not be read
	line     *fyne.Container
}

func newTenantHead(p *tenantPage) *tenantHead {
	h := &tenantHead{page: p, name: widget.NewLabel(""), domain: widget.NewLabel(""), mark: widget.NewIcon(nil), sync: widget.NewLabel(""),
		status: widget.NewLabel(""), progress: widget.NewProgressBarInfinite()}
	run := func(id string) func() { return func() { p.app.cmd.run(id) } }
	h.again = kit.NewButton("", nil, h.readOrStop)
	h.export = kit.NewButton("Export…", theme.DocumentSaveIcon(), run("export"))
	h.export.SetTip("Write what is shown to a CSV file or an HTML page (Ctrl+E)")
	h.snapshot = kit.NewButton("Snapshot", theme.MenuDropDownIcon(), func() { p.app.cmd.dropDown(h.snapshot, p.app.cmd.get("tenant-snapshots")) })
	h.snapshot.IconPlacement = widget.ButtonIconTrailingText
	h.snapshot.SetTip("Write everything that the tenant holds to a file, to look at later without signing in; or look at one")
	h.missing = kit.NewButton("", kit.ToneWarning.Icon(), p.showMissing)
	h.missing.SetTip("Show what could not be read of the tenant, and what helps")
	h.name.TextStyle.Bold = true
	for _, l := range []*widget.Label{h.domain, h.status} {
		l.Importance = widget.LowImportance
	}
	for _, l := range []*widget.Label{h.domain, h.sync} {
		l.Truncation = fyne.TextTruncateEllipsis
	}
	h.progress.Stop()
	h.ExtendBaseWidget(h)
	return h
}

func (h *tenantHead) readOrStop() {
	if h.page.busy {
		h.page.halt()
		return
	}
	h.page.reload()
}

// draw shows the state of the page.
func (h *tenantHead) draw() {
	p := h.page
	h.name.SetText(or(p.info().Name, or(p.info().InitialDomain, "Tenant")))
	h.domain.SetText(strings.Join(h.about(), " · "))
	if p.busy {
		setButton(h.again, "Stop", theme.MediaStopIcon())
		h.again.SetTip("Stop reading (Esc). What is there stays.")
	} else {
		setButton(h.again, "Read again", theme.ViewRefreshIcon())
		h.again.SetTip("Bring the tenant up to date (F5), or read all of it anew (Shift+F5)")
	}
	enable(h.export, p.app.cmd.get("export").enabled())
	n := len(p.missing())
	setButton(h.missing, count(n)+" not read…", kit.ToneWarning.Icon())
	h.missing.Hidden = n == 0
	h.drawSync()
	h.drawProgress()
	h.drawStatus()
}

// about says where the tenant is and who looks at it.
func (h *tenantHead) about() (parts []string) {
	i := h.page.info()
	if i.InitialDomain != "" && i.Name != "" {
		parts = append(parts, i.InitialDomain)
	}
	switch {
	case isSnapshot(i):
		parts = append(parts, filepath.Base(i.Source))
	case i.User != "":
		parts = append(parts, "signed in as "+i.User)
	case i.App != "":
		parts = append(parts, "signed in as application "+i.App)
	case i.Source != "":
		parts = append(parts, i.Source)
	}
	return parts
}

// drawSync says when the tenant was synchronized, or why nothing new is known.
func (h *tenantHead) drawSync() {
	p := h.page
	text, tone := lastSyncText(p.info(), p.app.opt.Now())
	switch {
	case p.failed != nil && p.view != nil:
		text, tone = "Not read again: "+sentence(p.failed)+" What was read at "+moment(p.view.Read)+" is shown.", kit.ToneError
	case p.failed != nil:
		text, tone = sentence(p.failed), kit.ToneError
	case p.info().InitialDomain == "" && p.info().Name == "":
		text, tone = "", kit.ToneNeutral
	}
	h.sync.SetText(text)
	h.mark.SetResource(tone.Icon())
	h.sync.Importance = map[kit.Tone]widget.Importance{kit.ToneError: widget.DangerImportance, kit.ToneWarning: widget.WarningImportance}[tone]
	h.sync.Refresh()
	h.mark.Hidden = text == ""
}

// drawProgress shows how far the reading is.
func (h *tenantHead) drawProgress() {
	p := h.page
	if p.busy != h.progress.Visible() || p.busy != h.progress.Running() {
		if p.busy {
			h.progress.Show()
			h.progress.Start()
		} else {
			h.progress.Stop()
			h.progress.Hide()
		}
	}
}

// drawStatus says how far the reading is, or how much is shown and selected.
func (h *tenantHead) drawStatus() {
	if h.page.body == nil {
		return // the page is being made
	}
	p := h.page
	switch text := p.list().status(); {
	case !p.busy:
		h.status.SetText(text)
	case p.progress.Part == "":
		h.status.SetText("Asking the tenant…")
	case p.progress.Done == 0:
		h.status.SetText("Reading " + p.progress.Part + "…")
	default:
		h.status.SetText("Reading " + p.progress.Part + "… " + count(p.progress.Done))
	}
}

// status is "12 of 1,204 users · 2 selected".
func (t *tenantList) status() string {
	n, all := len(t.l.shown), len(t.l.order)
	text := many(all, t.part.One, t.part.Many)
	if all == 0 {
		return ""
	}
	if n != all {
		text = count(n) + " of " + text
	}
	if t.only != nil {
		text += " · with " + t.only.text
	}
	if sel := t.table.SelectedCount(); sel > 1 {
		text += " · " + count(sel) + " selected"
	}
	return text
}

// label is what the tab of the part says: how many there are, or that it is not known.
func (t *tenantList) label() string {
	n, gaps := len(t.l.order), len(t.page.gaps(&t.part))
	switch {
	case n == 0 && (gaps > 0 || t.page.view == nil):
		return t.part.Label + " –"
	case gaps > 0 || t.page.view == nil:
		return t.part.Label + " " + count(n) + "+"
	}
	return t.part.Label + " " + count(n)
}

// CreateRenderer implements fyne.Widget.
func (h *tenantHead) CreateRenderer() fyne.WidgetRenderer {
	buttons := container.NewHBox(h.missing, h.again, h.export, h.snapshot)
	upper := container.NewBorder(nil, nil, h.name, buttons, h.domain)
	bar := container.New(atLeast{110, 0}, kit.Inset(0, 12, h.progress))
	h.line = container.NewBorder(nil, nil, h.mark, container.NewHBox(bar, h.status), container.NewStack(h.sync))
	return widget.NewSimpleRenderer(container.NewVBox(upper, kit.Inset(0, -4, h.line)))
}
