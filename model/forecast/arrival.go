package forecast

import (
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
)

// Arrival says how well the object of AD arrives. What the cloud adds is no
// difference: the address in the initial domain, the sign-in name as an address, SIP
// and SPO addresses, the X.500 address of Exchange Online.
func (f Forecast) Arrival(ad model.Entry) Arrival {
	switch {
	case f.Absent != "" || len(f.Errors) > 0:
		return ArrivesNot
	case len(f.Differences(ad)) > 0:
		return ArrivesChanged
	case slices.ContainsFunc(f.Reasons, func(r Reason) bool { return r.Verdict == Unknown && f.concerns(ad, r) }):
		return ArrivalUnknown
	}
	return ArrivesAsIs
}

// String returns what the arrival means, as part of a sentence.
func (a Arrival) String() string {
	return [...]string{"is not known to arrive as shown", "arrives as shown", "arrives with differences", "will not sync"}[a]
}

// Differences returns the reasons why something that AD has does not arrive as it
// is.
func (f Forecast) Differences(ad model.Entry) []Reason {
	var out []Reason
	for _, r := range f.Reasons {
		switch r.Verdict {
		case Rewritten, Blocked, Overridden:
			if f.concerns(ad, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// concerns reports whether a reason is about something that AD has and that is not
// the cloud's own business.
func (f Forecast) concerns(ad model.Entry, r Reason) bool {
	if r.Property == string(PropProxies) && r.Value != "" {
		a, err := model.ParseAddress(r.Value)
		arrives := slices.ContainsFunc(f.Cloud.Values(PropProxies), func(v string) bool { return strings.EqualFold(v, r.Value) })
		return err == nil && !isReserved(a.Domain()) && a.Type() != "SPO" && !arrives
	}
	if r.Property == string(PropRecipientType) {
		return r.Verdict == Blocked // a license without its mailbox
	}
	return ad.Has(nameOf(model.Attr(r.Property)).ad)
}

// kindNames are the types of recipient in words.
var kindNames = map[string]string{
	"UserMailbox": "a user mailbox", "SharedMailbox": "a shared mailbox", "RoomMailbox": "a room mailbox", "EquipmentMailbox": "an equipment mailbox",
	"MailUser": "a mail user without a mailbox", "User": "a user without a mailbox", "GuestMailUser": "a guest", "MailContact": "a mail contact",
	"MailUniversalDistributionGroup": "a distribution group", "MailUniversalSecurityGroup": "a mail-enabled security group",
	"ExchangeSecurityGroup": "a security group", "RoomList": "a room list", "SchedulingMailbox": "a scheduling mailbox", "TeamMailbox": "a team mailbox",
}

// Summary says in one sentence what becomes of the object, for lists and for the
// panel of a review: "Will sync as a user without a mailbox: no mail, no address."
func (f Forecast) Summary(ad model.Entry) string {
	switch {
	case f.Absent != "":
		return "Will not sync: " + f.Absent + "."
	case len(f.Errors) > 0:
		return "Will not sync, as the export fails: " + f.Errors[0].Why + "."
	}
	what, ok := kindNames[f.RecipientType]
	switch {
	case !ok && f.RecipientType != "":
		what = f.RecipientType
	case !ok:
		what = map[string]string{"group": "a group", "contact": "a contact"}[classOf(ad)]
		what = orElse(what, "a user") + " whose type in Exchange Online is not certain"
	}
	s := "Will sync as " + what + ": " + f.mailSummary()
	differ := f.Differences(ad)
	if rest := slices.DeleteFunc(differ, func(r Reason) bool { return r.Property == string(PropRecipientType) }); len(rest) < len(differ) {
		s, differ = s+"; the license makes no mailbox", rest
	}
	if n := len(differ); n == 1 {
		s += "; one value of AD does not arrive as it is"
	} else if n > 1 {
		s += fmt.Sprintf("; %d values of AD do not arrive as they are", n)
	}
	return s + "."
}

func (f Forecast) mailSummary() string {
	mail, others := f.Cloud.First(PropMail), -1
	for _, a := range model.Addresses(f.Cloud) {
		if a.IsSMTP() {
			others++
		}
	}
	uncertain := slices.ContainsFunc(f.Reasons, func(r Reason) bool {
		return r.Verdict == Unknown && (r.Property == string(PropMail) || r.Property == string(PropProxies)) && r.Value == ""
	})
	switch {
	case mail == "" && uncertain:
		return "its addresses are not certain"
	case mail == "" && others < 0:
		return "no mail, no address"
	case mail == "":
		return "no mail, and addresses of which none is the primary"
	case others == 1:
		return mail + " and one more address"
	case others > 1:
		return fmt.Sprintf("%s and %d more addresses", mail, others)
	}
	return mail
}
