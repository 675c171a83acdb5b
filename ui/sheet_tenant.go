package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// tenantTab is the ID of the tab.
const tenantTab = "tenant"

// A tenantView is the tab Tenant of a sheet: the twin in the tenant and how it was
// found, who has the say over it, and AD, forecast and tenant side by side.
type tenantView struct {
	widget.BaseWidget
	sheet *Sheet

	facts   *factList
	compare *compareView
	object  *kit.Select // nil for one object
	open    *kit.Button
	sync    *kit.Button
	convert *kit.Button // where AD asks for another type than the mailbox has
	other   *kit.Button // the other way round
	again   *kit.Button
	halt    *kit.Button // while nothing is known yet
	empty   *kit.EmptyState
	full    fyne.CanvasObject // what is shown when there is something to show
	shown   twinAnswer
	fresh   bool // shown is on the screen
}

// tenantPage is the tab of the sheet.
func (s *Sheet) tenantPage() *sheetPage {
	p := &sheetPage{}
	p.make = func() fyne.CanvasObject {
		s.tenant = newTenantView(s)
		return s.tenant
	}
	p.draw = func() {
		s.watchTwins() // the tab may have been made just now
		s.tenant.draw()
	}
	return p
}

func newTenantView(s *Sheet) *tenantView {
	t := &tenantView{sheet: s, compare: newCompareView(s.app), empty: kit.NewEmptyState(nil, "", "")}
	t.facts = newFactList(func(o drift.Object) { s.app.showCloudObject(o.Class, o.ID()) })
	t.open = kit.NewButton("Show in tenant", theme.NewThemedResource(iconCloud), t.showInTenant)
	t.open.SetTip("Show everything that the tenant has of this object")
	t.sync = kit.NewButton("Sync now", theme.ViewRefreshIcon(), s.syncNow)
	t.sync.SetTip("Have what changed in AD go to the tenant (Ctrl+Shift+S)")
	t.convert = kit.NewButton("Convert in AD…", theme.ViewRefreshIcon(), func() {
		s.app.convertAsInCloud(s.win, t.shown.Item.Ref, typeRemedies(t.shown.Comparison)[0].Convert)
	})
	t.convert.SetTip("The mailbox is of another type than AD asks for. Open the operation that gives AD the type that it has")
	t.other = kit.NewButton("Copy Set-Mailbox", theme.ContentCopyIcon(), func() {
		s.app.fy.Clipboard().SetContent(typeRemedies(t.shown.Comparison)[1].Script)
	})
	t.convert.Hide()
	t.other.Hide()
	t.again = kit.NewButton("", nil, nil)
	t.halt = kit.NewButton("Stop", nil, t.stop)
	t.working(false)
	if names := s.objectNames(); len(names) > 1 {
		t.object = kit.NewSelect(names, func(string) { t.fresh = false; s.refresh() })
		t.object.ShowSelected(names[0])
	}
	tools := container.NewVBox(t.open, t.sync, t.convert, t.other, t.again)
	t.full = framed(container.NewVBox(framed(nil, nil, nil, tools, t.facts), widget.NewSeparator()), nil, nil, nil, t.compare)
	t.ExtendBaseWidget(t)
	return t
}

func (t *tenantView) focusTarget() fyne.CanvasObject {
	if t.empty.Visible() {
		return t.empty.Buttons()
	}
	if !t.compare.table.Visible() {
		return t.sync
	}
	return t.compare.focusTarget()
}

// index is the number of the object that is shown.
func (t *tenantView) index() int {
	if t.object == nil {
		return 0
	}
	return max(0, slices.Index(t.object.Options, t.object.Selected))
}

// draw shows what is known. It is called at every key, and does nothing then until the
// answer is in.
func (t *tenantView) draw() {
	a, known := t.sheet.twins.known[t.sheet.draft.Base()[t.index()].Ref.GUID]
	t.working(t.sheet.twins.pending)
	switch {
	case !t.sheet.app.connected():
		t.drawUnconnected()
	case t.sheet.twins.err != nil && !(known && model.CodeOf(t.sheet.twins.err) == model.Canceled):
		t.drawFailure(t.sheet.twins.err)
	case !known:
		t.say(nil, "Asking the tenant…", "", t.halt)
	default:
		if t.empty.Visible() && t.sheet.win.Canvas().Focused() == t.halt {
			defer t.sheet.focusFirst()
		}
		t.empty.Hide()
		t.full.Show()
		if t.fresh && t.shown.same(a.twinQuestion) && t.shown.old == a.old && sameComparison(t.shown, a) {
			return
		}
		t.shown, t.fresh = a, true
		t.show()
	}
}

// sameComparison reports whether two answers are the same reading: each reading has
// rows of its own.
func sameComparison(a, b twinAnswer) bool {
	return len(a.Rows) == len(b.Rows) && (len(a.Rows) == 0 || &a.Rows[0] == &b.Rows[0])
}

