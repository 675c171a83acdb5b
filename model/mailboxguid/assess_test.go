package mailboxguid

import (
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
)

var guid = model.GUID{1, 2, 3}

func user(attrs ...string) model.Entry {
	e := model.NewEntry(model.Ref{GUID: "11111111-1111-1111-1111-111111111111", DN: "CN=Anna,DC=contoso,DC=com"}, nil).With(model.ObjectClass, "top", "person", "organizationalPerson", "user").
		With("sAMAccountName", "anna").With("userPrincipalName", "anna@contoso.com").With("cn", "Anna").With("userAccountControl", "512").With("mailNickname", "anna").With(Attribute, guid.Bytes())
	for i := 0; i < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			e = e.With(model.Attr(attrs[i]))
		} else {
			e = e.With(model.Attr(attrs[i]), attrs[i+1])
		}
	}
	return e
}

func evaluate(t *testing.T, set *syncrule.RuleSet, e model.Entry) *syncrule.Result {
	t.Helper()
	r, err := syncrule.NewEngine(set, syncrule.Options{Params: map[string]string{"Domain.FQDN": "contoso.com", "Domain.Netbios": "C", "Forest.FQDN": "contoso.com", "Forest.Netbios": "C"}}).Evaluate(t.Context(), e, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestUsersAreAssessed(t *testing.T) {
	none := model.TenantUser{}
	mailbox := func(g string) *model.TenantUser {
		return &model.TenantUser{CloudMailbox: model.Yes, Licensed: model.Yes, MailboxGUID: g}
	}
	other := model.GUID{9}.String()
	for _, c := range []struct {
		what   string
		entry  model.Entry
		tenant *model.TenantUser
		want   State
		says   string
	}{
		{"no GUID", user(string(Attribute), ""), nil, NoGUID, "not set"},
		{"a computer", user().With(model.ObjectClass, "top", "user", "computer"), nil, NoGUID, "no user"},
		{"not synchronized", user("adminDescription", "User_x"), mailbox(""), NotSynced, ""},
		{"the gate is closed", user("mailNickname", ""), &model.TenantUser{CloudMailbox: model.No}, KeptBack, "do not carry"},
		{"nothing is known of the tenant", user(), nil, Unknown, "not known whether"},
		{"nothing is known of the user", user(), &none, Unknown, "not known whether"},
		{"a remote mailbox", user("msExchRecipientTypeDetails", "2147483648"), nil, Unknown, "speaks for it"},
		{"no license yet", user("homeMDB", "CN=DB"), &model.TenantUser{CloudMailbox: model.No, Licensed: model.No}, AtRisk, "would give no mailbox"},
		{"licensed", user(), &model.TenantUser{CloudMailbox: model.No, Licensed: model.Yes}, Blocked, "waits for the mailbox"},
		{"license not known", user(), &model.TenantUser{CloudMailbox: model.No}, AtRisk, "is not known"},
		{"a cloud mailbox", user(), mailbox(""), HasMailbox, "already"},
		{"the same mailbox", user("homeMDB", "CN=DB"), mailbox(guid.String()), HasMailbox, "already"},
		{"another mailbox", user(), mailbox(other), HasMailbox, "names another one"},
		{"two mailboxes", user("homeMDB", "CN=DB"), mailbox(other), TwoMailboxes, "on premises"},
		{"two mailboxes, one GUID not known", user("homeMDB", "CN=DB"), mailbox(""), TwoMailboxes, "on premises"},
	} {
		got := Assess(User{c.entry, evaluate(t, syncrule.Builtin(), c.entry), c.tenant})
		if got.State != c.want || !strings.Contains(got.Why, c.says) || got.Why == "" || got.Alarms() != (c.want == Blocked || c.want == AtRisk || c.want == TwoMailboxes) || got.Alarms() && got.Todo == "" {
			t.Errorf("%s: %+v", c.what, got)
		}
	}
	if got := Assess(User{Entry: user()}); got.State != Unknown {
		t.Error(got)
	}
	if a, b := Assess(User{user(), evaluate(t, syncrule.Builtin(), user()), &model.TenantUser{CloudMailbox: model.No, Licensed: model.Yes}}), "clear msExchMailboxGuid"; !strings.Contains(a.Todo, b) {
		t.Error(a)
	}
}

// The effect on a user is what the engine makes of the rules that the script leaves.
func TestTheScriptKeepsTheGUIDOfAUserBack(t *testing.T) {
	set := syncrule.Builtin()
	p := plan(t, set, Options{})
	after, err := p.After()
	if err != nil {
		t.Fatal(err)
	}
	back, err := p.Back()
	if err != nil {
		t.Fatal(err)
	}
	e := user("msExchHideFromAddressLists", "TRUE", "extensionAttribute1", "x")
	for _, c := range []struct {
		set  *syncrule.RuleSet
		want bool
	}{{set, true}, {after, false}, {back, true}} {
		r := evaluate(t, c.set, e)
		if exported(r) != c.want || !r.InScope {
			t.Errorf("exported: %t, and not %t", !c.want, c.want)
		}
		others := 0
		for _, x := range r.Export {
			if x.Attribute == "msExchHideFromAddressLists" || x.Attribute == "extensionAttribute1" || x.Attribute == "alias" {
				others++
			}
		}
		if others != 3 {
			t.Errorf("%d of 3 other attributes are exported", others)
		}
	}
	if a := Assess(User{e, evaluate(t, after, e), &model.TenantUser{CloudMailbox: model.No, Licensed: model.Yes}}); a.State != KeptBack {
		t.Error(a)
	}
}

func TestNeeded(t *testing.T) {
	with := model.NewSchema([]model.AttrDef{{Name: Attribute}}, nil, 15317)
	if Needed(nil) != model.Unsure || Needed(model.NewSchema(nil, nil, 0)) != model.No || Needed(with) != model.Yes {
		t.Error(Needed(nil), Needed(with))
	}
}

// The whole story: a licensed user gets no mailbox, with the script a mailbox, and
// after the way back the GUID is there again.
func TestTheForecastFollowsTheScript(t *testing.T) {
	set := syncrule.Builtin()
	p := plan(t, set, Options{})
	after, err := p.After()
	if err != nil {
		t.Fatal(err)
	}
	back, err := p.Back()
	if err != nil {
		t.Fatal(err)
	}
	tenant := &model.TenantUser{UserPrincipalName: "anna@contoso.com", Licensed: model.Yes, CloudMailbox: model.No}
	for _, c := range []struct {
		set  *syncrule.RuleSet
		want string
	}{{set, "MailUser"}, {after, "UserMailbox"}, {back, "MailUser"}} {
		r := evaluate(t, c.set, user())
		attrs := map[model.Attr][]string{}
		for _, x := range r.Export {
			for _, v := range x.Value.Values() {
				attrs[model.Attr(x.Attribute)] = append(attrs[model.Attr(x.Attribute)], v.Text())
			}
		}
		got := forecast.Predict(forecast.Input{AD: r.Entry, Export: model.NewEntry(r.Entry.Ref, attrs), Class: "user", User: tenant, Licensed: model.Yes,
			Facts: &model.TenantFacts{InitialDomain: "contoso.onmicrosoft.com", VerifiedDomains: []string{"contoso.com", "contoso.onmicrosoft.com"}}})
		if got.RecipientType != c.want {
			t.Errorf("%s and not %s: %+v", got.RecipientType, c.want, got.Reasons)
		}
	}
}
