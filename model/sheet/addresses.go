package sheet

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// newAddress reads an address that a person wrote: a bare one is an SMTP address.
// SMTP addresses are checked; of the other types only the characters are.
func newAddress(text string) (model.Address, error) {
	text, err := parseText(text, model.MaxAddress, 1)
	if err != nil {
		return model.Address{}, err
	}
	if text == "" {
		return model.Address{}, fault("the address is empty", "Write the address as name@domain.example.")
	}
	a, err := model.ParseAddress(text)
	if err == nil && (a.Type() == "" || a.IsSMTP()) {
		return model.SMTPAddress(text, a.Primary())
	}
	if err == nil && strings.TrimSpace(a.Value()) == "" {
		return a, fault("%s has nothing after the colon", "Write the address after its type, as in X500:/o=….", quote(text))
	}
	return a, err
}

func addAddress(e model.Entry, text string) (model.Entry, error) {
	a, err := newAddress(text)
	if err != nil {
		return e, err
	}
	l, err := model.Addresses(e).Add(a)
	if err != nil {
		return e, err
	}
	return withList(e, l), nil
}

func removeAddress(e model.Entry, text string) (model.Entry, error) {
	l := model.Addresses(e)
	i := slices.IndexFunc(l, func(a model.Address) bool { return a.String() == text })
	if i < 0 {
		i = l.Find(text)
	}
	if i < 0 {
		return e, &model.Error{Code: model.NotFound, Subject: text, Message: "is not in the list"}
	}
	l, err := l.Remove(l[i])
	if err != nil {
		return e, err
	}
	return withList(e, l), nil
}

// withList puts the list into e and keeps mail in step with its primary address,
// as Exchange does. When the last SMTP address goes, mail goes with it if it was
// that address: left behind it would bring the address back at the next sync.
func withList(e model.Entry, l model.AddressList) model.Entry {
	was, had := model.Addresses(e).Primary()
	after := model.WithAddresses(e, l)
	if had && !slices.ContainsFunc(l, model.Address.IsSMTP) && strings.EqualFold(e.First(model.Mail), was.Value()) {
		after = after.With(model.Mail)
	}
	return after
}

// setAddresses replaces the addresses. Values that name only SMTP addresses leave
// every other address (X500, SIP, EUM, …) alone; none at all removes everything.
// Without a value marked SMTP: the primary address stays primary if it is among
// them, else the first becomes it, as Exchange's cmdlets do
// (https://learn.microsoft.com/powershell/module/exchange/set-remotemailbox).
func setAddresses(e model.Entry, values []string) (model.Entry, error) {
	old := model.Addresses(e)
	var l model.AddressList
	primaries, foreign := 0, false
	for _, v := range values {
		a, err := model.ParseAddress(v)
		if err == nil && !slices.Contains(old, a) {
			a, err = newAddress(v)
		}
		if err != nil {
			return e, err
		}
		if i := slices.IndexFunc(l, a.Equal); i >= 0 {
			return e, fault("%s is given twice", "Give each address once.", quote(v))
		}
		if a.IsSMTP() && a.Primary() {
			primaries++
		}
		foreign = foreign || !a.IsSMTP()
		l = append(l, a)
	}
	if primaries > 1 {
		return e, fault("%d addresses are marked SMTP: as primary", "Mark one with SMTP: and the others with smtp:.", primaries)
	}
	if !foreign && len(values) > 0 {
		l = append(l, slices.DeleteFunc(slices.Clone(old), model.Address.IsSMTP)...)
	}
	if i := slices.IndexFunc(l, model.Address.IsSMTP); primaries == 0 && i >= 0 {
		p := l[i]
		if was, ok := old.Primary(); ok && l.Find(was.Value()) >= 0 {
			p = l[l.Find(was.Value())]
		}
		var err error
		if l, err = l.Promote(p); err != nil {
			return e, err
		}
	}
	return withList(e, l), nil
}

// promote makes an address the primary one, adding it if it is new. The former
// primary stays as a secondary address, and mail follows in the same change.
func promote(e model.Entry, mail string) (model.Entry, error) {
	a, err := model.SMTPAddress(mail, true)
	if err != nil {
		return e, err
	}
	l, err := model.Addresses(e).Promote(a)
	if err != nil {
		return e, err
	}
	return e.With(model.ProxyAddresses, l.Strings()...).With(model.Mail, a.Value()), nil
}

func primary(e model.Entry) []string {
	if p, ok := model.Addresses(e).Primary(); ok {
		return []string{p.Value()}
	}
	return nil
}

func setPrimary(e model.Entry, values []string) (model.Entry, error) {
	if len(values) == 0 {
		return e, fault("a recipient needs one", "To take an address away, make another one primary first.")
	}
	return promote(e, values[0])
}

// setMail changes the E-mail field. For an object with SMTP addresses it is the
// primary address, because the two are one to Exchange and Entra ID; the former
// one is kept as smtp:. For any other object it is the attribute mail alone.
func setMail(e model.Entry, values []string) (model.Entry, error) {
	smtp := slices.ContainsFunc(model.Addresses(e), model.Address.IsSMTP)
	switch {
	case len(values) == 0 && smtp:
		return e, fault("cannot be removed while the object has mail addresses",
			"Remove the addresses first, or write raw:mail to change this attribute alone.")
	case len(values) == 0:
		return e.With(model.Mail), nil
	case smtp:
		return promote(e, values[0])
	}
	return e.With(model.Mail, values[0]), nil
}

// bareSMTP checks a mail address and drops an "smtp:" before it.
func bareSMTP(v string) (string, error) {
	a, err := model.SMTPAddress(v, true)
	return a.Value(), err
}
