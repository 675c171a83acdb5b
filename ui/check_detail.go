package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/ui/kit"
)

// checkDetail is the lower part of the Check page: the selected finding with its
// rule and all its parties, or the rule alone, and what can be done.
type checkDetail struct {
	widget.BaseWidget
	page *checkPage

	icon    *widget.Icon
	title   *widget.Label
	badge   *kit.Badge
	text    *widget.Label
	parties *fyne.Container
	source  *kit.Button
	fix     *kit.Button
	fixAll  *kit.Button
	ignore  *kit.Button
	link    string
	buttons *fyne.Container
}

func newCheckDetail(p *checkPage) *checkDetail {
	run := func(id string) func() { return func() { p.app.cmd.run(id) } }
	d := &checkDetail{page: p, icon: widget.NewIcon(nil), title: widget.NewLabel(""), text: widget.NewLabel(""), badge: kit.NewBadge("", kit.ToneNeutral, ""),
		parties: container.New(partyRow{})}
	d.title.TextStyle.Bold = true
	d.title.Truncation = fyne.TextTruncateEllipsis
	d.text.Wrapping = fyne.TextWrapWord
	d.source = kit.NewButton("Source", theme.HelpIcon(), func() { p.app.browse(d.link) })
	d.source.Importance = widget.LowImportance
	d.fix = kit.NewButton("Fix…", theme.ConfirmIcon(), run("check-fix"))
	d.fix.SetTip("Show what would be written, and write it (F4)")
	d.fixAll = kit.NewButton("Fix all…", nil, run("check-fix-all"))
	d.fixAll.SetTip("Show everything that would be written, and write it (Shift+F4)")
	d.ignore = kit.NewButton("Ignore…", theme.VisibilityOffIcon(), run("check-ignore"))
	d.ignore.SetTip("Leave it as it is, for a reason (Ctrl+I)")
	d.ExtendBaseWidget(d)
	return d
}

// draw shows what is selected.
func (d *checkDetail) draw() {
	picked := d.page.picked()
	group, grouped := d.page.group()
	d.parties.Objects = nil
	switch {
	case len(picked) == 1:
		d.one(d.page.s.of.list[picked[0]], d.page.s.of.reasons[picked[0]] != "")
	case len(picked) > 1:
		d.say(nil, kit.ToneNeutral, many(len(picked), "finding", "findings")+" selected", "Fix shows what would be written, object by object, before anything is saved.")
	case grouped && group.rule != nil:
		d.say(group.rule, toneOf(group.worst), group.rule.Title, group.rule.Text)
	case grouped:
		d.say(nil, toneOf(group.worst), group.title, group.ref.DN)
	default:
		d.say(nil, kit.ToneNeutral, "Select a finding", "Enter opens the object, F4 fixes the finding, Ctrl+I ignores it; typing filters.")
	}
	d.drawButtons()
	d.Refresh()
}

func (d *checkDetail) one(f check.Finding, ignored bool) {
	text := f.Rule.Text
	if ignored {
		why, _ := d.page.app.ignored().of(f)
		text = "Ignored by " + or(why.By, "somebody") + " on " + why.Time.Local().Format("2006-01-02") + ": " + why.Reason
	}
	d.say(f.Rule, toneOf(f.Rule.Severity), findingText(f), text)
	mine := check.Other{Ref: f.Ref, Attr: f.Attr, Value: f.Value}
	d.parties.Add(d.party("This object", mine, proposal(f), len(f.Others) > 0))
	for _, o := range f.Others[:min(len(f.Others), mostParties)] {
		d.parties.Add(d.party("Also here", o, "", true))
	}
}

// mostParties is how many other parties of a conflict are drawn; the sentence
// counts them all.
const mostParties = 8

func (d *checkDetail) say(r *check.Rule, tone kit.Tone, title, text string) {
	d.icon.SetResource(tone.Icon())
	d.title.SetText(title)
	d.text.SetText(text)
	d.badge.Hide()
	d.source.Hide()
	if r != nil {
		d.badge.Set(r.ID, tone)
		d.badge.SetTip(r.Title)
		d.badge.Show()
		d.link = r.Source
		d.source.SetTip("Where the rule comes from:\n" + r.Source)
		if r.Source != "" {
			d.source.Show()
		}
	}
}

