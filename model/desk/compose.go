package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"recipientdesk/model"
	"recipientdesk/model/naming"
	"recipientdesk/model/template"
)

// A NewRecipient is what a person says of an object that is to be made. What is
// left empty is derived by Compose.
type NewRecipient struct {
	Family    string // "user", "group" or "contact"
	Name      string // the name of the object, as it stands in its DN
	Display   string // "": Name
	First     string
	Last      string
	Container string // DN; "": Users of the domain
	Mail      string // primary SMTP address; "": Target, and without that no mail
	Alias     string // "": from the address
	Target    string // SMTP address that mail is passed on to; of a contact "": Mail
	Account   string // sAMAccountName; "": from the name or the address

	UPN      string // of a user, with or without @suffix; "": Mail, if its domain is a suffix, else Account
	Suffix   string // "": the first suffix of the forest
	Password string // of a user; "": none, and the account is disabled
	Change   bool   // the user has to choose another password first
	Disabled bool   // the account is disabled, with a password too

	Security bool     // of a group: it can be given permissions too
	Scope    string   // "universal" (as "", and what mail needs), "global" or "domainlocal"
	Members  []string // DNs
	Owner    string   // DN

	Makes   template.Make       // what Make stamps it as; "": nothing but what Compose sets
	More    []string            // secondary addresses
	Groups  []string            // DNs that it becomes a member of
	Values  map[string][]string // further attributes
	Archive bool                // of a mailbox

	// Derived are the values that nobody wrote, by the attribute of a Clash: Make numbers
	// them where they are taken. A value that is another by now was written.
	Derived map[model.Attr]string

	Capacity int  // of a room or equipment; 0: not said
	Hide     bool // from address lists
}

// Compose makes the object that n describes: what was not said is derived, and
// the mail attributes are set as Exchange sets them (the primary address in
// proxyAddresses and mail, the alias where the forest has the attribute). It asks
// no server; whether names and addresses are free is for FreeAccount and Who. The
// error has code Invalid, or NoSchema for what this forest cannot hold.
func Compose(n NewRecipient, info model.Info, schema *model.Schema) (model.NewObject, error) {
	c := composer{n, info, schema, model.NewObject{Attrs: map[model.Attr][]string{}}}
	steps := []func() error{c.place, c.mail}
	switch n.Family {
	case "user":
		steps = append(steps, c.user)
	case "group":
		steps = append(steps, c.group)
	case "contact":
		c.out.Attrs[model.ObjectClass] = []string{"top", "person", "organizationalPerson", "contact"}
	default:
		return model.NewObject{}, refuse(n.Family, "is nothing that can be created", "Create a user, a group or a contact.")
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return model.NewObject{}, err
		}
	}
	return c.out, nil
}

type composer struct {
	NewRecipient
	info   model.Info
	schema *model.Schema
	out    model.NewObject
}

func refuse(subject, message, hint string) error {
	return &model.Error{Code: model.Invalid, Subject: subject, Message: message, Hint: hint}
}

// set leaves an attribute without a value out, as a directory does.
func (c *composer) set(a model.Attr, v string) {
	if v != "" {
		c.out.Attrs[a] = []string{v}
	}
}

// maxName is rangeUpper of cn and of the attributes for the parts of a name.
const maxName = 64

func (c *composer) place() error {
	c.Name = strings.TrimSpace(c.Name)
	switch {
	case c.Name == "":
		return refuse("Name", "is empty", "Give the new object a name.")
	case !utf8.ValidString(c.Name) || strings.ContainsFunc(c.Name, unicode.IsControl):
		return refuse("Name", fmt.Sprintf("%q contains a character that cannot be seen", c.Name), "Write the name in one line of text.")
	case utf8.RuneCountInString(c.Name) > maxName:
		return refuse("Name", fmt.Sprintf("has %d characters; the limit is %d", utf8.RuneCountInString(c.Name), maxName),
			"Give a shorter name; the display name may be longer.")
	}
	parent := c.Container
	if parent == "" {
		parent = "CN=Users," + c.info.Base
	}
	at, err := model.ParseDN(parent)
	if err != nil {
		return err
	}
	c.out.DN = at.Child("CN", c.Name).String()
	c.set(model.DisplayName, strings.TrimSpace(c.Display))
	if c.Display == "" {
		c.set(model.DisplayName, c.Name)
	}
	if c.Family != "group" {
		c.set("givenName", c.First)
		c.set("sn", c.Last)
	}
	return nil
}

