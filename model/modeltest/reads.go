package modeltest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
)

func testInfo(a *arena) {
	info, err := a.Dir.Info(a.Context())
	if err != nil {
		a.Fatal(err)
	}
	if info.Base == "" || info.Domain == "" || info.Server == "" || len(info.Suffixes) == 0 {
		a.Errorf("info lacks something: %+v", info)
	}
	if (info.Exchange > 0) != a.Exchange {
		a.Errorf("Exchange schema = %d, want present: %v", info.Exchange, a.Exchange)
	}
	s, err := a.Dir.Schema(a.Context())
	if err != nil {
		a.Fatal(err)
	}
	if d, ok := s.Lookup("MAIL"); !ok || d.Name != "mail" || !d.Single || d.Syntax != model.SyntaxString || d.Max != 256 {
		a.Errorf("mail = %+v", d)
	}
	if d, ok := s.Lookup(model.ProxyAddresses); !ok || d.Single || d.Max != model.MaxAddress {
		a.Errorf("proxyAddresses = %+v", d)
	}
	if d, ok := s.Lookup("memberOf"); !ok || !d.BackLink() || !d.System {
		a.Errorf("memberOf = %+v", d)
	}
	if p, ok := s.Partner("memberOf"); !ok || p != "member" {
		a.Errorf("partner of memberOf = %q", p)
	}
	if d, _ := s.Lookup("thumbnailPhoto"); d.Syntax != model.SyntaxOctets {
		a.Errorf("thumbnailPhoto = %+v", d)
	}
	if got := s.Has("mailNickname"); got != a.Exchange {
		a.Errorf("mailNickname known = %v, want %v", got, a.Exchange)
	}
	user := []string{"top", "person", "organizationalPerson", "user"}
	if !s.Allows(user, "proxyAddresses") || s.Allows(user, "member") || !s.Allows([]string{"top", "group"}, "member") {
		a.Error("the classes do not allow what they should")
	}
	if a.Exchange {
		if d, _ := s.Lookup("publicDelegates"); d.Syntax != model.SyntaxDN || d.LinkID == 0 {
			a.Errorf("publicDelegates = %+v", d)
		}
		if d, _ := s.Lookup("authOrig"); !d.Syntax.Reference() {
			a.Errorf("authOrig = %+v", d)
		}
		if s.Exchange() != info.Exchange {
			a.Errorf("schema says Exchange %d, info %d", s.Exchange(), info.Exchange)
		}
	}
}

func testGet(a *arena) {
	ref := a.ann()
	all := a.get(ref)
	if !slices.Contains(all.Values("objectClass"), "contact") || !all.Has("whenCreated") || all.First("displayName") != "Ann" {
		a.Errorf("attributes are missing: %v", all)
	}
	if all.Has(model.AllowedAttributes) {
		a.Error("constructed attributes came unasked")
	}
	if g, ok := model.GUIDFromBytes([]byte(all.First("objectGUID"))); !ok || g.String() != ref.GUID || all.Ref.GUID != ref.GUID {
		a.Errorf("GUID = %q and %q, want %q", all.Ref.GUID, g, ref.GUID)
	}
	if !model.SameDN(all.Ref.DN, ref.DN) {
		a.Errorf("DN = %q, want %q", all.Ref.DN, ref.DN)
	}
	some := a.get(ref, "DISPLAYNAME", "description")
	if some.First("displayName") != "Ann" || some.Has("mail") || some.Has("description") {
		a.Errorf("asked for two attributes, got %v", some)
	}
	_, err := a.Dir.Get(a.Context(), model.Ref{GUID: "00000000-0000-0000-0000-000000000001"})
	a.code(err, model.NotFound)
	_, err = a.Dir.Get(a.Context(), model.Ref{})
	a.code(err, model.Invalid)
}

