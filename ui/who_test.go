package ui

import (
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

func TestTheAnswerToWhoOwnsAnAddress(t *testing.T) {
	ann := desk.Owner{Ref: model.Ref{GUID: "1"}, Name: "Ann", Attr: model.Mail}
	bob := desk.Owner{Ref: model.Ref{GUID: "2"}, Name: "Bob", Attr: model.ProxyAddresses}
	for _, c := range []struct {
		name   string
		owners []desk.Owner
		err    error
		want   string
	}{
		{"nobody", nil, nil, "it is free"},
		{"one, in two attributes", []desk.Owner{ann, ann}, nil, "Ann has a@x.example."},
		{"two", []desk.Owner{ann, ann, bob}, nil, "2 objects have"},
		{"no answer", nil, &model.Error{Code: model.Unreachable, Message: "no connection", Hint: "Try again."}, "no connection. Try again."},
	} {
		if got := answerWho("a@x.example", c.owners, c.err); !strings.Contains(got, c.want) {
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
	if len(w.owners) != 2 || !w.open.Disabled() {
		t.Fatalf("%d owners, Properties off: %v", len(w.owners), w.open.Disabled())
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
