package desk_test

import (
	"slices"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// cloud reads the object of the tenant with a mail address.
func (c *company) cloud(class model.CloudClass, mail string) desk.CloudObject {
	c.Helper()
	for o := range c.read(false).Index.All() {
		if o.Class != class || o.First("userPrincipalName") != mail && o.First(model.Mail) != mail {
			continue
		}
		got, err := c.desk.CloudObject(c.Context(), class, o.ID())
		if err != nil {
			c.Fatal(err)
		}
		return got
	}
	c.Fatalf("no %s %s", class, mail)
	return desk.CloudObject{}
}

func TestCloudObjectOfEveryClass(t *testing.T) {
	c := newCompany(t)
	user := c.cloud(model.CloudUser, "cweber@brightwater.example")
	if len(user.Licenses) != 1 || user.Licenses[0].Part != "ENTERPRISEPACK" || user.Licenses[0].State != "Active" || user.Mailbox.Exists != model.Yes {
		t.Errorf("licenses %+v, mailbox %+v", user.Licenses, user.Mailbox)
	}
	for _, p := range user.Licenses[0].Plans {
		if !p.On || p.Name == "" {
			t.Errorf("plan %+v", p)
		}
	}
	if user.Standing.Authority != drift.FromAD || user.Properties[0].Name != "id" || user.Properties[0].Values[0] != user.ID() {
		t.Errorf("%+v, first %+v", user.Standing, user.Properties[0])
	}
	group := c.cloud(model.CloudGroup, "clearwater@brightwater.example")
	if len(group.Members) != 3 || len(group.Owners) != 1 || group.Standing.Authority != drift.CloudBorn {
		t.Errorf("members %v, owners %v, %+v", group.Members, group.Owners, group.Standing)
	}
	if gone := c.cloud(model.DeletedUser, "j.reimer@brightwater.example"); gone.GoneAt().IsZero() || len(gone.Gaps) > 0 {
		t.Errorf("gone at %s, gaps %v", gone.GoneAt(), gone.Gaps)
	}
	for _, o := range []desk.CloudObject{user, group} {
		if len(o.Gaps) > 0 {
			t.Errorf("%s: gaps %v", o.Name(), o.Gaps)
		}
	}
	if _, err := c.desk.CloudObject(t.Context(), model.CloudUser, "00000000-0000-4000-8000-00000000dead"); model.CodeOf(err) != model.NotFound {
		t.Errorf("nobody: %v", err)
	}
}

func TestCloudObjectWithoutPermissions(t *testing.T) {
	c := newCompany(t)
	id := c.cloud(model.CloudUser, "cweber@brightwater.example").ID()
	c.desk.UseTenant(c.tenant.Open("User.Read.All"))
	o, err := c.desk.CloudObject(t.Context(), model.CloudUser, id)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, g := range o.Gaps {
		parts = append(parts, g.String())
	}
	slices.Sort(parts)
	want := []string{"licenses could not be read: the permission LicenseAssignment.Read.All is missing", "mailbox could not be read: the permission MailboxSettings.Read is missing"}
	if !slices.Equal(parts, want) || len(o.Licenses) != 1 || o.Licenses[0].Part != o.Licenses[0].SKU {
		t.Errorf("gaps %q, licenses %+v", parts, o.Licenses)
	}
}

func TestFaultsOfTheSampleAreRead(t *testing.T) {
	c := newCompany(t)
	n := 0
	for o := range c.read(false).Index.All() {
		for _, f := range drift.FaultsOf(o.Entry) {
			n++
			if f.Category != "PropertyConflict" || f.Value == "" || f.Property == "" || f.Since.IsZero() {
				t.Errorf("%s: %+v", o.Name(), f)
			}
		}
	}
	if n == 0 {
		t.Error("no fault")
	}
}
