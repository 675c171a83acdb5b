package sim

import (
	"fmt"
	"strings"

	"recipientdesk/model"
)

// A builder makes the sample organization from its tables. It writes what it
// finds there, mistakes included.
type builder struct {
	st   *state
	keys map[string]*node // by account or key
}

// places makes the organizational units.
func (b *builder) places() {
	root := b.st.root
	for _, name := range []string{"Staff", "Groups", "Contacts", "Rooms", "Shared mailboxes", "Disabled users", "Service accounts", "NoSync"} {
		b.keys[name] = b.st.fixture(root, "organizationalUnit", name, nil)
	}
	b.keys["External"] = b.st.fixture(b.keys["Staff"], "organizationalUnit", "External", nil)
	for _, c := range cities {
		b.keys[c.name] = b.st.fixture(b.keys["Staff"], "organizationalUnit", c.name, map[model.Attr][]string{
			"l": {c.name}, "c": {c.country}, "co": {c.land}, "street": {c.street}, "postalCode": {c.code}})
	}
}

func (b *builder) dn(key string) string {
	if n := b.keys[key]; n != nil {
		return string(n.dn)
	}
	panic("sim: the sample names " + key + ", which it does not have")
}

type city struct{ name, country, land, street, code, phone, number string }

var cities = []city{
	{"Hamburg", "DE", "Germany", "Kaiweg 12", "20457", "+49 40 5550", "276"},
	{"Kraków", "PL", "Poland", "ul. Młyńska 7", "31-469", "+48 12 555 0", "616"},
	{"Dublin", "IE", "Ireland", "4 Weir Lane", "D08 X2K7", "+353 1 555 0", "372"},
	{"Osaka", "JP", "Japan", "3-5-1 Nakanoshima, Kita-ku", "530-0005", "+81 6 5550 ", "392"},
	{"Lisbon", "PT", "Portugal", "Rua do Cais 31", "1100-104", "+351 21 555 0", "620"},
}

func cityOf(name string) city {
	for _, c := range cities {
		if c.name == name {
			return c
		}
	}
	panic("sim: no city " + name)
}

// add makes an object, with an account if its class has one, and remembers it.
func (b *builder) add(key, class, name string, in *node, attrs map[model.Attr][]string) *node {
	if class == "user" {
		for a, v := range accountDefaults {
			if attrs[a] == nil {
				attrs[a] = []string{v}
			}
		}
	}
	n := b.st.fixture(in, class, name, attrs)
	if class != "contact" {
		b.st.nextRID++
		n.rid = b.st.nextRID
	}
	b.keys[key] = n
	n.created, n.changed = age(len(b.keys))
	return n
}

// age spreads the objects over the years before 2026, so that "created" and
// "changed" say something; i counts them.
func age(i int) (created, changed int64) {
	const day = 24 * 3600
	created = founded.Unix() + int64(i)*9*day + int64(i*7919%day)
	return created, created + int64(i*i%1000)*day + int64(i*104729%day)
}

func (b *builder) people(rows [][]string) {
	for _, r := range rows {
		p := person{account: r[0], given: r[1], sn: r[2], title: r[3], department: r[4], city: cityOf(r[5]), number: r[7], profile: r[8]}
		name := p.given + " " + p.sn
		if p.account == "cweber" { // a comma in a name is a classic
			name = p.sn + ", " + p.given
		}
		n := b.add(p.account, "user", name, b.keys[p.city.name], p.attrs())
		if r[6] != "" {
			b.st.link(n, b.st.schema.attr("manager"), []*node{b.keys[r[6]]})
		}
	}
	for i, r := range rows {
		if i%8 == 0 {
			b.st.setAll(b.keys[r[0]], map[model.Attr][]string{"thumbnailPhoto": {avatar(i)}})
		}
	}
}

func (b *builder) objects(rows [][]string) {
	for _, r := range rows {
		kind, key, name, address, owner := r[0], r[1], r[2], r[3], r[4]
		switch kind {
		case "room", "equipment":
			b.add(key, "user", name, b.keys["Rooms"], resourceAttrs(kind, key, name, address))
		case "shared":
			b.add(key, "user", name, b.keys["Shared mailboxes"], resourceAttrs(kind, key, name, address))
		case "service":
			b.add(key, "user", name, b.keys["Service accounts"], map[model.Attr][]string{model.SAMAccountName: {key},
				model.UserPrincipalName: {key + "@" + SampleDomain}, model.UserAccountControl: {"66048"}})
		case "external":
			b.add(key, "user", name, b.keys["External"], externalAttrs(key, name, address))
		case "contact":
			b.add(key, "contact", name, b.keys["Contacts"], contactAttrs(key, name, address))
		default:
			n := b.add(key, "group", name, b.keys["Groups"], groupAttrs(kind, key, name, address))
			if owner != "" {
				b.st.link(n, b.st.schema.attr("managedBy"), []*node{b.keys[owner]})
			}
		}
	}
	for _, r := range rows { // groups may contain groups that come later
		if len(r) > 5 && r[5] != "" {
			b.st.link(b.keys[r[1]], b.st.schema.attr("member"), b.members(r[5]))
		}
	}
}

// members reads the list of a group: keys, dept:NAME and city:NAME.
func (b *builder) members(list string) (out []*node) {
	for part := range strings.SplitSeq(list, ",") {
		kind, value, ok := strings.Cut(part, ":")
		if !ok {
			b.dn(part) // it must be there
			out = append(out, b.keys[part])
			continue
		}
		for _, c := range cities {
			for _, n := range b.keys[c.name].kids {
				if n.class.is("user") && (kind == "city" && c.name == value || kind == "dept" && n.first(b.st.schema.attr("department")) == value) {
					out = append(out, n)
				}
			}
		}
	}
	return out
}

// accounts makes those that people sign in with.
func (b *builder) accounts() {
	for _, name := range []string{"helpdesk", "reader"} {
		b.add(name, "user", strings.ToUpper(name[:1])+name[1:], b.st.users, map[model.Attr][]string{
			model.SAMAccountName: {name}, model.UserPrincipalName: {name + "@" + SampleDomain},
			model.UserAccountControl: {"66048"}})
	}
	for name, password := range SamplePasswords {
		b.st.account(name).secret = ntHash(password)
	}
}

func (b *builder) details(rows [][]string) {
	for _, r := range rows {
		n := b.keys[r[0]]
		if n == nil {
			panic("sim: the sample has details of " + r[0] + ", which it does not have")
		}
		var vals []string
		for v := range strings.SplitSeq(r[2], "|") {
			switch key, isRef := strings.CutPrefix(v, "@"); {
			case v == "-":
			case isRef:
				vals = append(vals, b.dn(key))
			case strings.HasPrefix(v, "guid:"):
				g, err := model.ParseGUID(v[5:])
				if err != nil {
					panic(fmt.Sprintf("sim: the sample's details of %s: %v", r[0], err))
				}
				vals = append(vals, g.Bytes())
			default:
				vals = append(vals, v)
			}
		}
		b.put(n, model.Attr(r[1]), vals)
	}
}

// put replaces an attribute of an object that is in the index already.
func (b *builder) put(n *node, name model.Attr, vals []string) {
	a := b.st.schema.attr(name)
	if a == nil {
		return
	}
	before := map[*attr][]string{a: n.values(a)}
	b.st.setAll(n, map[model.Attr][]string{name: vals})
	b.st.index.update(b.st, n, before, false)
}
