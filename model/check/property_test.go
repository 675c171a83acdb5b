package check

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// badValues are what the objects of the property tests are made of, good values among
// them.
var badValues = map[model.Attr][]string{
	"objectClass":       {"user", "inetOrgPerson", "group", "contact", "computer", "msExchDynamicDistributionList"},
	"cn":                {"Ann Adams", " ", strings.Repeat("n", 70), "A\nCNF:1"},
	"displayName":       {"Ann", "  ", strings.Repeat("ä ", 140), "A (MSOL)"},
	"givenName":         {"Ann", strings.Repeat("🙂", 40)},
	"sn":                {"Adams", strings.Repeat("x", 64) + " "},
	"mail":              {"a@x.test", "A@X.test", "a b@x.test", " a@x.test", "b@y.test", "ä@x.test", "anna", strings.Repeat("a", 300) + "@x.test", ""},
	"mailNickname":      {"ann", "a b", ".a..b.", "李", strings.Repeat("a.", 40), "SystemMailbox{1}", "CAS_{1}"},
	"targetAddress":     {"SMTP:a@x.test", "smtp:a b@x.test", "a@corp.local", "SMTP:a@x.mail.onmicrosoft.com", "X400:c=us", "SMTP:", ":", strings.Repeat("t", 257)},
	"userPrincipalName": {"a@x.test", "a b.@x.test", "a@corp.local", "ä@x.test", "a", "@", "a@b@c", "a@x.test.", "a@corp local"},
	"sAMAccountName":    {"ann", "MSOL_1", "a/b", strings.Repeat("a", 21)},
	"proxyAddresses": {"SMTP:a@x.test", "smtp:a@x.test", "SMTP:b@x.test", "smtp:b b@x.test", "smtp:bb@x.test", "a@x.test", "c@x.test", " c@x.test", "SMTP:a b@x.test", "SMTP:ä@x.test",
		"smtp:ä@x.test", "smtp:a..b@x.test", "SIP:a b@x.test", "SIP:ab@x.test", "X500:/o=A/cn=(x), y", "X500:/o=B", "x500:/o=C", "smtp:", "SMTP:", ":", "Smtp:d@x.test",
		"SMTP:a@x.onmicrosoft.com", "smtp:a@y.test", "smtp:" + strings.Repeat("l", 300) + "@x.test"},
	"msExchRecipientTypeDetails":   {"1", "2", "64", "128", "256", "1024", "2147483648", "34359738368", "8589934592", "x", "16384"},
	"msExchRecipientDisplayType":   {"1", "6", "1073741833", "-2147483642", "-2147481850", "0"},
	"msExchRemoteRecipientType":    {"1", "4", "33", "100", "97"},
	"msExchMailboxGuid":            {"0123456789abcdef", "short"},
	"msExchHideFromAddressLists":   {"TRUE", "FALSE"},
	"publicDelegates":              {"CN=X,DC=lab"},
	"msExchHomeServerName":         {"/o=x/cn=EX1"},
	"homeMDB":                      {"CN=DB,DC=lab"},
	"groupType":                    {"8", "-2147483640", "2"},
	"userAccountControl":           {"512", "514", "66048"},
	"adminDescription":             {"User_x", "Group_x"},
	"isCriticalSystemObject":       {"TRUE"},
	"msExchEnableModeration":       {"TRUE"},
	"msDS-cloudExtensionAttribute": {"x"},
}

// badObject makes an object of those values.
func badObject(r *rand.Rand) model.Entry {
	a := attrs{}
	for _, name := range slices.Sorted(maps.Keys(badValues)) {
		pool := badValues[name]
		n := r.IntN(2)
		if name == "proxyAddresses" {
			n = r.IntN(6)
		} else if name == "objectClass" {
			n = 1
		}
		for range n {
			v := pool[r.IntN(len(pool))]
			if !slices.ContainsFunc(a[name], func(o string) bool { return strings.EqualFold(o, v) }) { // which no directory takes
				a[name] = append(a[name], v)
			}
		}
	}
	return entry(1, a)
}

// worlds are what the property tests know of the tenant.
var worlds = []Options{{}, {Verified: []string{"x.test"}}, {Schema: model.NewSchema([]model.AttrDef{
	{Name: "displayName", Syntax: model.SyntaxString, Min: 1, Max: 256}, {Name: "mail", Syntax: model.SyntaxString, Max: 256}}, nil, 0)}}

func forBadObjects(t *testing.T, n int, f func(o Options, e model.Entry)) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		f(worlds[i%len(worlds)], badObject(r))
		if t.Failed() {
			return
		}
	}
}

