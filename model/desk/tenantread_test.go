package desk_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// scopes are what a reading takes, with the parts that one of them missing leaves out.
var scopes = []struct {
	scope string
	parts []string
}{
	{"User.Read.All", []string{"users", "deleted users"}},
	{"Group.Read.All", []string{"groups", "deleted groups"}},
	{"OrgContact.Read.All", []string{"contacts"}},
	{"LicenseAssignment.Read.All", []string{"licenses"}},
	{"Domain.Read.All", []string{"domains"}},
	{"OnPremDirectorySynchronization.Read.All", nil},
	{"MailboxSettings.Read", []string{"mailboxes"}},
	{"Contacts-OnPremisesSyncBehavior.ReadWrite.All", []string{"authority over contacts"}},
	{"User-OnPremisesSyncBehavior.ReadWrite.All", []string{"authority over users"}},
}

func TestEachMissingPermissionIsOneGap(t *testing.T) {
	for _, missing := range scopes {
		var have []string
		for _, s := range scopes {
			if s.scope != missing.scope {
				have = append(have, s.scope)
			}
		}
		c := newCompany(t, append(have, "GroupMember.Read.All", "Group-OnPremisesSyncBehavior.ReadWrite.All")...)
		v := c.read(false)
		var parts []string
		for _, g := range v.Gaps {
			parts = append(parts, g.Part)
			if model.CodeOf(g.Err) != model.Denied || !strings.Contains(g.String(), missing.scope) {
				t.Errorf("without %s: %s", missing.scope, g)
			}
		}
		if !slices.Equal(parts, missing.parts) {
			t.Errorf("without %s: gaps %q, want %q", missing.scope, parts, missing.parts)
		}
		c.nothingIsGone(c.drift())
	}
}

// nothingIsGone holds a drift to what may be said of classes that were not read.
func (c *company) nothingIsGone(d *desk.Drift) {
	c.Helper()
	unread := func(class model.CloudClass) bool { return d.View.Incomplete(class) != "" }
	for _, it := range d.Items {
		if it.Status == drift.StatusOnlyAD && unread(drift.CloudClass(it.Class)) && it.InScope {
			c.Errorf("%s is said to be missing in the tenant: %+v", it.Name, it)
		}
	}
	for _, it := range d.Result.Unsynced {
		if unread(drift.CloudClass(it.Class)) {
			c.Errorf("%s is said not to be synchronized", it.Name)
		}
	}
	for _, o := range d.Result.Orphans {
		if unread(o.Object.Class) {
			c.Errorf("%s is said to be an orphan", o.Object.Name())
		}
	}
}

// torn is a tenant whose listing of a class breaks after some objects.
type torn struct {
	model.Tenant
	class model.CloudClass
	after int
	err   error
}

func (x torn) List(ctx context.Context, class model.CloudClass, props ...model.Attr) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		for b, err := range x.Tenant.List(ctx, class, props...) {
			if err != nil || class != x.class {
				if !yield(b, err) {
					return
				}
				continue
			}
			k := model.NewBatchBuilder(props)
			for i := range min(x.after, b.Len()) {
				k.Add(b.Entry(i))
			}
			if k.Len() == 0 || yield(k.Build(), nil) {
				yield(nil, x.err)
			}
			return
		}
	}
}

func TestAListingThatBreaksOffIsNotTakenForAll(t *testing.T) {
	broken := &model.Error{Code: model.Unreachable, Message: "the connection was lost"}
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		for _, after := range []int{0, 7} {
			c := newCompany(t)
			c.desk.UseTenant(torn{c.tenant.Open(), class, after, broken})
			d := c.drift()
			if d.View.Incomplete(class) == "" || d.View.Len(class) != after || len(d.View.Gaps) != 1 {
				t.Errorf("%s after %d: incomplete %q, %d read, gaps %v", class, after, d.View.Incomplete(class), d.View.Len(class), d.View.Gaps)
			}
			c.nothingIsGone(d)
			if class == model.CloudUser && len(d.View.Facts.Users) > 0 {
				t.Error("some of the users are taken for all of them")
			}
		}
	}
}

func TestWhatWasReadBeforeStaysWhenReadingFails(t *testing.T) {
	c := newCompany(t)
	before := c.read(false)
	c.tenant.Fault(func(op string) error {
		if op == "changes" {
			return noAnswer()
		}
		return nil
	})
	v := c.read(false)
	if v.Len(model.CloudUser) != before.Len(model.CloudUser) || v.Incomplete(model.CloudUser) == "" {
		t.Errorf("%d users, before %d; incomplete %q", v.Len(model.CloudUser), before.Len(model.CloudUser), v.Incomplete(model.CloudUser))
	}
	c.tenant.Fault(nil)
	if v = c.read(false); len(v.Gaps) > 0 || v.Incomplete(model.CloudUser) != "" {
		t.Errorf("the next reading has gaps %v", v.Gaps)
	}
	same(t, c.read(true), v)
}

