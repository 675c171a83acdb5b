package desk_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/model/template"
)

// zoe is a new user who is to be a member of groups.
func zoe(groups ...string) desk.NewRecipient {
	return desk.NewRecipient{Family: "user", Makes: template.PlainAccount, Name: "Zoe", Account: "zoe", Groups: groups, Values: map[string][]string{"company": {"Contoso"}}}
}

func (o *office) planned(n desk.NewRecipient) desk.Made {
	o.Helper()
	m, err := o.desk.Make(o.Context(), n)
	if err != nil {
		o.Fatal(err)
	}
	return m
}

// Undo of a creation takes the object out of its groups first; the history then has
// nothing of it left to undo.
func TestCreateMadeIsOneStep(t *testing.T) {
	o := open(t)
	all := o.make("group", "All", map[model.Attr][]string{model.GroupType: {"8"}, "member": {o.ann().Ref.DN}})
	some := o.make("group", "Some", map[model.Attr][]string{model.GroupType: {"8"}})
	saved, err := o.desk.CreateMade(t.Context(), o.planned(zoe(all.Ref.DN, some.Ref.DN)))
	if err != nil || saved.Entry.First("company") != "Contoso" || len(saved.Numbers) != 3 {
		t.Fatal(saved, err)
	}
	if got := o.get(some.Ref).Values("member"); !slices.Equal(got, []string{saved.Entry.Ref.DN}) {
		t.Errorf("the members are %v", got)
	}
	back, err := o.desk.Undo(t.Context(), saved.Numbers[0])
	if err != nil || len(back.Numbers) != 3 {
		t.Fatal(back, err)
	}
	if a, s := o.get(all.Ref), o.get(some.Ref); !slices.Equal(a.Values("member"), all.Values("member")) || s.Has("member") {
		t.Errorf("members %v and %v", a.Values("member"), s.Values("member"))
	}
	if r, err := o.desk.History(t.Context()); err != nil || slices.ContainsFunc(r[:3], func(r journal.Record) bool { return r.UndoneBy == 0 }) {
		t.Errorf("%+v %v", r, err)
	}
}

// What a group refuses leaves nothing half made, and the error names the group.
func TestCreateMadeAllOrNothing(t *testing.T) {
	for name, refused := range map[string]error{
		"denied":             &model.Error{Code: model.Denied, Subject: "Some", Message: "may not be changed by you"},
		"the server's fault": &model.Error{Code: model.Internal, Message: "broken"},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			all := o.make("group", "All", map[model.Attr][]string{model.GroupType: {"8"}})
			some := o.make("group", "Some", map[model.Attr][]string{model.GroupType: {"8"}})
			d := desk.New(refusing{o.dir, some.Ref.DN, refused}, o.journal, desk.Options{})
			_, err := d.CreateMade(t.Context(), o.planned(zoe(all.Ref.DN, some.Ref.DN)))
			if model.CodeOf(err) != model.CodeOf(refused) || !strings.Contains(err.Error(), "Group Some") || !strings.Contains(err.(*model.Error).Hint, "nothing is left") {
				t.Errorf("%v", err)
			}
			if o.get(all.Ref).Has("member") {
				t.Error("it is a member still")
			}
			if _, err := o.desk.Find(t.Context(), "zoe"); model.CodeOf(err) != model.NotFound {
				t.Errorf("it is there: %v", err)
			}
		})
	}
	o := open(t)
	_, err := o.desk.CreateMade(t.Context(), o.planned(zoe("CN=Nobody,DC=corp,DC=example")))
	if model.CodeOf(err) != model.NotFound || !strings.Contains(err.Error(), "Group Nobody") {
		t.Errorf("a group that is not there: %v", err)
	}
	if _, err := o.desk.Find(t.Context(), "zoe"); model.CodeOf(err) != model.NotFound {
		t.Errorf("it is there: %v", err)
	}
}

// refusing is a directory that does not change one object.
type refusing struct {
	model.Directory
	dn  string
	err error
}

func (r refusing) Apply(ctx context.Context, cs model.ChangeSet) error {
	if model.SameDN(cs.Ref.DN, r.dn) {
		return r.err
	}
	return r.Directory.Apply(ctx, cs)
}

// Another administrator is faster: the server refuses, and the error says who has what.
func TestCreateMadeTooLate(t *testing.T) {
	for name, theirs := range map[string]struct {
		cn    string
		attrs map[model.Attr][]string
		says  string
	}{
		"the name":    {"Zoe", nil, "Name Zoe"},
		"the account": {"Other", map[model.Attr][]string{model.SAMAccountName: {"zoe"}}, "Account name zoe"},
		"the sign-in": {"Other", map[model.Attr][]string{model.UserPrincipalName: {"zoe@corp.example"}}, "User principal name zoe@corp.example"},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			m := o.planned(zoe())
			before, err := o.desk.History(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			owner := o.make("user", theirs.cn, theirs.attrs)
			_, err = o.desk.CreateMade(t.Context(), m)
			e, ok := err.(*model.Error)
			if !ok || e.Code != model.Exists || e.Subject != theirs.says || !strings.Contains(e.Message, "meantime") || !strings.Contains(e.Hint, owner.Ref.DN) || e.Err == nil {
				t.Errorf("%+v", err)
			}
			if r, err := o.desk.History(t.Context()); err != nil || slices.ContainsFunc(r[len(before):], journal.Record.Undoable) {
				t.Errorf("something can be undone: %+v %v", r, err)
			}
		})
	}
}

