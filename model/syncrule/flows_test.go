package syncrule

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// What each attribute of users, contacts and groups becomes; N: for users only
// with an alias. - is an attribute that the published rules read, or read not at
// all, and export nowhere for that class.
const flowTable = `
displayName                displayName                     -  UCG
cn                         commonName                      -  U
mail                       mail                            -  UG
proxyAddresses             proxyAddresses                  -  UCG
mailNickname               alias                           -  UCG
targetAddress              targetAddress                   N  UC
legacyExchangeDN           legacyExchangeDN                N  UCG
extensionAttribute1        extensionAttribute1             -  UCG
extensionAttribute15       extensionAttribute15            -  UCG
msExchHideFromAddressLists msExchHideFromAddressLists      N  UCG
msExchMailboxGuid          msExchMailboxGuid               N  U
msExchArchiveGUID          msExchArchiveGuid               N  U
msExchRecipientTypeDetails msExchRecipientTypeDetails      N  UCG
msExchRecipientDisplayType msExchRecipientDisplayType      N  UCG
publicDelegates            publicDelegates                 N  UCG
msExchDelegateListLink     msExchDelegateListLink          N  U
authOrig                   authOrig                        N  UCG
unauthOrig                 unauthOrig                      N  UCG
dLMemSubmitPerms           dLMemSubmitPerms                N  UCG
dLMemRejectPerms           dLMemRejectPerms                N  UCG
msExchRequireAuthToSendTo  msExchRequireAuthToSendTo       N  UCG
msExchEnableModeration     msExchEnableModeration          N  UG
msExchModeratedByLink      msExchModeratedByLink           N  UCG
msExchModerationFlags      msExchModerationFlags           N  UCG
msExchSenderHintTranslations msExchSenderHintTranslations  N  UCG
managedBy                  managedBy                       -  G
msExchCoManagedByLink      msExchCoManagedByLink           -  G
reportToOriginator         reportToOriginator              -  G
reportToOwner              reportToOwner                   -  G
oOFReplyToOriginator       oOFReplyToOriginator            -  G
hideDLMembership           hideDLMembership                -  G
description                description                     -  UCG
info                       info                            -  UCG
member                     member                          -  G
givenName                  givenName                       -  UC
sn                         surname                         -  UC
title                      title                           -  UC
department                 department                      -  UC
company                    company                         -  UC
l                          city                            -  UC
st                         state                           -  UC
co                         country                         -  UC
c                          countryLetterCode               -  UC
countryCode                countryCode                     -  UC
streetAddress              streetAddress                   -  UC
postalCode                 postalCode                      -  UC
telephoneNumber            telephoneNumber                 -  UC
mobile                     mobile                          -  UC
homePhone                  homePhone                       -  UC
manager                    manager                         -  UC
wWWHomePage                wWWHomePage                     -  UC
thumbnailPhoto             thumbnailPhoto                  -  UC
telephoneAssistant         telephoneAssistant              N  UC
msExchAssistantName        msExchAssistantName             N  UC
assistant                  assistant                       -  UC
userCertificate            userCertificate                 N  UC
msExchSafeSendersHash      msExchSafeSendersHash           N  UC
msExchUserHoldPolicies     msExchUserHoldPolicies          N  U
msDS-HABSeniorityIndex     msDsHabSeniorityIndex           N  UC
objectSid                  onPremiseSecurityIdentifier     -  UG
sAMAccountName             onPremisesSamAccountName        -  U
pwdLastSet                 lastPasswordChangeTimestamp     -  U
userPrincipalName          userPrincipalName               -  U
groupType                  securityEnabled                 -  G
`

// unread are attributes that Exchange Online keeps to itself.
const unread = `showInAddressBook mAPIRecipient internetEncoding delivContLength submissionContLength msExchRecipLimit deliverAndRedirect
	msExchGenericForwardingAddress homeMDB mDBUseDefaults msExchPoliciesIncluded msExchVersion msExchUMDtmfMap protocolSettings textEncodedORAddress`

