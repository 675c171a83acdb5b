//go:build live

package ldapx

import (
	"context"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycletest"
	"recipientdesk/model/template"
)

// TestLiveNames makes recipients of every kind with names that are hard to write.
func TestLiveNames(t *testing.T) {
	dk, _, arena := liveDesk(t, "rdtest names")
	lifecycletest.Hard(t, dk, lifecycletest.Place{Container: arena, Domain: "contoso.com"})
}

func liveMade(t *testing.T, dk *desk.Desk, n desk.NewRecipient) desk.Made {
	t.Helper()
	m, err := dk.Make(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestLiveCreationIsOneStep makes somebody with groups, and takes all of it back by the
// creation alone. A group that the server does not let somebody into leaves nothing.
func TestLiveCreationIsOneStep(t *testing.T) {
	dk, d, arena := liveDesk(t, "rdtest groups")
	var groups []string
	for _, name := range []string{"one", "two"} {
		g := liveMade(t, dk, desk.NewRecipient{Family: "group", Makes: template.DistributionGroup, Name: "live " + name, Mail: "live." + name + "@contoso.com", Container: arena})
		made, err := dk.CreateMade(t.Context(), g)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Delete(context.Background(), made.Entry.Ref) })
		groups = append(groups, made.Entry.Ref.DN)
	}
	who := desk.NewRecipient{Family: "user", Makes: template.SharedMailbox, Name: "Live Member", Mail: "live.member@contoso.com", Container: arena, Groups: groups}
	made, err := dk.CreateMade(t.Context(), liveMade(t, dk, who))
	if err != nil || len(made.Numbers) != 3 {
		t.Fatal(made.Numbers, err)
	}
	for _, g := range groups {
		if e, err := d.Get(t.Context(), model.Ref{DN: g}, "member"); err != nil || !slices.Contains(e.Values("member"), made.Entry.Ref.DN) {
			t.Errorf("%s has the members %v, %v", g, e.Values("member"), err)
		}
	}
	back, err := dk.Undo(t.Context(), made.Numbers[0])
	if err != nil || len(back.Numbers) != 3 {
		t.Fatal(back.Numbers, err)
	}
	for _, g := range groups {
		if e, err := d.Get(t.Context(), model.Ref{DN: g}, "member"); err != nil || e.Has("member") {
			t.Errorf("%s has the members %v, %v", g, e.Values("member"), err)
		}
	}
	who.Groups = []string{groups[0], "CN=RID Set,CN=" + strings.SplitN(env(t, "RD_FQDN"), ".", 2)[0] + ",OU=Domain Controllers," + env(t, "RD_BASE")}
	_, err = dk.CreateMade(t.Context(), liveMade(t, dk, who))
	if e, ok := err.(*model.Error); !ok || !strings.Contains(e.Subject, "RID Set") || !strings.Contains(e.Hint, "nothing is left") {
		t.Errorf("a group that is none: %v", err)
	}
	if _, err := dk.Find(t.Context(), "live.member@contoso.com"); model.CodeOf(err) != model.NotFound {
		t.Errorf("left behind: %v", err)
	}
}

// TestLiveRace lets another administrator be faster: the server refuses, the owner is
// named, and nothing is left.
func TestLiveRace(t *testing.T) {
	dk, d, arena := liveDesk(t, "rdtest race")
	n := desk.NewRecipient{Family: "user", Makes: template.SharedMailbox, Name: "Live Race", Account: "liverace", UPN: "live.race@contoso.com", Mail: "race@contoso.com", Container: arena}
	for says, theirs := range map[string]model.NewObject{
		"Name Live Race":        {DN: "CN=Live Race," + arena, Attrs: map[model.Attr][]string{"objectClass": {"contact"}}},
		"Account name liverace": {DN: "CN=Other," + arena, Attrs: map[model.Attr][]string{"objectClass": {"user"}, "sAMAccountName": {"LiveRace"}}},
		"User principal name live.race@contoso.com": {DN: "CN=Other," + arena, Attrs: map[model.Attr][]string{"objectClass": {"user"}, "sAMAccountName": {"other.race"},
			"userPrincipalName": {"LIVE.race@contoso.com"}}},
	} {
		t.Run(says, func(t *testing.T) {
			m := liveMade(t, dk, n)
			ref, err := d.Create(t.Context(), theirs)
			if err != nil {
				t.Fatal(err)
			}
			_, err = dk.CreateMade(t.Context(), m)
			e, ok := err.(*model.Error)
			if !ok || e.Code != model.Exists || e.Subject != says || !strings.Contains(e.Hint, theirs.DN) {
				t.Errorf("%v", err)
			}
			if err := d.Delete(t.Context(), ref); err != nil {
				t.Fatal(err)
			}
			if _, err := dk.Find(t.Context(), "race@contoso.com"); model.CodeOf(err) != model.NotFound {
				t.Errorf("left behind: %v", err)
			}
		})
	}
}
