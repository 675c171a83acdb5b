package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycle"
	"recipientdesk/model/syncrule"
	"recipientdesk/model/template"
	"recipientdesk/sim"
)

// A plant is the sample organization with its tenant, a desk on both that keeps a
// journal, and a clock that goes on with every cycle.
type plant struct{ *company }

func newPlant(t *testing.T) *plant {
	t.Helper()
	c := newCompany(t)
	j, err := journal.Open(t.TempDir(), journal.Options{Host: "desk1", PID: 1, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	c.desk = desk.New(c.forest.System(), j, desk.Options{Now: func() time.Time { return c.now }})
	c.desk.UseRules(syncrule.Builtin())
	c.desk.UseTenant(c.tenant.Open())
	c.desk.UseFacts(sim.SampleFacts())
	return &plant{c}
}

func (p *plant) cycle() {
	p.Helper()
	p.now = p.now.Add(30 * time.Minute)
	r, err := p.tenant.Cycle(p.Context(), p.desk.Exports(p.Context()))
	if err != nil {
		p.Fatal(err)
	}
	if r.Withheld > 0 {
		p.Fatalf("%d deletions were held back", r.Withheld)
	}
	p.tenant.Settle()
}

// operations are the steps in the life of recipients of the sample, one after the other
// on the same object, with what Exchange Online makes of each by sync-spec E. "" means
// that the object is not there.
var operations = []struct {
	name, on string
	op       desk.Operation
	becomes  string
}{
	{"user to shared", "cweber", convert(lifecycle.SharedMailbox), "SharedMailbox"},
	{"shared to user", "cweber", convert(lifecycle.UserMailbox), "UserMailbox"},
	{"user to room", "salbers", convert(lifecycle.RoomMailbox), "RoomMailbox"},
	{"room to equipment", "room-elbe", convert(lifecycle.EquipmentMailbox), "EquipmentMailbox"},
	{"equipment to shared", "eq-van", convert(lifecycle.SharedMailbox), "SharedMailbox"},
	{"shared to user, unlicensed", "shared-info", convert(lifecycle.UserMailbox), "UserMailbox"},
	{"archive", "hvoss", lifecycle.EnableArchive, "UserMailbox"},
	{"archive away", "hvoss", lifecycle.DisableArchive, "UserMailbox"},
	{"archive cleaned up", "hvoss", func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.CleanUp(e, true, w)
	}, "UserMailbox"},
	{"ACLable", "khansen", func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.SetACLable(e, true, w)
	}, "UserMailbox"},
	{"not ACLable", "khansen", func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.SetACLable(e, false, w)
	}, "UserMailbox"},
	{"mailbox", "pkowalczyk", enable(lifecycle.MailboxOptions{}), "UserMailbox"},
	{"shared mailbox with an archive", "kjablonska", enable(lifecycle.MailboxOptions{Type: lifecycle.SharedMailbox, Archive: true}), "SharedMailbox"},
	{"mail user to mailbox", "x-ferrari", func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.ToMailbox(e, lifecycle.MailboxOptions{}, w)
	}, "UserMailbox"},
	{"another external address", "x-haddad", func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.SetExternal(e, "omar@haddad.example", w)
	}, "MailUser"},
	{"mail user off", "x-nystrom", lifecycle.Disable, "User"},
	{"contact off", "c-lawyers", lifecycle.Disable, "None"},
	{"mail contact", "c-security", func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.EnableMailContact(e, lifecycle.ExternalOptions{External: "night@watch.example"}, w)
	}, "MailContact"},
	{"distribution group to security group", "dl-hamburg", group(lifecycle.Universal, true), "MailUniversalSecurityGroup"},
	{"and back", "dl-hamburg", group(lifecycle.Universal, false), "MailUniversalDistributionGroup"},
	{"room list", "dl-osaka", roomList(true), "RoomList"},
	{"no room list", "dl-osaka", roomList(false), "MailUniversalDistributionGroup"},
	{"distribution group off", "dl-lisbon", lifecycle.Disable, "None"},
	{"X500", "cweber", func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.Inherit(e, model.NewEntry(model.Ref{}, map[model.Attr][]string{"legacyExchangeDN": {"/o=Old/cn=claudia"}}), w)
	}, "UserMailbox"},
}

