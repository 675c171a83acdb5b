package template

import (
	"strings"
	"unicode/utf8"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
)

// A Person is what is asked when a recipient is made: of a thing, the display name only.
type Person struct {
	First, Last, Middle string
	Display             string
	Alias, Account      string // what was written, in place of what is derived
	Domain              string // of addresses, where the template names none
}

// A Pattern makes a name of a person's: %g given name, %s surname, %i middle initial, %d
// display name, %2g the first letters of one, in the letters that they are written in.
type Pattern string

// expand makes the name; blanks are put in order.
func (p Pattern) expand(of Person) (string, error) {
	var b strings.Builder
	for rest := string(p); rest != ""; {
		i := strings.IndexByte(rest, '%')
		if i < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:i])
		rest = rest[i+1:]
		most := 0
		for rest != "" && rest[0] >= '0' && rest[0] <= '9' && most < 100 {
			most, rest = most*10+int(rest[0]-'0'), rest[1:]
		}
		if rest == "" {
			return "", p.bad("ends with %")
		}
		c, size := utf8.DecodeRuneInString(rest)
		v, ok := map[rune]string{'g': of.First, 's': of.Last, 'i': initial(of.Middle), 'd': of.Display, '%': "%"}[c]
		if !ok {
			return "", p.bad("has %" + rest[:size] + ", which means nothing")
		}
		if r := []rune(v); most > 0 && most < len(r) {
			v = string(r[:most])
		}
		b.WriteString(v)
		if c == 'i' && v == "" { // with the period that would follow it
			rest = " " + strings.TrimPrefix(rest[size:], ".")
			continue
		}
		rest = rest[size:]
	}
	s := strings.Join(strings.Fields(b.String()), " ")
	return strings.Trim(strings.ReplaceAll(s, " ,", ","), " ,-"), nil
}

func (p Pattern) bad(message string) error {
	return &model.Error{Code: model.Invalid, Subject: string(p), Message: message,
		Hint: "%g is the given name, %s the surname, %i the middle initial, %d the display name; %2g is the first two letters."}
}

func initial(s string) string {
	for _, r := range strings.TrimSpace(s) {
		return string(r)
	}
	return ""
}

// Names are what a template makes of a person.
type Names struct {
	Object, Display string
	SignIn          string // "": not said
	Account, Alias  string
	Primary         string
	More            []string // further addresses
	Notes           []string // what could not be made, and why; sentences without a period
}

// maxObject is the longest name of an object, in characters: rangeUpper of cn.
const maxObject = 64

// Names derives what the template makes of a person.
func (t *Template) Names(of Person) (n Names, err error) {
	object, display := t.Object, t.Display
	if object == "" {
		if object = "%d"; t.Makes.Person() && of.First+of.Last != "" {
			object = "%g %s"
		}
	}
	if n.Object, err = object.expand(of); err != nil {
		return n, err
	}
	if r := []rune(n.Object); len(r) > maxObject {
		n.Object = strings.TrimSpace(string(r[:maxObject]))
	}
	if display == "" {
		display = object
	}
	if n.Display, err = display.expand(of); err != nil {
		return n, err
	}
	if of.Display != "" {
		n.Display = of.Display
	}
	n.Account, n.Alias = of.Account, of.Alias
	if n.Account == "" && t.Account != "" {
		n.Account = t.local(t.Account, of, n)
	}
	if n.Alias == "" && t.Alias != "" {
		n.Alias = t.local(t.Alias, of, n)
	}
	if t.SignIn != "" {
		if at, err := addresspolicy.ParseTemplate(t.SignIn); err == nil {
			why := ""
			if n.SignIn, why = at.Address(of.entry(n)); n.SignIn == "" {
				n.Notes = append(n.Notes, at.String()+" gives no sign-in name: "+why)
			}
		}
	}
	for _, a := range t.addresses(of) {
		address, why := a.Address(of.entry(n))
		switch {
		case address == "":
			n.Notes = append(n.Notes, a.String()+" gives nothing: "+why)
		case a.Primary():
			n.Primary = address
		default:
			n.More = append(n.More, address)
		}
	}
	return n, nil
}

// addresses returns the templates of the addresses; where none were written, the usual
// one in the domain that the organization uses.
func (t *Template) addresses(of Person) []addresspolicy.Template {
	if len(t.Addresses) > 0 || !t.Makes.HasMail() || of.Domain == "" || t.Makes == MailContact {
		return t.Addresses
	}
	local := "%d"
	if t.Makes.Person() && of.First != "" && of.Last != "" {
		local = "%g.%s"
	}
	a, err := addresspolicy.ParseTemplate("SMTP:" + local + "@" + of.Domain)
	if err != nil {
		return nil
	}
	return []addresspolicy.Template{a}
}

// local makes the part of an address before the @.
func (t *Template) local(pattern string, of Person, n Names) string {
	at, err := addresspolicy.ParseTemplate(pattern + "@x.example")
	if err != nil {
		return ""
	}
	s, _ := at.Address(of.entry(n))
	local, _, _ := strings.Cut(s, "@")
	return local
}

// entry is the person as templates of addresses read one.
func (p Person) entry(n Names) model.Entry {
	m := map[model.Attr][]string{}
	for a, v := range map[model.Attr]string{"givenName": p.First, "sn": p.Last, "initials": p.Middle, model.DisplayName: n.Display,
		model.MailNickname: n.Alias, model.SAMAccountName: n.Account} {
		if v != "" {
			m[a] = []string{v}
		}
	}
	return model.NewEntry(model.Ref{}, m)
}
