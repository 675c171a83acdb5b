package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/addresspolicy"
	"recipientdesk/ui/kit"
)

// policyHead is the upper part of the page: the dry run, what came out as one bar of
// counts, and the ways on from there.
type policyHead struct {
	widget.BaseWidget
	page *policyPage

	run      *kit.Button
	apply    *kit.Button
	back     *kit.Button
	export   *kit.Button
	status   *widget.Label
	about    fyne.CanvasObject // the status with its tooltip
	bar      *kit.CountBar
	progress *widget.ProgressBar
	warning  *kit.Bar
	told     *policyResult // whose warning is said
	holds    *fyne.Container
}

func newPolicyHead(p *policyPage) *policyHead {
	h := &policyHead{page: p, status: widget.NewLabel(""), bar: kit.NewCountBar(), progress: widget.NewProgressBar(), warning: kit.NewBar()}
	h.run = kit.NewButton("Preview", theme.MediaPlayIcon(), h.runOrStop)
	button := func(label, id, tip string, icon fyne.Resource) *kit.Button {
		b := kit.NewButton(label, icon, func() { p.app.cmd.run(id) })
		b.SetTip(tip + " (" + p.app.keyOf(id) + ")")
		return b
	}
	h.apply = button("Apply…", "policy-apply", "Give the addresses: all changes are shown first, and are one batch that can be taken back", theme.ConfirmIcon())
	h.back = button("Take back…", "policy-take-back", "Take the addresses back that were given last, as a whole", theme.ContentUndoIcon())
	h.export = button("Export…", "export", "Write the preview to a CSV file or an HTML report", theme.DocumentSaveIcon())
	h.status.Importance = widget.LowImportance
	h.status.Truncation = fyne.TextTruncateEllipsis
	h.about = kit.Tooltip(h.status, "")
	h.bar.OnChoose = p.only
	h.progress.TextFormatter = h.progressText
	h.progress.Hide()
	h.warning.Hide()
	h.ExtendBaseWidget(h)
	return h
}

// keyOf is the key of a command, as tooltips write it. Those of pages are not made yet
// when their page is.
func (a *App) keyOf(id string) string { return a.cmd.get(id).Key.String() }

func (h *policyHead) runOrStop() {
	if h.page.r.busy {
		h.page.r.stop()
		return
	}
	h.page.app.cmd.run("policy-preview")
}

// draw shows the state of the runner.
func (h *policyHead) draw() {
	p := h.page
	if p.r.busy {
		setButton(h.run, "Stop", theme.MediaStopIcon())
		h.run.SetTip("Stop the preview (Esc); what was found before stays")
	} else {
		setButton(h.run, "Preview", theme.MediaPlayIcon())
		h.run.SetTip("Read the directory, and show what the policies would give to whom; nothing is changed (F5, " + policyKeys["policy-preview"].String() + ")")
	}
	enable(h.run, p.r.busy || p.canPreview())
	enable(h.export, p.r.last != nil)
	h.status.SetText(h.text())
	kit.Tooltip(h.about, h.text())
	h.drawApply()
	h.drawBar()
	h.drawProgress()
	h.drawWarning()
	h.Refresh()
	if f := p.frame; f != nil && h.Size().Height != h.MinSize().Height {
		f.Layout.Layout(f.Objects, f.Size()) // parts came or went
	}
}

// drawApply says what would be applied, and marks what to do next.
func (h *policyHead) drawApply() {
	p := h.page
	ready := p.canApply()
	h.run.Importance, h.apply.Importance = widget.HighImportance, widget.MediumImportance
	if ready {
		h.run.Importance, h.apply.Importance = widget.MediumImportance, widget.HighImportance
	}
	label := "Apply…"
	if n := p.chosenCount(); ready && n < p.r.last.Changed {
		label = "Apply " + count(n) + "…"
	}
	setButton(h.apply, label, theme.ConfirmIcon())
	enable(h.apply, ready)
	enable(h.back, p.app.cmd.get("policy-take-back").enabled())
	h.run.Refresh()
	h.apply.Refresh()
}