func convert(t lifecycle.MailboxType) desk.Operation {
	return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) { return lifecycle.Convert(e, t, w) }
}

func enable(o lifecycle.MailboxOptions) desk.Operation {
	return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.EnableMailbox(e, o, w)
	}
}

func group(scope lifecycle.GroupScope, security bool) desk.Operation {
	return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.ConvertGroup(e, scope, security, w)
	}
}

func roomList(on bool) desk.Operation {
	return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.SetRoomList(e, on, w)
	}
}

// account finds an object by its account name, or a contact by its alias.
func (p *plant) account(name string) model.Entry {
	p.Helper()
	where := model.Or{model.Equal{Attr: model.SAMAccountName, Value: name}, model.Equal{Attr: model.MailNickname, Value: strings.TrimPrefix(name, "c-")}}
	if name == "c-security" {
		where = model.Or{model.Equal{Attr: model.CommonName, Value: "Night watch Hamburg"}}
	}
	for b, err := range p.forest.System().List(p.Context(), model.Query{Where: where, Attrs: []model.Attr{model.CommonName}}) {
		if err != nil {
			p.Fatal(err)
		}
		if b.Len() > 0 {
			e, err := p.desk.Get(p.Context(), b.Ref(0))
			if err != nil {
				p.Fatal(err)
			}
			return e
		}
	}
	p.Fatalf("there is no %s", name)
	return model.Entry{}
}

// asItWas holds an object to what it was, but for what a server writes itself.
func asItWas(t *testing.T, was, is model.Entry) {
	t.Helper()
	for _, c := range model.Diff(was, is).Changes {
		if !strings.HasPrefix(strings.ToLower(string(c.Attr)), "usn") && c.Attr != "whenChanged" && !slices.Equal(slices.Sorted(slices.Values(c.Before)), slices.Sorted(slices.Values(c.After))) {
			t.Errorf("%s is %q, was %q", c.Attr, c.After, c.Before)
		}
	}
}

// Every operation is foreseen, saved, taken back to the identical object, done again, and
// then stands in the tenant as it was foreseen.
func TestLifeOfTheSample(t *testing.T) {
	p := newPlant(t)
	for _, x := range operations {
		t.Run(x.name, func(t *testing.T) {
			p.T = t
			was := p.account(x.on)
			p.read(true)
			step, err := p.desk.Operate(t.Context(), was.Ref, x.op)
			if err != nil {
				t.Fatal(err)
			}
			if err := step.Review.Err(); err != nil {
				t.Fatal(err)
			}
			saved, err := p.desk.Save(t.Context(), step.Change())
			if err != nil {
				t.Fatal(err)
			}
			back, err := p.desk.Undo(t.Context(), saved.Numbers[0])
			if err != nil {
				t.Fatal(err)
			}
			asItWas(t, was, back.Entry)
			if saved, err = p.desk.Save(t.Context(), step.Change()); err != nil {
				t.Fatal(err)
			}
			p.cycle()
			p.cameTrue(step, x.becomes)
			now, err := p.desk.Get(t.Context(), was.Ref)
			if err != nil {
				t.Fatal(err)
			}
			if c := p.compare(now, now); x.becomes != "None" && c.Status != drift.StatusEqual {
				t.Errorf("after the cycle %s: %+v\n%+v", c.Status, c.Item, c.Rows)
			}
		})
	}
}

