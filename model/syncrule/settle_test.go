package syncrule

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// ruleOf makes a rule of flows: "target <- attribute", "target <- = expression",
// "target <- 'constant'"; with ", once" and ", merge" or ", mergeblind" behind.
func ruleOf(t testing.TB, name string, precedence int, from, to string, link Link, flows ...string) *Rule {
	t.Helper()
	r := &Rule{ID: "{" + name + "}", Name: name, Precedence: precedence, Connector: "{ad}", Source: from, Target: to, Link: link}
	if strings.HasPrefix(name, "out") {
		r.Outbound, r.Connector = true, "{tenant}"
	}
	for _, line := range flows {
		line, merge, _ := strings.Cut(line, ", ")
		target, source, ok := strings.Cut(line, " <- ")
		if !ok {
			t.Fatal(line)
		}
		f := Flow{Target: target, Merge: map[string]Merge{"": Update, "once": Update, "merge": MergeValues, "mergeblind": MergeCaseInsensitive, "replace": Replace}[merge], ApplyOnce: merge == "once"}
		if src, ok := strings.CutPrefix(source, "= "); ok {
			e, err := Parse(strings.ReplaceAll(src, ";", ","))
			if err != nil {
				t.Fatal(err)
			}
			f.Expression = e
		} else if strings.HasPrefix(source, "'") {
			f.Constant = String(strings.Trim(source, "'"))
		} else {
			f.Direct = source
		}
		r.Flows = append(r.Flows, f)
	}
	return r
}

// small is the least that takes a user to a tenant, and the rules of a test.
func small(t testing.TB, more ...*Rule) *RuleSet {
	s := &RuleSet{Rules: append(more, ruleOf(t, "in join", 100, "user", "person", Provision, "sourceAnchor <- = ConvertToBase64([objectGUID])"),
		ruleOf(t, "out join", 200, "person", "user", Provision, "sourceAnchor <- sourceAnchor", "a <- a", "b <- b"))}
	s.sort()
	return s
}

// How flows of several rules become one value.
func TestSettling(t *testing.T) {
	one := attrs{"mail": "m", "proxyAddresses": "x X y", "title": "t", "otherTelephone": "X z"}
	for _, c := range []struct {
		name  string
		flows [][]string // of rules with falling precedence
		want  string     // a of the export
		say   string     // part of a problem
	}{
		{"the highest precedence wins", [][]string{{"a <- mail"}, {"a <- title"}}, "m", ""},
		{"an attribute without value leaves it to the next", [][]string{{"a <- company"}, {"a <- title"}}, "t", ""},
		{"NULL leaves it to the next", [][]string{{"a <- = NULL"}, {"a <- title"}}, "t", ""},
		{"so does an empty text", [][]string{{"a <- = Left([mail]; 0)"}, {"a <- title"}}, "t", ""},
		{"AuthoritativeNull leaves it to none", [][]string{{"a <- = AuthoritativeNull"}, {"a <- title"}}, "-", ""},
		{"IgnoreThisFlow is as if the flow were not there", [][]string{{"a <- = IgnoreThisFlow"}, {"a <- title"}}, "t", ""},
		{"nobody contributes", [][]string{{"a <- = NULL"}}, "-", ""},
		{"a constant", [][]string{{"a <- 'fixed'"}, {"a <- title"}}, "fixed", ""},
		{"a flow that runs once, of a new object", [][]string{{"a <- mail, once"}, {"a <- title"}}, "m", ""},
		{"Replace is Update", [][]string{{"a <- mail, replace"}, {"a <- title, replace"}}, "m", ""},
		{"an error ends it", [][]string{{`a <- = Error("too bad")`}, {"a <- title"}}, "-", "too bad"},
		{"an error that is not reached", [][]string{{"a <- mail"}, {`a <- = Error("too bad")`}}, "m", ""},
		{"merged, minding case", [][]string{{"a <- proxyAddresses, merge"}, {"a <- otherTelephone, merge"}}, "x; X; y; z", ""},
		{"merged, not minding case", [][]string{{"a <- otherTelephone, mergeblind"}, {"a <- proxyAddresses, mergeblind"}}, "X; z; y", ""},
		{"merged, and AuthoritativeNull first", [][]string{{"a <- = AuthoritativeNull, merge"}, {"a <- mail, merge"}}, "-", ""},
		{"merged with AuthoritativeNull", [][]string{{"a <- otherTelephone, merge"}, {"a <- = AuthoritativeNull, merge"}, {"a <- mail, merge"}}, "X; z", ""},
		{"ways to merge that differ", [][]string{{"a <- mail"}, {"a <- otherTelephone, merge"}}, "m", "merges in another way"},
		{"merge first", [][]string{{"a <- otherTelephone, merge"}, {"a <- mail"}}, "X; z", "merges in another way"},
		{"a parameter that is not known", [][]string{{"a <- = %Domain.Netbios%"}, {"a <- title"}}, "t", ""},
		{"a type that does not fit", [][]string{{"a <- = BitAnd([mail]; 2)"}}, "-", "num"},
	} {
		var rules []*Rule
		for i, f := range c.flows {
			rules = append(rules, ruleOf(t, fmt.Sprint("in ", i), i+1, "user", "person", Join, f...))
		}
		r := evaluated(t, NewEngine(small(t, rules...), Options{}), made(1, "user", one), nil)
		if got := exported(r, "a"); got != c.want || (len(r.Problems) > 0) != (c.say != "") || len(r.Problems) > 0 && !strings.Contains(r.Problems[0].Text, c.say) {
			t.Errorf("%s: %s, %v", c.name, got, r.Problems)
		}
		if (len(r.Uncertain) > 0) != strings.Contains(c.name, "parameter") {
			t.Error(c.name, r.Uncertain)
		}
	}
}

