package syncrule

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// forestOf is a rule set with a connector of two domains, of which one is selected,
// and within it containers in containers.
func forestOf(t testing.TB, more ...*Rule) *RuleSet {
	set := small(t, more...)
	set.Connectors = []*Connector{{ID: "{tenant}", Name: "tenant"}, {ID: "{ad}", Name: "corp.example", AD: true, Params: map[string]string{"Forest.FQDN": "corp.example"},
		Partitions: []Partition{
			{DN: "DC=corp,DC=example", Selected: true, Classes: []string{"user", "contact"}, Include: []string{"OU=Staff,DC=corp,DC=example", "OU=In,OU=Out,OU=Staff,DC=corp,DC=example"},
				Exclude: []string{"DC=corp,DC=example", "OU=Out,OU=Staff,DC=corp,DC=example"}, Params: map[string]string{"Domain.FQDN": "corp.example", "Domain.Netbios": "CORP"}},
			{DN: "DC=child,DC=corp,DC=example", Selected: true, Params: map[string]string{"Domain.FQDN": "child.corp.example"}},
			{DN: "DC=off,DC=corp,DC=example"},
		}}}
	return set
}

func placed(dn string, n int, class string, a attrs) model.Entry {
	e := made(n, class, a)
	e.Ref.DN = dn
	return e
}

func TestWhatIsImported(t *testing.T) {
	e := NewEngine(forestOf(t, ruleOf(t, "in name", 1, "user", "person", Join, "a <- = %Domain.FQDN%", "b <- = %Forest.FQDN%")), Options{Params: map[string]string{"Domain.FQDN": "given"}})
	for _, c := range []struct{ dn, class, why, domain string }{
		{"CN=a,OU=Staff,DC=corp,DC=example", "user", "", "corp.example"},
		{"CN=a,OU=More,ou=staff, dc=CORP,DC=example", "user", "", "corp.example"},
		{"CN=a,OU=Out,OU=Staff,DC=corp,DC=example", "user", "container OU=Out,OU=Staff,DC=corp,DC=example is not selected", ""},
		{"CN=a,OU=Deep,OU=Out,OU=Staff,DC=corp,DC=example", "user", "container OU=Out", ""},
		{"CN=a,OU=In,OU=Out,OU=Staff,DC=corp,DC=example", "user", "", "corp.example"},
		{"CN=a,OU=Else,DC=corp,DC=example", "user", "container DC=corp,DC=example is not selected", ""},
		{"CN=a,OU=Staff,DC=corp,DC=example", "group", "objects of the class group are not imported", ""},
		{"CN=a,OU=Staff,DC=corp,DC=example", "contact", "no rule is for objects of the class contact", ""},
		{"CN=a,DC=child,DC=corp,DC=example", "user", "", "child.corp.example"},
		{"CN=a,OU=Staff,DC=off,DC=corp,DC=example", "user", "the domain DC=off,DC=corp,DC=example is not selected", ""},
		{"CN=a,DC=elsewhere,DC=example", "user", "", "given"},
		{"no name", "user", "", "given"},
	} {
		r := evaluated(t, e, placed(c.dn, 1, c.class, nil), nil)
		if r.Imported != (c.why == "") || !strings.Contains(r.Why, c.why) || c.why == "" && exported(r, "a") != c.domain || r.Imported && exported(r, "b") != "corp.example" {
			t.Errorf("%s %s: %v %q %s %s", c.class, c.dn, r.Imported, r.Why, exported(r, "a"), exported(r, "b"))
		}
		if doubtful := c.domain == "given"; (len(r.Uncertain) == 1) != doubtful {
			t.Errorf("%s: %v", c.dn, r.Uncertain)
		}
		if !r.Imported && slices.ContainsFunc(r.Fates, func(f Fate) bool { return f.State != NotSelected && f.State != NotRead || f.Why == "" }) {
			t.Errorf("%s: %+v", c.dn, r.Fates)
		}
	}
}

