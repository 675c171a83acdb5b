// Package modeltest holds what every model.Directory and every model.Tenant must do.
// The simulator runs it on each change, ldapx runs it through the simulator's LDAP
// server on each change and against a live domain controller in every CI run.
//
// Where servers are known to differ, the difference is a field of [Fixture] with
// its source, never a question about which server it is.
package modeltest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// A Fixture is a directory to be tested.
type Fixture struct {
	Dir model.Directory

	// Arena is the DN of a container in which the signed-in user may create and
	// delete objects. The contract cleans up what it makes there.
	Arena string

	// Exchange says that the forest has the Exchange schema.
	Exchange bool

	// CaseBlind says that the server refuses a second value of proxyAddresses that
	// differs only in case, as Active Directory does. Samba 4.17 accepts it
	// (measured).
	CaseBlind bool
}

// TestDirectory runs the contract. open is called once for every case.
func TestDirectory(t *testing.T, open func(*testing.T) Fixture) {
	cases := []struct {
		name string
		run  func(*arena)
	}{
		{"edits", testEdits},
		{"info and schema", testInfo},
		{"get", testGet},
		{"get by name only", testGetByDN},
		{"search", testSearch},
		{"search with hostile text", testHostile},
		{"search is paged", testPaging},
		{"list is search", testList},
		{"stopping a search", testStop},
		{"binary and non-BMP values", testBytes},
		{"many values", testManyValues},
		{"links and back-links", testLinks},
		{"refusals", testRefusals},
		{"create and delete", testCreate},
		{"rights", testRights},
		{"canceled", testCanceled},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.run(&arena{T: t, Fixture: open(t)}) })
	}
}

// An arena makes objects for one case and takes them away again.
type arena struct {
	*testing.T
	Fixture
	n int
}

func (a *arena) make(class, name string, attrs map[model.Attr][]string) model.Ref {
	a.Helper()
	a.n++
	base, err := model.ParseDN(a.Arena)
	if err != nil {
		a.Fatal(err)
	}
	all := map[model.Attr][]string{"objectClass": {class}}
	for k, v := range attrs {
		all[k] = v
	}
	dn := base.Child("CN", fmt.Sprintf("%s %s", name, tag(a.Name(), a.n))).String()
	ref, err := a.Dir.Create(a.Context(), model.NewObject{DN: dn, Attrs: all})
	if err != nil {
		a.Fatalf("create %s: %v", dn, err)
	}
	a.Cleanup(func() {
		err := a.Dir.Delete(context.Background(), ref)
		if c := model.CodeOf(err); err != nil && c != model.NotFound && c != model.Unreachable {
			a.Errorf("delete %s: %v", dn, err)
		}
	})
	return ref
}

// tag makes names unique within a run without asking the clock.
func tag(test string, n int) string {
	h := uint32(2166136261)
	for i := range len(test) {
		h = (h ^ uint32(test[i])) * 16777619
	}
	return fmt.Sprintf("%08x-%d", h, n)
}

func (a *arena) ann() model.Ref {
	return a.make("contact", "Ann", map[model.Attr][]string{
		"displayName": {"Ann"}, "mail": {"ann@lab.example"},
		model.ProxyAddresses: {"SMTP:ann@lab.example", "smtp:a.b@lab.example", "X500:/o=Lab/ou=First (A)/cn=ann"},
	})
}

func (a *arena) get(ref model.Ref, attrs ...model.Attr) model.Entry {
	a.Helper()
	e, err := a.Dir.Get(a.Context(), ref, attrs...)
	if err != nil {
		a.Fatal(err)
	}
	return e
}

func (a *arena) apply(ref model.Ref, edit func(model.Entry) model.Entry, attrs ...model.Attr) error {
	a.Helper()
	e := a.get(ref, attrs...)
	return a.Dir.Apply(a.Context(), model.Diff(e, edit(e)))
}

func (a *arena) search(q model.Query) []model.Entry {
	a.Helper()
	var out []model.Entry
	for e, err := range a.Dir.Search(a.Context(), q) {
		if err != nil {
			a.Fatalf("search %v: %v", q.Where, err)
		}
		out = append(out, e)
	}
	return out
}

func (a *arena) code(err error, want model.Code) {
	a.Helper()
	if got := model.CodeOf(err); got != want {
		a.Errorf("code = %q, want %q (%v)", got, want, err)
	}
}

func set(attr model.Attr, v ...string) func(model.Entry) model.Entry {
	return func(e model.Entry) model.Entry { return e.With(attr, v...) }
}

func add(attr model.Attr, v ...string) func(model.Entry) model.Entry {
	return func(e model.Entry) model.Entry { return e.With(attr, append(slices.Clone(e.Values(attr)), v...)...) }
}

func sorted(v []string) []string { return slices.Sorted(slices.Values(v)) }

func names(es []model.Entry) []string {
	var out []string
	for _, e := range es {
		name, _, _ := strings.Cut(model.NameOf(e.Ref.DN), " ")
		out = append(out, name)
	}
	return sorted(out)
}
