package check

import (
	"strings"

	"recipientdesk/model"
)

// chosenPrimary returns the address of l that should be primary: a marked one that
// equals mail, else any marked one, else one that equals mail, else the first SMTP
// address. The zero Address: none.
func chosenPrimary(e model.Entry, l model.AddressList) (best model.Address) {
	rank := -1
	for _, a := range l {
		if !a.IsSMTP() {
			continue
		}
		r := 0
		if strings.EqualFold(a.Value(), e.First(model.Mail)) {
			r++
		}
		if a.Primary() {
			r += 2
		}
		if r > rank {
			best, rank = a, r
		}
	}
	return best
}

// promote makes a the one primary address and lets mail follow.
func promote(e model.Entry, a model.Address) (model.Entry, bool) {
	l, err := model.Addresses(e).Promote(a)
	if err != nil {
		return e, false
	}
	p, _ := l.Primary()
	return e.With(model.ProxyAddresses, l.Strings()...).With(model.Mail, p.Value()), true
}

func hasSMTP(e model.Entry) bool {
	for _, a := range model.Addresses(e) {
		if a.IsSMTP() {
			return true
		}
	}
	return false
}
