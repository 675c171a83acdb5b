package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// A twinFact is something to know about an object and its twin as a whole.
type twinFact struct {
	name string
	text string // a sentence or less
	tone kit.Tone
	at   drift.Object // that it is about, and that can be looked at; zero: the twin, or none
}

// twinFacts lists what is known, what a person looks for first at the top.
func twinFacts(c desk.Comparison, info model.TenantInfo, now time.Time) (out []twinFact) {
	add := func(tone kit.Tone, name, text string) {
		if text != "" {
			out = append(out, twinFact{name: name, text: begun(strings.TrimSuffix(text, ".")) + ".", tone: tone})
		}
	}
	other := func(name, text string, o drift.Object) {
		add(kit.ToneWarning, name, text)
		out[len(out)-1].at = o
	}
	add(foundFact(c))
	if c.Twin.Found() {
		tone := kit.ToneNeutral
		if s := c.Sides.Standing.Authority; s != drift.FromAD {
			tone = kit.ToneWarning
		}
		add(tone, "Authority", c.Sides.Standing.Authority.Label()+": "+c.Sides.Standing.Why)
		add(kit.ToneNeutral, "Mailbox", mailboxFact(c))
		add(kit.ToneNeutral, "Members", membersFact(c))
	}
	add(kit.ToneNeutral, "Last sync", lastSyncFact(c, info, now))
	for _, o := range c.Twin.Also {
		other("Also fits", cloudObjectWords(o)+" fits just as well: a synchronization may take either", o)
	}
	for _, o := range c.Twin.Rivals {
		other("Rival", cloudObjectWords(o)+" has one of the addresses", o)
	}
	for _, o := range c.Twin.Deleted {
		other("Deleted", deletedFact(o, now), o)
	}
	for _, g := range c.Gaps {
		add(kit.ToneInfo, "Not read", g.String())
	}
	return out
}

// foundFact says which object is the twin and how that is known; without one what will
// happen at the next synchronization.
func foundFact(c desk.Comparison) (kit.Tone, string, string) {
	t := c.Twin
	switch t.How {
	case drift.ByAnchor:
		return kit.ToneOK, "Twin", t.Name() + ", found by the source anchor"
	case drift.BySID:
		return kit.ToneOK, "Twin", t.Name() + ", found by the security identifier"
	case drift.ByAddress:
		text := t.Name() + ", found by an address alone"
		if c.Sides.In.Class != "contact" { // contacts have no anchor that Graph shows
			return kit.ToneWarning, "Twin", text + ": " + c.Anchors.Why
		}
		return kit.ToneOK, "Twin", text
	}
	f := c.Sides.After
	switch m := f.Match; {
	case f.Absent != "":
		return kit.ToneNeutral, "Twin", "none, and there will be none: " + f.Absent
	case len(f.Errors) > 0:
		return kit.ToneError, "Twin", "none. The next synchronization tries to make one and fails: " + f.Errors[0].Why + ". " + f.Errors[0].Remedy
	case m.Kind == "hard" || m.Kind == "soft":
		return kit.ToneInfo, "Twin", "none that is linked. The next synchronization takes over " + or(m.With, "an object of the cloud") + ": " + m.Why
	case m.Kind == "blocked":
		return kit.ToneError, "Twin", "none. The next synchronization cannot take over " + or(m.With, "the object of the cloud") + ": " + m.Why
	}
	return kit.ToneInfo, "Twin", "none yet: the next synchronization makes one"
}

func mailboxFact(c desk.Comparison) string {
	if c.Twin.Class != model.CloudUser {
		return ""
	}
	m := c.Sides.Mailbox
	var text string
	switch m.Exists {
	case model.Yes:
		text = "in Exchange Online"
		if m.Purpose != "" {
			text = m.Purpose + " mailbox " + text
		}
	case model.No:
		text = "none in Exchange Online"
	default:
		text = "not known"
	}
	if m.Why != "" && m.Exists != model.Yes {
		text += ": " + strings.TrimSuffix(m.Why, ".")
	}
	switch {
	case len(c.Licenses) > 0:
		var names []string
		for _, part := range c.Licenses {
			names = append(names, or(model.ProductName(part), part))
		}
		text += " · licenses: " + strings.Join(names, ", ")
	case !c.Sides.Now.Has("assignedLicenses") && len(c.Gaps) == 0:
		text += " · no license"
	}
	return text
}