func TestFlowsOfTheDefaultRules(t *testing.T) {
	e := engine(t)
	for letter, class := range map[string]string{"U": "user", "C": "contact", "G": "group"} {
		boss := made(99, "user", nil)
		plain, all := made(1, class, attrs{"mail": "a@contoso.com"}), attrs{"mail": "a@contoso.com"}
		for line := range strings.Lines(strings.TrimSpace(flowTable)) {
			f := strings.Fields(line)
			if !strings.Contains(f[3], letter) || plain.Has(model.Attr(f[0])) {
				continue
			}
			switch typ := typeOf(f[0], nil, nil); typ.Kind {
			case Ref:
				all[f[0]] = boss.Ref.DN
			case Bool:
				all[f[0]] = "TRUE"
			case Number:
				all[f[0]] = "1"
			default:
				all[f[0]] = "some"
			}
			all["proxyAddresses"] = "SMTP:a@contoso.com"
		}
		with := evaluated(t, e, made(1, class, all), slow{boss})
		delete(all, "mailNickname")
		without := evaluated(t, e, made(1, class, all), slow{boss})
		for line := range strings.Lines(strings.TrimSpace(flowTable)) {
			f := strings.Fields(line)
			a, target, gate := model.Attr(f[0]), f[1], f[2] == "N" && letter == "U"
			if !strings.Contains(f[3], letter) {
				continue
			}
			if got := fateOf(with, a); got.State != Flows || !slices.Contains(got.As, target) || exported(with, target) == "-" {
				t.Errorf("%s of a %s: %+v, %s", a, class, got, exported(with, target))
			}
			if got := fateOf(without, a); a != "mailNickname" && (got.State == Flows) == gate {
				t.Errorf("%s of a %s without alias: %+v", a, class, got)
			}
		}
		if len(with.Problems)+len(with.Uncertain)+len(with.Dropped) > 0 {
			t.Errorf("%s: %v %v %v", class, with.Problems, with.Uncertain, with.Dropped)
		}
	}
}

func TestWhatIsNeverRead(t *testing.T) {
	a := attrs{"mailNickname": "ann"}
	for name := range strings.FieldsSeq(unread) {
		a[name] = "1"
	}
	r := evaluated(t, engine(t), made(1, "user", a), nil)
	for name := range strings.FieldsSeq(unread) {
		if f := fateOf(r, model.Attr(name)); f.State != NotRead || f.Rule != nil {
			t.Errorf("%s: %+v", name, f)
		}
	}
	r = evaluated(t, engine(t), made(2, "group", attrs{"msExchGroupJoinRestriction": "1", "msExchGroupDepartRestriction": "0"}), nil)
	for _, name := range []model.Attr{"msExchGroupJoinRestriction", "msExchGroupDepartRestriction"} {
		if f := fateOf(r, name); f.State != Stays || f.Rule == nil || f.Why != "no rule exports "+string(name) {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// How the flows transform what they carry.
func TestTransformations(t *testing.T) {
	e := engine(t)
	long := strings.Repeat("x", 500)
	r := evaluated(t, e, made(1, "user", attrs{"mail": "␣a@contoso.com␣", "proxyAddresses": "␣SMTP:a@contoso.com SMTP:a@contoso.com smtp:b@contoso.com", "description": long + " second", "info": long, "title": "␣␣", "displayName": "",
		"url": "one two", "userAccountControl": "514", "cn": "Ann", "co": "Germany␣"}), nil)
	for name, want := range map[string]string{"mail": "a@contoso.com", "proxyAddresses": "SMTP:a@contoso.com; smtp:b@contoso.com", "description": long[:448], "info": long[:448], "title": "-", "displayName": "Ann", "accountEnabled": "False",
		"country": "Germany", "commonName": "Ann"} {
		if got := exported(r, name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if f := fateOf(r, "userAccountControl"); f.State != Flows || !slices.Equal(f.As, []string{"accountEnabled"}) {
		t.Error(f)
	}
	if f := fateOf(r, "title"); f.State != Blocked || !strings.Contains(f.Why, "no value") {
		t.Error(f)
	}
}

// The mail-enabled test of groups and contacts, and where sources differ on it.
func TestMailEnabled(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		mail, proxies string
		want          bool
		doubt         string
	}{
		{"", "", false, ""}, {"a@x.com", "", true, ""}, {"a", "", false, ""}, {"", "SMTP:a@x.com", true, ""}, {"", "X500:/o=x SMTP:a@x.com", true, ""},
		{"", "smtp:a@x.com", false, "only smtp:"}, {"a@x.com", "smtp:a@x.com", true, ""}, {"a@x.com", "X500:/o=x", true, "no SMTP address"}, {"", "X500:/o=x", false, ""}, {"", "SMTP:a", false, ""},
	} {
		a := attrs{"groupType": "8"}
		for k, v := range map[string]string{"mail": c.mail, "proxyAddresses": c.proxies} {
			if v != "" {
				a[k] = v
			}
		}
		for _, class := range []string{"group", "contact"} {
			r := evaluated(t, e, made(1, class, a), nil)
			if r.InScope != c.want || (len(r.Uncertain) > 0) != (c.doubt != "") || len(r.Uncertain) > 0 && !strings.Contains(r.Uncertain[0].Text, c.doubt) {
				t.Errorf("%s %v: %v %q %v", class, c, r.InScope, r.Why, r.Uncertain)
			}
		}
	}
}
