package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// A suggestEditor is a line of text that offers what other objects have there:
// departments, cities, companies. Down opens the list.
type suggestEditor struct {
	widget.BaseWidget
	host    *fieldHost
	entry   *kit.SelectEntry
	asked   string // the start of the word that was asked for last
	wait    func()
	reading slot
}

func newSuggestEditor(h *fieldHost) *suggestEditor {
	e := &suggestEditor{host: h, entry: kit.NewSelectEntry(nil), wait: func() {}}
	e.entry.OnChanged = func(text string) {
		h.typed(text)
		e.later(text)
	}
	e.ExtendBaseWidget(e)
	return e
}

const (
	suggestPause = 250 * time.Millisecond
	suggestRead  = 200 // objects looked at
	suggestMost  = 12  // values offered, the most common first
)

// later asks for values that start with text, when no key came for a moment.
func (e *suggestEditor) later(text string) {
	text = strings.TrimSpace(text)
	if text == "" || strings.EqualFold(text, e.asked) {
		return
	}
	e.asked = text
	e.wait()
	e.wait = e.host.app.run.After(suggestPause, func() { e.ask(text) })
}

func (e *suggestEditor) ask(text string) {
	if e.host.app.session == nil {
		return
	}
	d, attr := e.host.app.session.Desk, e.host.field.Attrs[0]
	load(e.host.app.run, &e.reading, func(ctx context.Context) ([]string, error) {
		list, err := d.Collect(ctx, model.Query{Where: model.HasPrefix(attr, text), Attrs: []model.Attr{attr}, Limit: suggestRead})
		if model.CodeOf(err) == model.Limited {
			err = nil // what came is enough
		}
		return mostCommon(list, attr), err
	}, func(values []string, err error) {
		if err == nil { // suggestions are a courtesy: without an answer there are none
			e.entry.SetOptions(values)
		}
	})
}

// mostCommon lists the values of an attribute, the most common first.
func mostCommon(list []model.Entry, attr model.Attr) []string {
	times := map[string]int{}
	for _, x := range list {
		times[x.First(attr)]++
	}
	var out []string
	for v := range times {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(times[b]-times[a], strings.Compare(a, b)) })
	return out[:min(len(out), suggestMost)]
}

func (e *suggestEditor) focusTarget() fyne.CanvasObject { return e.entry }

func (e *suggestEditor) show(v shown) {
	e.entry.ShowText(v.text())
	hint(e.entry, v)
	enable(e.entry, v.on)
}

// CreateRenderer implements fyne.Widget.
func (e *suggestEditor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(e.entry)
}
