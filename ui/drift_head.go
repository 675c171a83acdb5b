package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// driftHead is the upper part of the Drift page: what was compared and when, and what
// came out as one bar of counts.
type driftHead struct {
	widget.BaseWidget
	page *driftPage

	run      *kit.Button
	export   *kit.Button
	status   *widget.Label
	about    fyne.CanvasObject // the status with its tooltip
	bar      *kit.CountBar
	progress *widget.ProgressBar
	gaps     *kit.Bar
	holds    *fyne.Container
	told     *desk.TenantView // whose gaps are said
}

// barOrder is that of the bar, from left to right.
var barOrder = []drift.Status{drift.StatusEqual, drift.StatusWaiting, drift.StatusDifferent, drift.StatusOnlyAD, drift.StatusOnlyCloud, drift.StatusError, drift.StatusUnknown}

// statusPatterns tell the segments of the bar apart without color.
var statusPatterns = [...]kit.Pattern{drift.StatusEqual: kit.PatternSolid, drift.StatusWaiting: kit.PatternDots, drift.StatusDifferent: kit.PatternDiagonal,
	drift.StatusOnlyAD: kit.PatternUpright, drift.StatusOnlyCloud: kit.PatternLevel, drift.StatusError: kit.PatternGrid, drift.StatusUnknown: kit.PatternHollow}

// statusSentences say what a segment counts, for one object and for several.
var statusSentences = [...][2]string{
	drift.StatusEqual:     {"object stands in the tenant as it should", "objects stand in the tenant as they should"},
	drift.StatusWaiting:   {"object was changed in AD and waits for the next synchronization", "objects were changed in AD and wait for the next synchronization"},
	drift.StatusDifferent: {"object stands otherwise in the tenant than in AD", "objects stand otherwise in the tenant than in AD"},
	drift.StatusOnlyAD:    {"object of AD has none in the tenant", "objects of AD have none in the tenant"},
	drift.StatusOnlyCloud: {"object of the tenant has none in AD", "objects of the tenant have none in AD"},
	drift.StatusError:     {"object cannot be exported, or conflicts with another one", "objects cannot be exported, or conflict with others"},
	drift.StatusUnknown:   {"object is of a kind that was not read completely: nobody knows", "objects are of a kind that was not read completely: nobody knows"},
}

func newDriftHead(p *driftPage) *driftHead {
	h := &driftHead{page: p, status: widget.NewLabel(""), bar: kit.NewCountBar(), progress: widget.NewProgressBar(), gaps: kit.NewBar()}
	h.run = kit.NewButton("Compare now", theme.MediaPlayIcon(), h.runOrStop)
	h.run.Importance = widget.HighImportance
	h.export = kit.NewButton("Export…", theme.DocumentSaveIcon(), func() { p.app.cmd.run("export") })
	h.export.SetTip("Write the whole comparison, or what is shown, to a CSV file or an HTML report (" + ctrlKey(fyne.KeyE).String() + ")")
	h.status.Importance = widget.LowImportance
	h.status.Truncation = fyne.TextTruncateEllipsis
	h.about = kit.Tooltip(h.status, "")
	h.bar.OnChoose = func(i int, beside bool) { p.only(h.shown()[i], beside) }
	h.progress.TextFormatter = h.progressText
	h.progress.Hide()
	h.ExtendBaseWidget(h)
	return h
}

func (h *driftHead) runOrStop() {
	if h.page.r.busy {
		h.page.r.stop()
		return
	}
	h.page.r.run()
}

// shown are the statuses that have a tile: not known only where that happens.
func (h *driftHead) shown() []drift.Status {
	if last := h.page.r.last; last != nil && last.total[drift.StatusUnknown] == 0 {
		return barOrder[:len(barOrder)-1]
	}
	return barOrder
}

// draw shows the state of the runner.
func (h *driftHead) draw() {
	r := h.page.r
	if r.busy {
		setButton(h.run, "Stop", theme.MediaStopIcon())
		h.run.SetTip("Stop comparing (Esc); what was found before stays")
	} else {
		setButton(h.run, "Compare now", theme.MediaPlayIcon())
		h.run.SetTip("Read what changed in AD and in the tenant, and compare; nothing is changed (F5)")
	}
	enable(h.run, r.busy || h.page.app.connected())
	enable(h.export, r.last != nil)
	h.status.SetText(h.text())
	kit.Tooltip(h.about, h.text())
	h.drawBar()
	h.drawProgress()
	h.drawGaps()
	h.Refresh()
	if f := h.page.frame; f != nil && h.Size().Height != h.MinSize().Height {
		f.Layout.Layout(f.Objects, f.Size()) // parts came or went
	}
}

