package ui

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// everyScope are the permissions that the whole page takes.
var everyScope = []string{"Organization.Read.All", "Domain.Read.All", "OnPremDirectorySynchronization.Read.All", "User.Read.All", "Group.Read.All", "GroupMember.Read.All",
	"OrgContact.Read.All", "LicenseAssignment.Read.All", "ProfilePhoto.Read.All", "MailboxSettings.Read",
	"User-OnPremisesSyncBehavior.ReadWrite.All", "Group-OnPremisesSyncBehavior.ReadWrite.All", "Contacts-OnPremisesSyncBehavior.ReadWrite.All"}

// openWithout is a window whose tenant does not grant some permissions.
func openWithout(t *testing.T, scopes ...string) *tenantDriver {
	t.Helper()
	d := newCloudWindow(t)
	d.cloud.scopes = slices.DeleteFunc(slices.Clone(everyScope), func(s string) bool { return slices.Contains(scopes, s) })
	d.cmd.run("sample")
	d.run.drain()
	return showTenant(d)
}

// A permission that is missing takes one list away, and says which it is; the others
// stay, and nobody is told that there is nothing.
func TestAMissingPermissionBlanksItsList(t *testing.T) {
	for scope, blank := range map[string][]string{
		"User.Read.All":              {"users"},
		"Group.Read.All":             {"groups"},
		"OrgContact.Read.All":        {"contacts"},
		"LicenseAssignment.Read.All": {"licenses"},
		"Domain.Read.All":            nil,
	} {
		d := openWithout(t, scope, "Organization.Read.All") // which says more than one needs
		for _, l := range d.lists {
			d.tenantPage.show(l.part.ID)
			says := d.emptySays()
			if slices.Contains(blank, l.part.ID) {
				if !strings.Contains(says, "The permission "+scope+" is missing") || !strings.Contains(says, "could not be read") || l.label() != l.part.Label+" –" || l.status() != "" {
					t.Errorf("without %s, %s: %q, tab %q, status %q", scope, l.part.ID, says, l.label(), l.status())
				}
				continue
			}
			if strings.Contains(says, "permission") && len(l.l.order) > 0 || strings.HasSuffix(l.label(), " 0") && len(d.gaps(&l.part)) > 0 {
				t.Errorf("without %s, %s: %q, tab %q", scope, l.part.ID, says, l.label())
			}
			if l.part.ID != "errors" && l.part.ID != "deleted" && len(l.l.shown) == 0 {
				t.Errorf("without %s there are no %s", scope, l.part.ID)
			}
		}
	}
}

func TestErrorsOfWhatCouldNotBeReadAreNotNone(t *testing.T) {
	d := openWithout(t, "User.Read.All")
	d.tenantPage.show("errors")
	if says := d.emptySays(); strings.Contains(says, "No errors") || !strings.Contains(says, "Users could not be read") || d.part("errors").label() != "Errors –" {
		t.Errorf("%q, tab %q", says, d.part("errors").label())
	}
}

func TestWithoutLicensesNobodyIsCalledUnlicensed(t *testing.T) {
	d := openWithout(t, "LicenseAssignment.Read.All", "Organization.Read.All")
	i := slices.Index(d.texts("users", "name"), "Anna Lindqvist")
	if got := d.texts("users", "type")[i]; got != "Mailbox" {
		t.Errorf("her type is %q", got)
	}
	if got := d.texts("users", "licenses")[i]; !strings.HasPrefix(got, "license 6fd2c87f") {
		t.Errorf("her licenses are %q", got)
	}
}

// A class that breaks off in the middle shows what came, and that there is more.
func TestAListThatBreaksOffIsNotComplete(t *testing.T) {
	d := goToTenant(openCloudWindow(t))
	lists := 0
	d.cloud.tenant.Fault(func(op string) error {
		if op == "list" {
			if lists++; lists == 3 {
				return &model.Error{Code: model.Unreachable, Subject: "graph.microsoft.com", Message: "the connection was closed", Hint: "Read again."}
			}
		}
		return nil
	})
	d.run.drain()
	broken := 0
	for _, l := range d.lists[:3] {
		if len(d.gaps(&l.part)) > 0 {
			broken++
			d.tenantPage.show(l.part.ID)
			if says := d.emptySays(); !strings.Contains(says, "onnection was closed") || strings.HasSuffix(l.label(), " 0") {
				t.Errorf("%s: %q, tab %q", l.part.ID, says, l.label())
			}
		}
	}
	if broken != 1 {
		t.Errorf("%d lists are broken off", broken)
	}
}

// What no list lacks is missing all the same, and is said.
func TestEverythingThatIsMissingIsListed(t *testing.T) {
	d := openWithout(t, "MailboxSettings.Read", "Domain.Read.All")
	if !d.head.missing.Visible() || d.head.missing.Text != "2 not read…" {
		t.Fatalf("the button says %q", d.head.missing.Text)
	}
	if got := d.texts("users", "type")[slices.Index(d.texts("users", "name"), "Room Elbe (Hamburg, 12)")]; got != "Mail-enabled user" {
		t.Errorf("a room that was not asked about is a %q", got)
	}
	d.showMissing()
	if !d.win.Modal() {
		t.Error("nothing is listed")
	}
	var all string
	for _, m := range d.missing() {
		all += m.part + ": " + m.why + "\n"
	}
	if !strings.Contains(all, "mailboxes: The permission MailboxSettings.Read is missing") || !strings.Contains(all, "Domain.Read.All") {
		t.Errorf("%q", all)
	}
	if full := openTenantDriver(t); full.head.missing.Visible() {
		t.Errorf("where nothing is missing: %v", full.missing())
	}
}
