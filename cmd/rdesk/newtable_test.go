package main

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// newcomers are new recipients of every kind, with what is sent for them.
var newcomers = []operationCase{
	{name: "a user with an address alone", on: "zoe.quist@brightwater.example", args: []string{"new", "user", "--name", "Zoe Quist", "--mail", "zoe.quist@brightwater.example"}, unsure: true, writes: `
		displayName: Zoe Quist
		mail: zoe.quist@brightwater.example
		mailNickname: zoe.quist
		proxyAddresses: SMTP:zoe.quist@brightwater.example
		sAMAccountName: zoe.quist
		userAccountControl: 514
		userPrincipalName: zoe.quist@brightwater.example`},
	{name: "a user with a mailbox", on: "zoe.quist@brightwater.example", args: line("new mailbox --first Zoe --last Quist --archive"), becomes: "UserMailbox", writes: `
		displayName: Zoe Quist
		givenName: Zoe
		mail: zoe.quist@brightwater.example
		mailNickname: zoe.quist
		msExchArchiveGUID: (new)
		msExchArchiveName: In-Place Archive - Zoe Quist
		msExchRecipientDisplayType: -2147483642
		msExchRecipientTypeDetails: 2147483648
		msExchRemoteRecipientType: 3
		proxyAddresses: SMTP:zoe.quist@brightwater.example
		proxyAddresses: smtp:zoe.quist@brightwater.mail.onmicrosoft.com
		sAMAccountName: zquist
		sn: Quist
		targetAddress: SMTP:zoe.quist@brightwater.mail.onmicrosoft.com
		userAccountControl: 514
		userPrincipalName: zoe.quist@brightwater.example`},
	{name: "a shared mailbox", on: "front@brightwater.example", args: line("new shared --name Front --mail front@brightwater.example"), becomes: "SharedMailbox", writes: `
		displayName: Front
		mail: front@brightwater.example
		mailNickname: front
		msExchRecipientDisplayType: -2147483642
		msExchRecipientTypeDetails: 34359738368
		msExchRemoteRecipientType: 97
		proxyAddresses: SMTP:front@brightwater.example
		proxyAddresses: smtp:front@brightwater.mail.onmicrosoft.com
		sAMAccountName: front
		targetAddress: SMTP:front@brightwater.mail.onmicrosoft.com
		userAccountControl: 514
		userPrincipalName: front@brightwater.example`},
	{name: "a room", on: "r9@brightwater.example", args: line("new room --name R9 --mail r9@brightwater.example"), becomes: "RoomMailbox", writes: `
		displayName: R9
		mail: r9@brightwater.example
		mailNickname: r9
		msExchRecipientDisplayType: -2147481850
		msExchRecipientTypeDetails: 8589934592
		msExchRemoteRecipientType: 33
		msExchResourceDisplay: Room
		msExchResourceMetaData: ResourceType:Room
		msExchResourceSearchProperties: Room
		proxyAddresses: SMTP:r9@brightwater.example
		proxyAddresses: smtp:r9@brightwater.mail.onmicrosoft.com
		sAMAccountName: r9
		targetAddress: SMTP:r9@brightwater.mail.onmicrosoft.com
		userAccountControl: 514
		userPrincipalName: r9@brightwater.example`},
	{name: "an equipment", on: "van9@brightwater.example", args: line("new equipment --name Van9 --mail van9@brightwater.example"), becomes: "EquipmentMailbox", writes: `
		displayName: Van9
		mail: van9@brightwater.example
		mailNickname: van9
		msExchRecipientDisplayType: -2147481594
		msExchRecipientTypeDetails: 17179869184
		msExchRemoteRecipientType: 65
		msExchResourceDisplay: Equipment
		msExchResourceMetaData: ResourceType:Equipment
		msExchResourceSearchProperties: Equipment
		proxyAddresses: SMTP:van9@brightwater.example
		proxyAddresses: smtp:van9@brightwater.mail.onmicrosoft.com
		sAMAccountName: van9
		targetAddress: SMTP:van9@brightwater.mail.onmicrosoft.com
		userAccountControl: 514
		userPrincipalName: van9@brightwater.example`},
	{name: "a mail user", on: "pat@partner.example", args: line("new mail-user --first Pat --last Partner --external pat@partner.example --suffix brightwater.example"), becomes: "MailUser", unsure: true, writes: `
		displayName: Pat Partner
		givenName: Pat
		internetEncoding: 1310720
		mail: pat.partner@brightwater.example
		mailNickname: pat.partner
		msExchRecipientDisplayType: 6
		msExchRecipientTypeDetails: 128
		proxyAddresses: SMTP:pat.partner@brightwater.example
		proxyAddresses: smtp:pat@partner.example
		sAMAccountName: ppartner
		sn: Partner
		targetAddress: SMTP:pat@partner.example
		userAccountControl: 514
		userPrincipalName: ppartner@brightwater.example`},
	{name: "a mail contact", on: "pat@partner.example", args: line("new contact --name Pat --mail pat@partner.example"), becomes: "MailContact", writes: `
		displayName: Pat
		internetEncoding: 1310720
		mail: pat@partner.example
		mailNickname: pat
		msExchRecipientDisplayType: 6
		msExchRecipientTypeDetails: 64
		proxyAddresses: SMTP:pat@partner.example
		targetAddress: SMTP:pat@partner.example`},
	{name: "a distribution group", on: "px@brightwater.example", args: line("new group --name PX --mail px@brightwater.example --owner khansen"), becomes: "MailUniversalDistributionGroup", writes: `
		displayName: PX
		groupType: 8
		mail: px@brightwater.example
		mailNickname: px
		managedBy: CN=Katrin Hansen,OU=Hamburg,OU=Staff,DC=corp,DC=example
		msExchGroupDepartRestriction: 1
		msExchGroupJoinRestriction: 0
		msExchRecipientDisplayType: 1
		msExchRecipientTypeDetails: 256
		msExchRequireAuthToSendTo: TRUE
		proxyAddresses: SMTP:px@brightwater.example
		reportToOriginator: TRUE
		sAMAccountName: px`},
	{name: "a security group with mail", on: "px@brightwater.example", args: line("new group --security --name PX --mail px@brightwater.example"), becomes: "MailUniversalSecurityGroup", writes: `
		displayName: PX
		groupType: -2147483640
		mail: px@brightwater.example
		mailNickname: px
		msExchGroupDepartRestriction: 0
		msExchGroupJoinRestriction: 0
		msExchRecipientDisplayType: 1073741833
		msExchRecipientTypeDetails: 1024
		msExchRequireAuthToSendTo: TRUE
		proxyAddresses: SMTP:px@brightwater.example
		reportToOriginator: TRUE
		sAMAccountName: px`},
	{name: "a room list", on: "b9@brightwater.example", args: line("new room-list --name B9 --mail b9@brightwater.example"), becomes: "RoomList", writes: `
		displayName: B9
		groupType: 8
		mail: b9@brightwater.example
		mailNickname: b9
		msExchGroupDepartRestriction: 1
		msExchGroupJoinRestriction: 0
		msExchRecipientDisplayType: 15
		msExchRecipientTypeDetails: 268435456
		msExchRequireAuthToSendTo: TRUE
		proxyAddresses: SMTP:b9@brightwater.example
		reportToOriginator: TRUE
		sAMAccountName: b9`},
	{name: "an account without a mailbox", on: "svc", args: line("new user --name svc --template plain-user --suffix brightwater.example"), becomes: "User", unsure: true, writes: `
		displayName: svc
		sAMAccountName: svc
		userAccountControl: 514
		userPrincipalName: svc@brightwater.example`},
}

