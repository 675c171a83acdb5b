package ui

import (
	"fmt"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// cloudHead is the upper part of the window of an object of the tenant: its name and
// picture, who decides about it, and where in Active Directory it comes from.
type cloudHead struct {
	widget.BaseWidget
	win *cloudWindow

	thumb  *kit.Thumb
	icon   *widget.Icon
	name   *widget.Label
	what   *widget.Label
	mark   *widget.Icon
	why    *widget.Label
	source *kit.Button
	twin   *widget.Label
	open   *kit.Button
	gaps   *widget.Label
}

const cloudThumb = 84

func newCloudHead(w *cloudWindow) *cloudHead {
	h := &cloudHead{win: w, thumb: kit.NewThumb(cloudThumb), icon: widget.NewIcon(nil), name: widget.NewLabel(""), what: widget.NewLabel(""),
		mark: widget.NewIcon(nil), why: widget.NewLabel(""), twin: widget.NewLabel(""), gaps: widget.NewLabel("")}
	h.name.SizeName = theme.SizeNameSubHeadingText
	h.name.TextStyle.Bold = true
	h.what.Importance = widget.LowImportance
	for _, l := range []*widget.Label{h.name, h.what, h.twin} {
		l.Truncation = fyne.TextTruncateEllipsis
	}
	for _, l := range []*widget.Label{h.why, h.gaps} {
		l.Wrapping = fyne.TextWrapWord
	}
	h.gaps.Importance = widget.WarningImportance
	h.source = kit.NewButton("Source", theme.HelpIcon(), func() { w.app.browse(w.o.Standing.Source) })
	h.source.Importance = widget.LowImportance
	h.open = kit.NewButton("Open in Active Directory", theme.NewThemedResource(iconDomain), w.openOrigin)
	h.open.SetTip("Open the properties of the object that this one comes from (Ctrl+Shift+A)")
	h.thumb.Hide()
	h.ExtendBaseWidget(h)
	return h
}

// draw shows what is known.
func (h *cloudHead) draw() {
	o := h.win.o
	h.icon.SetResource(theme.NewThemedResource(classIcon(o.Class)))
	h.name.SetText(or(o.First(model.DisplayName), o.Name()))
	h.what.SetText(strings.Join(h.about(), " · "))
	h.mark.SetResource(standingTone(o.Standing.Authority).Icon())
	h.why.SetText("Decides: " + o.Standing.Authority.Label() + ". " + upperFirst(o.Standing.Why) + ".")
	h.source.Hidden = o.Standing.Source == ""
	h.source.SetTip("Where this is stated:\n" + o.Standing.Source)
	h.drawTwin()
	var lines []string
	for _, g := range o.Gaps {
		lines = append(lines, upperFirst(g.String())+".")
	}
	h.gaps.SetText(strings.Join(lines, "\n"))
	h.gaps.Hidden = len(lines) == 0
	h.Refresh()
}

// about says what the object is, in a few words each.
func (h *cloudHead) about() []string {
	o := h.win.o
	parts := []string{upperFirst(classWord(o.Class))}
	if upn := o.First(model.UserPrincipalName); upn != "" {
		parts = append(parts, upn)
	}
	switch m := o.Mailbox; {
	case m.Exists == model.Yes && m.Purpose != "" && m.Purpose != "user":
		parts = append(parts, m.Purpose+" mailbox")
	case m.Exists == model.Yes:
		parts = append(parts, "mailbox in Exchange Online")
	case m.Exists == model.No:
		parts = append(parts, "no mailbox in Exchange Online")
	case o.Class == model.CloudUser && m.Why != "":
		parts = append(parts, "whether there is a mailbox is not known: "+m.Why)
	}
	if strings.EqualFold(o.First("accountEnabled"), "false") {
		parts = append(parts, "sign-in is blocked")
	}
	if at := o.GoneAt(); !at.IsZero() {
		parts = append(parts, "gone for good on "+at.Local().Format("2006-01-02"))
	}
	return parts
}

// drawTwin says where in Active Directory the object comes from, or why from nowhere.
func (h *cloudHead) drawTwin() {
	origin := h.win.origin
	h.twin.Importance = widget.MediumImportance
	switch {
	case !origin.known:
		h.twin.SetText("Looking in Active Directory…")
	case origin.err == nil:
		h.twin.SetText(fmt.Sprintf("In Active Directory: %s, %s", model.NameOf(origin.ref.DN), folderPath(parentDN(origin.ref.DN))))
	case model.CodeOf(origin.err) == model.NotFound && h.win.o.Standing.Authority == drift.CloudBorn:
		h.twin.SetText("No object of Active Directory belongs to it: it was made in the cloud.")
	default:
		h.twin.SetText("In Active Directory: " + aloud(origin.err))
		h.twin.Importance = widget.WarningImportance
	}
	h.twin.Refresh()
	enable(h.open, origin.known && origin.err == nil)
}

// showPicture shows the picture of a user, if there is one.
func (h *cloudHead) showPicture(img image.Image, err error) {
	h.thumb.Hidden = err != nil
	if err == nil {
		h.thumb.SetImage(img)
	}
	h.Refresh()
}

// classIcon stands before the name of an object of the tenant.
func classIcon(c model.CloudClass) fyne.Resource {
	switch c {
	case model.CloudUser, model.DeletedUser:
		return iconUser
	case model.CloudContact:
		return iconContact
	}
	return iconGroup
}

// standingTone says how an edit in Active Directory fares.
func standingTone(a drift.Authority) kit.Tone {
	switch a {
	case drift.FromAD:
		return kit.ToneOK
	case drift.AuthorityUnknown:
		return kit.ToneNeutral
	case drift.CloudBorn:
		return kit.ToneInfo
	}
	return kit.ToneWarning
}

// CreateRenderer implements fyne.Widget.
func (h *cloudHead) CreateRenderer() fyne.WidgetRenderer {
	title := container.NewBorder(nil, nil, container.NewCenter(h.icon), nil, h.name)
	why := container.NewBorder(nil, nil, container.NewCenter(h.mark), container.NewCenter(h.source), h.why)
	twin := container.NewBorder(nil, nil, nil, container.NewCenter(h.open), h.twin)
	column := container.NewVBox()
	kit.Stack(column)
	for _, o := range []fyne.CanvasObject{title, h.what, why, twin, h.gaps} {
		column.Add(o)
	}
	return widget.NewSimpleRenderer(kit.Inset(10, 6, container.NewBorder(nil, nil, nil, container.NewCenter(h.thumb), column)))
}
