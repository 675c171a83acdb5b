package lifecycletest

import (
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

// A Place is where the objects of the cases are made.
type Place struct {
	Container string // DN
	Domain    string // of addresses and sign-in names: contoso.com
	Routing   string // of remote routing addresses
}

// A Case is one operation on one object.
type Case struct {
	Name    string
	Object  model.NewObject
	Others  []model.NewObject // whom it refers to; they are there before
	Op      func(model.Entry, lifecycle.World) (lifecycle.Outcome, error)
	Want    map[model.Attr][]string // what changes; without values: it goes. "*" is any value
	Becomes string                  // type of recipient that Exchange Online makes of it
}

// A row is a case as it is written: attributes one a line, "name=value", with {u} for
// the account name, {d} for the domain, {r} for the routing domain and {c} for the
// container. A class begins the object.
type row struct {
	name    string
	object  string
	op      func(p place) operation
	want    string
	becomes string
}

type operation = func(model.Entry, lifecycle.World) (lifecycle.Outcome, error)

// place is a Place with the names of one case filled in.
type place struct {
	Place
	u      string
	others []model.NewObject
}

func (p place) fill(s string) string {
	return strings.NewReplacer("{u}", p.u, "{d}", p.Domain, "{r}", p.Routing, "{c}", p.Container).Replace(s)
}

// Cases returns all cases. Each has objects of its own, so that they can stand side by
// side.
func Cases(at Place) (out []Case) {
	for i, r := range slices.Concat(mailboxRows, archiveRows(), convertRows(), externalRows, groupRows, goneRows) {
		p := place{Place: at, u: fmt.Sprintf("life%03d", i)}
		if strings.Contains(r.object+r.want, "{c}") {
			p.others = []model.NewObject{p.other("one"), p.other("two")}
		}
		class, attrs, _ := strings.Cut(strings.TrimSpace(r.object), "\n")
		obj := model.NewObject{DN: p.fill("CN=Life {u},{c}"), Attrs: p.lines(attrs)}
		obj.Attrs[model.ObjectClass] = []string{class}
		out = append(out, Case{r.name, obj, p.others, r.op(p), p.lines(r.want), r.becomes})
	}
	return out
}

// other is a user with mail.
func (p place) other(name string) model.NewObject {
	p.u += name
	return model.NewObject{DN: p.fill("CN={u},{c}"), Attrs: p.lines("objectClass=user\nsAMAccountName={u}\nuserAccountControl=514\n" +
		"userPrincipalName={u}@{d}\nmail={u}@{d}\nproxyAddresses=SMTP:{u}@{d}")}
}

// lines reads attributes.
func (p place) lines(text string) map[model.Attr][]string {
	m := map[model.Attr][]string{}
	for l := range strings.Lines(text) {
		a, v, ok := strings.Cut(strings.TrimSpace(l), "=")
		switch attr := model.Attr(a); {
		case !ok:
		case v == "":
			m[attr] = nil
		default:
			m[attr] = append(m[attr], p.fill(v))
		}
	}
	return m
}

// Check returns what is different from what the case wants, a line each; "" if nothing.
func (c Case) Check(change model.ChangeSet) string {
	var out []string
	seen := map[string]bool{}
	for _, x := range change.Changes {
		want, ok := c.want(x.Attr)
		seen[strings.ToLower(string(x.Attr))] = true
		switch {
		case !ok:
			out = append(out, fmt.Sprintf("%s is %q, and was to stay %q", x.Attr, x.After, x.Before))
		case slices.Equal(want, []string{"*"}) && len(x.After) == 1:
		case !slices.Equal(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(x.After))):
			out = append(out, fmt.Sprintf("%s is %q, want %q", x.Attr, x.After, want))
		}
	}
	for a, v := range c.Want {
		if !seen[strings.ToLower(string(a))] {
			out = append(out, fmt.Sprintf("%s is as it was, want %q", a, v))
		}
	}
	return strings.Join(out, "\n")
}

func (c Case) want(a model.Attr) ([]string, bool) {
	for name, v := range c.Want {
		if name.Is(a) {
			return v, true
		}
	}
	return nil, false
}