// show draws the comparison.
func (t *tenantView) show() {
	a := t.sheet.app
	t.facts.show(twinFacts(t.shown.Comparison, a.link.info, a.opt.Now()))
	t.compare.show(t.shown.Comparison)
	enable(t.open, t.shown.Twin.Found())
	t.drawType()
	t.Refresh()
}

// drawType offers both ways to have AD and the mailbox agree about its type.
func (t *tenantView) drawType() {
	ways := typeRemedies(t.shown.Comparison)
	t.convert.Hidden = len(ways) == 0 || ways[0].Convert == "" || t.sheet.frozen()
	t.other.Hidden = len(ways) < 2
	if len(ways) > 1 {
		t.other.SetTip(ways[1].Title + ". " + ways[1].Text + "\n\n" + ways[1].Script)
	}
}

// working says that the tenant is being asked, on the button that stops it then.
func (t *tenantView) working(on bool) {
	if on {
		t.again.SetText("Reading… Stop")
		t.again.OnTapped = t.stop
		t.again.SetTip("Stop asking the tenant. What is shown stays.")
		return
	}
	t.again.SetText("Read again")
	t.again.OnTapped = t.readAgain
	t.again.SetTip("Ask the tenant once more")
}

// say shows a sentence in the place of the comparison.
func (t *tenantView) say(icon fyne.Resource, title, text string, buttons ...*kit.Button) {
	t.empty.Say(icon, title, text, buttons...)
	t.empty.Show()
	t.full.Hide()
	t.fresh = false
}

// drawUnconnected says that there is no tenant, and how there would be one.
func (t *tenantView) drawUnconnected() {
	a := t.sheet.app
	switch {
	case a.link.opening != nil:
		t.say(iconCloud, "Connecting with the tenant…", "")
	case a.link.err != nil:
		t.drawFailure(a.link.err)
	case a.session.OpenTenant == nil:
		t.say(iconCloud, "No tenant is connected", "Start the program with --tenant to see what arrived in Microsoft 365.")
	default:
		in := kit.NewButton("Sign in…", nil, func() { a.win.RequestFocus(); a.cmd.run("tenant-sign-in") })
		file := kit.NewButton("Open a snapshot…", nil, func() { a.win.RequestFocus(); a.cmd.run("tenant-open-snapshot") })
		t.say(iconCloud, "No tenant is connected", "Sign in to Microsoft 365 to see here what arrived of this object, and why something differs.", in, file)
	}
}

// drawFailure says why nothing is shown, and what helps.
func (t *tenantView) drawFailure(err error) {
	a := t.sheet.app
	_, message, advice, _ := describe(err)
	details := kit.NewButton("Details", nil, func() { a.showError(t.sheet.win, err) })
	help := kit.NewButton("Try again", nil, t.readAgain)
	switch {
	case model.CodeOf(err) == model.Canceled:
		t.say(nil, "The tenant was not asked to the end", "", help)
		return
	case model.CodeOf(err) == model.SignIn && a.session.OpenTenant != nil:
		help = kit.NewButton("Sign in again…", nil, func() { a.win.RequestFocus(); a.askSignIn(err) })
	}
	t.say(kit.ToneError.Icon(), message, advice, help, details)
}

// readAgain asks the tenant once more.
func (t *tenantView) readAgain() {
	if !t.sheet.app.connected() {
		t.sheet.app.tenantAgain()
	}
	t.sheet.twins.renew()
	t.sheet.refresh()
}

// stop gives up asking.
func (t *tenantView) stop() {
	s := t.sheet.twins
	list := s.asked
	s.stop()
	s.asked, s.err = list, &model.Error{Code: model.Canceled, Subject: "Tenant", Message: "the operation was stopped"}
	t.sheet.refresh()
}

// syncNow synchronizes where the session can; else it says how the synchronization
// server is told to.
func (s *Sheet) syncNow() {
	if s.app.session.Cycle == nil {
		s.app.askSync(s.win)
		return
	}
	s.app.cycle(s.win, func(what string) { s.ask(kit.ToneInfo, what, kit.NewButton("OK", nil, s.bar.Hide)) })
}

func (t *tenantView) showInTenant() {
	if o := t.shown.Twin; t.fresh && o.Found() {
		t.sheet.app.showCloudObject(o.Class, o.ID())
	}
}

// CreateRenderer implements fyne.Widget.
func (t *tenantView) CreateRenderer() fyne.WidgetRenderer {
	var top fyne.CanvasObject
	if t.object != nil {
		top = container.NewHBox(container.New(narrow{260}, t.object))
	}
	return widget.NewSimpleRenderer(kit.Inset(8, 8, framed(top, nil, nil, nil, container.NewStack(t.full, t.empty))))
}