// What is derived gives way to what is there already; what was written does not.
func TestMakeGivesWay(t *testing.T) {
	o := open(t)
	tpl := template.Builtin()[0]
	anna := template.Person{First: "Anna", Last: "Adams", Domain: "corp.example"}
	first, _, err := desk.FromTemplate(tpl, anna)
	if err != nil {
		t.Fatal(err)
	}
	o.desk.UseFacts(&model.TenantFacts{InitialDomain: "corp.onmicrosoft.com", VerifiedDomains: []string{"corp.example"}})
	for i, want := range []string{"Anna Adams", "Anna Adams 2", "Anna Adams 3"} {
		m := o.planned(first)
		got := model.NewEntry(model.Ref{DN: m.Object.DN}, m.Object.Attrs)
		if model.NameOf(got.Ref.DN) != want || got.First(model.DisplayName) != "Anna Adams" || (len(m.Notes) == 0) != (i == 0) {
			t.Errorf("%d: %s %v", i, got.Ref.DN, m.Notes)
		}
		if err := o.desk.Taken(t.Context(), m.Object); err != nil {
			t.Errorf("%d: what was proposed is taken: %v", i, err)
		}
		saved, err := o.desk.CreateMade(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		e := saved.Entry
		number := map[int]string{1: "2", 2: "3"}[i]
		if e.First(model.Mail) != "anna.adams"+number+"@corp.example" || e.First(model.MailNickname) != "anna.adams"+number || e.First(model.UserPrincipalName) != e.First(model.Mail) || e.First(model.SAMAccountName) != "aadams"+number {
			t.Errorf("%d: %s %s %s %s", i, e.First(model.Mail), e.First(model.MailNickname), e.First(model.UserPrincipalName), e.First(model.SAMAccountName))
		}
	}
	o.make("user", "Adams", map[model.Attr][]string{model.SAMAccountName: {"adams"}, model.Mail: {"a@corp.example"}, model.UserPrincipalName: {"b@corp.example"}, model.MailNickname: {"adams"}})
	for refused, write := range map[string]func(*desk.NewRecipient){
		"Account name adams":                 func(n *desk.NewRecipient) { n.Account = "adams" },
		"Address a@corp.example":             func(n *desk.NewRecipient) { n.Mail = "a@corp.example" },
		"Name Adams":                         func(n *desk.NewRecipient) { n.Name = "Adams" },
		"User principal name b@corp.example": func(n *desk.NewRecipient) { n.UPN = "b@corp.example" },
		"Alias adams":                        func(n *desk.NewRecipient) { n.Alias = "adams" },
	} {
		n := first
		write(&n)
		if err, ok := o.desk.Taken(t.Context(), o.planned(n).Object).(*model.Error); !ok || err.Code != model.Exists || !strings.HasPrefix(refused, err.Subject) && err.Subject != "User principal name a@corp.example" {
			t.Errorf("%s was written: %+v", refused, err)
		}
	}
}

// Addresses of the tenant that AD does not have are taken, too, unless the new user
// becomes one with their owner.
func TestClashesWithTheTenant(t *testing.T) {
	p := newPlant(t)
	p.read(true)
	for address, wants := range map[string]struct {
		family string
		taken  bool
	}{
		"clearwater@brightwater.example":    {"user", true},    // a group of Microsoft 365
		"admin@brightwater.onmicrosoft.com": {"contact", true}, // a cloud user
		"b.rathke@brightwater.example":      {"user", false},   // a cloud user: matched by the sign-in name
		"nobody@brightwater.example":        {"user", false},
	} {
		n := desk.NewRecipient{Family: wants.family, Name: "New One", Mail: address, Container: "OU=Hamburg,OU=Staff,DC=corp,DC=example"}
		m, err := p.desk.Make(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		list, err := p.desk.Clashes(t.Context(), m.Object)
		if err != nil || (len(list) > 0) != wants.taken {
			t.Fatalf("%s: %v %v", address, list, err)
		}
		if wants.taken && (!list[0].Tenant || !strings.Contains(list[0].Err().(*model.Error).Hint, "in the tenant") || list[0].Free == "" || list[0].Free == address) {
			t.Errorf("%s: %+v", address, list[0])
		}
	}
}

// Somebody else gives an address away while the object that is to have it is made: no
// server refuses that, so the object is taken back. Who had it before was known.
func TestCreateMadeGivesAddressesOnce(t *testing.T) {
	for name, late := range map[string]bool{"before": false, "in the same moment": true} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			all := o.make("group", "All", map[model.Attr][]string{model.GroupType: {"8"}})
			n := zoe(all.Ref.DN)
			n.Mail = "zoe@contoso.com"
			m := o.planned(n)
			theirs := func() { o.make("contact", "Other", map[model.Attr][]string{model.Mail: {"Zoe@contoso.com"}}) }
			dir := meanwhile{o.dir, theirs}
			if !late {
				theirs()
				dir.first = func() {}
			}
			_, err := desk.New(dir, o.journal, desk.Options{}).CreateMade(t.Context(), m)
			if _, gone := o.desk.Find(t.Context(), "zoe"); (model.CodeOf(gone) == model.NotFound) != late {
				t.Errorf("is it there? %v", gone)
			}
			if !late {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if model.CodeOf(err) != model.Exists || !strings.Contains(err.Error(), "Other") || o.get(all.Ref).Has("member") {
				t.Errorf("%v; members %v", err, o.get(all.Ref).Values("member"))
			}
		})
	}
}

// meanwhile is a directory in which something else happens right before an object is made.
type meanwhile struct {
	model.Directory
	first func()
}

func (m meanwhile) Create(ctx context.Context, obj model.NewObject) (model.Ref, error) {
	m.first()
	return m.Directory.Create(ctx, obj)
}
