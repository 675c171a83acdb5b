package lifecycle_test

import (
	"fmt"
	"strconv"
	"testing"

	"recipientdesk/model"
	. "recipientdesk/model/lifecycle"
)

// remoteUser is a mailbox of a type with those bits of msExchRemoteRecipientType.
func remoteUser(t MailboxType, bits int64) model.Entry {
	details := []string{"2147483648", "34359738368", "8589934592", "17179869184"}[t]
	display := []string{"-2147483642", "-2147483642", "-2147481850", "-2147481594"}[t]
	return user("msExchRecipientTypeDetails="+details, "msExchRecipientDisplayType="+display, "msExchRemoteRecipientType="+strconv.FormatInt(bits, 10),
		"mailNickname=anna", "mail=anna@contoso.com", "proxyAddresses=SMTP:anna@contoso.com", "targetAddress=SMTP:anna@contoso.mail.onmicrosoft.com")
}

func bitsOf(t *testing.T, e model.Entry) int64 {
	t.Helper()
	n, err := strconv.ParseInt(e.First(model.RemoteRecipientType), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// mailboxBits are the values that mailboxes in the cloud are seen with, by type: the
// table of msExchRemoteRecipientType without those of mailboxes on a server (2, 16) and
// of mailboxes that are to go (8, 10, 24).
var mailboxBits = map[MailboxType][]int64{
	UserMailbox:      {1, 3, 4, 6, 17, 20},
	SharedMailbox:    {97, 99, 100, 102, 113, 116},
	RoomMailbox:      {33, 35, 36, 38, 49, 52},
	EquipmentMailbox: {65, 67, 68, 70, 81, 84},
}

// Each operation changes its own bits and no others.
func TestBitsAreIndependent(t *testing.T) {
	typeBits := map[MailboxType]int64{UserMailbox: 0, SharedMailbox: 96, RoomMailbox: 32, EquipmentMailbox: 64}
	const archive, gone, all = 2, 16, 96
	for from, values := range mailboxBits {
		for _, bits := range values {
			e := remoteUser(from, bits)
			if got, ok := TypeOf(e); got != from || !ok {
				t.Errorf("%d is a %s, want %s", bits, got, from)
			}
			if got, ok := TypeOf(e.With(model.RecipientType)); got != from || !ok {
				t.Errorf("%d alone is a %s, want %s", bits, got, from)
			}
			for _, to := range MailboxTypes {
				o, err := Convert(e, to, world)
				switch {
				case from == to && model.CodeOf(err) != model.Exists:
					t.Errorf("%d to %s: %v", bits, to, err)
				case from != to && err != nil:
					t.Errorf("%d to %s: %v", bits, to, err)
				case from != to && bitsOf(t, o.After) != bits&^all|typeBits[to]:
					t.Errorf("%d to %s gives %d", bits, to, bitsOf(t, o.After))
				}
			}
			with, err := EnableArchive(e, world)
			switch {
			case bits&archive != 0 && model.CodeOf(err) != model.Exists:
				t.Errorf("%d, a second archive: %v", bits, err)
			case bits&archive == 0 && (err != nil || bitsOf(t, with.After) != bits&^gone|archive):
				t.Errorf("%d with an archive: %v %v", bits, with.After.First(model.RemoteRecipientType), err)
			}
			without, err := DisableArchive(e, world)
			switch {
			case bits&archive == 0 && model.CodeOf(err) != model.NotFound:
				t.Errorf("%d, no archive: %v", bits, err)
			case bits&archive != 0 && (err != nil || bitsOf(t, without.After) != bits&^archive|gone):
				t.Errorf("%d without its archive: %v %v", bits, without.After.First(model.RemoteRecipientType), err)
			}
			if off, err := Disable(e, world); err != nil || off.After.Has(model.RemoteRecipientType) || off.After.Has(model.RecipientType) || off.After.Has("msExchRecipientDisplayType") {
				t.Errorf("%d disabled: %v %v", bits, off.After, err)
			}
		}
	}
}

// What is there of migration and archives stays when a mailbox is enabled.
func TestEnableKeepsTheBits(t *testing.T) {
	for bits, want := range map[int64]int64{0: 33, 2: 35, 4: 36, 8: 33, 16: 49, 20: 52, 6: 38, 97: 33} {
		e := user("msExchRemoteRecipientType=" + fmt.Sprint(bits))
		o, err := EnableMailbox(e, MailboxOptions{Type: RoomMailbox}, world)
		if err != nil || bitsOf(t, o.After) != want {
			t.Errorf("room of %d: %s %v, want %d", bits, o.After.First(model.RemoteRecipientType), err, want)
		}
	}
}

// Attributes that say different types are brought into step.
func TestConvertRepairs(t *testing.T) {
	for name, e := range map[string]model.Entry{
		"type without bits":  remoteUser(SharedMailbox, 1),
		"bits without type":  remoteUser(UserMailbox, 100),
		"no bits":            remoteUser(SharedMailbox, 97).With(model.RemoteRecipientType),
		"display of a room":  remoteUser(SharedMailbox, 97).With("msExchRecipientDisplayType", "-2147481850"),
		"without display":    remoteUser(SharedMailbox, 97).With("msExchRecipientDisplayType"),
		"bits of a room":     remoteUser(SharedMailbox, 36),
		"only bits":          remoteUser(SharedMailbox, 97).With(model.RecipientType).With("msExchRecipientDisplayType"),
		"marked as no mail":  remoteUser(SharedMailbox, 97).With(model.RecipientType, "65536"),
		"to be removed soon": remoteUser(SharedMailbox, 97|8),
	} {
		o, err := Convert(e, SharedMailbox, world)
		if err != nil || o.After.First(model.RecipientType) != "34359738368" || o.After.First("msExchRecipientDisplayType") != "-2147483642" || bitsOf(t, o.After)&^4|1 != 97 {
			t.Errorf("%s: %v %v", name, changes(o.Change()), err)
		}
	}
}
