package desk

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"recipientdesk/model"
)

// An X500Match is an object that a legacyExchangeDN may be of.
type X500Match struct {
	Ref  model.Ref
	Kind model.Kind
	Name string
	Has  bool   // mail to the legacyExchangeDN arrives there already
	Why  string // it is named; a sentence without a period
}

// generated is what Exchange writes before the name in the last part of a
// legacyExchangeDN.
var generated = regexp.MustCompile(`(?i)^[0-9a-f]{32}-`)

// maxX500 bounds how many objects a name may stand for.
const maxX500 = 20

// X500Matches finds who mail to a legacyExchangeDN is for: whoever has it, else
// whoever was the same in another organization, or is named as its last part. The
// surest come first.
func (d *Desk) X500Matches(ctx context.Context, dn string) ([]X500Match, error) {
	const historic, alias, account, common = "legacyExchangeDN", model.MailNickname, model.SAMAccountName, model.CommonName
	last := dn[strings.LastIndexByte(dn, '=')+1:]
	where := model.Or{model.Equal{Attr: model.ProxyAddresses, Value: "X500:" + dn}, model.Equal{Attr: historic, Value: dn}}
	name := generated.ReplaceAllString(last, "")
	if last != "" {
		where = append(where, model.Like{Attr: historic, Suffix: "/cn=" + last}, model.Equal{Attr: alias, Value: last}, model.Equal{Attr: account, Value: last})
	}
	if name != last && name != "" { // the first letters of the name
		where = append(where, model.Like{Attr: common, Prefix: name}, model.Like{Attr: alias, Prefix: name})
	}
	attrs := append([]model.Attr{model.ProxyAddresses, historic, model.MailNickname, model.SAMAccountName, model.DisplayName, model.CommonName}, model.KindAttrs...)
	found := map[int][]X500Match{}
	for e, err := range d.dir.Search(ctx, model.Query{Where: where, Attrs: attrs, Limit: maxX500}) {
		if err != nil {
			return nil, err
		}
		r := model.Recipient{Entry: e}
		m := X500Match{Ref: e.Ref, Kind: r.Kind(), Name: r.Name()}
		rank := 0
		switch is := func(a model.Attr, v string) bool { return strings.EqualFold(e.First(a), v) }; {
		case model.Addresses(e).Find("X500:"+dn) >= 0:
			m.Has, m.Why = true, "it has this X500 address"
		case is(historic, dn):
			m.Has, m.Why = true, "it is its legacyExchangeDN"
		case strings.HasSuffix(strings.ToLower(e.First(historic)), strings.ToLower("/cn="+last)):
			rank, m.Why = 1, "its legacyExchangeDN ends the same"
		case is(alias, last):
			rank, m.Why = 1, "its alias is the last part, "+last
		case is(account, last):
			rank, m.Why = 1, "its account name is the last part, "+last
		default:
			rank, m.Why = 2, "its name begins with "+name+", as the last part says"
		}
		found[rank] = append(found[rank], m)
	}
	return slices.Concat(found[0], found[1], found[2]), nil
}
