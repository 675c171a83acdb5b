package lifecycle_test

import (
	"strings"
	"testing"

	"recipientdesk/model"
	. "recipientdesk/model/lifecycle"
)

func mailGroup(attrs ...string) model.Entry {
	return object("group", append([]string{"cn=Sales", "groupType=8", "mailNickname=sales", "mail=sales@contoso.com", "proxyAddresses=SMTP:sales@contoso.com",
		"msExchRecipientTypeDetails=256"}, attrs...)...)
}

func TestSetJoining(t *testing.T) {
	security := mailGroup().With(model.GroupType, "-2147483640").With(model.RecipientType, "1024")
	for _, c := range []struct {
		name        string
		on          model.Entry
		join, leave Restriction
		want        string // changes
		code        model.Code
		cloud       string
	}{
		{"approval", mailGroup(), Approval, Open, "msExchGroupJoinRestriction=2", "", "-MemberJoinRestriction ApprovalRequired"},
		{"open to join, closed to leave", mailGroup("managedBy=CN=a"), Open, Closed, "msExchGroupDepartRestriction=0\nmsExchGroupJoinRestriction=1", "", "-MemberDepartRestriction Closed"},
		{"as it is", mailGroup(), Closed, Open, "", model.Exists, ""},
		{"as it is, written out", mailGroup("msExchGroupJoinRestriction=1", "msExchGroupDepartRestriction=0"), Open, Closed, "", model.Exists, ""},
		{"leaving by approval", mailGroup(), Closed, Approval, "", model.Invalid, ""},
		{"security group, open", security, Open, Closed, "", model.Invalid, ""},
		{"security group, closed already", security, Closed, Closed, "", model.Exists, ""},
		{"security group that was open", security.With("msExchGroupJoinRestriction", "1"), Closed, Closed, "msExchGroupJoinRestriction=0", "", "-MemberJoinRestriction Closed"},
		{"group without mail", object("group", "cn=Sales", "groupType=8"), Open, Open, "", model.Invalid, ""},
		{"user", user(), Open, Open, "", model.Invalid, ""},
	} {
		o, err := SetJoining(c.on, c.join, c.leave, world)
		if model.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if err != nil {
			continue
		}
		if got := changes(o.Change()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		var commands []string
		for _, s := range o.Cloud {
			commands = append(commands, s.PowerShell)
		}
		if !strings.Contains(strings.Join(commands, "\n"), c.cloud) {
			t.Errorf("%s: in the tenant %q", c.name, commands)
		}
	}
}

func TestApprovalNeedsAnOwner(t *testing.T) {
	noted := func(e model.Entry) bool {
		o, err := SetJoining(e, Approval, Open, world)
		return err == nil && strings.Contains(strings.Join(o.Notes, " "), "no owner")
	}
	if !noted(mailGroup()) || noted(mailGroup("managedBy=CN=a")) {
		t.Error("that nobody could approve is not said, or said of a group with an owner")
	}
}