func testGetByDN(a *arena) {
	ref := a.make("contact", `Comma, "Quote" + <x> #\`, nil)
	if e := a.get(model.Ref{DN: ref.DN}); e.Ref.GUID != ref.GUID {
		a.Errorf("GUID = %q, want %q", e.Ref.GUID, ref.GUID)
	}
	_, err := a.Dir.Get(a.Context(), model.Ref{DN: "CN=Nobody," + a.Arena})
	a.code(err, model.NotFound)
	_, err = a.Dir.Get(a.Context(), model.Ref{DN: "nonsense"})
	if c := model.CodeOf(err); c != model.Invalid && c != model.NotFound {
		a.Errorf("nonsense as a DN: %v", err)
	}
}

func testSearch(a *arena) {
	a.ann()
	bob := a.make("contact", "Bob", map[model.Attr][]string{"displayName": {"Bob Brown"}, "mail": {"bob@lab.example"}, "description": {"x"}})
	grp := a.make("group", "Group", map[model.Attr][]string{"groupType": {"-2147483640"}, "member": {bob.DN}})
	tests := []struct {
		filter string
		want   []string
	}{
		{"(displayName=ann)", []string{"Ann"}},
		{"(displayName=b*)", []string{"Bob"}},
		{"(displayName=*brown)", []string{"Bob"}},
		{"(displayName=*B*o*w*)", []string{"Bob"}},
		{"(mail=*)", []string{"Ann", "Bob"}},
		{"(&(objectClass=contact)(!(description=*)))", []string{"Ann"}},
		{"(|(displayName=Ann)(displayName=Bob Brown))", []string{"Ann", "Bob"}},
		{"(proxyAddresses=SMTP:A.B@LAB.EXAMPLE)", []string{"Ann"}},
		{"(proxyAddresses=*first \\28a\\29*)", []string{"Ann"}},
		{"(groupType:" + model.BitAnd + ":=2147483648)", []string{"Group"}},
		{"(groupType:" + model.BitAnd + ":=2)", nil},
		{"(member=" + model.EscapeFilter(bob.DN) + ")", []string{"Group"}},
		{"(memberOf=" + model.EscapeFilter(grp.DN) + ")", []string{"Bob"}},
		{"(displayName=nobody)", nil},
		{"(noSuchAttribute=x)", nil},
	}
	for _, tt := range tests {
		f, err := model.ParseFilter(tt.filter)
		if err != nil {
			a.Fatal(err)
		}
		if got := names(a.search(model.Query{Base: a.Arena, Where: f, Attrs: []model.Attr{"cn"}})); !slices.Equal(got, tt.want) {
			a.Errorf("%s finds %q, want %q", tt.filter, got, tt.want)
		}
	}
	if got := names(a.search(model.Query{Base: a.Arena, Scope: model.Children})); !slices.Equal(got, []string{"Ann", "Bob", "Group"}) {
		a.Errorf("children = %q", got)
	}
	if got := a.search(model.Query{Base: a.Arena, Scope: model.BaseObject}); len(got) != 1 || !model.SameDN(got[0].Ref.DN, a.Arena) {
		a.Errorf("base object = %v", got)
	}
	if got := names(a.search(model.Query{Base: a.Arena, Where: model.Present{Attr: "mail"}, Exclude: []string{bob.DN}})); !slices.Equal(got, []string{"Ann"}) {
		a.Errorf("with Bob left out: %q", got)
	}
	if got := a.search(model.Query{Base: a.Arena, Scope: model.Children, Limit: 2}); len(got) != 2 {
		a.Errorf("limit 2 gives %d", len(got))
	}
	for _, err := range a.Dir.Search(a.Context(), model.Query{Base: "OU=Nowhere," + a.Arena}) {
		a.code(err, model.NotFound)
	}
}

func testHostile(a *arena) {
	evil := `*)(objectClass=*` + "\x00" + `\,"'` + "😀"
	a.make("contact", "Plain", map[model.Attr][]string{"displayName": {"Plain"}})
	a.make("contact", "Evil", map[model.Attr][]string{"displayName": {strings.ReplaceAll(evil, "\x00", "")}})
	for _, f := range []model.Filter{
		model.Equal{Attr: "displayName", Value: strings.ReplaceAll(evil, "\x00", "")},
		model.Contains("displayName", `*)(objectClass=*`),
	} {
		if got := names(a.search(model.Query{Base: a.Arena, Where: f})); !slices.Equal(got, []string{"Evil"}) {
			a.Errorf("%s finds %q", f, got)
		}
	}
	if got := a.search(model.Query{Base: a.Arena, Where: model.Equal{Attr: "displayName", Value: evil}}); len(got) != 0 {
		a.Errorf("a NUL finds %v", got)
	}
}

const pages = 1001 // one more than Active Directory's MaxPageSize

func testPaging(a *arena) {
	a.fill(pages)
	seen := map[string]bool{}
	for _, e := range a.search(model.Query{Base: a.Arena, Scope: model.Children, Attrs: []model.Attr{"cn"}}) {
		seen[e.Ref.GUID] = true
	}
	if len(seen) != pages {
		a.Errorf("found %d objects, want %d", len(seen), pages)
	}
}

func (a *arena) fill(n int) {
	for i := range n {
		a.make("contact", fmt.Sprintf("C%04d", i), map[model.Attr][]string{"displayName": {fmt.Sprintf("Contact %04d", i)}})
	}
}

func testList(a *arena) {
	a.ann()
	a.make("group", "Group", map[model.Attr][]string{"groupType": {"8"}, "mail": {"g@lab.example"}, "description": {"Zoë 😀"}})
	a.fill(5)
	q := model.Query{Base: a.Arena, Scope: model.Children, Attrs: []model.Attr{"cn", "objectClass", "groupType", "mail", "proxyAddresses", "description", "objectGUID"}}
	want := map[string]model.Entry{}
	for _, e := range a.search(q) {
		want[e.Ref.GUID] = e
	}
	s := model.NewSnapshot(q.Attrs...)
	for b, err := range a.Dir.List(a.Context(), q) {
		if err != nil {
			a.Fatal(err)
		}
		s.Append(b)
	}
	if s.Len() != len(want) || len(want) != 7 {
		a.Errorf("list has %d rows, search %d", s.Len(), len(want))
	}
	for i := range s.Len() {
		e := s.Entry(i)
		w, ok := want[e.Ref.GUID]
		if !ok || e.Ref.DN != w.Ref.DN || !model.Diff(w, e).Empty() {
			a.Errorf("row %d: %v, search says %v", i, e, w)
		}
		if k := (model.Recipient{Entry: w}).Kind(); s.Kind(i) != k {
			a.Errorf("%s: kind = %s, want %s", e.Ref.DN, s.Kind(i), k)
		}
	}
	n := 0
	for b, err := range a.Dir.List(a.Context(), model.Query{Base: a.Arena, Scope: model.Children, Attrs: q.Attrs, Limit: 3}) {
		if err != nil {
			a.Fatal(err)
		}
		n += b.Len()
	}
	if n != 3 {
		a.Errorf("limit 3 lists %d", n)
	}
}

func testStop(a *arena) {
	a.fill(3)
	for _, err := range a.Dir.Search(a.Context(), model.Query{Base: a.Arena}) {
		if err != nil {
			a.Fatal(err)
		}
		break
	}
	if got := a.search(model.Query{Base: a.Arena, Scope: model.Children}); len(got) != 3 {
		a.Errorf("after a search that was left early, the next finds %d", len(got))
	}
}

func testCanceled(a *arena) {
	ref := a.ann()
	ctx, cancel := context.WithCancel(a.Context())
	cancel()
	_, err := a.Dir.Get(ctx, ref)
	a.code(err, model.Canceled)
	for _, err := range a.Dir.Search(ctx, model.Query{Base: a.Arena}) {
		a.code(err, model.Canceled)
	}
	e := a.get(ref, "description")
	a.code(a.Dir.Apply(ctx, model.Diff(e, e.With("description", "x"))), model.Canceled)
	if a.get(ref, "description").Has("description") {
		a.Error("a canceled change was made")
	}
}
