package lifecycle_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	. "recipientdesk/model/lifecycle"
)

var world = World{Routing: "contoso.mail.onmicrosoft.com", NewGUID: func() model.GUID { return model.GUID{1, 2, 3} }}

// object makes one of "attr=value" texts.
func object(class string, attrs ...string) model.Entry {
	m := map[model.Attr][]string{model.ObjectClass: {"top", class}, model.CommonName: {"Anna Adams"}}
	for _, a := range attrs {
		k, v, _ := strings.Cut(a, "=")
		m[model.Attr(k)] = append(m[model.Attr(k)], v)
	}
	return model.NewEntry(model.Ref{DN: "CN=Anna Adams,DC=contoso,DC=com", GUID: "11111111-2222-3333-4444-555555555555"}, m)
}

func user(attrs ...string) model.Entry {
	return object("user", append([]string{"userPrincipalName=anna@contoso.com", "displayName=Anna Adams", "sAMAccountName=aadams", "userAccountControl=514"}, attrs...)...)
}

// changes writes a change in one line for each attribute.
func changes(cs model.ChangeSet) string {
	var out []string
	for _, c := range cs.Changes {
		out = append(out, fmt.Sprintf("%s=%s", c.Attr, strings.Join(c.After, "|")))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

type operation func() (Outcome, error)

// What the operations write, attribute by attribute.
func TestOperations(t *testing.T) {
	mailbox := func(typ MailboxType, more ...string) string {
		details := map[MailboxType]string{UserMailbox: "2147483648", SharedMailbox: "34359738368", RoomMailbox: "8589934592", EquipmentMailbox: "17179869184"}[typ]
		display := map[MailboxType]string{UserMailbox: "-2147483642", SharedMailbox: "-2147483642", RoomMailbox: "-2147481850", EquipmentMailbox: "-2147481594"}[typ]
		remote := map[MailboxType]string{UserMailbox: "1", SharedMailbox: "97", RoomMailbox: "33", EquipmentMailbox: "65"}[typ]
		want := map[string]string{"msExchRecipientTypeDetails": details, "msExchRecipientDisplayType": display, "msExchRemoteRecipientType": remote,
			"mailNickname": "anna", "targetAddress": "SMTP:anna@contoso.mail.onmicrosoft.com", "mail": "anna@contoso.com",
			"proxyAddresses": "SMTP:anna@contoso.com|smtp:anna@contoso.mail.onmicrosoft.com"}
		for _, m := range more {
			k, v, _ := strings.Cut(m, "=")
			want[k] = v
		}
		var out []string
		for _, k := range slices.Sorted(maps.Keys(want)) {
			out = append(out, k+"="+want[k])
		}
		return strings.Join(out, "\n")
	}
	remote := func(details, display, bits string, more ...string) model.Entry {
		return user(append([]string{"msExchRecipientTypeDetails=" + details, "msExchRecipientDisplayType=" + display, "msExchRemoteRecipientType=" + bits, "mailNickname=anna",
			"mail=anna@contoso.com", "proxyAddresses=SMTP:anna@contoso.com"}, more...)...)
	}
	for name, c := range map[string]struct {
		run  operation
		want string
	}{
		"user mailbox":      {func() (Outcome, error) { return EnableMailbox(user(), MailboxOptions{}, world) }, mailbox(UserMailbox)},
		"shared mailbox":    {func() (Outcome, error) { return EnableMailbox(user(), MailboxOptions{Type: SharedMailbox}, world) }, mailbox(SharedMailbox)},
		"room mailbox":      {func() (Outcome, error) { return EnableMailbox(user(), MailboxOptions{Type: RoomMailbox}, world) }, mailbox(RoomMailbox)},
		"equipment mailbox": {func() (Outcome, error) { return EnableMailbox(user(), MailboxOptions{Type: EquipmentMailbox}, world) }, mailbox(EquipmentMailbox)},
		"mailbox with archive": {func() (Outcome, error) { return EnableMailbox(user(), MailboxOptions{Archive: true}, world) },
			mailbox(UserMailbox, "msExchRemoteRecipientType=3", "msExchArchiveGUID=\x01\x02\x03"+strings.Repeat("\x00", 13), "msExchArchiveName=In-Place Archive - Anna Adams")},
		"ACLable mailbox": {func() (Outcome, error) { return EnableMailbox(user(), MailboxOptions{ACLable: true}, world) },
			mailbox(UserMailbox, "msExchRecipientDisplayType=-1073741818")},
		"mailbox with what was said": {func() (Outcome, error) {
			return EnableMailbox(user(), MailboxOptions{Alias: "aa", Primary: "a.adams@contoso.com", Routing: "x@contoso.onmicrosoft.com"}, world)
		}, mailbox(UserMailbox, "mailNickname=aa", "mail=a.adams@contoso.com", "targetAddress=SMTP:x@contoso.onmicrosoft.com",
			"proxyAddresses=SMTP:a.adams@contoso.com|smtp:x@contoso.onmicrosoft.com")},

		"provisioned user to shared": {func() (Outcome, error) {
			return Convert(remote("2147483648", "-2147483642", "1"), SharedMailbox, world)
		},
			"msExchRecipientTypeDetails=34359738368\nmsExchRemoteRecipientType=97"},
		"migrated user with archive to room": {func() (Outcome, error) { return Convert(remote("2147483648", "-1073741818", "6"), RoomMailbox, world) },
			"msExchRecipientDisplayType=-2147481850\nmsExchRecipientTypeDetails=8589934592\nmsExchRemoteRecipientType=38"},
		"migrated shared to user": {func() (Outcome, error) {
			return Convert(remote("34359738368", "-2147483642", "100"), UserMailbox, world)
		},
			"msExchRecipientTypeDetails=2147483648\nmsExchRemoteRecipientType=4"},
		"room to equipment": {func() (Outcome, error) {
			return Convert(remote("8589934592", "-2147481850", "33"), EquipmentMailbox, world)
		},
			"msExchRecipientDisplayType=-2147481594\nmsExchRecipientTypeDetails=17179869184\nmsExchRemoteRecipientType=65"},
		"mailbox by mail alone to shared": {func() (Outcome, error) { return Convert(user("mail=anna@contoso.com"), SharedMailbox, world) },
			"mailNickname=anna\nmsExchRecipientDisplayType=-2147483642\nmsExchRecipientTypeDetails=34359738368\nmsExchRemoteRecipientType=97"},
		"archive of a migrated mailbox": {func() (Outcome, error) { return EnableArchive(remote("34359738368", "-2147483642", "116"), world) },
			"msExchArchiveGUID=\x01\x02\x03" + strings.Repeat("\x00", 13) + "\nmsExchArchiveName=In-Place Archive - Anna Adams\nmsExchRemoteRecipientType=102"},
		"archive away": {func() (Outcome, error) {
			return DisableArchive(remote("8589934592", "-2147481850", "38", "msExchArchiveName=A"), world)
		}, "msExchRemoteRecipientType=52"},

		"mail user": {func() (Outcome, error) {
			return EnableMailUser(user(), ExternalOptions{External: "anna@elsewhere.example"}, world)
		},
			"internetEncoding=1310720\nmail=anna@elsewhere.example\nmailNickname=anna\nmsExchRecipientDisplayType=6\nmsExchRecipientTypeDetails=128\nproxyAddresses=SMTP:anna@elsewhere.example\ntargetAddress=SMTP:anna@elsewhere.example"},
		"mail user with an address of our own": {func() (Outcome, error) {
			return EnableMailUser(user(), ExternalOptions{External: "anna@elsewhere.example", Primary: "anna@contoso.com"}, world)
		}, "internetEncoding=1310720\nmail=anna@contoso.com\nmailNickname=anna\nmsExchRecipientDisplayType=6\nmsExchRecipientTypeDetails=128\nproxyAddresses=SMTP:anna@contoso.com|smtp:anna@elsewhere.example\ntargetAddress=SMTP:anna@elsewhere.example"},
		"another external address": {func() (Outcome, error) {
			return SetExternal(user("msExchRecipientTypeDetails=128", "targetAddress=SMTP:old@elsewhere.example", "mail=anna@contoso.com", "proxyAddresses=SMTP:anna@contoso.com", "proxyAddresses=smtp:old@elsewhere.example"), "new@elsewhere.example", world)
		}, "proxyAddresses=SMTP:anna@contoso.com|smtp:new@elsewhere.example\ntargetAddress=SMTP:new@elsewhere.example"},
		"mail contact": {func() (Outcome, error) {
			return EnableMailContact(object("contact"), ExternalOptions{External: "anna@elsewhere.example"}, world)
		},
			"displayName=Anna Adams\ninternetEncoding=1310720\nmail=anna@elsewhere.example\nmailNickname=AnnaAdams\nmsExchRecipientDisplayType=6\nmsExchRecipientTypeDetails=64\nproxyAddresses=SMTP:anna@elsewhere.example\ntargetAddress=SMTP:anna@elsewhere.example"},

		"distribution group": {func() (Outcome, error) {
			return EnableGroup(object("group", "groupType=8"), GroupOptions{Primary: "board@contoso.com"}, world)
		},
			"displayName=Anna Adams\nmail=board@contoso.com\nmailNickname=AnnaAdams\nmsExchGroupDepartRestriction=1\nmsExchGroupJoinRestriction=0\nmsExchRecipientDisplayType=1\nmsExchRecipientTypeDetails=256\nmsExchRequireAuthToSendTo=TRUE\nproxyAddresses=SMTP:board@contoso.com\nreportToOriginator=TRUE"},
		"security group": {func() (Outcome, error) {
			return EnableGroup(object("group", "groupType=-2147483640"), GroupOptions{Primary: "board@contoso.com", Alias: "board"}, world)
		},
			"displayName=Anna Adams\nmail=board@contoso.com\nmailNickname=board\nmsExchGroupDepartRestriction=0\nmsExchGroupJoinRestriction=0\nmsExchRecipientDisplayType=1073741833\nmsExchRecipientTypeDetails=1024\nmsExchRequireAuthToSendTo=TRUE\nproxyAddresses=SMTP:board@contoso.com\nreportToOriginator=TRUE"},
		"room list": {func() (Outcome, error) {
			return SetRoomList(object("group", "groupType=8", "mail=r@contoso.com", "msExchRecipientTypeDetails=256", "msExchRecipientDisplayType=1"), true, world)
		},
			"msExchRecipientDisplayType=15\nmsExchRecipientTypeDetails=268435456"},
		"group to security": {func() (Outcome, error) {
			return ConvertGroup(object("group", "groupType=8", "mail=r@contoso.com", "msExchRecipientTypeDetails=256", "msExchRecipientDisplayType=1", "msExchGroupJoinRestriction=1"), Universal, true, world)
		}, "groupType=-2147483640\nmsExchGroupJoinRestriction=0\nmsExchRecipientDisplayType=1073741833\nmsExchRecipientTypeDetails=1024"},
		"global group to universal": {func() (Outcome, error) {
			return ConvertGroup(object("group", "groupType=-2147483646"), Universal, true, world)
		}, "groupType=-2147483640"},

		"mailbox off": {func() (Outcome, error) {
			return Disable(remote("2147483648", "-2147483642", "1", "legacyExchangeDN=/o=Contoso/cn=anna", "proxyAddresses=x500:/o=Old/cn=anna", "extensionAttribute1=keep", "msExchHideFromAddressLists=TRUE"), world)
		}, "legacyExchangeDN=\nmail=\nmailNickname=\nmsExchHideFromAddressLists=\nmsExchRecipientDisplayType=\nmsExchRecipientTypeDetails=\nmsExchRemoteRecipientType=\nproxyAddresses=x500:/o=Old/cn=anna|X500:/o=Contoso/cn=anna"},
		"left by a server": {func() (Outcome, error) {
			return CleanUp(user("msExchRecipientTypeDetails=1", "homeMDB=CN=DB1", "msExchMailboxGuid=0123456789abcdef", "mailNickname=anna", "mail=anna@contoso.com", "proxyAddresses=SMTP:anna@contoso.com"), false, world)
		}, "homeMDB=\nmsExchMailboxGuid=\nmsExchRecipientDisplayType=-2147483642\nmsExchRecipientTypeDetails=2147483648\nmsExchRemoteRecipientType=4\nproxyAddresses=SMTP:anna@contoso.com|smtp:anna@contoso.mail.onmicrosoft.com\ntargetAddress=SMTP:anna@contoso.mail.onmicrosoft.com"},
		"archive that is gone": {func() (Outcome, error) {
			return CleanUp(remote("8589934592", "-2147481850", "52", "msExchArchiveName=A", "msExchArchiveGUID=x"), false, world)
		},
			"msExchArchiveGUID=\nmsExchArchiveName="},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := c.run()
			if err != nil {
				t.Fatal(err)
			}
			if got := changes(o.Change()); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if back := o.Change().Inverse().Apply(o.After); !model.Diff(back, o.Before).Empty() {
				t.Error("taking it back does not give the object as it was")
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	nowhere := World{}
	for name, c := range map[string]struct {
		run  operation
		code model.Code
	}{
		"mailbox for a group": {func() (Outcome, error) { return EnableMailbox(object("group"), MailboxOptions{}, world) }, model.Invalid},
		"a second mailbox": {func() (Outcome, error) {
			return EnableMailbox(user("msExchRecipientTypeDetails=2147483648"), MailboxOptions{}, world)
		}, model.Exists},
		"mailbox on a server": {func() (Outcome, error) {
			return EnableMailbox(user("msExchRecipientTypeDetails=1"), MailboxOptions{}, world)
		}, model.Exists},
		"mailbox for a mail user": {func() (Outcome, error) {
			return EnableMailbox(user("targetAddress=SMTP:a@b.example"), MailboxOptions{}, world)
		}, model.Exists},
		"no routing domain": {func() (Outcome, error) { return EnableMailbox(user(), MailboxOptions{}, nowhere) }, model.Invalid},
		"no address":        {func() (Outcome, error) { return EnableGroup(object("group", "groupType=8"), GroupOptions{}, world) }, model.Invalid},
		"global group": {func() (Outcome, error) {
			return EnableGroup(object("group", "groupType=2"), GroupOptions{Primary: "a@b.example"}, world)
		}, model.Invalid},
		"global to domain local": {func() (Outcome, error) {
			return ConvertGroup(object("group", "groupType=2"), DomainLocal, false, world)
		}, model.Invalid},
		"mail group to global": {func() (Outcome, error) {
			return ConvertGroup(object("group", "groupType=8", "mail=a@b.example"), Global, false, world)
		}, model.Invalid},
		"convert what it is": {func() (Outcome, error) {
			return Convert(user("msExchRecipientTypeDetails=34359738368", "msExchRecipientDisplayType=-2147483642", "msExchRemoteRecipientType=97", "mailNickname=anna"), SharedMailbox, world)
		}, model.Exists},
		"convert a mail user": {func() (Outcome, error) { return Convert(user("msExchRecipientTypeDetails=128"), SharedMailbox, world) }, model.Invalid},
		"shared that is ACLable": {func() (Outcome, error) {
			return EnableMailbox(user(), MailboxOptions{Type: SharedMailbox, ACLable: true}, world)
		}, model.Invalid},
		"disable what has no mail": {func() (Outcome, error) { return Disable(user(), world) }, model.NotFound},
		"alias that is none":       {func() (Outcome, error) { return EnableMailbox(user(), MailboxOptions{Alias: "a b"}, world) }, model.Invalid},
		"forest without the schema": {func() (Outcome, error) {
			return EnableMailbox(user(), MailboxOptions{}, World{Schema: model.NewSchema(nil, nil, 0), Routing: "x.onmicrosoft.com"})
		}, model.NoSchema},
	} {
		if _, err := c.run(); model.CodeOf(err) != c.code {
			t.Errorf("%s: %v (code %q), want %q", name, err, model.CodeOf(err), c.code)
		}
	}
}

func TestDecodeIMCEAEX(t *testing.T) {
	for in, want := range map[string]string{
		"IMCEAEX-_o=Contoso_ou=Exchange+20Administrative+20Group+20+28FYDIBOHF23SPDLT+29_cn=Recipients_cn=anna+2Eadams@contoso.com": "/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna.adams",
		"Delivery has failed:\n<imceaex-_O=ExchangeLabs_CN=a+5Fb+40c@x.prod.outlook.com> #5.1.1":                                    "/O=ExchangeLabs/CN=a_b@c",
	} {
		if got, err := DecodeIMCEAEX(in); got != want || err != nil {
			t.Errorf("%s:\n%q %v, want\n%q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "anna@contoso.com", "IMCEAEX-_o=x+2", "IMCEAEX-_o=x+zz@y", "IMCEAEX-hello@y"} {
		if got, err := DecodeIMCEAEX(in); err == nil {
			t.Errorf("%s: %q", in, got)
		}
	}
}
