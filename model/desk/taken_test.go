package desk_test

import (
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/template"
)

// Whatever of a new object is another's is found at once, with its owner, and each has
// something free that is not refused when it is taken.
func TestClashes(t *testing.T) {
	o := open(t)
	long := strings.Repeat("n", 64)
	o.make("user", "Ann", map[model.Attr][]string{model.SAMAccountName: {"ann"}, model.UserPrincipalName: {"ann@corp.example"},
		model.ProxyAddresses: {"SMTP:x@corp.example"}})
	o.make("user", "Bob", map[model.Attr][]string{model.SAMAccountName: {"ann2"}, model.ProxyAddresses: {"SMTP:y@corp.example", "smtp:ann@corp.example"}})
	o.make("contact", "Ann 2", map[model.Attr][]string{model.Mail: {"ann2@corp.example"}})
	o.make("group", long, map[model.Attr][]string{model.SAMAccountName: {"g"}})
	wanted := func(name, account, upn, mail string) desk.NewRecipient {
		return desk.NewRecipient{Family: "user", Makes: template.PlainAccount, Name: name, Account: account, UPN: upn, Mail: mail}
	}
	clashes := func(n desk.NewRecipient) []desk.Clash {
		t.Helper()
		m, err := o.desk.Make(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		list, err := o.desk.Clashes(t.Context(), m.Object)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	want := []struct {
		attr               model.Attr
		value, owner, free string
	}{
		{"distinguishedName", "Ann", "Ann", "Ann 3"},
		{model.SAMAccountName, "ann", "Ann", "ann3"},
		{model.UserPrincipalName, "ann@corp.example", "Ann", "ann3@corp.example"},
		{model.ProxyAddresses, "x@corp.example", "Ann", "x2@corp.example"},
	}
	got := clashes(wanted("Ann", "ann", "ann@corp.example", "x@corp.example"))
	if len(got) != len(want) {
		t.Fatalf("%d clashes: %v", len(got), got)
	}
	for i, w := range want {
		g := got[i]
		if !g.Attr.Is(w.attr) || g.Value != w.value || model.NameOf(g.Owner.Ref.DN) != w.owner || g.Free != w.free {
			t.Errorf("%s %q of %s, free %q; want %v", g.Attr, g.Value, g.Owner.Ref.DN, g.Free, w)
		}
		if err := g.Err(); model.CodeOf(err) != model.Exists || !strings.Contains(err.Error(), "is taken") {
			t.Errorf("%v", err)
		}
	}
	if got := clashes(wanted("Ann 3", "ann3", "ann3@corp.example", "x2@corp.example")); len(got) > 0 {
		t.Errorf("what is free is refused: %v", got)
	}
	if got := clashes(wanted(long, "free", "free@corp.example", "")); len(got) != 1 || got[0].Free != strings.Repeat("n", 62)+" 2" {
		t.Errorf("of a name of 64 characters: %v", got)
	}
}