func TestAttributesThatAreNotImported(t *testing.T) {
	set := forestOf(t, ruleOf(t, "in mail", 1, "user", "person", Join, "a <- = IIF(IsPresent([mail]); [mail]; [title])", "b <- company"))
	set.Connectors[1].Attributes = []string{"objectGUID", "title", "cn"}
	r := evaluated(t, NewEngine(set, Options{}), placed("CN=a,OU=Staff,DC=corp,DC=example", 1, "user", attrs{"mail": "m", "title": "t", "company": "c", "sn": "s"}), nil)
	for a, want := range map[model.Attr]State{"mail": NotSelected, "company": NotSelected, "title": Flows, "sn": NotRead, "cn": NotRead} {
		if f := fateOf(r, a); f.State != want {
			t.Errorf("%s: %+v", a, f)
		}
	}
	if exported(r, "a") != "t" || exported(r, "b") != "-" {
		t.Error(r.Export)
	}
}

// Types come from the directory, else from the connector, else from what is common.
func TestTypesAreStrict(t *testing.T) {
	set := forestOf(t, ruleOf(t, "in bits", 1, "user", "person", Join, "a <- = BitAnd([thing]; 1)"))
	entry := placed("CN=a,OU=Staff,DC=corp,DC=example", 1, "user", attrs{"thing": "3"})
	if r := evaluated(t, NewEngine(set, Options{}), entry, nil); exported(r, "a") != "-" || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Text, "num") {
		t.Error(r.Problems)
	}
	set.Connectors[1].Types = map[string]AttrType{"thing": {Number, false}}
	if r := evaluated(t, NewEngine(set, Options{}), entry, nil); exported(r, "a") != "1" {
		t.Error(r.Problems)
	}
	schema := model.NewSchema([]model.AttrDef{{Name: "thing", Syntax: model.SyntaxInteger}}, nil, 0)
	if r := evaluated(t, NewEngine(set, Options{Schema: schema}), entry, nil); exported(r, "a") != "1" { // several values
		t.Error(r.Problems)
	}
	set.Connectors[1].Types = map[string]AttrType{"Thing": {Number, false}}
	if r := evaluated(t, NewEngine(set, Options{}), entry, nil); len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Text, "[Thing]") {
		t.Error(r.Problems)
	}
}

func TestValuesOfLDAP(t *testing.T) {
	for _, c := range []struct {
		t    AttrType
		raw  []string
		want Value
	}{
		{AttrType{Text, false}, nil, NullValue}, {AttrType{Text, false}, []string{"x"}, String("x")}, {AttrType{Text, true}, []string{"x"}, Strings("x")}, {AttrType{Text, false}, []string{"x", "y"}, Strings("x", "y")},
		{AttrType{Bool, false}, []string{"TRUE"}, Boolean(true)}, {AttrType{Bool, false}, []string{"FALSE"}, Boolean(false)}, {AttrType{Bool, false}, []string{"yes"}, String("yes")},
		{AttrType{Number, false}, []string{"-2147483646"}, Int(-2147483646)}, {AttrType{Number, false}, []string{"9223372036854775807"}, Int(1<<63 - 1)}, {AttrType{Number, false}, []string{"1e3"}, String("1e3")},
		{AttrType{Ref, false}, []string{"CN=a"}, Reference("CN=a")}, {AttrType{Ref, false}, []string{sid(1)}, Bytes(sid(1))}, {AttrType{Binary, false}, []string{"\x00\xff"}, Bytes("\x00\xff")}, {AttrType{Binary, true}, []string{"a", "b"}, Multi(Bytes("a"), Bytes("b"))},
	} {
		if got := c.t.read(c.raw); !got.Equal(c.want) {
			t.Errorf("%v %q: %v", c.t, c.raw, got)
		}
	}
}

// What is said of every Active Directory is what the published connector says.
func TestCommonTypes(t *testing.T) {
	types := publishedSet(t).Connector("{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d}").Types
	for name, want := range types {
		if got, ok := adTypes[strings.ToLower(name)]; ok && got != want {
			t.Errorf("%s: %v, not %v", name, want, got)
		}
	}
	for _, r := range publishedSet(t).Rules {
		if r.Inbound() && r.Connector == "{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d}" {
			for _, n := range r.read() {
				if want, ok := types[n]; ok && typeOf(n, nil, nil) != want {
					t.Errorf("%s: %v is missing", n, want)
				}
			}
		}
	}
}