// mail sets the addresses as New-MailContact and its siblings do
// (https://learn.microsoft.com/powershell/module/exchange/new-mailcontact): where
// mail is passed on to another address than the primary, that one is a second
// address of the object.
func (c *composer) mail() error {
	if c.Family == "contact" && c.Target == "" && c.schema.Has(model.TargetAddress) {
		c.Target = c.Mail
	}
	if c.Mail == "" {
		c.Mail = c.Target
	}
	if c.Mail == "" {
		return c.alias("")
	}
	primary, err := model.SMTPAddress(c.Mail, true)
	if err != nil {
		return err
	}
	c.Mail = primary.Value()
	c.set(model.Mail, c.Mail)
	list := model.AddressList{primary}
	if c.Target != "" {
		target, err := model.SMTPAddress(c.Target, true)
		if err != nil {
			return err
		}
		if err := c.needs(model.TargetAddress); err != nil {
			return err
		}
		c.Target = target.Value()
		c.set(model.TargetAddress, target.String())
		if list.Find(target.Value()) < 0 {
			if list, err = list.Add(target); err != nil {
				return err
			}
		}
	}
	c.out.Attrs[model.ProxyAddresses] = list.Strings()
	local, _, _ := strings.Cut(c.Mail, "@")
	return c.alias(local)
}

func (c *composer) alias(derived string) error {
	switch has := c.schema.Has(model.MailNickname); {
	case !has && (c.Alias == "" || c.Alias == c.Derived[model.MailNickname]): // nobody wrote it, so it need not be there
		return nil
	case c.Alias == "":
		c.set(model.MailNickname, derived)
		return nil
	}
	if err := model.CheckAlias(c.Alias); err != nil {
		return err
	}
	c.set(model.MailNickname, c.Alias)
	return c.needs(model.MailNickname)
}

func (c *composer) needs(a model.Attr) error {
	if c.schema == nil || c.schema.Has(a) {
		return nil
	}
	return &model.Error{Code: model.NoSchema, Subject: string(a), Message: "this forest does not have the attribute",
		Hint: "It comes with the Exchange schema; extend the schema, or leave the value out."}
}

// The bits of userAccountControl that a new account starts with ([MS-ADTS] 2.2.16).
const (
	normalAccount   = 0x200
	accountDisabled = 0x2
)

func (c *composer) user() error {
	c.out.Attrs[model.ObjectClass] = []string{"top", "person", "organizationalPerson", "user"}
	account, err := c.account(MaxUserAccount)
	if err != nil {
		return err
	}
	c.set(model.SAMAccountName, account)
	upn, err := c.principal(account)
	if err != nil {
		return err
	}
	c.set(model.UserPrincipalName, upn)
	control := normalAccount
	if c.Disabled || c.Password == "" { // an account in use must have one, by the domain's policy
		control |= accountDisabled
	}
	c.set(model.UserAccountControl, strconv.Itoa(control))
	c.set(Password, c.Password)
	if c.Change {
		c.set("pwdLastSet", "0")
	}
	return nil
}

