package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/ui/kit"
)

// A sign is how an arrival looks: a shape, so that it is not told by color alone.
type sign struct {
	shape fyne.Resource // to be drawn in a color
	icon  fyne.Resource // in its color
	tone  kit.Tone
	words string
}

func newSign(shape fyne.Resource, tone kit.Tone, words string) sign {
	return sign{shape, theme.NewColoredResource(shape, tone.Color()), tone, words}
}

var arrivalSigns = map[forecast.Arrival]sign{
	forecast.ArrivalUnknown: newSign(kit.ShapeUnknown, kit.ToneNeutral, "not certain"),
	forecast.ArrivesAsIs:    newSign(kit.ShapeFull, kit.ToneOK, "arrives as shown"),
	forecast.ArrivesChanged: newSign(kit.ShapeHalf, kit.ToneWarning, "arrives with differences"),
	forecast.ArrivesNot:     newSign(kit.ShapeEmpty, kit.ToneFinding, "will not sync"),
}

var verdictSigns = map[forecast.Verdict]sign{
	forecast.Flows:      newSign(kit.ShapeFull, kit.ToneOK, "arrives"),
	forecast.Rewritten:  newSign(kit.ShapeHalf, kit.ToneWarning, "rewritten"),
	forecast.Computed:   newSign(kit.ShapeHalf, kit.ToneInfo, "made in the cloud"),
	forecast.Blocked:    newSign(kit.ShapeEmpty, kit.ToneFinding, "does not arrive"),
	forecast.Overridden: newSign(kit.ShapeEmpty, kit.ToneFinding, "overridden"),
	forecast.NotSynced:  newSign(kit.ShapeEmpty, kit.ToneNeutral, "not synchronized"),
	forecast.Unknown:    newSign(kit.ShapeUnknown, kit.ToneNeutral, "not certain"),
}

// outlookSentence says in a sentence what becomes of an object.
func outlookSentence(o desk.Outlook) string {
	r := o.Sync
	switch {
	case r == nil:
		return "What will sync is not known."
	case r.JoinedTo != nil:
		return "Will not sync as an object of its own: it becomes part of " + model.NameOf(r.JoinedTo.DN) + "."
	case !r.InScope && r.Why != "":
		return "Will not sync: " + r.Why + "."
	case !r.InScope:
		return "Will not sync."
	}
	return o.Cloud.Summary(r.Entry)
}

// unsure reports whether a forecast leaves a property open.
func unsure(f forecast.Forecast, property string) bool {
	return slices.ContainsFunc(f.Reasons, func(r forecast.Reason) bool {
		return r.Verdict == forecast.Unknown && strings.EqualFold(r.Property, property)
	})
}

// mostReasons is how many differences the tooltip of an object spells out.
const mostReasons = 4

func reasonText(r forecast.Reason) string {
	if r.Value != "" {
		return r.Value + ": " + r.Why
	}
	return r.Property + ": " + r.Why
}

// differences lists, a line each, what does not arrive as AD has it; where that is
// not known, what it depends on.
func differences(o desk.Outlook) string {
	if o.Sync == nil || !o.Sync.InScope {
		return ""
	}
	list := o.Cloud.Differences(o.Sync.Entry)
	if o.Arrival() == forecast.ArrivalUnknown {
		list = slices.DeleteFunc(slices.Clone(o.Cloud.Reasons), func(r forecast.Reason) bool { return r.Verdict != forecast.Unknown || r.Property == "" })
	}
	var lines []string
	for _, r := range list {
		lines = append(lines, reasonText(r))
	}
	if more := len(lines) - mostReasons; more > 0 {
		lines = append(lines[:mostReasons], "and "+count(more)+" more")
	}
	return strings.Join(lines, "\n")
}
