package desk_test

import (
	"fmt"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
)

// found runs the given rules over everything.
func (o *office) found(rules ...string) []check.Finding {
	o.Helper()
	c, err := o.desk.Check(o.Context(), desk.CheckPlan{Rules: rules}, nil)
	o.code(err, "")
	return c.Findings
}

func TestMendIsMadeOnTheObjectAsItStands(t *testing.T) {
	o := open(t)
	ann := o.make("contact", "Ann", map[model.Attr][]string{model.Mail: {"old@x.example"}, model.ProxyAddresses: {"SMTP:ann@x.example"}})
	fs := o.found("RD1003")
	if len(fs) != 1 {
		t.Fatalf("found %v", fs)
	}
	o.code(o.other.Apply(t.Context(), model.Diff(ann, ann.With("displayName", "Ann A."))), "")
	cs, err := o.desk.Mend(t.Context(), fs[0])
	o.code(err, "")
	if len(cs.Changes) != 1 || cs.Changes[0].After[0] != "ann@x.example" {
		t.Errorf("the change is %+v", cs)
	}
	saved, err := o.desk.Save(t.Context(), cs)
	o.code(err, "")
	if saved.Entry.First("displayName") != "Ann A." {
		t.Error("what somebody else changed is lost")
	}
	_, err = o.desk.Mend(t.Context(), fs[0])
	o.code(err, model.Conflict)
}

// Two findings of one object become one change, and the fix of one may put right
// the other, too.
func TestMendAllMakesOneChangeForEachObject(t *testing.T) {
	o := open(t)
	o.make("contact", "Ann", map[model.Attr][]string{model.Mail: {"c@x.example"}, model.ProxyAddresses: {"SMTP:a@x.example", "SMTP:b@x.example"}})
	o.make("contact", "Ben", map[model.Attr][]string{model.Mail: {"a@x.example"}})
	fs := o.found("RD1001", "RD1003", "RD1004")
	ms, err := o.desk.MendAll(t.Context(), fs)
	o.code(err, "")
	if len(ms) != 2 {
		t.Fatalf("%d objects are mended: %+v", len(ms), fs)
	}
	for _, m := range ms {
		switch model.NameOf(m.Change.Ref.DN) {
		case "Ann":
			if len(m.Mended) != 2 || len(m.Left) != 1 || m.Left[0].Why.Code != model.Invalid || len(m.Change.Changes) != 2 {
				t.Errorf("Ann: %+v", m)
			}
			if left := check.Run(check.Options{Only: []string{"RD1001", "RD1003"}}, m.After); len(left) > 0 {
				t.Errorf("Ann has still %v", left)
			}
		default:
			if !m.Change.Empty() || len(m.Left) != 1 {
				t.Errorf("Ben: %+v", m)
			}
		}
	}
}

func TestCheckLooksForOwnersEverywhere(t *testing.T) {
	o := open(t)
	ann := o.ann()
	ben := o.make("contact", "Ben", map[model.Attr][]string{model.Mail: {"A@x.example"}})
	for name, p := range map[string]desk.CheckPlan{
		"of one object": {Refs: []model.Ref{ann.Ref}}, "below a base": {Query: model.Query{Base: ann.Ref.DN}},
		"of a filter": {Query: model.Query{Where: model.Equal{Attr: "cn", Value: "Ann"}}}, "but for one": {Query: model.Query{Exclude: []string{ben.Ref.DN}}},
	} {
		p.Rules = []string{"RD1004"}
		c, err := o.desk.Check(t.Context(), p, nil)
		o.code(err, "")
		if c.Checked != 1 || len(c.Findings) != 1 || c.Findings[0].Others[0].Ref.DN != ben.Ref.DN {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if fs := o.found("RD1004"); len(fs) != 2 {
		t.Errorf("in all: %+v", fs)
	}
}

// Of more objects than are looked up one by one, the whole directory is read for
// their other owners.
func TestCheckOfManyLooksForOwnersEverywhere(t *testing.T) {
	o := open(t)
	for i := range 520 {
		name := fmt.Sprintf("c%d", i)
		o.make("contact", name, map[model.Attr][]string{model.Mail: {name + "@x.example"}, "description": {"many"}})
	}
	twin := o.make("contact", "Twin", map[model.Attr][]string{model.Mail: {"c7@x.example"}})
	done := 0
	c, err := o.desk.Check(t.Context(), desk.CheckPlan{Rules: []string{"RD1004"}, Query: model.Query{Where: model.Present{Attr: "description"}}}, func(n int) { done = n })
	o.code(err, "")
	if c.Checked != 520 || done != 520 || len(c.Findings) != 1 || c.Findings[0].Others[0].Ref.DN != twin.Ref.DN {
		t.Errorf("checked %d, told of %d, found %+v", c.Checked, done, c.Findings)
	}
}

func TestCheckAndMendAsIdFixDoes(t *testing.T) {
	o := open(t)
	ben := o.make("contact", "Ben", map[model.Attr][]string{model.DisplayName: {"Ben"}, model.MailNickname: {"ben"}, model.TargetAddress: {"SMTP:b en@x.example"}})
	other := o.make("contact", "Other", map[model.Attr][]string{model.DisplayName: {"Other"}, model.Mail: {"o ther@x.example"}})
	p := desk.CheckPlan{Profile: "IdFix", Refs: []model.Ref{ben.Ref}}
	c, err := o.desk.Check(t.Context(), p, nil)
	o.code(err, "")
	if c.Profile != desk.IdFix || c.Checked != 1 || len(c.Findings) == 0 || !c.Findings[0].Ref.Same(ben.Ref) {
		t.Fatalf("%+v, beside %s", c, other.Ref.DN)
	}
	ms, err := o.desk.MendAll(t.Context(), c.Findings)
	o.code(err, "")
	if len(ms) != 1 || ms[0].After.First(model.TargetAddress) != "SMTP:ben@x.example" {
		t.Fatalf("mended %+v", ms)
	}
	_, err = o.desk.Save(t.Context(), ms[0].Change)
	o.code(err, "")
	_, err = o.desk.Mend(t.Context(), c.Findings[0])
	o.code(err, model.Conflict)
	_, err = o.desk.Check(t.Context(), desk.CheckPlan{Profile: "fixid"}, nil)
	o.code(err, model.Invalid)
	_, err = o.desk.Check(t.Context(), desk.CheckPlan{Profile: desk.IdFixDedicated, Rules: []string{"RD1003"}}, nil)
	o.code(err, model.NotFound)
}
