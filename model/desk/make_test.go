package desk_test

import (
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/template"
	"recipientdesk/sim"
)

// Every built-in template makes what it says, which is taken back without a trace.
func TestMake(t *testing.T) {
	o := open(t)
	o.desk = desk.New(sim.Sample(nil, nil).System(), o.journal, desk.Options{Now: time.Now})
	o.desk.UseFacts(sim.SampleFacts())
	kinds := map[template.Make]model.Kind{template.CloudMailbox: model.KindUserMailbox, template.SharedMailbox: model.KindSharedMailbox, template.RoomMailbox: model.KindRoomMailbox,
		template.EquipmentMailbox: model.KindEquipmentMailbox, template.MailUser: model.KindMailUser, template.MailContact: model.KindMailContact,
		template.DistributionGroup: model.KindMailDistributionGroup, template.SecurityGroup: model.KindMailSecurityGroup, template.RoomList: model.KindRoomList, template.PlainAccount: model.KindUser}
	for _, tpl := range template.Builtin() {
		t.Run(string(tpl.Makes), func(t *testing.T) {
			of := template.Person{Display: "Zeppelin " + tpl.Name, Domain: "brightwater.example"}
			if tpl.Makes.Person() {
				of.First, of.Last, of.Display = "Zoë", "Quist "+tpl.Name, ""
			}
			n, notes, err := desk.FromTemplate(tpl, of)
			if err != nil || len(notes) > 0 {
				t.Fatal(notes, err)
			}
			if tpl.Makes == template.MailUser || tpl.Makes == template.MailContact {
				n.Target = "zoe@elsewhere.example"
			}
			m, err := o.desk.Make(t.Context(), n)
			if err != nil {
				t.Fatal(err)
			}
			saved, notes, err := o.desk.CreateMade(t.Context(), m)
			if err != nil || len(notes) > 0 {
				t.Fatal(notes, err)
			}
			if got := (model.Recipient{Entry: saved.Entry}).Kind(); got != kinds[tpl.Makes] {
				t.Errorf("made a %s: %v", got, m.Object)
			}
			if _, err := o.desk.Undo(t.Context(), saved.Numbers[0]); err != nil {
				t.Fatal(err)
			}
			if _, err := o.desk.Get(t.Context(), saved.Entry.Ref); model.CodeOf(err) != model.NotFound {
				t.Errorf("after undo: %v", err)
			}
		})
	}
}

// A group that it cannot be put into is said, and what was made stays.
func TestMakeWithGroups(t *testing.T) {
	o := open(t)
	group := o.make("group", "All", map[model.Attr][]string{model.GroupType: {"8"}})
	m, err := o.desk.Make(t.Context(), desk.NewRecipient{Family: "user", Makes: template.PlainAccount, Name: "Zoe",
		Groups: []string{group.Ref.DN, "CN=Nobody,DC=corp,DC=example"}, Values: map[string][]string{"company": {"Contoso"}}})
	if err != nil {
		t.Fatal(err)
	}
	saved, notes, err := o.desk.CreateMade(t.Context(), m)
	if err != nil || len(notes) != 1 || saved.Entry.First("company") != "Contoso" {
		t.Fatal(saved.Entry, notes, err)
	}
	if g := o.get(group.Ref); g.First("member") != saved.Entry.Ref.DN {
		t.Errorf("the members are %v", g.Values("member"))
	}
}