func membersFact(c desk.Comparison) string {
	if c.Twin.Class != model.CloudGroup || c.Members == nil && c.Owners == nil {
		return ""
	}
	text := many(len(c.Members), "member", "members")
	if n := len(c.Sides.In.AD.Values("member")); n != len(c.Members) {
		text += " (in AD " + count(n) + ")"
	}
	return text + " and " + many(len(c.Owners), "owner", "owners") + " in the tenant"
}

func lastSyncFact(c desk.Comparison, info model.TenantInfo, now time.Time) string {
	text := "not known"
	if t := c.Sides.LastSync; !t.IsZero() {
		text = ago(now.Sub(t)) + " (" + moment(t) + ")"
	} else if info.SyncEnabled == model.No {
		text = "the tenant is not synchronized"
	}
	if t, err := time.Parse(time.RFC3339, c.Sides.Now.First("onPremisesLastSyncDateTime")); err == nil {
		text += "; this object was synchronized last at " + moment(t)
	}
	return text
}

// keptDeleted is how long a deleted object can be restored
// (https://learn.microsoft.com/graph/api/resources/directory).
const keptDeleted = 30 * 24 * time.Hour

func deletedFact(o drift.Object, now time.Time) string {
	text := cloudObjectWords(o)
	t, err := time.Parse(time.RFC3339, o.First("deletedDateTime"))
	if err != nil {
		return text + " can be restored"
	}
	left := int(t.Add(keptDeleted).Sub(now).Hours() / 24)
	return text + ", deleted on " + t.Local().Format("2006-01-02") + ", can be restored for " + many(max(0, left), "day", "days") + " more"
}

// cloudObjectWords is the class and the name of an object of the tenant.
func cloudObjectWords(o drift.Object) string {
	words := map[model.CloudClass]string{model.CloudUser: "the user", model.CloudGroup: "the group", model.CloudContact: "the contact",
		model.DeletedUser: "the deleted user", model.DeletedGroup: "the deleted group"}
	if o.Deleted() { // its sign-in name begins with its ID
		return words[o.Class] + " " + or(o.First("displayName"), o.Name())
	}
	return words[o.Class] + " " + o.Name()
}

// A factList shows facts below each other, names at the left.
type factList struct {
	widget.BaseWidget
	facts []twinFact
	rows  *fyne.Container
	open  func(drift.Object)
}

func newFactList(open func(drift.Object)) *factList {
	f := &factList{rows: container.NewVBox(), open: open}
	kit.Stack(f.rows)
	f.ExtendBaseWidget(f)
	return f
}

func (f *factList) show(list []twinFact) {
	f.facts = list
	f.rows.Objects = nil
	for _, one := range list {
		name := widget.NewLabel(one.name)
		name.Importance = widget.LowImportance
		text := widget.NewLabel(one.text)
		text.Wrapping = fyne.TextWrapWord
		mark := widget.NewIcon(nil)
		if one.tone != kit.ToneNeutral {
			mark.SetResource(one.tone.Icon())
		}
		row := container.New(factRow{}, mark, name, text)
		if one.at.ID() == "" {
			f.rows.Add(row)
			continue
		}
		open := kit.NewButton("Show", nil, func() { f.open(one.at) })
		open.Importance = widget.LowImportance
		open.SetTip("Show everything that the tenant has of it")
		f.rows.Add(framed(nil, nil, nil, container.NewVBox(open), row))
	}
	f.rows.Refresh()
	f.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (f *factList) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.rows) }

// factRow puts mark, name and text of a fact side by side, on the first line of the
// text.
type factRow struct{}

const (
	factMark = 16
	factName = 84
)

// MinSize implements fyne.Layout.
func (factRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(factMark+factName+200, max(o[1].MinSize().Height, o[2].MinSize().Height))
}

// Layout implements fyne.Layout.
func (factRow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	first := o[1].MinSize().Height
	o[0].Move(fyne.NewPos(0, (first-factMark)/2))
	o[0].Resize(fyne.NewSquareSize(factMark))
	o[1].Move(fyne.NewPos(factMark, 0))
	o[1].Resize(fyne.NewSize(factName, first))
	o[2].Move(fyne.NewPos(factMark+factName, 0))
	o[2].Resize(fyne.NewSize(max(0, size.Width-factMark-factName), size.Height))
}
