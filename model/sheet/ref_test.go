package sheet

import (
	"fmt"
	"testing"

	"recipientdesk/model"
)

func object(dn string, classes ...string) model.Entry {
	return model.NewEntry(model.Ref{DN: dn}, map[model.Attr][]string{"objectClass": classes, "groupType": {"8"}})
}

func TestAddRef(t *testing.T) {
	bob := object("CN=Bob,DC=lab,DC=test", "user")
	board := object("CN=Board,DC=lab,DC=test", "group")
	pc := object("CN=PC,DC=lab,DC=test", "user", "computer")
	e := model.NewEntry(model.Ref{GUID: "g", DN: "CN=Ann,DC=lab,DC=test"}, map[model.Attr][]string{
		"authOrig": {"CN=Eva,DC=lab,DC=test"}, "manager": {"CN=Eva,DC=lab,DC=test"}})
	tests := []struct {
		name, field string
		targets     []model.Entry
		want        string
	}{
		{"a person goes to the persons", "acceptFrom", []model.Entry{bob},
			`authOrig ["CN=Eva,DC=lab,DC=test"] -> ["CN=Eva,DC=lab,DC=test" "CN=Bob,DC=lab,DC=test"]`},
		{"a group goes to the groups", "acceptFrom", []model.Entry{board}, `dLMemSubmitPerms [] -> ["CN=Board,DC=lab,DC=test"]`},
		{"both at once", "rejectFrom", []model.Entry{board, bob},
			`dLMemRejectPerms [] -> ["CN=Board,DC=lab,DC=test"]; unauthOrig [] -> ["CN=Bob,DC=lab,DC=test"]`},
		{"one who is there, in other case", "acceptFrom", []model.Entry{object("cn=eva, dc=LAB,dc=test", "user")},
			`exists: Accept messages only from: "eva" is there already`},
		{"the same twice", "acceptFrom", []model.Entry{bob, bob}, `exists: Accept messages only from: "Bob" is there already`},
		{"a single reference is replaced", "manager", []model.Entry{bob}, `manager ["CN=Eva,DC=lab,DC=test"] -> ["CN=Bob,DC=lab,DC=test"]`},
		{"two for one place", "manager", []model.Entry{bob, object("CN=Cy,DC=lab", "user")}, `invalid: Manager: takes one object, not 2`},
		{"a group cannot be a manager", "manager", []model.Entry{board},
			`invalid: Manager: "Board" cannot stand here: it is of the kind "Distribution group (no mail)"`},
		{"a computer is no person", "manager", []model.Entry{pc}, `invalid: Manager: "PC" cannot stand here: it is of the kind "Other object"`},
		{"membership is a back-link", "memberOf", []model.Entry{board}, `memberOf [] -> ["CN=Board,DC=lab,DC=test"]`},
		{"text holds no references", "displayName", []model.Entry{bob}, `invalid: Display name: holds no references`},
		{"an object without a place", "manager", []model.Entry{{}}, `invalid: Manager: the object to add has no name`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := Lookup(tt.field)
			after, err := f.AddRef(e, tt.targets...)
			if got := outcome(e, after, err); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestPlacedReferences(t *testing.T) {
	e := person()
	f, _ := Lookup("acceptFrom")
	if got := fmt.Sprint(f.Values(e)); got != "[CN=Bob,DC=lab,DC=test CN=Board,DC=lab,DC=test]" {
		t.Error("values:", got)
	}
	gone, err := f.RemoveRef(e, "cn=board,dc=lab,dc=test")
	if got := outcome(e, gone, err); got != `dLMemSubmitPerms ["CN=Board,DC=lab,DC=test"] -> []` {
		t.Error("remove:", got)
	}
	_, err = f.Add(e, "CN=New,DC=lab,DC=test")
	if got := outcome(e, e, err); got != `invalid: Accept messages only from: "CN=New,DC=lab,DC=test" cannot be added by its name alone` {
		t.Error("add by name:", got)
	}
	none, err := f.With(e, nil)
	if got := outcome(e, none, err); got != `authOrig ["CN=Bob,DC=lab,DC=test"] -> []; dLMemSubmitPerms ["CN=Board,DC=lab,DC=test"] -> []` {
		t.Error("clear:", got)
	}
}

func TestSplit(t *testing.T) {
	const self, a, b = "CN=Ann,DC=lab", "CN=A,DC=lab", "CN=B,DC=lab"
	before := model.NewEntry(model.Ref{GUID: "g", DN: self}, map[model.Attr][]string{"memberOf": {a}, "title": {"x"}})
	after := before.With("memberOf", b).With("publicDelegatesBL", b).With("title", "y").With("member", a)
	schema := model.NewSchema([]model.AttrDef{{Name: "member", LinkID: 2}, {Name: "memberOf", LinkID: 3}}, nil, 0)
	for _, s := range []*model.Schema{nil, schema} {
		own, others := Split(s, model.Diff(before, after))
		if got := fmt.Sprint(own); got != fmt.Sprintf("{{g %s} [{member [] [%s]} {title [x] [y]}]}", self, a) {
			t.Error("own:", got)
		}
		want := fmt.Sprintf("[{{ %s} [{member [%s] []}]} {{ %s} [{member [] [%s]} {publicDelegates [] [%s]}]}]", a, self, b, self, self)
		if got := fmt.Sprint(others); got != want {
			t.Errorf("others: got  %s\nwant %s", got, want)
		}
	}
}

func TestFiveThousandMembers(t *testing.T) {
	f, _ := Lookup("member")
	var targets []model.Entry
	for i := range 5000 {
		targets = append(targets, object(fmt.Sprintf("CN=U%d,DC=lab", i), "user"))
	}
	e, err := f.AddRef(object("CN=G,DC=lab", "group"), targets...)
	if err != nil || len(f.Values(e)) != 5000 {
		t.Fatal(len(f.Values(e)), err)
	}
	if e, err = f.RemoveRef(e, "cn=u4999,dc=lab"); err != nil || len(f.Values(e)) != 4999 {
		t.Fatal(len(f.Values(e)), err)
	}
	same, err := f.With(e, f.Values(e)[1:])
	if err != nil || len(f.Values(same)) != 4998 {
		t.Fatal(err)
	}
}