func TestClasses(t *testing.T) {
	for list, want := range map[string]string{"top person organizationalPerson user": "user", "user top organizationalPerson person": "user", "top person organizationalPerson user computer": "computer", "computer user": "computer",
		"top person organizationalPerson user inetOrgPerson": "inetOrgPerson", "top person organizationalPerson contact": "contact", "top group": "group", "group top posixGroup": "group", "top organizationalUnit": "organizationalUnit",
		"top person organizationalPerson user computer msDS-GroupManagedServiceAccount": "msDS-GroupManagedServiceAccount", "posixAccount top person organizationalPerson user": "user", "": "", "top": "top"} {
		if got := classOf(strings.Fields(list)); got != want {
			t.Errorf("%s: %s", list, got)
		}
	}
}

// The pilot group limits synchronization to its direct members.
func TestPilotGroup(t *testing.T) {
	const pilot = "CN=Pilot,OU=Staff,DC=corp,DC=example"
	set := forestOf(t)
	set.Connectors[1].Params[pilotGroup] = pilot
	in, out := placed("CN=in,OU=Staff,DC=corp,DC=example", 1, "user", nil), placed("CN=out,OU=Staff,DC=corp,DC=example", 2, "user", nil)
	group := placed(pilot, 3, "group", attrs{"member": "cn=IN,OU=Staff,DC=corp,DC=example"})
	e := NewEngine(set, Options{})
	for name, around := range map[string]Surroundings{"space": spaceOf(t, e, in, out, group), "slow": slow{in, out, group}, "remembered": Remember(slow{in, out, group})} {
		if r := evaluated(t, e, in, around); !r.InScope {
			t.Error(name, r.Why)
		}
		if r := evaluated(t, e, out, around); r.InScope || !strings.Contains(r.Why, "not a direct member of Pilot") {
			t.Error(name, r.Why)
		}
		if r := evaluated(t, e, out.With("memberOf", pilot), around); !r.InScope {
			t.Error(name, r.Why)
		}
	}
	if !slices.Contains(e.Attributes(), "memberOf") || len(evaluated(t, e, out, nil).Uncertain) != 1 {
		t.Error(e.Attributes())
	}
	// A rule may ask for the group itself.
	asks := ruleOf(t, "in pilot", 1, "user", "person", Join, "cloudFiltered <- 'True'")
	asks.Scope = []ScopeGroup{{{"dn", IsNotMemberOf, "%" + pilotGroup + "%"}}}
	set = forestOf(t, asks)
	set.Connectors[1].Params[pilotGroup] = pilot
	for _, r := range set.Rules {
		if r.Outbound {
			r.Scope = []ScopeGroup{{{"cloudFiltered", NotEqual, "True"}}}
		}
	}
	e = NewEngine(set, Options{})
	if r := evaluated(t, e, out, slow{in, out, group}); r.InScope || r.FilteredBy == nil || r.FilteredBy.Rule.Name != "in pilot" {
		t.Errorf("%+v", r)
	}
	if r := evaluated(t, e, in, slow{in, out, group}); !r.InScope {
		t.Errorf("%+v", r)
	}
}

// Each forest has its own rules; the place of an object says which are its.
func TestForests(t *testing.T) {
	other := ruleOf(t, "in other join", 101, "user", "person", Provision, "sourceAnchor <- = ConvertToBase64([objectGUID])", "a <- 'other'")
	other.Connector = "{other}"
	stray := ruleOf(t, "in stray", 2, "user", "person", Provision, "a <- 'stray'")
	stray.Connector = "{stray}"
	set := forestOf(t, stray, other, ruleOf(t, "in name", 3, "user", "person", Join, "a <- 'corp'", "b <- = %Connector.ID%"))
	set.Connectors = append(set.Connectors, &Connector{ID: "{other}", AD: true, Partitions: []Partition{{DN: "DC=other,DC=example", Selected: true}}})
	e := NewEngine(set, Options{})
	for dn, want := range map[string]string{"CN=a,OU=Staff,DC=corp,DC=example": "corp {ad}", "CN=a,DC=other,DC=example": "other -", "CN=a,DC=nowhere": "corp {ad}"} {
		r := evaluated(t, e, placed(dn, 1, "user", nil), nil)
		if got := exported(r, "a") + " " + exported(r, "b"); got != want {
			t.Errorf("%s: %s, %d rules", dn, got, len(r.Scope))
		}
	}
}
