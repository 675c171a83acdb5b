package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

func (g *tenantGot) view() view {
	doc := g.doc()
	return view{
		json:  func() (any, error) { return doc, nil },
		rows:  func() ([]string, [][]string) { return g.csv() },
		table: func(w io.Writer) { g.print(w, doc) },
	}
}

// A gotDoc is one object of the tenant. What does not go with its class is nil.
type gotDoc struct {
	ID        string         `json:"id"`
	Class     string         `json:"class"`
	Kind      string         `json:"kind"`
	Deleted   bool           `json:"deleted"`
	DaysLeft  *int           `json:"daysLeft,omitempty"`
	Authority authorityDoc   `json:"authority"`
	Attrs     propertiesDoc  `json:"attributes"`
	Members   *[]partyDoc    `json:"members,omitempty"`
	Owners    *[]partyDoc    `json:"owners,omitempty"`
	Licenses  *[]assignedDoc `json:"licenses,omitempty"`
	Mailbox   *mailboxDoc    `json:"mailbox,omitempty"`
	Errors    []faultDoc     `json:"errors"`
	Gaps      []gapDoc       `json:"gaps"`
}

// A partyDoc is a member or an owner.
type partyDoc struct {
	ID   string `json:"id"`
	Name string `json:"displayName"`
	Mail string `json:"mail"`
	Sign string `json:"userPrincipalName"`
}

// A mailboxDoc is what is known of a mailbox in Exchange Online.
type mailboxDoc struct {
	Exists  model.Maybe `json:"exists"`
	Purpose string      `json:"purpose"`
	GUID    string      `json:"exchangeGuid"`
	Why     string      `json:"why"`
}

// An assignedDoc is a license of a user.
type assignedDoc struct {
	SKU     string       `json:"skuId"`
	Name    string       `json:"name"`
	State   string       `json:"state"` // Active, ActiveWithError, Disabled, Error; "" if not known
	Error   string       `json:"error"`
	ByGroup string       `json:"assignedByGroup"` // object ID; "" for a direct assignment
	Plans   []serviceDoc `json:"plans"`
}

// A serviceDoc is a service of a license.
type serviceDoc struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	On   bool   `json:"on"`
}

// propertiesDoc are properties in the form that Graph has them in.
type propertiesDoc []desk.CloudProperty

func (ps propertiesDoc) MarshalJSON() ([]byte, error) {
	w := &fieldWriter{[]byte{'{'}}
	for _, p := range ps {
		if !p.Name.Is("id") { // which stands before them
			w.values(p.Name, p.Values)
		}
	}
	return append(w.b, '}'), nil
}

func (g *tenantGot) doc() gotDoc {
	d := gotDoc{ID: g.ID(), Class: string(live(g.Class)), Kind: g.row.kind, Deleted: g.Deleted(), Authority: authorityOf(g.Standing),
		Attrs: g.show, Members: partiesOf(g.Members), Owners: partiesOf(g.Owners), Errors: g.faults, Gaps: gapDocs(g.Gaps)}
	switch {
	case g.Deleted():
		d.DaysLeft = &g.row.days
	case g.Class == model.CloudUser:
		d.Mailbox = &mailboxDoc{g.Mailbox.Exists, g.Mailbox.Purpose, g.Mailbox.GUID, g.Mailbox.Why}
	}
	if live(g.Class) == model.CloudUser {
		list := []assignedDoc{}
		for _, l := range g.CloudObject.Licenses {
			one := assignedDoc{l.SKU, l.Part, l.State, l.Error, l.ByGroup, []serviceDoc{}}
			for _, p := range l.Plans {
				one.Plans = append(one.Plans, serviceDoc{p.ID, p.Name, p.On})
			}
			list = append(list, one)
		}
		d.Licenses = &list
	}
	return d
}

func (g *tenantGot) csv() ([]string, [][]string) {
	head := []string{"id", "class", "kind", "authority"}
	row := []string{g.ID(), string(live(g.Class)), g.row.kind, string(g.Standing.Authority)}
	for _, p := range g.show {
		if !p.Name.Is("id") {
			head, row = append(head, string(p.Name)), append(row, joined(p.Values))
		}
	}
	return head, [][]string{row}
}

// print writes the object as name and value, a line each.
func (g *tenantGot) print(w io.Writer, d gotDoc) {
	rows := [][]string{{"id", d.ID}, {"kind", cloudKindLabel(d.Kind)}, {"authority", d.Authority.Label + ": " + d.Authority.Why}}
	several := func(name string, values []string) {
		for _, v := range values {
			rows = append(rows, []string{name, v})
			name = ""
		}
	}
	if d.DaysLeft != nil {
		several("days left", []string{strconv.Itoa(*d.DaysLeft)})
	}
	for _, p := range g.show {
		if !p.Name.Is("id") && !(g.whole && slices.ContainsFunc(toldElsewhere, p.Name.Is)) {
			several(string(p.Name), p.Values)
		}
	}
	if m := d.Mailbox; m != nil && m.Why != "" {
		several("mailbox", []string{strings.Trim(m.Exists.String()+", "+strings.TrimSpace(m.Purpose+" "+m.GUID), ", ") + ": " + m.Why})
	}
	if d.Licenses != nil {
		several("license", written(*d.Licenses))
	}
	several("error", written(d.Errors))
	if d.Owners != nil {
		several("owner", written(*d.Owners))
	}
	if d.Members != nil {
		several("member", written(*d.Members))
	}
	printPairs(w, rows)
}

func written[T fmt.Stringer](list []T) (out []string) {
	for _, x := range list {
		out = append(out, x.String())
	}
	return out
}

// toldElsewhere are properties that other lines say in words.
var toldElsewhere = []model.Attr{propLicenses, propLicenseStates, "assignedPlans", "provisionedPlans", drift.PropErrors, drift.PropServiceErrors}

// printPairs lines names up before their values.
func printPairs(w io.Writer, rows [][]string) {
	width := 0
	for _, r := range rows {
		width = max(width, len(r[0]))
	}
	for _, r := range rows {
		fmt.Fprintf(w, "%-*s  %s\n", width, r[0], oneLine(r[1]))
	}
}

func (p partyDoc) String() string {
	name := p.Name
	for _, v := range []string{p.Mail, p.Sign} {
		if v != "" {
			return strings.TrimSpace(name + " <" + v + ">")
		}
	}
	if name == "" {
		return p.ID
	}
	return name
}

func (d assignedDoc) String() string {
	text := d.Name
	if d.State != "" {
		text += ", " + strings.ToLower(d.State)
	}
	if d.Error != "" {
		text += " (" + d.Error + ")"
	}
	if d.ByGroup != "" {
		text += ", by group " + d.ByGroup
	}
	var off []string
	for _, p := range d.Plans {
		if !p.On {
			off = append(off, p.Name)
		}
	}
	if len(off) > 0 {
		text += ", without " + strings.Join(off, ", ")
	}
	return text
}