// The schema of the metaverse says which attributes take several values.
func TestShapeOfValues(t *testing.T) {
	set := small(t, ruleOf(t, "in more", 1, "user", "person", Join, "a <- proxyAddresses", "b <- mail", "accountEnabled <- 'True'"))
	set.Metaverse = map[string]AttrType{"a": {Text, false}, "b": {Text, true}, "accountEnabled": {Bool, false}}
	got := func(r *Result, name string) Value {
		for _, c := range r.Metaverse {
			if c.Attribute == name {
				return c.Value
			}
		}
		return NullValue
	}
	r := evaluated(t, NewEngine(set, Options{}), made(1, "user", attrs{"mail": "m", "proxyAddresses": "x"}), nil)
	if !got(r, "a").Equal(String("x")) || !got(r, "b").Equal(Strings("m")) || !got(r, "accountEnabled").Equal(Boolean(true)) || len(r.Uncertain) > 0 {
		t.Error(r.Metaverse, r.Uncertain)
	}
	r = evaluated(t, NewEngine(set, Options{}), made(1, "user", attrs{"proxyAddresses": "x y"}), nil)
	if !got(r, "a").Equal(Strings("x", "y")) || len(r.Uncertain) != 1 || r.Uncertain[0].Attr != "a" {
		t.Error(r.Metaverse, r.Uncertain)
	}
}

// The same holds from the metaverse to the tenant.
func TestSettlingOutbound(t *testing.T) {
	for src, want := range map[string]string{"NULL": "m", "AuthoritativeNull": "-", "IgnoreThisFlow": "m", `"x"`: "x", "[mail]": "m", `IIF(IsPresent([cloudAnchor]); "old"; NULL)`: "m", `ImportedValue("mail")`: "m", `Error("no")`: "-"} {
		set := small(t, ruleOf(t, "in mail", 1, "user", "person", Join, "mail <- mail"), ruleOf(t, "out first", 10, "person", "user", Join, "mail <- = "+src), ruleOf(t, "out mail", 20, "person", "user", Join, "mail <- mail"))
		if r := evaluated(t, NewEngine(set, Options{}), made(1, "user", attrs{"mail": "m"}), nil); exported(r, "mail") != want || (len(r.Problems) > 0) != strings.HasPrefix(src, "Error") {
			t.Errorf("%s: %s %v", src, exported(r, "mail"), r.Problems)
		}
	}
}

func TestScopeOperators(t *testing.T) {
	for _, c := range strings.Split(strings.TrimSpace(`
EQUAL Ann | ann ANN | Anna 7 -
NOTEQUAL Ann | Anna - | ann
EQUAL True | TRUE! true | FALSE! - 0
NOTEQUAL True | FALSE! - x | TRUE!
EQUAL 7 | 7! 7 | 8! -
CONTAINS nn | Ann ANNE | ab -
NOTCONTAINS nn | ab - | Ann
STARTSWITH Us | user_ US | aus -
NOTSTARTSWITH Us | aus - | user_
ENDSWITH er | User | user_ -
NOTENDSWITH er | user_ - | User
ISNULL | - | x 0!
ISNOTNULL | x 0! | -
ISBITSET 2 | 2! 514! 3 | 512! x -
ISNOTBITSET 2 | 512! - x | 514!
ISBITSET 0x2 | 514! | 512!
ISBITSET 6 | 2! 4! 6! | 1! 8!
ISBITSET &H2 | 514! | 512!
LESSTHAN 50000 | 6! 49999! | 50000! 50001! -
LESSTHAN_OR_EQUAL 5 | 5! | 6! -
GREATERTHAN 5 | 10! | 5! -
GREATERTHAN_OR_EQUAL 5 | 5! 10! | 4! -
LESSTHAN b | a | b c -
GREATERTHAN b | C | a B -
ISIN b | b a,B | a a,c -
ISNOTIN b | a,c - | a,b
EQUAL b | a,b | a,c
NOTEQUAL b | a,c | a,b
LIKE b | | b -
`), "\n") {
		parts := strings.Split(c, "|")
		op, want, _ := strings.Cut(strings.TrimSpace(parts[0]), " ")
		operator, _ := ParseOperator(op)
		clause := newTest(&Clause{"a", operator, want}, 0, nil)
		for i, list := range parts[1:] {
			for word := range strings.FieldsSeq(list) {
				if got := clause.holds(scopeValue(word)); got != (i == 0) {
					t.Errorf("%s of %s: %v", clause.clause, word, got)
				}
			}
		}
	}
	if place := newTest(&Clause{"a", Equal, "cn=b,DC=x"}, 0, nil); !place.holds(Reference("CN=B, dc=x")) {
		t.Error("references compare as places")
	}
}

