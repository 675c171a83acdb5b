package sim

import (
	"testing"

	"recipientdesk/model"
)

func TestGroupScopes(t *testing.T) {
	b := sample(t, "administrator")
	group := func(name, kind string) string {
		dn := "CN=" + name + ",OU=Groups," + corp
		if _, err := b.s.Create(t.Context(), model.NewObject{DN: dn, Attrs: map[model.Attr][]string{"objectClass": {"group"}, "groupType": {kind}}}); err != nil {
			t.Fatal(err)
		}
		return dn
	}
	global, local, universal := group("Global", "2"), group("Local", "-2147483644"), group("Universal", "8")
	for _, tt := range []struct {
		in, member string
		code       model.Code
	}{
		{global, universal, model.Invalid}, {global, local, model.Invalid}, {universal, local, model.Invalid},
		{universal, global, ""}, {local, universal, ""}, {local, global, ""},
		{global, staff("Hamburg", "Anna Lindqvist"), ""},
	} {
		err := b.s.Modify(t.Context(), model.Ref{DN: tt.in}, []Mod{{Add, "member", []string{tt.member}}}, false)
		if model.CodeOf(err) != tt.code {
			t.Errorf("%s in %s: %v", tt.member, tt.in, err)
		}
	}
	for _, kind := range []string{"0", "3", "10", "16"} {
		err := b.s.Modify(t.Context(), model.Ref{DN: global}, []Mod{{Replace, "groupType", []string{kind}}}, false)
		if model.CodeOf(err) != model.Invalid {
			t.Errorf("groupType %s: %v", kind, err)
		}
	}
}

func TestAttributesAreKnownByOID(t *testing.T) {
	b := sample(t, "reader")
	if got := b.find("(2.5.4.42=Wiebke)"); len(got) != 2 {
		t.Errorf("found %q", got)
	}
}

func TestPrimaryGroupNeedsMembership(t *testing.T) {
	b := sample(t, "administrator")
	anna := staff("Hamburg", "Anna Lindqvist")
	set := func(rid string) error {
		return b.s.Modify(t.Context(), model.Ref{DN: anna}, []Mod{{Replace, "primaryGroupID", []string{rid}}}, false)
	}
	if err := set("512"); model.CodeOf(err) != model.Invalid {
		t.Errorf("a group that Anna is not in: %v", err)
	}
	b.modify("CN=Domain Admins,CN=Users,"+corp, Mod{Add, "member", []string{anna}})
	if err := set("512"); err != nil {
		t.Error(err)
	}
}
