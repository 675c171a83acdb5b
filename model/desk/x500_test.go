package desk_test

import (
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
)

func (p *plant) x500(dn string) (out []string) {
	p.Helper()
	list, err := p.desk.X500Matches(p.Context(), dn)
	if err != nil {
		p.Fatal(err)
	}
	for _, m := range list {
		line := m.Name + ": " + m.Why
		if m.Has {
			line += " (has it)"
		}
		if m.Deleted {
			line += " (deleted)"
		}
		out = append(out, line)
	}
	return out
}

func (p *plant) write(e model.Entry, a model.Attr, values ...string) model.Entry {
	p.Helper()
	s, err := p.desk.Save(p.Context(), model.Diff(e, e.With(a, values...)))
	if err != nil {
		p.Fatal(err)
	}
	return s.Entry
}

// Whoever had a legacyExchangeDN is found when it is gone: by the journal, by the
// deleted objects, and by the name of whoever was made again.
func TestX500OfThoseWhoHadIt(t *testing.T) {
	p := newPlant(t)
	const dn = "/o=Former/ou=Recipients/cn=0123456789abcdef0123456789abcdef-Xy"
	e := p.account("cweber")
	e = p.write(e, model.ProxyAddresses, append(e.Values(model.ProxyAddresses), "X500:"+dn)...)
	if got := p.x500(dn); len(got) != 1 || got[0] != "Claudia Weber: it has this X500 address (has it)" {
		t.Errorf("while it has it: %q", got)
	}
	addresses := e.Values(model.ProxyAddresses)
	e = p.write(e, model.ProxyAddresses, addresses[:len(addresses)-1]...)
	if got := p.x500(strings.ToUpper(dn)); len(got) != 1 || !strings.HasPrefix(got[0], "Claudia Weber: it had it until change ") {
		t.Errorf("when it was taken away: %q", got)
	}
	p.write(e, model.ProxyAddresses, addresses...)
	again := p.account("salbers")
	p.write(again, model.DisplayName, "Weber, Claudia")
	if err := p.forest.System().Delete(p.Context(), e.Ref); err != nil {
		t.Fatal(err)
	}
	got := p.x500(dn)
	if len(got) != 2 || got[0] != "Weber, Claudia: it is named as Weber, Claudia, who was deleted and had it" || got[1] != "Weber, Claudia: it had it, and was deleted: who took its place should have it (deleted)" {
		t.Errorf("when it was deleted and made again: %q", got)
	}
	blind := desk.New(hangingUp{p.forest.System(), &model.Error{Code: model.Denied}}, nil, desk.Options{})
	if list, err := blind.X500Matches(t.Context(), dn); err != nil || len(list) != 0 {
		t.Errorf("whoever may not see deleted objects gets %v, %v", list, err)
	}
}

// Whoever is made again as somebody who was deleted could take over the X500 addresses.
func TestFormer(t *testing.T) {
	p := newPlant(t)
	e := p.account("cweber")
	if _, found, err := p.desk.Former(p.Context(), e); found || err != nil {
		t.Fatalf("before anybody was deleted: %v, %v", found, err)
	}
	if err := p.forest.System().Delete(p.Context(), e.Ref); err != nil {
		t.Fatal(err)
	}
	again := model.NewEntry(model.Ref{GUID: "11111111-2222-3333-4444-555555555555", DN: "CN=Weber\\, Claudia,OU=Staff,DC=corp,DC=example"}, map[model.Attr][]string{model.ObjectClass: {"user"}, model.SAMAccountName: {"other"}})
	former, found, err := p.desk.Former(p.Context(), again)
	if err != nil || !found || !former.Ref.Same(e.Ref) {
		t.Fatalf("made again: %v, %v, %v", former.Ref, found, err)
	}
	after, err := lifecycle.Inherit(again, former, lifecycle.World{})
	if err != nil {
		t.Fatal(err)
	}
	if _, found, err := p.desk.Former(p.Context(), after.After); found || err != nil {
		t.Errorf("who has all of them: %v, %v", found, err)
	}
	if _, found, _ := p.desk.Former(p.Context(), p.account("salbers")); found {
		t.Error("somebody else takes over, too")
	}
}
