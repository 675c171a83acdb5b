package syncrule

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// The rule of procedure 001: a clone of the Exchange rule that gives
// msExchMailboxGuid no value, in the place of the original.
func TestMailboxGUIDIsHeldBack(t *testing.T) {
	set := publishedSet(t)
	user := made(1, "user", attrs{"mailNickname": "ann", "msExchMailboxGuid": "0123456789abcdef", "msExchHideFromAddressLists": "TRUE"})
	if r := evaluated(t, NewEngine(set, contoso), user, nil); exported(r, "msExchMailboxGuid") == "-" || fateOf(r, "msExchMailboxGuid").State != Flows {
		t.Error(r.Export)
	}
	i := slices.IndexFunc(set.Rules, func(r *Rule) bool { return r.Name == "In from AD - User Exchange" })
	clone := set.Rules[i].clone()
	clone.ID, clone.Name = "{clone}", "In from AD - User Exchange - cloned"
	null, err := Parse("NULL")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range clone.Flows {
		if f.Target == "msExchMailboxGuid" {
			clone.Flows[i] = Flow{Target: f.Target, Expression: null, ApplyOnce: true, Merge: Update}
		}
	}
	replaced := *set
	replaced.Rules = slices.Clone(set.Rules)
	replaced.Rules[i] = clone
	r := evaluated(t, NewEngine(&replaced, contoso), user, nil)
	f := fateOf(r, "msExchMailboxGuid")
	if exported(r, "msExchMailboxGuid") != "-" || f.State != Blocked || f.Rule != clone || f.Why != clone.Name+" gives msExchMailboxGuid no value" || exported(r, "msExchHideFromAddressLists") != "True" {
		t.Errorf("%s %+v", exported(r, "msExchMailboxGuid"), f)
	}
	// It is told also where no other rule reads the attribute, as of accounts of another class.
	replaced.Rules = slices.DeleteFunc(slices.Clone(replaced.Rules), func(r *Rule) bool {
		return r != clone && slices.ContainsFunc(r.Flows, func(f Flow) bool { return r.Inbound() && f.Target == "msExchMailboxGuid" })
	})
	e := NewEngine(&replaced, contoso)
	if f := fateOf(evaluated(t, e, user, nil), "msExchMailboxGuid"); f.State != Blocked || f.Rule != clone || !slices.Contains(e.Attributes(), "msExchMailboxGuid") {
		t.Errorf("nobody else reads it: %+v", f)
	}
	// With the original behind it, its value comes through: NULL leaves it to the next.
	clone.Precedence = 50
	replaced.Rules = append(slices.Clone(set.Rules), clone)
	r = evaluated(t, NewEngine(&replaced, contoso), user, nil)
	if f := fateOf(r, "msExchMailboxGuid"); f.State != Flows || f.Rule.Name != "In from AD - User Exchange" {
		t.Errorf("%+v", f)
	}
}

// One attribute each for the ways in which it may fail to arrive.
func TestFates(t *testing.T) {
	gated := ruleOf(t, "in gated", 5, "user", "person", Join, "g <- company")
	gated.Scope = []ScopeGroup{{{"title", IsNotNull, ""}}}
	late := ruleOf(t, "out late", 300, "person", "user", Join, "g <- g", "k <- k", "l <- l", "a <- l")
	late.Scope = []ScopeGroup{{{"k", Equal, "no"}}}
	set := small(t, gated, late, ruleOf(t, "in all", 10, "user", "person", Join, "a <- mail", "b <- = IIF(IsPresent([sn]); [sn]; [givenName])", "c <- info", "d <- = AuthoritativeNull", "k <- st",
		"e <- = IIF(IsPresent([co]); NULL; [c])", "boss <- manager", "f <- = Error([l])", "l <- street"),
		ruleOf(t, "in more", 20, "user", "person", Join, "a <- department", "d <- pager"),
		ruleOf(t, "out more", 201, "person", "user", Join, "c2 <- = IIF([a] = \"x\"; [c]; \"y\")", "d <- d", "e <- e", "boss <- boss", "f <- f", "g <- g"))
	entry := made(1, "user", attrs{"mail": "m", "sn": "s", "givenName": "g", "info": "i", "pager": "p", "company": "c", "co": "co", "c": "c", "manager": "CN=gone", "l": "l", "st": "st", "street": "x", "department": "d", "initials": "i", "displayName": "x"})
	r := evaluated(t, NewEngine(set, Options{}), entry, slow(nil))
	for a, want := range map[model.Attr]struct {
		state State
		rule  string
		why   string
		as    string
	}{
		"mail":       {Flows, "in all", "", "a"},
		"department": {Overridden, "in more", "in all has precedence", ""},
		"sn":         {Flows, "in all", "", "b"},
		"givenName":  {Overridden, "in all", "sn is used for b", ""},
		"info":       {Blocked, "out more", "the flow to c2 does not use it for this object", ""},
		"pager":      {Overridden, "in more", "in all clears d", ""},
		"company":    {Blocked, "in gated", "title is not set", ""},
		"co":         {Stays, "", "it decides what rules do and is not passed on", ""},
		"c":          {Blocked, "in all", "the flow to e gives no value for this object", ""},
		"manager":    {Blocked, "out more", "no object that it refers to is exported", ""},
		"l":          {Stays, "", "it decides what rules do and is not passed on", ""},
		"st":         {Blocked, "out late", "k is not no", ""},
		"street":     {Blocked, "out late", "k is not no", ""},
		"initials":   {NotRead, "", "no rule reads it", ""},
	} {
		f := fateOf(r, a)
		name := ""
		if f.Rule != nil {
			name = f.Rule.Name
		}
		if f.State != want.state || name != want.rule || f.Why != want.why || strings.Join(f.As, " ") != want.as {
			t.Errorf("%s: %s %q %q %v", a, f.State, name, f.Why, f.As)
		}
	}
	if len(r.Fates) != entry.Len() || len(r.Dropped) != 1 || r.Dropped[0] != (Dropped{"manager", "CN=gone", noSuchObject}) {
		t.Error(r.Dropped)
	}
}

// Without surroundings, what references become is not known, and said so.
func TestReferencesWithoutSurroundings(t *testing.T) {
	r := evaluated(t, engine(t), made(1, "user", attrs{"manager": "CN=gone"}), nil)
	if exported(r, "manager") != "CN=gone" || len(r.Uncertain) != 1 || r.Uncertain[0].Attr != "manager" || len(r.Dropped) != 0 {
		t.Error(exported(r, "manager"), r.Uncertain)
	}
}

// An object may refer to itself.
func TestReferenceToItself(t *testing.T) {
	e := engine(t)
	u := made(1, "user", nil)
	u = u.With("manager", strings.ToUpper(u.Ref.DN))
	before := u.With("adminDescription", "User_x") // what the directory still has
	for _, around := range []Surroundings{slow{u}, slow{before}, spaceOf(t, e, before)} {
		if r := evaluated(t, e, u, around); exported(r, "manager") == "-" {
			t.Error(r.Dropped)
		}
	}
}
