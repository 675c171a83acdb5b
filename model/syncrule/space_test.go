package syncrule

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// slow are surroundings that look through everything, as far as the engine knows a
// server elsewhere.
type slow []model.Entry

func (s slow) Find(_ context.Context, a model.Attr, value string) (out []model.Entry, err error) {
	for _, e := range s {
		vs := e.Values(a)
		if a.Is("objectGUID") {
			g, _ := model.ParseGUID(e.Ref.GUID)
			vs = []string{g.Bytes()}
		}
		for _, v := range vs {
			if strings.EqualFold(v, value) {
				out = append(out, e)
				break
			}
		}
	}
	return out, nil
}

func (s slow) Get(_ context.Context, dn string) (model.Entry, bool, error) {
	for _, e := range s {
		if model.SameDN(e.Ref.DN, dn) {
			return e, true, nil
		}
	}
	return model.Entry{}, false, nil
}

// spaceOf takes entries in, a few at a time.
func spaceOf(t testing.TB, e *Engine, entries ...model.Entry) *Space {
	t.Helper()
	s, err := NewSpace(e, batches(e, entries))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func batches(e *Engine, entries []model.Entry) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		k := model.NewBatchBuilder(e.Attributes())
		for i, entry := range entries {
			if k.Add(entry); i%3 == 2 && !yield(k.Build(), nil) {
				return
			}
		}
		yield(k.Build(), nil)
	}
}

func TestSpaceFinds(t *testing.T) {
	e := engine(t)
	ann, dup := made(1, "user", attrs{"mail": "Ann@contoso.com"}), made(2, "contact", attrs{"mail": "ann@CONTOSO.com", "dn": `CN=Doe\,␣Joe,OU=CORP,DC=contoso,DC=com`})
	s := spaceOf(t, e, ann, dup, made(3, "user", nil), made(4, "group", attrs{"description": "one two"}))
	for _, c := range []struct {
		attr  model.Attr
		value string
		want  int
	}{{"mail", "ann@contoso.com", 2}, {"MAIL", "ann@contoso.com", 2}, {"mail", "nobody", 0}, {"objectSid", sid(1), 1}, {"objectSid", strings.ToUpper(sid(1)), 1},
		{"objectGUID", guid(3).Bytes(), 1}, {"description", "TWO", 1}, {"nothing", "x", 0}} {
		got, err := s.Find(t.Context(), c.attr, c.value)
		if err != nil || len(got) != c.want {
			t.Errorf("%s=%q: %d %v", c.attr, c.value, len(got), err)
		}
	}
	for dn, want := range map[string]bool{dup.Ref.DN: true, `cn=doe\2C joe, OU=corp, dc=contoso,dc=com`: true, "CN=user1,OU=Staff,OU=CORP,DC=contoso,DC=com": true, "CN=user1,DC=contoso,DC=com": false, "": false} {
		if _, ok, err := s.Get(t.Context(), dn); ok != want || err != nil {
			t.Error(dn, ok, err)
		}
	}
	s.Put(made(4, "group", attrs{"description": "three"}))
	if got, _ := s.Find(t.Context(), "description", "three"); len(got) != 1 || s.Len() != 4 {
		t.Error(got)
	}
	broken := errors.New("line cut")
	if _, err := NewSpace(e, func(yield func(*model.Batch, error) bool) { yield(nil, broken) }); err != broken {
		t.Error(err)
	}
}

// A Space, surroundings that ask, and surroundings that remember say the same; and
// all of them say it twice.
func TestSurroundingsAgree(t *testing.T) {
	e := engine(t)
	entries := crowd()
	s := spaceOf(t, e, entries...)
	r := Remember(slow(entries))
	var all []*Result
	for res, err := range e.EvaluateAll(t.Context(), s, Run{Workers: 3}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, res)
	}
	if len(all) != len(entries) {
		t.Fatal(len(all))
	}
	for i, entry := range entries {
		for name, got := range map[string]*Result{"slow": evaluated(t, e, entry, slow(entries)), "remembered": evaluated(t, e, entry, r), "remembered again": evaluated(t, e, entry, r), "space": evaluated(t, e, s.Entry(i), s), "all": all[i]} {
			want := evaluated(t, e, entry, slow(entries))
			got.Entry, want.Entry, got.Fates, want.Fates = model.Entry{}, model.Entry{}, nil, nil
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %s:\n%+v\n%+v", entry.Ref.DN, name, got, want)
			}
		}
	}
}

