package ui

import (
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

func TestTheAnswerToWhoOwnsAnAddress(t *testing.T) {
	ann := desk.Owner{Ref: model.Ref{GUID: "1"}, Name: "Ann", Attr: model.Mail}
	bob := desk.Owner{Ref: model.Ref{GUID: "2"}, Name: "Bob", Attr: model.ProxyAddresses}
	cloud := desk.CloudOwner{Object: drift.Object{Class: model.CloudUser, Entry: model.NewEntry(model.Ref{GUID: "9"}, nil)}, Property: model.Mail}
	for _, c := range []struct {
		name   string
		answer whoAnswer
		want   string
	}{
		{"nobody", whoAnswer{}, "Nobody has a@x.example: it is free."},
		{"nobody, and the tenant is still asked", whoAnswer{tenant: true}, "Nobody in AD has a@x.example."},
		{"nobody in either", whoAnswer{tenant: true, asked: true}, "it is free"},
		{"nobody in AD, and contacts may not be read", whoAnswer{tenant: true, asked: true, gaps: []desk.Gap{{Part: "contacts", Err: errNoTenantAnswer}}}, "Nobody in AD has a@x.example. Contacts could not be read"},
		{"one, in two attributes", whoAnswer{owners: []desk.Owner{ann, ann}}, "Ann has a@x.example."},
		{"one, not in the tenant", whoAnswer{owners: []desk.Owner{ann}, tenant: true, asked: true}, "In the tenant nobody has it."},
		{"one in both", whoAnswer{owners: []desk.Owner{ann}, cloud: []desk.CloudOwner{cloud, cloud}, tenant: true, asked: true}, "In the tenant 1 object has it."},
		{"in the tenant alone", whoAnswer{cloud: []desk.CloudOwner{cloud}, tenant: true, asked: true}, "it is taken in the tenant"},
		{"two", whoAnswer{owners: []desk.Owner{ann, ann, bob}}, "2 objects have"},
		{"no answer of the tenant", whoAnswer{owners: []desk.Owner{ann}, tenant: true, err: errNoTenantAnswer}, "The tenant could not be asked: Graph.microsoft.com no answer. Check the network."},
	} {
		if got := answerWho("a@x.example", c.answer); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestWhoFindsBothOwners(t *testing.T) {
	d := openWindowDriver(t)
	w := d.askWho()
	w.address.SetText("offers@brightwater.example")
	w.find()
	d.run.drain()
	if len(w.rows) != 2 || !w.open.Disabled() {
		t.Fatalf("%d owners, Open is off: %v", len(w.rows), w.open.Disabled())
	}
	if !strings.Contains(w.answer.Text, "2 objects") {
		t.Errorf("the answer is %q", w.answer.Text)
	}
	w.openRow(1)
	d.run.drain()
	if len(d.sheets) != 1 || d.win.Modal() {
		t.Errorf("%d sheets open, dialog up: %v", len(d.sheets), d.win.Modal())
	}
}

func TestWhoFindsOwnersInTheTenant(t *testing.T) {
	d := openCloudWindow(t)
	w := d.askWho()
	w.address.SetText("j.reimer@brightwater.example")
	w.find()
	d.run.drain()
	if len(w.found.owners) != 0 || len(w.rows) == 0 || !strings.Contains(w.answer.Text, "taken in the tenant") || w.rows[0].cells[2].Text != "Deleted user" {
		t.Fatalf("%q, %+v", w.answer.Text, w.rows)
	}
	w.openRow(0)
	d.run.drain()
	if len(d.clouds) != 1 || len(d.sheets) != 0 {
		t.Errorf("%d windows of the tenant, %d sheets", len(d.clouds), len(d.sheets))
	}
	w = d.askWho()
	w.address.SetText("offers@brightwater.example")
	w.find()
	d.run.drain()
	if len(w.found.owners) != 2 || len(w.found.cloud) == 0 {
		t.Errorf("%d in AD, %d in the tenant", len(w.found.owners), len(w.found.cloud))
	}
	d.cloud.tenantSays(errNoTenantAnswer)
	w.find()
	d.run.drain()
	if len(w.rows) != 2 || !strings.Contains(w.answer.Text, "The tenant could not be asked") {
		t.Errorf("without the tenant: %d rows, %q", len(w.rows), w.answer.Text)
	}
}
