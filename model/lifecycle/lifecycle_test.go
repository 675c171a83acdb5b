package lifecycle_test

import (
	"errors"
	"fmt"
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

func TestMessagesNameTypes(t *testing.T) {
	out, err := EnableMailbox(user(), MailboxOptions{Type: EquipmentMailbox}, world)
	if err != nil || !slices.Contains(out.Notes, "An equipment mailbox needs no license up to 50 GB.") {
		t.Errorf("%v %q", err, out.Notes)
	}
	if _, err = EnableMailbox(out.After, MailboxOptions{}, world); err == nil || !strings.Contains(err.Error(), "has an equipment mailbox already") {
		t.Error(err)
	}
}

// Of a mailbox on a server, the way on is to clean up: to enable another is refused.
func TestServerMailboxIsNoneOfTheCloud(t *testing.T) {
	e := user("msExchRecipientTypeDetails=1", "mail=anna@contoso.com")
	for name, op := range map[string]func() (Outcome, error){
		"convert": func() (Outcome, error) { return Convert(e, SharedMailbox, world) },
		"archive": func() (Outcome, error) { return EnableArchive(e, world) },
		"mail user": func() (Outcome, error) {
			return ToMailUser(e, ExternalOptions{External: "a@elsewhere.example"}, world)
		}} {
		_, err := op()
		if m, ok := errors.AsType[*model.Error](err); !ok || m.Code != model.Invalid || !strings.Contains(m.Message, "server") || !strings.Contains(m.Hint, "clean up") {
			t.Errorf("%s: %+v", name, m)
		}
	}
}