// A newDoc is what the table of new recipients looks at.
type newDoc struct {
	DN         string                     `json:"dn"`
	Attributes map[string]json.RawMessage `json:"attributes"`
	Forecast   struct {
		Cloud map[string]json.RawMessage `json:"cloud"`
	} `json:"forecast"`
	Journal *int `json:"journal"`
}

// sent are the attributes of a dry run as the table has them.
func (d newDoc) sent() (lines []string) {
	for a, raw := range d.Attributes {
		if a == "objectClass" {
			continue
		}
		var vals []string
		if json.Unmarshal(raw, &vals) != nil {
			var one string
			_ = json.Unmarshal(raw, &one)
			vals = []string{one}
		}
		for _, v := range vals {
			if a == "msExchArchiveGUID" {
				v = "(new)"
			}
			lines = append(lines, a+": "+v)
		}
	}
	slices.SortStableFunc(lines, func(x, y string) int { // values of one attribute keep their order
		a, _, _ := strings.Cut(x, ":")
		b, _, _ := strings.Cut(y, ":")
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	})
	return lines
}

// Every kind of new recipient: a dry run says what is sent and makes nothing, what is made
// has it, the tenant is then as was foreseen, and taking the creation back leaves nothing.
func TestNewRecipients(t *testing.T) {
	for _, x := range newcomers {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			o := newOrganization(t)
			dry := decode[newDoc](t, o.ok(append(slices.Clone(x.args), "--dry-run")...), "", 0)
			if _, _, code := o.rdesk("get", x.on); code != 5 || dry.Journal != nil {
				t.Fatal("the dry run made it")
			}
			if want := block(x.writes); !slices.Equal(want, dry.sent()) {
				t.Errorf("it sends\n\t\t%s\nwant\n\t\t%s", strings.Join(dry.sent(), "\n\t\t"), strings.Join(want, "\n\t\t"))
			}
			made := decode[newDoc](t, o.ok(x.args...), "", 0)
			for a, v := range dry.Attributes {
				if a != "objectClass" && a != "msExchArchiveGUID" && string(made.Attributes[a]) != string(v) {
					t.Errorf("%s is %s, want %s", a, made.Attributes[a], v)
				}
			}
			want := x.becomes
			if x.unsure { // a license decides
				want = "null"
			}
			if got := strings.Trim(string(made.Forecast.Cloud["exoRecipientType"]), `"`); got != want {
				t.Errorf("foreseen is %s, want %s", got, want)
			}
			o.inTenant(x.on, x)
			o.ok("undo", strconv.Itoa(*made.Journal))
			if _, _, code := o.rdesk("get", x.on); code != 5 {
				t.Error("it is still there")
			}
		})
	}
}
