package lifecycle

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// exchangeFormat is what Exchange sets internetEncoding to: MIME, text and HTML
// (PR_SEND_INTERNET_ENCODING, [MS-OXCMAIL] 2.1.3.1.6). It does not synchronize.
const exchangeFormat = 0x140000

// ExternalOptions are what a person says of a recipient whose mailbox is elsewhere.
type ExternalOptions struct {
	External string // address that mail is passed on to
	Alias    string // "": the object's own, else of a user from the sign-in name, of a contact from the name
	Primary  string // "": External
}

// EnableMailUser gives a user an address elsewhere, as Enable-MailUser does.
func EnableMailUser(e model.Entry, o ExternalOptions, w World) (Outcome, error) {
	d := begin(e, w)
	d.needsUser()
	d.notCritical()
	switch k := (model.Recipient{Entry: e}).Kind(); {
	case k == model.KindMailUser:
		d.refuse(model.Exists, "is a mail user already", "Change its external address, or disable it first.")
	case stamped(e):
		d.refuse(model.Exists, "is "+k.Phrase(), "Convert it to a mail user; its addresses stay.")
	}
	d.clear(model.RemoteRecipientType) // what is left of a mailbox would ask for one again
	d.external(o, e.First(model.UserPrincipalName), model.TypeMailUser)
	d.note("If the user has a license with Exchange Online, it gets a mailbox there, and mail is not passed on. Take the license away.")
	d.plainText("Set-MailUser", docSetUser)
	return d.end()
}

// plainText says how to keep Outlook's own format from a recipient who cannot read it.
func (d *editor) plainText(cmdlet, source string) {
	d.step("Where meeting requests arrive broken, turn rich text off for this recipient; what AD says of it does not synchronize.",
		cmdlet+" -Identity "+identity(d.After)+" -UseMapiRichTextFormat Never", source)
}

// EnableMailContact gives a contact an address, as Enable-MailContact does. Of a name
// that no alias can be made of, Exchange would make question marks; here the letters
// are left out.
func EnableMailContact(e model.Entry, o ExternalOptions, w World) (Outcome, error) {
	d := begin(e, w)
	r := model.Recipient{Entry: e}
	if r.Kind().Family() != "contact" {
		d.refuse(model.Invalid, "is not a contact", "Enable a mailbox or a mail user for a user.")
	}
	if stamped(e) {
		d.refuse(model.Exists, "is a mail contact already", "Change its external address, or disable it first.")
	}
	if o.External == "" {
		o.External = r.Primary()
	}
	d.external(o, objectName(e), model.TypeMailContact)
	d.plainText("Set-MailContact", docSetContact)
	return d.end()
}

// external stamps a recipient whose mailbox is elsewhere.
func (d *editor) external(o ExternalOptions, name string, details int64) {
	if strings.TrimSpace(o.External) == "" {
		d.refuse(model.Invalid, "has no external address", "Give the address that its mail is passed on to.")
	}
	if o.Alias == "" && d.Before.First(model.MailNickname) == "" && AliasFrom(name) == "" {
		o.Alias = AliasFrom(o.External)
	}
	alias := d.alias(o.Alias, strings.ReplaceAll(name, " ", ""))
	external := d.target(o.External)
	if o.Primary == "" {
		o.Primary = external
	}
	d.primary(o.Primary)
	d.also(external)
	d.set(model.MailNickname, alias)
	d.number(model.RecipientType, details)
	d.number(model.DisplayType, model.DisplayExternal)
	if !d.Before.Has("internetEncoding") && d.has("internetEncoding") {
		d.number("internetEncoding", exchangeFormat)
	}
	d.displayName()
}

// SetExternal changes where mail is passed on to, as Set-MailUser and Set-MailContact
// with -ExternalEmailAddress do: the former address does not stay, neither as a target
// nor among the addresses. Where it was the primary one, the new one becomes that.
func SetExternal(e model.Entry, external string, w World) (Outcome, error) {
	d := begin(e, w)
	k := (model.Recipient{Entry: e}).Kind()
	if k != model.KindMailUser && k != model.KindMailContact {
		d.refuse(model.Invalid, "is "+k.Phrase()+", whose mail is not passed on", "Enable a mail user or a mail contact.")
		return d.end()
	}
	former := bare(e.First(model.TargetAddress))
	now := d.target(external)
	p := model.Recipient{Entry: e}.Primary()
	if p == "" || strings.EqualFold(p, former) {
		d.primary(now)
	} else {
		d.also(now)
	}
	if !strings.EqualFold(former, now) {
		d.drop(former)
	}
	return d.end()
}

// drop takes an address away, if it is there; also the primary one, in whose place
// another has to be put then.
func (d *editor) drop(mail string) {
	l := model.Addresses(d.After)
	if i := l.Find(mail); i >= 0 && d.err == nil {
		d.set(model.ProxyAddresses, slices.Delete(slices.Clone(l), i, i+1).Strings()...)
	}
}
