package desk_test

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/template"
)

// Whoever is made again keeps what old mail is addressed to.
func TestMadeAgainKeepsHistory(t *testing.T) {
	o := open(t)
	o.desk.UseFacts(&model.TenantFacts{InitialDomain: "corp.onmicrosoft.com", VerifiedDomains: []string{"corp.example"}})
	was := o.make("user", "Zoe", map[model.Attr][]string{model.Mail: {"zoe@corp.example"}, model.LegacyDN: {"/o=Now/cn=zoe"},
		model.ProxyAddresses: {"SMTP:zoe@corp.example", "x500:/o=Old/cn=zoe"}})
	if err := o.dir.Delete(t.Context(), was.Ref); err != nil {
		t.Fatal(err)
	}
	n := desk.NewRecipient{Family: "user", Makes: template.SharedMailbox, Name: "Zoe", Mail: "zoe@corp.example"}
	m := o.planned(n)
	for _, v := range []string{"X500:/o=Now/cn=zoe", "X500:/o=Old/cn=zoe"} {
		if !slices.Contains(m.Object.Attrs[model.ProxyAddresses], v) {
			t.Errorf("without %s: %v", v, m.Object.Attrs[model.ProxyAddresses])
		}
	}
	if !slices.ContainsFunc(m.Notes, func(s string) bool { return strings.HasPrefix(s, "Zoe, which was deleted") }) {
		t.Errorf("%q", m.Notes)
	}
	if _, err := o.desk.CreateMade(t.Context(), m); err != nil {
		t.Error(err)
	}
	n.Mail, n.Name = "other@corp.example", "Other"
	if m := o.planned(n); slices.ContainsFunc(m.Object.Attrs[model.ProxyAddresses], func(s string) bool { return strings.HasPrefix(s, "X500") }) {
		t.Errorf("somebody else has it: %v", m.Object.Attrs[model.ProxyAddresses])
	}
}
