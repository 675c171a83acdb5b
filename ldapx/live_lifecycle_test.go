//go:build live

package ldapx

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycle"
	"recipientdesk/model/template"
)

// TestLiveLifecycle makes every kind of recipient on a real server, takes each through
// the operations that its kind has, and takes each change back: the object is then what
// it was before, value by value.
func TestLiveLifecycle(t *testing.T) {
	d := connect(t, live(t))
	arena := arenaOf(t, d, "rdtest lifecycle")
	j, err := journal.Open(t.TempDir(), journal.Options{Host: "live", PID: 1, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	dk := desk.New(d, j, desk.Options{Now: time.Now})
	dk.UseFacts(&model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.com", "contoso.mail.onmicrosoft.com"}})
	for _, tpl := range template.Builtin() {
		t.Run(string(tpl.Makes), func(t *testing.T) {
			of := template.Person{Display: string(tpl.Makes) + ` "Ü" O'Neil, 王`, Domain: "contoso.com"}
			if tpl.Makes.Person() {
				of = template.Person{First: string(tpl.Makes), Last: "O'Quist-Ümit", Domain: "contoso.com"}
			}
			n, _, err := desk.FromTemplate(tpl, of)
			if err != nil {
				t.Fatal(err)
			}
			if n.Container = arena; tpl.Makes == template.MailUser || tpl.Makes == template.MailContact {
				n.Target = string(tpl.Makes) + "@elsewhere.example"
			}
			m, err := dk.Make(t.Context(), n)
			if err != nil {
				t.Fatal(err)
			}
			made, _, err := dk.CreateMade(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { // the context of the test is over by then
				if _, err := dk.Undo(context.Background(), made.Numbers[0]); err != nil {
					t.Errorf("taking the creation back: %v", err)
				}
			})
			for name, op := range liveOperations(tpl.Makes) {
				t.Run(name, func(t *testing.T) { thereAndBack(t, dk, made.Entry.Ref, op) })
			}
		})
	}
}

// liveOperations are those of a kind; each starts from what the template made.
func liveOperations(kind template.Make) map[string]desk.Operation {
	convert := func(to lifecycle.MailboxType) desk.Operation {
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) { return lifecycle.Convert(e, to, w) }
	}
	out := map[string]desk.Operation{"disable": lifecycle.Disable}
	switch kind {
	case template.CloudMailbox:
		out["to shared"], out["to room"], out["to equipment"] = convert(lifecycle.SharedMailbox), convert(lifecycle.RoomMailbox), convert(lifecycle.EquipmentMailbox)
		out["archive"] = lifecycle.EnableArchive
		out["ACLable"] = func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.SetACLable(e, true, w)
		}
		out["to mail user"] = func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.ToMailUser(e, lifecycle.ExternalOptions{External: "live@elsewhere.example"}, w)
		}
		out["inherit"] = func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.Inherit(e, model.NewEntry(model.Ref{}, map[model.Attr][]string{"legacyExchangeDN": {"/o=Old/ou=(x)/cn=live"}}), w)
		}
	case template.SharedMailbox, template.RoomMailbox, template.EquipmentMailbox:
		out["to user"] = convert(lifecycle.UserMailbox)
	case template.MailUser:
		out["to mailbox"] = func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.ToMailbox(e, lifecycle.MailboxOptions{Type: lifecycle.SharedMailbox, Primary: "live.partner@contoso.com"}, w)
		}
		fallthrough
	case template.MailContact:
		out["external"] = func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.SetExternal(e, "other@elsewhere.example", w)
		}
	case template.DistributionGroup, template.SecurityGroup:
		out["type"] = func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.ConvertGroup(e, lifecycle.Universal, kind == template.DistributionGroup, w)
		}
	case template.RoomList:
		out["plain"] = func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.SetRoomList(e, false, w)
		}
	case template.PlainAccount:
		out = map[string]desk.Operation{"mailbox": func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
			return lifecycle.EnableMailbox(e, lifecycle.MailboxOptions{Primary: "live.plain@contoso.com", Archive: true}, w)
		}}
	}
	return out
}

func thereAndBack(t *testing.T, dk *desk.Desk, ref model.Ref, op desk.Operation) {
	was, err := dk.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	step, err := dk.Operate(t.Context(), ref, op)
	if err != nil {
		t.Fatal(err)
	}
	if err := step.Review.Err(); err != nil {
		t.Fatal(err)
	}
	saved, err := dk.Save(t.Context(), step.Change())
	if err != nil {
		t.Fatal(err)
	}
	differ(t, "saved", step.After, saved.Entry)
	back, err := dk.Undo(t.Context(), saved.Numbers[0])
	if err != nil {
		t.Fatal(err)
	}
	differ(t, "taken back", was, back.Entry)
}

// differ reports what two states of an object have different, but for what a server
// writes itself: change times, and what follows from groupType.
func differ(t *testing.T, when string, want, got model.Entry) {
	t.Helper()
	for _, c := range model.Diff(want, got).Changes {
		own := strings.HasPrefix(strings.ToLower(string(c.Attr)), "usn") || c.Attr == "whenChanged" || c.Attr == "sAMAccountType"
		if !own && !slices.Equal(slices.Sorted(slices.Values(c.Before)), slices.Sorted(slices.Values(c.After))) {
			t.Errorf("%s: %s is %q, want %q", when, c.Attr, c.After, c.Before)
		}
	}
}
