package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/sim"
)

// A policy over the sample organization: nobody has another's address, giving again changes
// nothing, and who is exempt stays as they are.
func TestPolicies(t *testing.T) {
	o := open(t)
	o.desk = desk.New(sim.Sample(nil, nil).System(), o.journal, desk.Options{Now: time.Now})
	ps, err := addresspolicy.Load(strings.NewReader(`{"policies":[{"name":"All","addresses":["SMTP:%g.%s@policy.example","%m@policy.example"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := o.desk.Policies(t.Context(), ps, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got.Changed == 0 || len(got.Rows) < got.Changed {
		t.Fatalf("%d of %d change", got.Changed, len(got.Rows))
	}
	owner := map[string]string{}
	for _, r := range got.Rows {
		for _, a := range model.Addresses(r.After) {
			k := strings.ToLower(a.Value())
			if other, taken := owner[k]; taken && other != r.After.Ref.GUID && !hasAddress(r.Before, a) {
				t.Errorf("%s is given twice", a.Value())
			}
			owner[k] = r.After.Ref.GUID
		}
		for _, a := range model.Addresses(r.Before) {
			if !hasAddress(r.After, a) {
				t.Errorf("%s loses %s", r.Before.Ref.DN, a)
			}
		}
		if r.Change().Empty() {
			continue
		}
		if _, err := o.desk.Save(t.Context(), r.Change()); err != nil {
			t.Fatal(err)
		}
	}
	again, err := o.desk.Policies(t.Context(), ps, nil)
	if err != nil || again.Changed != 0 {
		t.Errorf("giving again changes %d: %v", again.Changed, err)
	}
}

// A group that is misspelled, or none, would leave everybody to the next policy.
func TestPoliciesRefuseScopeOfNoGroup(t *testing.T) {
	d := desk.New(sim.Sample(nil, nil).System(), nil, desk.Options{Now: time.Now})
	for dn, want := range map[string]model.Code{"CN=Bord,OU=Groups,DC=corp,DC=example": model.NotFound, "OU=Groups,DC=corp,DC=example": model.Invalid,
		"CN=Anna Lindqvist,OU=Hamburg,OU=Staff,DC=corp,DC=example": model.Invalid, "CN=Board,OU=Groups,DC=corp,DC=example": ""} {
		p, err := addresspolicy.ParseTemplate("%u@brightwater.example")
		if err != nil {
			t.Fatal(err)
		}
		s := addresspolicy.Scope{MemberOf: []string{dn}}
		_, err = d.Policies(t.Context(), addresspolicy.Policies{{Name: "P", Scope: s, Addresses: []addresspolicy.Template{p}}}, nil)
		_, more := d.InScope(t.Context(), s, 1)
		if (err != nil) != (want != "") || err != nil && (model.CodeOf(err) != want || model.CodeOf(more) != want) {
			t.Errorf("%s: %v, %v, want %q", dn, err, more, want)
		}
	}
}

func hasAddress(e model.Entry, a model.Address) bool {
	return slices.ContainsFunc(model.Addresses(e), a.Equal)
}

// An operation is planned on the object as it stands, saved as one change, and taken
// back to the identical object.
func TestOperate(t *testing.T) {
	o := open(t)
	before := o.user("Bob", map[model.Attr][]string{model.Mail: {"bob@x.example"}, model.ProxyAddresses: {"SMTP:bob@x.example"}, model.UserPrincipalName: {"bob@x.example"}})
	step, err := o.desk.Operate(t.Context(), before.Ref, func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.Convert(e, lifecycle.SharedMailbox, w)
	})
	if err != nil {
		t.Fatal(err)
	}
	saved, err := o.desk.Save(t.Context(), step.Change())
	if err != nil {
		t.Fatal(err)
	}
	if saved.Entry.First(model.RecipientType) != "34359738368" {
		t.Errorf("saved %v", step.Change())
	}
	back, err := o.desk.Undo(t.Context(), saved.Numbers[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range model.Diff(before, back.Entry).Changes {
		if !strings.HasPrefix(strings.ToLower(string(c.Attr)), "usn") && c.Attr != "whenChanged" {
			t.Errorf("after undo %s is %q, was %q", c.Attr, c.After, c.Before)
		}
	}
}
