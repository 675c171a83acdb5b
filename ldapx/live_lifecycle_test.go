//go:build live

package ldapx

import (
	"context"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycletest"
	"recipientdesk/model/template"
)

// liveDesk is a desk on a real server, with a tenant's domains and a container of its
// own.
func liveDesk(t *testing.T, container string) (dk *desk.Desk, d *Directory, arena string) {
	t.Helper()
	d = connect(t, live(t))
	arena = arenaOf(t, d, container)
	j, err := journal.Open(t.TempDir(), journal.Options{Host: "live", PID: 1, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	dk = desk.New(d, j, desk.Options{Now: time.Now})
	dk.UseFacts(&model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.com", "contoso.mail.onmicrosoft.com"}})
	return dk, d, arena
}

// TestLiveOperations takes an object through every operation on a real server, and back:
// it is then what it was before, value by value.
func TestLiveOperations(t *testing.T) {
	dk, _, arena := liveDesk(t, "rdtest operations")
	for _, c := range lifecycletest.Cases(lifecycletest.Place{Container: arena, Domain: "contoso.com", Routing: "contoso.mail.onmicrosoft.com"}) {
		t.Run(c.Name, func(t *testing.T) { c.ThereAndBack(t, dk, c.Make(t, dk)) })
	}
}

// TestLiveTemplates makes what every built-in template makes, of a name that is hard to
// write, and takes it back.
func TestLiveTemplates(t *testing.T) {
	dk, _, arena := liveDesk(t, "rdtest templates")
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
			made, err := dk.CreateMade(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := dk.Undo(context.Background(), made.Numbers[0]); err != nil {
				t.Errorf("taking the creation back: %v", err)
			}
		})
	}
}
