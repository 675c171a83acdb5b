package check

import (
	"encoding/json"
	"testing"

	"recipientdesk/model"
)

func TestWorstFirst(t *testing.T) {
	e := entry(1, attrs{"objectClass": {"user"}, "proxyAddresses": {"SMTP:a@x.test", "smtp:nonsense"}, "mail": {"b@x.test"},
		"displayName": {"A"}, "userPrincipalName": {"a@x.test"}, "userAccountControl": {"514"}})
	fs := Run(Options{}, e)
	got := ""
	for _, f := range fs {
		got += f.Rule.ID + " " + f.Rule.Severity.String() + ";"
	}
	if got != "RD1005 error;RD1003 warning;RD1024 advice;" {
		t.Error(got)
	}
}

func TestOnly(t *testing.T) {
	e := entry(1, attrs{"objectClass": {"user"}, "mail": {"b"}, "userAccountControl": {"514"}})
	if fs := Run(Options{Only: []string{"rd1024"}}, e); len(fs) != 1 || fs[0].Rule.ID != "RD1024" {
		t.Error(fs)
	}
	if fs := Run(Options{Only: []string{}}, e); len(fs) != 0 {
		t.Error(fs)
	}
}

func TestNewLeavesOldFaultsAlone(t *testing.T) {
	before := entry(1, attrs{"proxyAddresses": {"SMTP:a@x.test", "smtp:nonsense"}, "mail": {"a@x.test"}, "mailNickname": {"a"}})
	better := before.With("displayName", "A")
	worse := before.With("proxyAddresses", "SMTP:a@x.test", "smtp:nonsense", "smtp:rubbish")
	was := Run(Options{}, before)
	if fs := New(was, Run(Options{}, better)); len(fs) != 0 {
		t.Error("an edit elsewhere brings", fs)
	}
	if fs := New(was, Run(Options{}, worse)); len(fs) != 1 || fs[0].Value != "smtp:rubbish" {
		t.Error("a new fault gives", fs)
	}
	moved := better
	moved.Ref.DN = "CN=Else,DC=lab"
	if fs := New(was, Run(Options{}, moved)); len(fs) != 0 {
		t.Error("a move brings", fs)
	}
}

func TestNewKnowsAnAddressAgain(t *testing.T) {
	other := entry(2, attrs{"mail": {"dup@x.test"}})
	before := entry(1, attrs{"proxyAddresses": {"SMTP:dup@x.test", "smtp:bad"}, "mail": {"dup@x.test"}})
	tests := []struct {
		name  string
		after model.Entry
		want  int
	}{
		{"another one is promoted", before.With("proxyAddresses", "smtp:dup@x.test", "SMTP:bad"), 0},
		{"it is left in mail alone", before.With("proxyAddresses"), 0},
		{"a second one is taken", before.With("proxyAddresses", "SMTP:dup@x.test", "smtp:two@x.test"), 1},
	}
	other = other.With("userPrincipalName", "two@x.test")
	for _, tt := range tests {
		o := Options{Only: []string{"RD1005"}}
		was := append(Run(o, before), DuplicateOf(before, other)...)
		is := append(Run(o, tt.after), DuplicateOf(tt.after, other)...)
		if got := New(was, is); len(got) != tt.want {
			t.Errorf("%s: %v", tt.name, said(got))
		}
	}
	if got := New(DuplicateOf(entry(3, attrs{"mail": {"dup@x.test"}}), other), DuplicateOf(before, other)); len(got) != 1 {
		t.Error("the fault of another object counts:", said(got))
	}
}

func TestJSON(t *testing.T) {
	x := NewIndex()
	x.Add(entry(1, attrs{"mail": {"a@x.test"}}))
	x.Add(entry(2, attrs{"proxyAddresses": {"smtp:a@x.test"}}))
	got, err := json.Marshal(x.Findings()[0])
	want := `{"rule":"RD1004","title":"Address with more than one owner","severity":"error","dn":"CN=U1,DC=lab",` +
		`"objectGUID":"11111111-0000-0000-0000-000000000001","attribute":"mail","value":"a@x.test","text":"a@x.test also belongs to U2",` +
		`"errors":["Duplicate"],"action":"None","proposed":"","others":[{"dn":"CN=U2,DC=lab","objectGUID":"11111111-0000-0000-0000-000000000002",` +
		`"attribute":"proxyAddresses","value":"smtp:a@x.test"}],"source":"https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-duplicate-attribute-resiliency"}`
	if err != nil || string(got) != want {
		t.Errorf("got  %s %v\nwant %s", got, err, want)
	}
	one, err := json.Marshal(Run(Options{}, entry(1, attrs{"mail": {"x"}}))[0])
	if err != nil || !json.Valid(one) {
		t.Error(err)
	}
	var back struct {
		Others []string `json:"others"`
		Errors []string `json:"errors"`
	}
	if err := json.Unmarshal(one, &back); err != nil || back.Others == nil {
		t.Errorf("a list without members is not an empty array: %s", one)
	}
}

func TestRegisterRefusesTwice(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("registered twice")
		}
	}()
	register(&Rule{ID: "rd1001"})
}

func TestLookup(t *testing.T) {
	if r, ok := Lookup("rd1004"); !ok || r.Severity != Error {
		t.Error(r, ok)
	}
	if _, ok := Lookup("RD9999"); ok {
		t.Error("found what is not there")
	}
	for _, r := range Rules() {
		for _, a := range r.Attrs {
			if a == model.Attr("") {
				t.Error(r.ID)
			}
		}
	}
}