// principal returns the user principal name. That it should be the primary
// address is Microsoft's advice for synchronized users
// (https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname).
func (c *composer) principal(account string) (string, error) {
	name, suffix, full := strings.Cut(c.UPN, "@")
	_, domain, _ := strings.Cut(c.Mail, "@")
	switch {
	case full:
	case c.Suffix != "":
		suffix = c.Suffix
	case c.UPN == "" && slices.ContainsFunc(c.info.Suffixes, func(s string) bool { return strings.EqualFold(s, domain) }):
		return c.Mail, nil
	case len(c.info.Suffixes) > 0:
		suffix = c.info.Suffixes[0]
	default:
		suffix = c.info.Domain
	}
	if name == "" {
		name = account
	}
	upn := name + "@" + strings.TrimPrefix(suffix, "@")
	if err := model.CheckSMTP(upn); err != nil {
		return "", refuse("User principal name", fmt.Sprintf("%q is none", upn), "Write it as name@suffix; the suffix is one of the forest's.")
	}
	return upn, nil
}

// groupTypes are the scopes ([MS-ADTS] 2.2.12). Exchange mail-enables universal
// groups only.
var groupTypes = map[string]int32{"": 8, "universal": 8, "global": 2, "domainlocal": 4}

func (c *composer) group() error {
	c.out.Attrs[model.ObjectClass] = []string{"top", "group"}
	kind, ok := groupTypes[strings.ToLower(c.Scope)]
	if !ok {
		return refuse("Scope", fmt.Sprintf("%q is none", c.Scope), "Choose universal, global or domainlocal.")
	}
	if kind != groupTypes[""] && c.Mail != "" {
		return refuse("Scope", "a group with mail has to be universal", "Leave the scope out, or create the group without an address.")
	}
	if c.Security {
		kind |= -1 << 31
	}
	c.set(model.GroupType, strconv.Itoa(int(kind)))
	account, err := c.account(MaxGroupAccount)
	if err != nil {
		return err
	}
	c.set(model.SAMAccountName, account)
	if len(c.Members) > 0 {
		c.out.Attrs["member"] = slices.Clone(c.Members)
	}
	c.set("managedBy", c.Owner)
	return nil
}

// The longest account names, in characters: a user's by [MS-SAMR] 3.1.1.6 and
// Windows' sign-in, a group's by rangeUpper of sAMAccountName.
const (
	MaxUserAccount  = 20
	MaxGroupAccount = 256
)

// notInAccount are the characters that an account name cannot have
// (https://learn.microsoft.com/windows/win32/adschema/a-samaccountname); the last
// is refused by directory synchronization.
const notInAccount = `"/\[]:;|=,+*?<>@`

func (c *composer) account(most int) (string, error) {
	if c.Account == "" {
		if name := accountFrom(c.NewRecipient, most); name != "" {
			return name, nil
		}
		return "", refuse("Account name", fmt.Sprintf("cannot be made of %q: no letter and no digit of it is left in ASCII", c.Name), "Write the account name.")
	}
	bad := func(what string) (string, error) {
		return "", refuse("Account name", fmt.Sprintf("%q %s", c.Account, what), `Leave out " / \ [ ] : ; | = , + * ? < > @ and a period at the end.`)
	}
	switch {
	case !utf8.ValidString(c.Account) || strings.ContainsFunc(c.Account, unicode.IsControl):
		return bad("contains a character that cannot be seen")
	case utf8.RuneCountInString(c.Account) > most:
		return bad(fmt.Sprintf("is longer than %d characters", most))
	case strings.ContainsAny(c.Account, notInAccount) || strings.HasSuffix(c.Account, ".") || strings.TrimSpace(c.Account) != c.Account:
		return bad("contains a character that no account name can have")
	}
	return c.Account, nil
}

// accountFrom derives an account name: of a user from the name to sign in with, the
// address or the name, of a group from its name, in which blanks stay. "" if nothing of
// it can stand in one.
func accountFrom(n NewRecipient, most int) string {
	name := n.Name
	if n.Family == "user" {
		for _, s := range []string{n.Mail, n.UPN} {
			if local, _, _ := strings.Cut(s, "@"); local != "" {
				name = local
			}
		}
		name = naming.LocalPart(name, ".")
	} else {
		name = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || strings.ContainsRune(notInAccount, r) {
				return -1
			}
			return r
		}, strings.ToLower(naming.ASCII(name)))
	}
	return strings.Trim(name[:min(len(name), most)], ".-_ ") // ASCII by now
}