// crowd is a little of everything.
func crowd() []model.Entry {
	dn := func(name string) string { return "CN=" + name + ",OU=Staff,OU=CORP,DC=contoso,DC=com" }
	group := made(20, "group", attrs{"mail": "all@contoso.com", "mailNickname": "all", "member": strings.Join([]string{dn("user1"), dn("user2"), dn("user3"), dn("contact5"), dn("contact6"), dn("gone"), dn("group21")}, " "), "managedBy": dn("user1")})
	return []model.Entry{made(1, "user", attrs{"mail": "ann@contoso.com", "mailNickname": "ann", "manager": dn("user3"), "publicDelegates": dn("user2")}), made(2, "user", attrs{"adminDescription": "User_x", "manager": dn("user1")}),
		made(3, "user", attrs{"sAMAccountName": "MSOL_1", "manager": dn("user1")}), made(4, "inetOrgPerson", attrs{"manager": dn("user4")}), made(5, "contact", attrs{"mail": "ann@contoso.com"}), made(6, "contact", attrs{"mail": "x@y.com", "proxyAddresses": "SMTP:x@y.com"}),
		made(7, "contact", attrs{"mail": "X@Y.com"}), made(8, "contact", nil), made(9, "user", attrs{"msExchRecipientTypeDetails": "2", "msExchMasterAccountSid": sid(1), "mailNickname": "linked"}), group,
		made(21, "group", attrs{"groupType": "2"}), made(22, "user", attrs{"dn": "CN=out,OU=Other,DC=contoso,DC=com"}), made(23, "foreignSecurityPrincipal", attrs{"cn": "S-1-5-21-1-2-3-4"})}
}

func TestEvaluateAllEnds(t *testing.T) {
	e := engine(t)
	var entries []model.Entry
	for i := range 500 {
		entries = append(entries, made(i, "user", nil))
	}
	s := spaceOf(t, e, entries...)
	n, told, last := 0, 0, -1
	for r, err := range e.EvaluateAll(t.Context(), s, Run{Which: func(r model.Ref) bool { return r.GUID != guid(7).String() }, Progress: func(done, of int) {
		if told = done; of != 499 {
			t.Error(of)
		}
	}}) {
		if err != nil || r.Entry.Ref.GUID == guid(7).String() {
			t.Fatal(err)
		}
		row := s.row(r.Entry.Ref.DN)
		if n++; row <= last {
			t.Fatal("out of order", row, last)
		}
		last = row
	}
	if n != 499 || told != 499 {
		t.Error(n, told)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n = 0
	var ended error
	for _, err := range e.EvaluateAll(ctx, s, Run{}) {
		if ended = err; n == 10 {
			cancel()
		}
		n++
	}
	if model.CodeOf(ended) != model.Canceled || n > 400 {
		t.Error(n, ended)
	}
	for range e.EvaluateAll(t.Context(), s, Run{}) {
		break
	}
}

// What decides about the tenant is the same without what only explains.
func TestBriefLeavesOutWhatExplains(t *testing.T) {
	e := engine(t)
	entries := append(crowd(), worker(7).With("mailNickname"), worker(8).With("userPrincipalName"), worker(9).With("proxyAddresses", "x500:/o=a"))
	var full, brief []*Result
	for _, into := range []struct {
		brief bool
		out   *[]*Result
	}{{false, &full}, {true, &brief}} {
		for r, err := range e.EvaluateAll(t.Context(), spaceOf(t, e, entries...), Run{Brief: into.brief}) {
			if err != nil {
				t.Fatal(err)
			}
			*into.out = append(*into.out, r)
		}
	}
	left := 0
	for i, want := range full {
		got := brief[i]
		if left += len(want.Metaverse); got.Metaverse != nil || got.Scope != nil {
			t.Errorf("%s: %d of the metaverse, %d scopes", want.Entry.Ref.DN, len(got.Metaverse), len(got.Scope))
		}
		want.Fates = slices.DeleteFunc(want.Fates, func(f Fate) bool { return f.State == Flows })
		for _, r := range []*Result{want, got} {
			r.Entry, r.Scope, r.Metaverse, r.FilteredBy, r.Condition, r.Problems, r.Uncertain = model.Entry{}, nil, nil, nil, "", nil, nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("object %d:\n%+v\n%+v", i, got, want)
		}
	}
	if left == 0 {
		t.Error("there was nothing to leave out")
	}
}