func (h *driftHead) drawBar() {
	last := h.page.r.last
	h.bar.Hidden = last == nil || h.page.r.busy
	if last == nil {
		return
	}
	var counts []kit.Count
	for _, s := range h.shown() {
		n, sign := last.total[s], statusSigns[s]
		counts = append(counts, kit.Count{N: n, Number: count(n), Label: sign.words, Tip: many(n, statusSentences[s][0], statusSentences[s][1]) + ".",
			Icon: sign.icon, Tone: sign.tone, Pattern: statusPatterns[s], Chosen: h.page.query.Only[s]})
	}
	h.bar.Set(counts...)
}

func (h *driftHead) drawProgress() {
	r := h.page.r
	h.progress.Hidden = !r.busy
	if !r.busy {
		return
	}
	h.progress.Max, h.progress.Value = float64(max(1, r.at.of, r.at.done)), float64(r.at.done)
	if r.at.of == 0 {
		h.progress.Max = float64(max(1, 2*r.at.done)) // nobody knows
	}
	h.progress.Refresh()
}

func (h *driftHead) progressText() string {
	at := h.page.r.at
	switch {
	case at.part != "" && at.done > 0:
		return "Reading the tenant: " + count(at.done) + " " + at.part
	case at.part != "":
		return "Reading the tenant: " + at.part
	case at.of > 0:
		return "Comparing: " + count(at.done) + " of " + many(at.of, "object", "objects")
	}
	return "Reading the directory"
}

// drawGaps says what could not be read, until that is known.
func (h *driftHead) drawGaps() {
	var v *desk.TenantView
	if last := h.page.r.last; last != nil {
		v = last.View
	}
	if v == h.told {
		return
	}
	h.told = v
	h.gaps.Hide()
	if v == nil || len(v.Gaps) == 0 {
		return
	}
	var lines []string
	for _, g := range v.Gaps {
		lines = append(lines, begun(g.String())+".")
	}
	details := kit.NewButton("Details", nil, func() {
		h.page.app.tell("Not read of the tenant", kit.NewText(strings.Join(lines, "\n")+"\n\nWhat was not read is not known. It is not counted as missing.", 520))
	})
	h.gaps.Say(kit.ToneWarning, "The tenant was not read completely. "+strings.Join(lines, " "), details)
}

// text is the line that says what the result is of.
func (h *driftHead) text() string {
	r := h.page.r
	switch text := runText("Comparing.", "The comparison", r.busy, r.stopped, r.last != nil, r.failed); {
	case text != "":
		return text
	case r.last != nil:
		return r.describe()
	}
	return ""
}

// describe says what was compared, and how old both sides are.
func (r *driftRunner) describe() string {
	d := r.last
	parts := []string{many(len(d.Items), "object", "objects") + " of AD as of " + clockTime(d.at, r.app.opt.Now())}
	if d.View != nil {
		parts = append(parts, or(d.View.Info.Name, "the tenant")+" as of "+clockTime(d.View.Read, r.app.opt.Now()))
		if last := d.View.Info.LastSync; !last.IsZero() {
			parts = append(parts, "last synchronized "+clockTime(last, r.app.opt.Now()))
		}
	}
	if n := len(d.stale) + len(r.touched); n > 0 {
		parts = append(parts, many(n, "object", "objects")+" changed since")
	}
	if r.old {
		parts = append(parts, "a synchronization ran since")
	}
	return strings.Join(parts, " · ")
}

// clockTime is a time of today, or a day with its time.
func clockTime(t, now time.Time) string {
	t = t.Local()
	if y, m, d := now.Local().Date(); t.Year() == y && t.Month() == m && t.Day() == d {
		return t.Format("15:04")
	}
	return t.Format("2006-01-02 15:04")
}

// CreateRenderer implements fyne.Widget.
func (h *driftHead) CreateRenderer() fyne.WidgetRenderer {
	tools := framed(nil, nil, wide(130, h.run), h.export, h.about)
	h.holds = container.NewVBox(h.gaps, tools, container.NewStack(h.bar, container.NewVBox(h.progress)))
	return widget.NewSimpleRenderer(h.holds)
}