// What differs in type is found, explained, and repaired from AD: after a conversion and
// a cycle nothing of it is left.
func TestTypeDriftIsRepaired(t *testing.T) {
	p := newPlant(t)
	types := map[string]lifecycle.MailboxType{"UserMailbox": lifecycle.UserMailbox, "SharedMailbox": lifecycle.SharedMailbox, "RoomMailbox": lifecycle.RoomMailbox, "EquipmentMailbox": lifecycle.EquipmentMailbox}
	found := p.drift().Result.Types
	byCloud := map[string]bool{}
	for _, d := range found {
		byCloud[d.Want+" "+d.Cloud] = true
		if !strings.Contains(d.Why, "AD says "+d.Want+" and Exchange Online "+d.Cloud) || !strings.Contains(d.Why, "does not stay") {
			t.Errorf("%s: %s", d.AD.Name, d.Why)
		}
		if d.Want == "UserMailbox" && d.Cloud == "SharedMailbox" && !strings.Contains(d.Remedies()[0].Text, "made a shared mailbox in the cloud alone") {
			t.Errorf("%s: %+v", d.AD.Name, d.Remedies())
		}
		if r := d.Remedies(); len(r) == 0 || !strings.Contains(r[0].Text, "Convert the object of AD to "+d.Cloud) || must(lifecycle.ParseMailboxType(r[0].Convert)) != types[d.Cloud] {
			t.Errorf("%s: %+v", d.AD.Name, r)
		}
		step, err := p.desk.Operate(t.Context(), d.AD.Ref, convert(types[d.Cloud]))
		if err != nil {
			t.Fatal(d.AD.Name, err)
		}
		if _, err := p.desk.Save(t.Context(), step.Change()); err != nil {
			t.Fatal(err)
		}
		if got := step.Ahead.After.Cloud.RecipientType; got != d.Cloud {
			t.Errorf("%s would become %s, want %s", d.AD.Name, got, d.Cloud)
		}
	}
	if !byCloud["UserMailbox SharedMailbox"] || !byCloud["SharedMailbox UserMailbox"] {
		t.Errorf("found %v", byCloud)
	}
	p.cycle()
	p.read(true)
	if left := p.drift().Result.Types; len(left) > 0 {
		t.Errorf("%+v is left of %d", left, len(found))
	}
	for _, d := range found {
		now, err := p.desk.Get(t.Context(), d.AD.Ref)
		if err != nil {
			t.Fatal(err)
		}
		if c := p.compare(now, now); c.Status != drift.StatusEqual || c.Cloud.RecipientType != d.Cloud {
			t.Errorf("%s is %s and a %s: %+v", d.AD.Name, c.Status, c.Cloud.RecipientType, c.Item)
		}
	}
}

// Every built-in template makes what the tenant takes over as it was foreseen.
func TestMadeThenSynchronized(t *testing.T) {
	p := newPlant(t)
	becomes := map[template.Make]string{template.CloudMailbox: "UserMailbox", template.SharedMailbox: "SharedMailbox", template.RoomMailbox: "RoomMailbox", template.EquipmentMailbox: "EquipmentMailbox",
		template.MailUser: "MailUser", template.MailContact: "MailContact", template.DistributionGroup: "MailUniversalDistributionGroup", template.SecurityGroup: "MailUniversalSecurityGroup",
		template.RoomList: "RoomList", template.PlainAccount: "User"}
	made := map[template.Make]model.Ref{}
	for _, tpl := range template.Builtin() {
		of := template.Person{Display: string(tpl.Makes) + ` "Ü" O'Neil, 王`, Domain: sim.SampleSuffix}
		if tpl.Makes.Person() {
			of = template.Person{First: string(tpl.Makes), Last: "O'Quist-Ümit", Domain: sim.SampleSuffix}
		}
		n, _, err := desk.FromTemplate(tpl, of)
		if err != nil {
			t.Fatal(err)
		}
		if tpl.Makes == template.MailUser || tpl.Makes == template.MailContact {
			n.Target = string(tpl.Makes) + "@elsewhere.example"
		}
		n.Suffix, n.Container = sim.SampleSuffix, "OU=Hamburg,OU=Staff,DC=corp,DC=example"
		m, err := p.desk.Make(t.Context(), n)
		if err != nil {
			t.Fatal(tpl.Name, err)
		}
		saved, err := p.desk.CreateMade(t.Context(), m)
		if err != nil {
			t.Fatal(tpl.Name, err)
		}
		made[tpl.Makes] = saved.Entry.Ref
	}
	p.cycle()
	for kind, ref := range made {
		e, err := p.desk.Get(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		c := p.compare(e, e)
		if c.Status != drift.StatusEqual || c.Cloud.RecipientType != becomes[kind] {
			t.Errorf("%s is %s and %s, want %s: %+v", kind, c.Status, c.Cloud.RecipientType, becomes[kind], c.Item)
		}
		if kind.HasMail() && !strings.EqualFold(c.Twin.Entry.First(model.Mail), e.First(model.Mail)) {
			t.Errorf("%s: mail in the tenant is %s, in AD %s", kind, c.Twin.Entry.First(model.Mail), e.First(model.Mail))
		}
	}
}
