package ui

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// A largeTenant has a hundred thousand users, in pages as Graph has them, and nothing
// to wait for.
type largeTenant struct {
	model.Tenant
	pages []*model.Batch
}

func newLargeTenant() *largeTenant {
	t := &largeTenant{}
	k := model.NewBatchBuilder(drift.Properties(model.CloudUser))
	for i := range 100_000 {
		name, upn := fmt.Sprintf("Person%d Surname%d", i%977, i), fmt.Sprintf("p%d@corp.example", i)
		k.Add(model.NewEntry(model.Ref{GUID: fmt.Sprintf("00000000-0000-0000-0000-%012d", i)}, map[model.Attr][]string{
			model.DisplayName: {name}, model.UserPrincipalName: {upn}, model.Mail: {upn}, "accountEnabled": {"true"}, drift.PropSyncEnabled: {"true"},
			model.ProxyAddresses: {"SMTP:" + upn, fmt.Sprintf("smtp:person.%d@corp.example", i)}, propLastSync: {"2026-01-05T11:30:00Z"},
			propLicenses: {"6fd2c87f-b296-42f0-b197-1e91e994b900"}}))
		if k.Len() == 999 {
			t.pages = append(t.pages, k.Build())
		}
	}
	t.pages = append(t.pages, k.Build())
	return t
}

func (t *largeTenant) Info(context.Context) (model.TenantInfo, error) {
	return model.TenantInfo{Name: "Large", InitialDomain: "large.onmicrosoft.com", SyncEnabled: model.Yes}, nil
}

func (t *largeTenant) Facts(context.Context) (*model.TenantFacts, error) {
	return &model.TenantFacts{InitialDomain: "large.onmicrosoft.com"}, nil
}

func (t *largeTenant) Licenses(context.Context) ([]model.License, error) { return nil, nil }

func (t *largeTenant) Changes(context.Context, model.CloudClass, string, ...model.Attr) iter.Seq2[model.CloudChange, error] {
	return func(func(model.CloudChange, error) bool) {}
}

func (t *largeTenant) List(_ context.Context, class model.CloudClass, _ ...model.Attr) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		for _, b := range t.pages {
			if class != model.CloudUser || !yield(b, nil) {
				return
			}
		}
	}
}

func (t *largeTenant) Probe(context.Context, model.CloudTrait, model.CloudClass, []string) iter.Seq2[model.CloudAnswer, error] {
	return func(func(model.CloudAnswer, error) bool) {}
}

// BenchmarkTenant opens the Tenant page on 100,000 users, with all that happens to the
// window but painting it: until the first rows are there, what the longest step holds
// the window up for, a key in the filter, and a click on a title.
func BenchmarkTenant(b *testing.B) {
	a, run := newTestApp(b)
	a.session = &Session{Desk: desk.New(nil, nil, desk.Options{Now: a.opt.Now})}
	a.frame.showMain()
	a.win.Resize(fyne.NewSize(1280, 800))
	large := newLargeTenant()
	var first, longest, keys, sorts []time.Duration
	for b.Loop() {
		a.session.Desk.UseTenant(large)
		a.place = placeOfTenant
		w := &watched{stepper: run, began: time.Now()}
		a.run = w
		a.showPage(placeOfTenant)
		p := a.pages[placeOfTenant].(*tenantPage)
		w.shown = func() bool { return len(p.lists[0].l.shown) > 0 }
		w.drain()
		a.run = run
		if len(p.lists[0].l.shown) != 100_000 || p.view == nil {
			b.Fatal(len(p.lists[0].l.shown), p.failed)
		}
		first, longest = append(first, w.first), append(longest, w.longest)
		text := []rune("surname12345 corp")
		for n := range text {
			begin := time.Now()
			p.filter.SetText(string(text[:n+1]))
			keys = append(keys, time.Since(begin))
		}
		p.filter.SetText("")
		for col := range p.lists[0].columns {
			begin := time.Now()
			p.lists[0].sortBy(col, true)
			sorts = append(sorts, time.Since(begin))
		}
		a.session.Desk.UseTenant(nil)
		p.read()
	}
	b.ReportMetric(0, "ns/op")
	report := func(list []time.Duration, part float64, unit string) {
		slices.Sort(list)
		b.ReportMetric(float64(list[int(float64(len(list)-1)*part)].Microseconds())/1000, unit)
	}
	report(first, 0.5, "first-rows-ms")
	report(longest, 0.5, "longest-step-ms")
	report(keys, 0.5, "key-median-ms")
	report(keys, 0.99, "key-p99-ms")
	report(sorts, 1, "slowest-sort-ms")
}

// A watched is a stepper that notes when the first rows were shown and how long the
// longest step on the UI goroutine took.
type watched struct {
	*stepper
	shown   func() bool
	began   time.Time
	first   time.Duration
	longest time.Duration
}

func (w *watched) Do(f func()) {
	begin := time.Now()
	f()
	w.longest = max(w.longest, time.Since(begin))
	if w.first == 0 && w.shown() {
		w.first = time.Since(w.began)
	}
}