func TestReadingEndsWithErrorOnlyIfNothingCanBeRead(t *testing.T) {
	c := newCompany(t, "Nothing.At.All")
	if _, err := c.desk.ReadTenant(t.Context(), false, nil); model.CodeOf(err) != model.Denied {
		t.Errorf("without any permission: %v", err)
	}
	c = newCompany(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := c.desk.ReadTenant(ctx, false, func(p desk.TenantProgress) {
		if p.Page != nil {
			cancel()
		}
	})
	if model.CodeOf(err) != model.Canceled || c.desk.View() != nil {
		t.Errorf("canceled: %v, view %v", err, c.desk.View())
	}
	closed := c.tenant.Open()
	closed.Close()
	c.desk.UseTenant(closed)
	if _, err := c.desk.ReadTenant(t.Context(), false, nil); model.CodeOf(err) != model.Unreachable {
		t.Errorf("closed: %v", err)
	}
	c.desk.UseTenant(nil)
	if _, err := c.desk.ReadTenant(t.Context(), false, nil); model.CodeOf(err) != model.NotFound {
		t.Errorf("no tenant: %v", err)
	}
}

func TestRowsComeWithTheFirstPage(t *testing.T) {
	c := newCompany(t)
	rows, parts := 0, []string{}
	if _, err := c.desk.ReadTenant(t.Context(), true, func(p desk.TenantProgress) {
		if p.Page != nil {
			rows += p.Page.Len()
			if !slices.Equal(p.Page.Columns(), drift.Properties(p.Class)) {
				t.Errorf("columns %v", p.Page.Columns())
			}
		}
		if !slices.Contains(parts, p.Part) {
			parts = append(parts, p.Part)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if want := "users,groups,contacts,deleted users,deleted groups,licenses,domains"; !strings.HasPrefix(strings.Join(parts, ","), want) || rows != c.desk.View().Index.Len() {
		t.Errorf("%d rows of %q", rows, parts)
	}
}

// rowsOf returns the objects of a class by ID.
func rowsOf(v *desk.TenantView, class model.CloudClass) map[string]model.Entry {
	out := map[string]model.Entry{}
	for _, b := range v.Batches(class) {
		for i := range b.Len() {
			out[b.Ref(i).GUID] = b.Entry(i)
		}
	}
	return out
}

// same holds two views to the same objects.
func same(t *testing.T, want, got *desk.TenantView) {
	t.Helper()
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact, model.DeletedUser, model.DeletedGroup} {
		w, g := rowsOf(want, class), rowsOf(got, class)
		if len(w) != len(g) || got.Len(class) != len(g) {
			t.Errorf("%s: %d and %d objects", class, len(w), len(g))
		}
		for id, e := range w {
			if d := model.Diff(e, g[id]); !d.Empty() {
				t.Errorf("%s %s: %v", class, id, d)
			}
		}
	}
	if len(want.Facts.Users) != len(got.Facts.Users) {
		t.Errorf("%d and %d users known", len(want.Facts.Users), len(got.Facts.Users))
	}
}

// Reading what changed comes to the same as reading all.
func TestRefreshIsReadingAnew(t *testing.T) {
	c := newCompany(t)
	c.read(false)
	r := rand.New(rand.NewPCG(5, 6))
	var listed int
	c.tenant.Fault(func(op string) error {
		if op == "list" {
			listed++
		}
		return nil
	})
	for round := range 6 {
		for range 1 + r.IntN(5) {
			c.upset(r, round)
		}
		listed = 0
		got := c.read(false)
		if listed > 2 {
			t.Errorf("%d listings where only deleted objects are listed", listed)
		}
		same(t, c.read(true), got)
	}
}

// upset does something to the tenant.
func (c *company) upset(r *rand.Rand, round int) {
	c.Helper()
	users := slices.Collect(func(yield func(string) bool) {
		for id := range rowsOf(c.desk.View(), model.CloudUser) {
			if !yield(id) {
				return
			}
		}
	})
	slices.Sort(users)
	id := users[r.IntN(len(users))]
	switch r.IntN(4) {
	case 0, 1:
		if e, err := c.desk.Find(c.Context(), "cweber"); err != nil || c.save(e, "title", fmt.Sprint("Title ", round, r.IntN(100))) != nil {
			c.Fatal(err)
		}
		if _, err := c.tenant.Cycle(c.Context(), c.desk.Exports(c.Context())); err != nil {
			c.Fatal(err)
		}
	case 2:
		_ = c.tenant.Delete(model.CloudUser, id)
	case 3:
		_, _ = c.tenant.Invite(fmt.Sprintf("guest%d.%d@partner.example", round, r.IntN(1000)), "Guest")
	}
}

func (c *company) save(ref model.Ref, a model.Attr, v ...string) error {
	e, err := c.desk.Get(c.Context(), ref)
	if err != nil {
		return err
	}
	return c.forest.System().Apply(c.Context(), model.Diff(e, e.With(a, v...)))
}

// stale is a tenant to which every mark is too old.
type stale struct{ model.Tenant }

func (x stale) Changes(ctx context.Context, class model.CloudClass, mark string, props ...model.Attr) iter.Seq2[model.CloudChange, error] {
	if mark == model.MarkNow {
		return x.Tenant.Changes(ctx, class, mark, props...)
	}
	return func(yield func(model.CloudChange, error) bool) {
		yield(model.CloudChange{}, &model.Error{Code: model.Conflict, Subject: mark, Message: "is too old"})
	}
}

func TestAMarkThatIsTooOldIsNoGap(t *testing.T) {
	c := newCompany(t)
	c.desk.UseTenant(stale{c.tenant.Open()})
	c.read(false)
	if err := c.tenant.Delete(model.CloudUser, c.cloud(model.CloudUser, "cweber@brightwater.example").ID()); err != nil {
		t.Fatal(err)
	}
	v := c.read(false)
	if len(v.Gaps) > 0 {
		t.Errorf("gaps %v", v.Gaps)
	}
	same(t, c.read(true), v)
}
