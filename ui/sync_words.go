package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/ui/kit"
)

// A sign is how an arrival looks: a shape, so that it is not told by color alone.
type sign struct {
	icon  fyne.Resource
	tone  kit.Tone
	words string
}

var arrivalSigns = map[forecast.Arrival]sign{
	forecast.ArrivalUnknown: {kit.ShapeUnknown, kit.ToneNeutral, "not certain"},
	forecast.ArrivesAsIs:    {kit.ShapeFull, kit.ToneOK, "arrives as shown"},
	forecast.ArrivesChanged: {kit.ShapeHalf, kit.ToneWarning, "arrives with differences"},
	forecast.ArrivesNot:     {kit.ShapeEmpty, kit.ToneFinding, "will not sync"},
}

var verdictSigns = map[forecast.Verdict]sign{
	forecast.Flows:      {kit.ShapeFull, kit.ToneOK, "arrives"},
	forecast.Rewritten:  {kit.ShapeHalf, kit.ToneWarning, "rewritten"},
	forecast.Computed:   {kit.ShapeHalf, kit.ToneInfo, "made in the cloud"},
	forecast.Blocked:    {kit.ShapeEmpty, kit.ToneFinding, "does not arrive"},
	forecast.Overridden: {kit.ShapeEmpty, kit.ToneFinding, "overridden"},
	forecast.NotSynced:  {kit.ShapeEmpty, kit.ToneNeutral, "not synchronized"},
	forecast.Unknown:    {kit.ShapeUnknown, kit.ToneNeutral, "not certain"},
}

// recipientTypes are the types of Exchange Online in words, to stand behind "as"
// (https://learn.microsoft.com/powershell/exchange/filter-properties).
var recipientTypes = map[string]string{
	"UserMailbox": "a user mailbox", "SharedMailbox": "a shared mailbox", "RoomMailbox": "a room mailbox", "EquipmentMailbox": "an equipment mailbox",
	"MailUser": "a mail user", "GuestMailUser": "a guest", "User": "a user without a mailbox", "MailContact": "a mail contact",
	"MailUniversalDistributionGroup": "a distribution group", "MailUniversalSecurityGroup": "a mail-enabled security group",
	"MailNonUniversalGroup": "a mail-enabled group", "ExchangeSecurityGroup": "a security group", "UniversalSecurityGroup": "a security group",
	"RoomList": "a room list", "Group": "a group",
}

// outlookSentence says in a sentence what becomes of an object.
func outlookSentence(o desk.Outlook) string {
	switch r := o.Sync; {
	case r == nil:
		return "What will sync is not known."
	case r.JoinedTo != nil:
		return "Will not sync as an object of its own: it becomes part of " + model.NameOf(r.JoinedTo.DN) + "."
	case !r.InScope && r.Why != "":
		return "Will not sync: " + r.Why + "."
	case o.Cloud.Absent != "":
		return "Will not sync: " + o.Cloud.Absent + "."
	case len(o.Cloud.Errors) > 0:
		return "Will not sync: the export fails, " + o.Cloud.Errors[0].Why + "."
	case !r.InScope && o.Arrival() == forecast.ArrivalUnknown:
		return "What will sync is not known."
	case !r.InScope:
		return "Will not sync."
	}
	kind := o.Cloud.RecipientType
	if kind == "" {
		return "Will sync; what Exchange Online makes of it is not certain."
	}
	if words := recipientTypes[kind]; words != "" {
		kind = words
	}
	return "Will sync as " + kind + absences(o.Cloud) + "."
}

// absences names what people expect of a recipient and it will not have.
func absences(f forecast.Forecast) string {
	var parts []string
	for _, p := range []struct {
		attr model.Attr
		word string
	}{{model.Mail, "no mail"}, {model.ProxyAddresses, "no address"}} {
		if !f.Cloud.Has(p.attr) && !unsure(f, string(p.attr)) {
			parts = append(parts, p.word)
		}
	}
	if len(parts) == 0 || f.Cloud.Len() == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// unsure reports whether a forecast leaves a property open.
func unsure(f forecast.Forecast, property string) bool {
	return slices.ContainsFunc(f.Reasons, func(r forecast.Reason) bool {
		return r.Verdict == forecast.Unknown && strings.EqualFold(r.Property, property)
	})
}

// mostReasons is how many differences the tooltip of an object spells out.
const mostReasons = 4

// tells reports whether a person should know a reason unasked. What no rule ever
// carries is no news.
func tells(r forecast.Reason) bool {
	switch r.Verdict {
	case forecast.Rewritten, forecast.Blocked, forecast.Overridden, forecast.Unknown:
		return r.Why != ""
	}
	return false
}

func reasonText(r forecast.Reason) string {
	if r.Value != "" {
		return r.Value + ": " + r.Why
	}
	return r.Property + ": " + r.Why
}

// differences lists, a line each, what does not arrive as AD has it.
func differences(o desk.Outlook) string {
	var lines []string
	for _, r := range o.Cloud.Reasons {
		if tells(r) {
			lines = append(lines, reasonText(r))
		}
	}
	if more := len(lines) - mostReasons; more > 0 {
		lines = append(lines[:mostReasons], "and "+count(more)+" more")
	}
	return strings.Join(lines, "\n")
}
