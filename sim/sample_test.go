package sim

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

func TestSampleHasItsMistakes(t *testing.T) {
	s := Sample(nil, nil).System()
	for _, m := range Mistakes() {
		for _, cn := range m.On {
			var hits []model.Entry
			for e, err := range s.Search(t.Context(), model.Query{Where: model.Equal{Attr: "cn", Value: cn}}) {
				if err != nil {
					t.Fatal(err)
				}
				hits = append(hits, e)
			}
			if len(hits) != 1 {
				t.Errorf("%s: %d objects are named %q", m.What, len(hits), cn)
				continue
			}
			holds := slices.ContainsFunc(hits[0].Values(m.Attr), func(v string) bool { return m.Value == "" || strings.EqualFold(v, m.Value) })
			absent := strings.Contains(m.What, "missing") || strings.Contains(m.What, "and no alias") || strings.Contains(m.What, "without")
			switch {
			case m.Value == "" && absent && hits[0].Has(m.Attr):
				t.Errorf("%s: %s has %s", m.What, cn, m.Attr)
			case !holds && !absent && len(m.On) == 1:
				t.Errorf("%s: %s has %s = %q", m.What, cn, m.Attr, hits[0].Values(m.Attr))
			}
		}
	}
}

func TestSampleIsWorthLookingAt(t *testing.T) {
	s := Sample(nil, nil).System()
	count := map[string]int{}
	for e, err := range s.Search(t.Context(), model.Query{Where: model.RecipientFilter}) {
		if err != nil {
			t.Fatal(err)
		}
		count[model.Recipient{Entry: e}.Kind().String()]++
		if e.Has("thumbnailPhoto") {
			count["photo"]++
		}
	}
	t.Log(count)
	for kind, least := range map[string]int{"user-mailbox": 140, "room-mailbox": 6, "equipment-mailbox": 2, "shared-mailbox": 6,
		"mail-contact": 18, "plain-contact": 2, "distribution-group": 18, "mail-security-group": 5, "room-list": 1,
		"plain-security-group": 5, "mail-user": 4, "plain-user": 3, "photo": 18} {
		if count[kind] < least {
			t.Errorf("%d of kind %s, want %d", count[kind], kind, least)
		}
	}
}

func BenchmarkSample(b *testing.B) {
	for b.Loop() {
		Sample(nil, nil)
	}
}

// What is wrong in the sample is meant to be: a checker that finds more there has
// found a fault of its own.
func TestSampleHasNoOtherMistakes(t *testing.T) {
	known := map[string]bool{}
	for _, m := range Mistakes() {
		for _, cn := range m.On {
			known[cn] = true
		}
	}
	owners := map[string][]string{}
	for e, err := range Sample(nil, nil).System().Search(t.Context(), model.Query{Where: model.RecipientFilter}) {
		if err != nil {
			t.Fatal(err)
		}
		cn, r := e.First("cn"), model.Recipient{Entry: e}
		primaries := 0
		for _, a := range r.Addresses() {
			if !known[cn] {
				owners[strings.ToLower(a.String())] = append(owners[strings.ToLower(a.String())], cn)
			}
			if a.IsSMTP() && a.Primary() {
				primaries++
			}
			if a.IsSMTP() && model.CheckSMTP(a.Value()) != nil && !known[cn] {
				t.Errorf("%s has the address %q", cn, a)
			}
		}
		if known[cn] {
			continue
		}
		if len(r.Addresses()) > 0 && (primaries != 1 || !strings.EqualFold(e.First("mail"), r.Primary())) {
			t.Errorf("%s has %d primary addresses and mail %q", cn, primaries, e.First("mail"))
		}
		if r.Kind().MailEnabled() && !e.Has("displayName") {
			t.Errorf("%s has no display name", cn)
		}
	}
	for a, who := range owners {
		if len(who) > 1 {
			t.Errorf("%s belongs to %q", a, who)
		}
	}
}
