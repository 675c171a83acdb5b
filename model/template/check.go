package template

import (
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
)

// A Fault is what is wrong with one field of a template.
type Fault struct {
	Field string // as it is called in the file: "name", "addresses", "groups" …
	Err   error  // with code Invalid
}

// Check says what is wrong with a template; the error has code Invalid.
func (t *Template) Check() error {
	if faults := t.Faults(); len(faults) > 0 {
		return faults[0].Err
	}
	return nil
}

// Faults returns everything that is wrong with a template, in the order of its fields.
func (t *Template) Faults() (out []Fault) {
	add := func(field string, err error) {
		if err != nil {
			out = append(out, Fault{field, err})
		}
	}
	bad := func(field, message, hint string) {
		add(field, &model.Error{Code: model.Invalid, Subject: strings.TrimSpace("Template " + t.Name), Message: message, Hint: hint})
	}
	if strings.TrimSpace(t.Name) == "" {
		bad("name", "has no name", "Give it one.")
	}
	if t.Makes.at() < 0 {
		var all []string
		for _, m := range makes {
			all = append(all, string(m.make))
		}
		bad("makes", "makes "+string(t.Makes)+", which is nothing that can be made", "Choose one of "+strings.Join(all, ", ")+".")
	}
	add("object", t.Object.check())
	add("display", t.Display.check())
	add("container", checkDN(t.Container))
	add("signIn", checkPattern(t.SignIn))
	if t.Suffix != "" && model.CheckSMTP("x@"+t.Suffix) != nil {
		bad("upnSuffix", "has the UPN suffix "+t.Suffix+", which is no domain", "Write it as contoso.com.")
	}
	add("account", checkLocal(t.Account))
	add("alias", checkLocal(t.Alias))
	t.addressFaults(bad)
	for _, dn := range t.Groups {
		add("groups", checkDN(dn))
	}
	for name := range t.Values {
		if strings.TrimSpace(name) == "" {
			bad("values", "has a value without an attribute", "Write the attribute's LDAP name before it.")
		}
	}
	return out
}

func (t *Template) addressFaults(bad func(field, message, hint string)) {
	primaries := 0
	for _, a := range t.Addresses {
		if a.Primary() {
			primaries++
		}
	}
	switch {
	case len(t.Addresses) == 0:
	case t.Makes.at() >= 0 && !t.Makes.HasMail():
		bad("addresses", "has addresses, and what it makes has no mail", "Leave the addresses out.")
	case primaries > 1:
		bad("addresses", "has several primary addresses", "Write SMTP: before one of them and smtp: before the others.")
	case primaries == 0:
		bad("addresses", "has addresses and no primary one", "Write SMTP: before one of them.")
	}
}

func (p Pattern) check() error {
	_, err := p.expand(Person{})
	return err
}

func checkPattern(s string) error {
	if s == "" {
		return nil
	}
	_, err := addresspolicy.ParseTemplate(s)
	return err
}

// checkLocal checks what makes the part of an address before the @.
func checkLocal(s string) error {
	if s == "" {
		return nil
	}
	return checkPattern(s + "@x.example")
}

func checkDN(dn string) error {
	if dn == "" {
		return nil
	}
	_, err := model.ParseDN(dn)
	return err
}
