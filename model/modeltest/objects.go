package modeltest

import (
	"fmt"
	"slices"
	"strings"

	"recipientdesk/model"
)

// testManyValues has a group of more members than a server gives in one answer:
// Active Directory gives 1500 and an option that says so ([MS-ADTS] 3.1.1.3.1.3.3).
func testManyValues(a *arena) {
	const n = 1700
	ref := a.make("contact", "Many", nil)
	var want []string
	for i := range n {
		want = append(want, fmt.Sprintf("smtp:a%04d@lab.example", i))
	}
	if err := a.apply(ref, set(model.ProxyAddresses, want...), model.ProxyAddresses); err != nil {
		a.Fatal(err)
	}
	for _, attrs := range [][]model.Attr{nil, {model.ProxyAddresses}} {
		if got := sorted(a.get(ref, attrs...).Values(model.ProxyAddresses)); !slices.Equal(got, want) {
			a.Errorf("asked for %v: %d values, want %d", attrs, len(got), n)
		}
	}
}

func testLinks(a *arena) {
	ann, bob := a.ann(), a.make("contact", "Bob", nil)
	grp := a.make("group", "Group", map[model.Attr][]string{"groupType": {"8"}, "member": {ann.DN}})
	if got := a.get(ann, "memberOf").Values("memberOf"); len(got) != 1 || !model.SameDN(got[0], grp.DN) {
		a.Errorf("memberOf = %q", got)
	}
	// what a side change of "Member of" looks like: nothing is known of the group but its place
	join := model.ChangeSet{Ref: model.Ref{DN: grp.DN}, Changes: []model.Change{{Attr: "member", After: []string{bob.DN}}}}
	if err := a.Dir.Apply(a.Context(), join); err != nil {
		a.Fatal(err)
	}
	if got := a.get(grp, "member").Values("member"); len(got) != 2 {
		a.Errorf("member = %q", got)
	}
	a.code(a.Dir.Apply(a.Context(), join), model.Conflict)
	if err := a.Dir.Apply(a.Context(), join.Inverse()); err != nil {
		a.Fatal(err)
	}
	a.code(a.Dir.Apply(a.Context(), join.Inverse()), model.Conflict)
	e := a.get(bob, "memberOf")
	a.code(a.Dir.Apply(a.Context(), model.Diff(e, e.With("memberOf", grp.DN))), model.Invalid)
	if !a.Exchange {
		return
	}
	if err := a.apply(ann, set("publicDelegates", bob.DN), "publicDelegates"); err != nil {
		a.Fatal(err)
	}
	if got := a.get(bob, "publicDelegatesBL").Values("publicDelegatesBL"); len(got) != 1 || !model.SameDN(got[0], ann.DN) {
		a.Errorf("publicDelegatesBL = %q", got)
	}
	for attr, target := range map[model.Attr]model.Ref{"authOrig": bob, "dLMemSubmitPerms": grp} {
		if err := a.apply(ann, set(attr, target.DN), attr); err != nil {
			a.Errorf("%s: %v", attr, err)
		} else if got := a.get(ann, attr).Values(attr); len(got) != 1 || !model.SameDN(got[0], target.DN) {
			a.Errorf("%s = %q", attr, got)
		}
		// Samba 4.17 cannot delete the target of a link of OR name syntax (measured).
		if err := a.apply(ann, set(attr), attr); err != nil {
			a.Errorf("clear %s: %v", attr, err)
		}
	}
}

func testCreate(a *arena) {
	base, _ := model.ParseDN(a.Arena)
	dn := base.Child("CN", `New, "one" `+tag(a.Name(), 0)).String()
	obj := model.NewObject{DN: dn, Attrs: map[model.Attr][]string{
		"objectClass": {"user"}, "sAMAccountName": {"rdnew" + tag(a.Name(), 0)[:8]}, "displayName": {"New"},
		"userPrincipalName": {"rdnew" + tag(a.Name(), 0)[:8] + "@lab.example"},
		"unicodePwd":        {"Sample.Pass-1"}, "userAccountControl": {"512"}}}
	ref, err := a.Dir.Create(a.Context(), obj)
	if err != nil {
		a.Fatal(err)
	}
	a.Cleanup(func() { a.Dir.Delete(a.Context(), ref) })
	e := a.get(ref)
	if e.First("displayName") != "New" || ref.GUID == "" || !slices.Contains(e.Values("objectClass"), "user") || e.First("userAccountControl") != "512" {
		a.Errorf("created %v", e)
	}
	for _, v := range e.Values("unicodePwd") {
		a.Errorf("the password can be read: %q", v)
	}
	_, err = a.Dir.Create(a.Context(), obj)
	a.code(err, model.Exists)
	if strings.Contains(fmt.Sprint(err), "Sample.Pass") {
		a.Errorf("the password is in the error: %v", err)
	}
	other := obj
	other.DN = base.Child("CN", "Other "+tag(a.Name(), 0)).String()
	_, err = a.Dir.Create(a.Context(), other)
	a.code(err, model.Exists)
	_, err = a.Dir.Create(a.Context(), model.NewObject{DN: "CN=x,OU=Nowhere," + a.Arena, Attrs: map[model.Attr][]string{"objectClass": {"contact"}}})
	a.code(err, model.NotFound)
	if err := a.Dir.Delete(a.Context(), ref); err != nil {
		a.Fatal(err)
	}
	_, err = a.Dir.Get(a.Context(), ref)
	a.code(err, model.NotFound)
	a.code(a.Dir.Delete(a.Context(), ref), model.NotFound)
}

func testRights(a *arena) {
	ref := a.ann()
	r := model.RightsOf(a.get(ref, "displayName", model.AllowedAttributes), true)
	if !r.Write("displayName") || !r.Write("proxyAddresses") {
		a.Error("an administrator may not write displayName and proxyAddresses")
	}
	if r.Write("whenCreated") {
		a.Error("whenCreated may be written")
	}
}