func (d *checkDetail) drawButtons() {
	cmd := d.page.app.cmd
	enable(d.fix, cmd.get("check-fix").enabled())
	enable(d.fixAll, cmd.get("check-fix-all").enabled())
	enable(d.ignore, cmd.get("check-ignore").enabled())
	setButton(d.fixAll, d.page.fixAllLabel(), nil)
	label := "Ignore…"
	if d.page.allIgnored() {
		label = "Stop ignoring"
	}
	setButton(d.ignore, label, theme.VisibilityOffIcon())
}

// party is one owner of a value, with a way to it. contested says that others own
// the value, too, so that it can be taken away from this one.
func (d *checkDetail) party(role string, o check.Other, proposed string, contested bool) fyne.CanvasObject {
	a := d.page.app
	name := widget.NewLabel(objectName(o.Ref))
	name.TextStyle.Bold = true
	name.Truncation = fyne.TextTruncateEllipsis
	open := kit.NewButton("Open", theme.DocumentIcon(), func() { openSheet(a, []model.Ref{o.Ref}) })
	open.SetTip("Open the properties of " + objectName(o.Ref))
	buttons := container.NewHBox(open)
	if contested && o.Attr.Is(model.ProxyAddresses) && !a.session.Info.ReadOnly {
		remove := kit.NewButton("Remove here…", theme.ContentRemoveIcon(), func() { d.page.removeHere(o) })
		remove.SetTip("Take the address away from " + objectName(o.Ref) + ": shows the change first")
		buttons.Objects = []fyne.CanvasObject{remove, open}
	}
	place := widget.NewLabel(role + " · " + folderPath(parentDN(o.Ref.DN)))
	place.Importance = widget.LowImportance
	place.Truncation = fyne.TextTruncateEllipsis
	lines := []fyne.CanvasObject{container.NewBorder(nil, nil, nil, buttons, kit.Tooltip(name, o.Ref.DN)), kit.Tooltip(place, o.Ref.DN),
		partyValue(string(o.Attr), o.Value, widget.MediumImportance)}
	if proposed != "" {
		lines = append(lines, partyValue("Proposed", proposed, widget.SuccessImportance))
	}
	return kit.NewCard(lines...)
}

func partyValue(label, value string, how widget.Importance) fyne.CanvasObject {
	l := widget.NewLabel(label)
	l.Importance = widget.LowImportance
	v := widget.NewLabel(or(inLine(value), "(empty)"))
	v.Truncation = fyne.TextTruncateEllipsis
	v.Importance = how
	return container.NewBorder(nil, nil, l, nil, kit.Tooltip(v, value))
}

func parentDN(dn string) string {
	d, err := model.ParseDN(dn)
	if err != nil {
		return dn
	}
	return d.Parent().String()
}

// partyRow puts the parties side by side: as wide as the room allows, and not
// narrower than what can be read.
type partyRow struct{}

const (
	partyLeast = 300
	partyMost  = 460
)

func (partyRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = fyne.NewSize(size.Width+partyLeast, max(size.Height, o.MinSize().Height))
	}
	return size.AddWidthHeight(float32(max(0, len(objects)-1))*6, 0)
}

func (partyRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	w := (size.Width - float32(len(objects)-1)*6) / float32(len(objects))
	w = min(max(w, partyLeast), partyMost)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*(w+6), 0))
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
	}
}

// detailHeight keeps the tables above in their place while one goes from finding
// to finding.
const detailHeight = 190

// CreateRenderer implements fyne.Widget.
func (d *checkDetail) CreateRenderer() fyne.WidgetRenderer {
	d.buttons = container.NewHBox(d.source, d.ignore, d.fix, d.fixAll)
	head := container.NewBorder(nil, nil, container.NewHBox(d.icon, container.NewCenter(d.badge)), d.buttons, d.title)
	scroll := container.NewScroll(container.NewVBox(d.parties, kit.Inset(-4, -4, d.text)))
	return widget.NewSimpleRenderer(container.New(atLeast{0, detailHeight}, framed(head, nil, nil, nil, scroll)))
}
