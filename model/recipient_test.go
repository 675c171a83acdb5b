package model

import "testing"

func TestKind(t *testing.T) {
	user, group, contact := []string{"top", "person", "organizationalPerson", "user"}, []string{"top", "group"}, []string{"top", "person", "organizationalPerson", "contact"}
	tests := []struct {
		name    string
		classes []string
		attrs   map[Attr][]string
		want    Kind
	}{
		{"a plain user", user, nil, KindUser},
		{"a user with an address and no Exchange attribute", user, map[Attr][]string{Mail: {"a@x"}}, KindUserMailbox},
		{"a user with a target outside", user, map[Attr][]string{Mail: {"a@x"}, TargetAddress: {"SMTP:a@partner.example"}}, KindMailUser},
		{"a user with the routing address", user, map[Attr][]string{TargetAddress: {"SMTP:a@corp.mail.onmicrosoft.com"}, Mail: {"a@x"}}, KindUserMailbox},
		{"a remote mailbox", user, map[Attr][]string{RecipientType: {"2147483648"}}, KindUserMailbox},
		{"a remote shared mailbox", user, map[Attr][]string{RecipientType: {"34359738368"}}, KindSharedMailbox},
		{"a remote room", user, map[Attr][]string{RecipientType: {"8589934592"}}, KindRoomMailbox},
		{"equipment", user, map[Attr][]string{RecipientType: {"17179869184"}}, KindEquipmentMailbox},
		{"a mail user by its type", user, map[Attr][]string{RecipientType: {"128"}}, KindMailUser},
		{"a computer", append(user, "computer"), map[Attr][]string{Mail: {"a@x"}}, KindOther},
		{"a security group", group, map[Attr][]string{GroupType: {"-2147483646"}}, KindSecurityGroup},
		{"a mail-enabled security group", group, map[Attr][]string{GroupType: {"-2147483640"}, Mail: {"g@x"}}, KindMailSecurityGroup},
		{"a distribution group", group, map[Attr][]string{GroupType: {"8"}, ProxyAddresses: {"SMTP:g@x"}}, KindMailDistributionGroup},
		{"a distribution group without mail", group, map[Attr][]string{GroupType: {"8"}}, KindDistributionGroup},
		{"a room list", group, map[Attr][]string{GroupType: {"8"}, RecipientType: {"268435456"}}, KindRoomList},
		{"a contact", contact, nil, KindContact},
		{"a mail contact", contact, map[Attr][]string{TargetAddress: {"SMTP:a@x"}}, KindMailContact},
		{"an organizational unit", []string{"top", "organizationalUnit"}, nil, KindOther},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := NewEntry(Ref{}, tt.attrs).With(ObjectClass, tt.classes...)
			if got := (Recipient{e}).Kind(); got != tt.want {
				t.Errorf("kind = %s, want %s", got, tt.want)
			}
			k := NewBatchBuilder(KindAttrs)
			k.Add(e)
			if got := k.Build().Kind(0); got != tt.want {
				t.Errorf("in a batch: %s", got)
			}
		})
	}
	if len(Kinds("user")) != 8 || len(Kinds("room-mailbox")) != 1 || Kinds("") != nil || Kinds("nonsense") != nil {
		t.Error("Kinds is wrong")
	}
}

func TestKindPhrase(t *testing.T) {
	for k, want := range map[Kind]string{KindUserMailbox: "a user mailbox", KindEquipmentMailbox: "an equipment mailbox", KindOther: "no recipient",
		KindMailSecurityGroup: "a mail-enabled security group"} {
		if got := k.Phrase(); got != want {
			t.Errorf("%v: %q, want %q", k, got, want)
		}
	}
}
