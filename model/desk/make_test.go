package desk_test

import (
	"strings"
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
			saved, err := o.desk.CreateMade(t.Context(), m)
			if err != nil {
				t.Fatal(err)
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

// A mail user whose address is derived has no address elsewhere by that.
func TestMakeWantsExternalAddress(t *testing.T) {
	d := desk.New(sim.Sample(nil, nil).System(), nil, desk.Options{Now: time.Now})
	tpl := &template.Template{Name: "Partner", Makes: template.MailUser}
	n, _, err := desk.FromTemplate(tpl, template.Person{First: "Zoë", Last: "Quist", Domain: "brightwater.example"})
	if err != nil {
		t.Fatal(err)
	}
	if m, err := d.Make(t.Context(), n); model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), "external address") {
		t.Errorf("%v %v", m.Object, err)
	}
	n.Mail = "zoe@elsewhere.example" // written, so it is meant
	if m, err := d.Make(t.Context(), n); err != nil || m.Object.Attrs[model.TargetAddress][0] != "SMTP:zoe@elsewhere.example" {
		t.Errorf("%v %v", m.Object, err)
	}
}