func (h *policyHead) drawBar() {
	p := h.page
	h.bar.Hidden = p.r.last == nil || p.r.busy
	if p.r.last == nil {
		return
	}
	total := p.r.last.total
	if p.s != nil && p.s.of == p.r.last {
		total = p.s.counts
	}
	var counts []kit.Count
	for _, o := range outcomeOrder {
		s := outcomeSigns[o]
		counts = append(counts, kit.Count{N: total[o], Number: count(total[o]), Label: s.words, Tip: many(total[o], s.sentence[0], s.sentence[1]) + ".",
			Icon: s.icon, Tone: s.tone, Pattern: s.pattern, Chosen: p.query.Only[o]})
	}
	h.bar.Set(counts...)
}

// drawProgress shows how far the preview is. How many objects there are is known about
// from the list, if it was read to its end.
func (h *policyHead) drawProgress() {
	r := h.page.r
	h.progress.Hidden = !r.busy
	if !r.busy {
		return
	}
	all := len(h.page.app.list.l.order)
	h.progress.Max, h.progress.Value = float64(max(1, all, r.done)), float64(r.done)
	if all < r.done {
		h.progress.Max = float64(2 * r.done) // nobody knows
	}
	h.progress.Refresh()
}

func (h *policyHead) progressText() string {
	if n := h.page.r.done; n > 0 {
		return many(n, "object", "objects") + " read"
	}
	return "Asking whom the policies are for"
}

// drawWarning says what the tenant would not take.
func (h *policyHead) drawWarning() {
	last := h.page.r.last
	if last == h.told {
		return
	}
	h.told = last
	h.warning.Hide()
	if last == nil || len(last.Unverified) == 0 {
		return
	}
	var lines []string
	for _, u := range last.Unverified {
		lines = append(lines, u.String()+".")
	}
	details := kit.NewButton("Details", nil, func() {
		h.page.app.tell("Not verified in the tenant", kit.NewText(strings.Join(lines, "\n")+
			"\n\nThe addresses can be given all the same: mail to them arrives once the domain is added to the tenant and verified, and the objects were synchronized again.", 520))
	})
	domains := unverifiedDomains(last.Unverified)
	is := map[bool]string{true: " is", false: " are"}[len(domains) == 1]
	h.warning.Say(kit.ToneWarning, "Some addresses will not arrive in the tenant: "+listed(domains, 3)+is+" not verified there.", details)
}

// unverifiedDomains names each domain once.
func unverifiedDomains(list []addresspolicy.Unverified) (out []string) {
	seen := map[string]bool{}
	for _, u := range list {
		if !seen[u.Domain] {
			seen[u.Domain] = true
			out = append(out, u.Domain)
		}
	}
	return out
}

// text is the line that says what the preview is of.
func (h *policyHead) text() string {
	r := h.page.r
	switch text := runText("Previewing.", "The preview", r.busy, r.stopped, r.last != nil, r.failed); {
	case text != "":
		return text
	case r.last != nil && r.old != "":
		return r.old + " Preview again before you apply."
	case r.last != nil:
		return r.describe()
	}
	return ""
}

// describe says what was previewed, and when.
func (r *policyRunner) describe() string {
	d := r.last
	parts := []string{many(len(d.Rows), "recipient", "recipients") + " in " + many(inForce(d.of), "policy", "policies"), "as of " + clockTime(d.at, r.app.opt.Now())}
	if d.took >= time.Second {
		parts = append(parts, d.took.Round(100*time.Millisecond).String())
	}
	return strings.Join(parts, " · ")
}

// inForce is how many policies are on.
func inForce(ps addresspolicy.Policies) (n int) {
	for _, p := range ps {
		if !p.Off {
			n++
		}
	}
	return n
}

// CreateRenderer implements fyne.Widget.
func (h *policyHead) CreateRenderer() fyne.WidgetRenderer {
	tools := framed(nil, nil, container.NewHBox(wide(104, h.run), wide(104, h.apply), h.back, h.export), nil, h.about)
	h.holds = container.NewVBox(h.warning, tools, container.NewStack(h.bar, container.NewVBox(h.progress)))
	return widget.NewSimpleRenderer(h.holds)
}