// brings returns what an edit brings in: a rule broken at an attribute more often
// than before.
func brings(o Options, before, after model.Entry) (out []string) {
	count := map[string]int{}
	for _, f := range Run(o, before) {
		count[f.Rule.ID+string(f.Attr)]++
	}
	for _, f := range Run(o, after) {
		if count[f.Rule.ID+string(f.Attr)]--; count[f.Rule.ID+string(f.Attr)] < 0 {
			out = append(out, fmt.Sprintf("%s %s %q %s", f.Rule.ID, f.Attr, f.Value, f.Text))
		}
	}
	return out
}

func describe(e model.Entry) string {
	var b strings.Builder
	for a, v := range e.All() {
		fmt.Fprintf(&b, "\n  %s %.80q", a, v)
	}
	return b.String()
}

func TestMendingOneFinding(t *testing.T) {
	mended := map[string]int{}
	forBadObjects(t, 1500, func(o Options, e model.Entry) {
		for _, f := range Run(o, e) {
			after, ok := Mend(e, f)
			if ok != (f.Action == Edit || f.Action == Remove) {
				t.Errorf("%s: mended %v, the action is %s at %q of%s", f.Rule.ID, ok, f.Action, f.Value, describe(e))
			}
			if !ok {
				continue
			}
			mended[f.Rule.ID]++
			if slices.ContainsFunc(Run(o, after), func(g Finding) bool { return g.key() == f.key() }) {
				t.Errorf("%s stays after mending %s %q to %q of%s", f.Rule.ID, f.Attr, f.Value, f.Proposed, describe(e))
			}
			if fresh := brings(o, e, after); len(fresh) > 0 {
				t.Errorf("%s: mending %s %q brings in %q at%s", f.Rule.ID, f.Attr, f.Value, fresh, describe(e))
			}
			if cs := model.Diff(e, after); !model.Diff(cs.Inverse().Apply(after), e).Empty() {
				t.Errorf("%s: undone is not as it was", f.Rule.ID)
			}
			if _, again := Mend(after, f); again && model.Diff(after, e).Empty() {
				t.Errorf("%s changes nothing", f.Rule.ID)
			}
		}
	})
	for _, r := range Rules() {
		if r.Mendable && mended[r.ID] == 0 {
			t.Errorf("%s was never mended", r.ID)
		}
	}
}

func TestFixesConverge(t *testing.T) {
	forBadObjects(t, 400, func(o Options, e model.Entry) {
		at := e
		for round := range 4 {
			before := at
			for _, r := range Rules() {
				if r.Fix == nil {
					continue
				}
				after, ok := r.Fix(at)
				if left := Run(Options{Only: []string{r.ID}}, after); ok && len(left) > 0 {
					t.Errorf("%s says it is right and leaves %s %q of%s", r.ID, left[0].Attr, left[0].Value, describe(at))
				}
				at = after
			}
			if model.Diff(before, at).Empty() {
				break
			}
			if round == 3 {
				t.Errorf("the fixes go on and on at%s", describe(e))
			}
		}
		for _, f := range Run(o, at) {
			if (f.Action == Edit || f.Action == Remove) && !at.Has(model.CommonName) {
				t.Errorf("%s still proposes %q for %q of%s", f.Rule.ID, f.Proposed, f.Value, describe(e))
			}
		}
	})
}

// A rule sees no more than it says it reads, or a check of the whole directory, which
// reads no more, would find something else.
func TestRulesReadWhatTheySay(t *testing.T) {
	forBadObjects(t, 400, func(o Options, e model.Entry) {
		for _, r := range Rules() {
			if r.Check == nil || r.ID == "RD1006" {
				continue
			}
			o.Only = []string{r.ID}
			all, some := Run(o, e), Run(o, e.Only(Attributes(o)...))
			if fmt.Sprint(said(all)) != fmt.Sprint(said(some)) {
				t.Errorf("%s says %q, and %q of what it reads", r.ID, said(all), said(some))
			}
		}
	})
}

func TestBatchesGiveTheSame(t *testing.T) {
	forBadObjects(t, 800, func(o Options, e model.Entry) {
		byEntry, byBatch := NewChecker(o), NewChecker(o)
		b := model.NewBatchBuilder(Attributes(o))
		b.Add(e)
		byBatch.AddBatch(b.Build())
		byEntry.Add(e.Only(Attributes(o)...))
		if x, y := fmt.Sprint(said(byEntry.Report().Findings)), fmt.Sprint(said(byBatch.Report().Findings)); x != y {
			t.Errorf("%s\nand in a batch\n%s", x, y)
		}
	})
}