// scopeValue reads - as NULL, 7! and TRUE! as what LDAP types so, and a,b as a list.
func scopeValue(s string) Value {
	typed, ok := strings.CutSuffix(s, "!")
	switch {
	case s == "-":
		return NullValue
	case ok && (typed == "TRUE" || typed == "FALSE"):
		return AttrType{Kind: Bool}.single(typed)
	case ok:
		return AttrType{Kind: Number}.single(typed)
	case strings.Contains(s, ","):
		return Strings(strings.Split(s, ",")...)
	}
	return String(s)
}

// Of groups that all fail, the one that comes closest says why.
func TestScopeSaysWhy(t *testing.T) {
	rule := ruleOf(t, "in more", 1, "user", "person", Join, "a <- mail")
	for _, c := range []struct {
		scope  []ScopeGroup
		passed bool
		clause string
		why    string
	}{
		{nil, true, "", ""},
		{[]ScopeGroup{{}}, true, "", ""},
		{[]ScopeGroup{{{"mail", IsNotNull, ""}}}, true, "mail ISNOTNULL", ""},
		{[]ScopeGroup{{{"mail", IsNotNull, ""}, {"title", IsNotNull, ""}}}, false, "title ISNOTNULL", "title is not set"},
		{[]ScopeGroup{{{"title", IsNotNull, ""}, {"mail", IsNull, ""}}, {{"mail", IsNotNull, ""}, {"cn", Equal, "x"}}}, false, "cn EQUAL x", "cn is not x"},
		{[]ScopeGroup{{{"title", IsNotNull, ""}}, {{"cn", StartsWith, "x"}}}, false, "title ISNOTNULL", "title is not set and cn does not start with x"},
		{[]ScopeGroup{{{"title", IsNotNull, ""}}, {{"userAccountControl", IsNotBitSet, "2"}}}, true, "userAccountControl ISNOTBITSET 2", ""},
	} {
		rule.Scope = c.scope
		e := NewEngine(small(t, rule), Options{})
		r := evaluated(t, e, made(1, "user", attrs{"mail": "m"}), nil)
		if got := r.Scope[0]; got.Rule != rule || got.Passed != c.passed || got.Clause != c.clause || (exported(r, "a") == "m") != c.passed {
			t.Errorf("%v: %+v", c.scope, got)
		}
		if f := fateOf(r, "mail"); !c.passed && (f.State != Blocked || f.Why != c.why || f.Clause == nil || f.Clause.String() != c.clause) || c.passed && f.State != Flows {
			t.Errorf("%v: %+v", c.scope, f)
		}
	}
	for op := range slices.Values(operators) {
		if why := (Clause{"mail", op, "x"}).Unmet(); strings.Contains(why, "not known") {
			t.Error(op)
		}
	}
}

// The order in which rules stand in a set does not matter, their precedence does.
func TestOrderOfRulesDoesNotMatter(t *testing.T) {
	set := publishedSet(t)
	entries := crowd()
	e := NewEngine(set, contoso)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		mixed := *set
		mixed.Rules = slices.Clone(set.Rules)
		rng.Shuffle(len(mixed.Rules), func(i, j int) { mixed.Rules[i], mixed.Rules[j] = mixed.Rules[j], mixed.Rules[i] })
		other := NewEngine(&mixed, contoso)
		for _, entry := range entries {
			a, b := evaluated(t, e, entry, slow(entries)), evaluated(t, other, entry, slow(entries))
			byText := func(p, q Problem) int { return cmp.Or(cmp.Compare(p.Attr, q.Attr), cmp.Compare(p.Text, q.Text)) }
			for _, r := range []*Result{a, b} {
				slices.SortFunc(r.Problems, byText)
				slices.SortFunc(r.Uncertain, byText)
			}
			if !reflect.DeepEqual(a, b) {
				t.Fatalf("%s:\n%+v\n%+v", entry.Ref.DN, a, b)
			}
		}
	}
}

func TestDisabledRulesAreNotThere(t *testing.T) {
	rule := ruleOf(t, "in more", 1, "user", "person", Join, "a <- mail")
	rule.Disabled = true
	r := evaluated(t, NewEngine(small(t, rule), Options{}), made(1, "user", attrs{"mail": "m"}), nil)
	if len(r.Scope) != 1 || exported(r, "a") != "-" || fateOf(r, "mail").State != NotRead {
		t.Errorf("%+v", r)
	}
}
