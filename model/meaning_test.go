package model_test

import (
	"testing"

	"recipientdesk/model"
)

func TestMeaning(t *testing.T) {
	for _, c := range []struct {
		attr        model.Attr
		value, want string
	}{
		{model.RecipientType, "34359738368", "RemoteSharedMailbox"},
		{"msexchrecipienttypedetails", "128", "MailUser"},
		{model.RecipientType, "3", ""},
		{model.DisplayType, "-2147481850", "SyncedConferenceRoomMailbox"},
		{model.DisplayType, "0", "MailboxUser"},
		{model.RemoteRecipientType, "100", "Migrated, SharedMailbox"},
		{model.RemoteRecipientType, "99", "ProvisionMailbox, ProvisionArchive, SharedMailbox"},
		{model.RemoteRecipientType, "33", "ProvisionMailbox, RoomMailbox"},
		{model.RemoteRecipientType, "20", "Migrated, DeprovisionArchive"},
		{model.RemoteRecipientType, "257", ""},
		{model.RemoteRecipientType, "0", ""},
		{model.GroupType, "-2147483640", "universal security group"},
		{model.GroupType, "4", "domain local distribution group"},
		{model.GroupType, "0", ""},
		{model.RecipientType, "", ""},
		{model.DisplayName, "1", ""},
	} {
		if got := model.Meaning(c.attr, c.value); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.attr, c.value, got, c.want)
		}
	}
}
