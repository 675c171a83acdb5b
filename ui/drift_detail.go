package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// driftDetail is the lower part of the Drift page: the selected object in three
// columns, what can be done about it, and the ways to its sheet and to its twin.
type driftDetail struct {
	widget.BaseWidget
	page *driftPage

	icon     *widget.Icon
	name     *widget.Label
	about    *widget.Label
	more     fyne.CanvasObject // about, with its tooltip
	aspect   *kit.Segments
	open     *kit.Button
	shown    *kit.Button
	sync     *kit.Button
	compare  *compareView
	remedies *remedyView
	holds    *fyne.Container // compare or remedies

	e       driftEntry
	n       int              // how many are selected
	got     *desk.Comparison // of e; nil until it is there
	reading slot
	rest    func() // stops the wait for the arrow keys to rest
}

const (
	aspectCompare  = 0
	aspectRemedies = 1
)

func newDriftDetail(p *driftPage) *driftDetail {
	run := func(id string) func() { return func() { p.app.cmd.run(id) } }
	d := &driftDetail{page: p, icon: widget.NewIcon(nil), name: widget.NewLabel(""), about: widget.NewLabel(""), rest: func() {}}
	d.name.TextStyle.Bold = true
	d.about.Importance = widget.LowImportance
	d.about.Truncation = fyne.TextTruncateEllipsis
	d.more = kit.Tooltip(d.about, "")
	d.aspect = kit.NewSegments([]string{"Comparison", "What to do"}, func(int) { d.turn() })
	d.open = kit.NewButton("Open in AD", theme.DocumentIcon(), run("drift-open"))
	d.open.SetTip("Open the properties of the object of AD (Enter)")
	d.shown = kit.NewButton("Show in tenant", theme.StorageIcon(), run("drift-show"))
	d.shown.SetTip("Show the object among those of the tenant (" + driftKeys["drift-show"].String() + ")")
	d.sync = kit.NewButton("Sync now", theme.ViewRefreshIcon(), run("sync-now"))
	d.sync.SetTip("Have what changed in AD go to the tenant")
	d.compare, d.remedies = newCompareView(p.app), newRemedyView(p.app)
	d.holds = container.NewStack(d.compare)
	d.ExtendBaseWidget(d)
	return d
}

func (d *driftDetail) stop() {
	d.rest()
	d.reading.stop()
}

// restDelay is how long the cursor rests before the tenant is asked about an object.
const restDelay = 180 * time.Millisecond

// show shows an entry, or that none or several are selected. What is shown of the same
// object stays until it was compared anew.
func (d *driftDetail) show(e driftEntry, n int) {
	d.stop()
	same := n == 1 && d.n == 1 && d.e.key() == e.key()
	d.e, d.n = e, n
	if !same {
		d.got = nil
	}
	d.drawHead()
	switch {
	case n == 0:
		d.compare.say(nil, "Select an object", "Enter opens it in AD; typing filters; the bar above shows objects of one status alone.")
	case n > 1:
		d.compare.say(nil, many(n, "object", "objects")+" selected", "Open in AD edits them together.")
	case e.item == nil:
		d.compare.say(nil, "No object of AD belongs to it", begun(e.Why)+".")
	default:
		if !same {
			d.compare.say(nil, "Comparing with the tenant…", "")
		}
		d.rest = d.page.app.run.After(restDelay, d.read)
	}
	if n == 1 && !same {
		d.aspect.Select(aspectCompare)
		if d.page.remediesFirst(e) {
			d.aspect.Select(aspectRemedies)
		}
	}
	d.turn()
}

// read asks AD and the tenant about the object.
func (d *driftDetail) read() {
	session, ref := d.page.app.session, d.e.item.Ref
	if session == nil {
		return
	}
	load(d.page.app.run, &d.reading, func(ctx context.Context) (desk.Comparison, error) {
		e, err := session.Desk.Get(ctx, ref)
		if err != nil {
			return desk.Comparison{}, err
		}
		return session.Desk.Compare(ctx, e, e)
	}, func(c desk.Comparison, err error) {
		if err != nil {
			_, message, advice, _ := describe(err)
			again := kit.NewButton("Try again", nil, d.read)
			d.compare.say(kit.ToneWarning.Icon(), message, advice, again)
			return
		}
		d.got = &c
		d.compare.show(c)
		d.drawHead()
		d.turn()
	})
}

// turn shows the aspect that is chosen.
func (d *driftDetail) turn() {
	list := d.page.remedies(d.e, d.got)
	if d.n != 1 {
		list = nil
	}
	label := "What to do"
	if len(list) > 0 {
		label += " (" + count(len(list)) + ")"
	}
	d.aspect.SetLabel(aspectRemedies, label)
	d.aspect.Hidden = d.n != 1
	var o fyne.CanvasObject = d.compare
	if d.n == 1 && d.aspect.Selected() == aspectRemedies {
		var ref model.Ref
		if d.e.item != nil {
			ref = d.e.item.Ref
		}
		d.remedies.show(ref, list)
		o = d.remedies
	}
	if d.holds.Objects[0] != o {
		d.holds.Objects = []fyne.CanvasObject{o}
		d.holds.Refresh()
	}
	d.Refresh()
}

func (d *driftDetail) drawHead() {
	cmd := d.page.app.cmd
	d.icon.SetResource(nil)
	if icon := classIcons[d.e.class]; icon != nil {
		d.icon.SetResource(theme.NewThemedResource(icon))
	}
	d.name.SetText(d.e.name)
	d.about.SetText(d.aboutText())
	kit.Tooltip(d.more, d.aboutText())
	if d.n != 1 {
		d.name.SetText("")
	}
	enable(d.open, cmd.get("drift-open").enabled())
	enable(d.shown, cmd.get("drift-show").enabled())
	d.sync.Hidden = d.n != 1 || d.e.status != drift.StatusWaiting
	enable(d.sync, cmd.get("sync-now").enabled())
}

// aboutText says what links the object with its twin, and who decides about it.
func (d *driftDetail) aboutText() string {
	if d.n != 1 {
		return ""
	}
	text := d.e.class
	how, authority := drift.How(""), d.e.authority
	if d.e.item != nil {
		how = d.e.item.How
	}
	if d.got != nil {
		how, authority = d.got.How, d.got.Authority
	}
	if words := howWords[how]; words != "" {
		text += " · " + words
	}
	if authority != "" {
		text += " · decides: " + authority.Label()
	}
	if d.e.stale {
		text += " · changed since the comparison"
	}
	if d.got != nil {
		for _, g := range d.got.Gaps {
			text += " · " + g.String()
		}
	}
	return text
}

var howWords = map[drift.How]string{drift.ByAnchor: "linked by its anchor", drift.BySID: "linked by its security identifier", drift.ByAddress: "found by its address, not linked"}

// CreateRenderer implements fyne.Widget.
func (d *driftDetail) CreateRenderer() fyne.WidgetRenderer {
	buttons := container.NewHBox(d.aspect, d.sync, d.open, d.shown)
	head := framed(nil, nil, container.NewHBox(d.icon, d.name), buttons, d.more)
	return widget.NewSimpleRenderer(kit.Inset(0, 4, framed(head, nil, nil, nil, d.holds)))
}
