package desk_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
)

// watched counts what is asked of a directory.
type watched struct {
	model.Directory
	reads int
}

func (w *watched) Get(ctx context.Context, ref model.Ref, attrs ...model.Attr) (model.Entry, error) {
	w.reads++
	return w.Directory.Get(ctx, ref, attrs...)
}

func (w *watched) Search(ctx context.Context, q model.Query) iter.Seq2[model.Entry, error] {
	w.reads++
	return w.Directory.Search(ctx, q)
}

// foreseeing is an office whose desk has the default rules and knows a tenant.
func foreseeing(t *testing.T) (*office, *watched) {
	o := open(t)
	w := &watched{Directory: o.dir}
	o.desk = desk.New(w, o.journal, desk.Options{})
	o.desk.UseRules(syncrule.Builtin())
	o.desk.UseFacts(&model.TenantFacts{InitialDomain: "x.onmicrosoft.com", VerifiedDomains: []string{"x.example", "x.onmicrosoft.com"}})
	return o, w
}

func (o *office) user(name string, attrs map[model.Attr][]string) model.Entry {
	o.Helper()
	all := map[model.Attr][]string{model.SAMAccountName: {name}, model.UserPrincipalName: {name + "@x.example"}}
	for a, v := range attrs {
		all[a] = v
	}
	return o.make("user", name, all)
}

func (o *office) foresee(e model.Entry) desk.Outlook {
	o.Helper()
	out, err := o.desk.Foresee(o.Context(), e)
	o.code(err, "")
	return out[0]
}

func reason(o desk.Outlook, property string) (r forecast.Reason) {
	for _, x := range o.Reasons() {
		if x.Property == property {
			return x
		}
	}
	return r
}

func TestForesightFollowsAnEditThatIsNotSaved(t *testing.T) {
	o, _ := foreseeing(t)
	ann := o.user("ann", map[model.Attr][]string{"msExchHideFromAddressLists": {"TRUE"}, "extensionAttribute1": {"gold"}})
	now := o.foresee(ann)
	if r := reason(now, "msExchHideFromAddressLists"); r.Verdict != forecast.Blocked || r.Rule != "In from AD - User Exchange" || r.Why != "mailNickname is not set" {
		t.Errorf("without an alias: %+v", r)
	}
	if now.Arrival() != forecast.ArrivesChanged {
		t.Errorf("it arrives as %v: %s", now.Arrival(), now.Summary())
	}
	then := o.foresee(ann.With(model.MailNickname, "annie"))
	if r := reason(then, "hiddenFromAddressListsEnabled"); r.Verdict != forecast.Flows || r.Rule == "Export" {
		t.Errorf("with an alias: %+v", r)
	}
	if then.Cloud.Cloud.First("mailNickname") != "annie" {
		t.Errorf("the alias is %v", then.Cloud.Cloud.Values("mailNickname"))
	}
}

// With every key that is typed the forecast is made anew, and the directory asked
// only for what was not asked before.
func TestForesightRemembersUntilSomethingIsSaved(t *testing.T) {
	o, w := foreseeing(t)
	boss := o.user("boss", nil)
	ann := o.user("ann", map[model.Attr][]string{"manager": {boss.Ref.DN}, model.Mail: {"ann@x.example"}})
	o.foresee(ann)
	before := w.reads
	for i := range 5 {
		o.foresee(ann.With("displayName", fmt.Sprint(i)))
	}
	if w.reads != before {
		t.Errorf("%d reads for five keys", w.reads-before)
	}
	if _, err := o.desk.Save(t.Context(), model.Diff(boss, boss.With("adminDescription", "User_left"))); err != nil {
		t.Fatal(err)
	}
	after := o.foresee(ann)
	if r := reason(after, "manager"); r.Verdict != forecast.Blocked || after.Cloud.Cloud.Has("manager") {
		t.Errorf("the manager is no longer synchronized, and the reason is %+v", r)
	}
}

func TestForesightKnowsWhoHasTheAddress(t *testing.T) {
	o, _ := foreseeing(t)
	o.user("ben", map[model.Attr][]string{model.ProxyAddresses: {"SMTP:ben@x.example", "smtp:info@x.example"}})
	lost := o.user("lost", map[model.Attr][]string{model.ProxyAddresses: {"smtp:old@x.example"}, "adminDescription": {"User_lost"}})
	ann := o.user("ann", map[model.Attr][]string{model.ProxyAddresses: {"SMTP:ann@x.example", "smtp:info@x.example", "smtp:old@x.example"}})
	got := o.foresee(ann)
	want := []forecast.Quarantined{{Property: "ProxyAddresses", Value: "smtp:info@x.example"}}
	if !slices.Equal(got.Cloud.Quarantined, want) {
		t.Errorf("quarantined %v, want %v; %s does not synchronize", got.Cloud.Quarantined, want, lost.Ref.DN)
	}
	if !slices.Contains(got.Cloud.Cloud.Values("proxyAddresses"), "smtp:old@x.example") {
		t.Errorf("it gets %v", got.Cloud.Cloud.Values("proxyAddresses"))
	}
}

// A group is read in a few searches, not with one for each member.
func TestForesightOfALargeGroup(t *testing.T) {
	o, w := foreseeing(t)
	var members []string
	for i := range 300 {
		name := fmt.Sprintf("u%d", i)
		members = append(members, o.user(name, map[model.Attr][]string{model.Mail: {name + "@x.example"}}).Ref.DN)
	}
	// One of them is joined by a contact, which is a member, too.
	members = append(members, o.make("contact", "Con", map[model.Attr][]string{model.Mail: {"U7@x.example"}}).Ref.DN)
	g := o.make("group", "All", map[model.Attr][]string{model.SAMAccountName: {"all"}, "groupType": {"8"}, model.Mail: {"all@x.example"}, "member": members})
	w.reads = 0
	got := o.foresee(g)
	if n := len(got.Cloud.Cloud.Values("member")); n != 301 || w.reads > 12 {
		t.Errorf("%d members after %d reads", n, w.reads)
	}
	w.reads = 0
	if o.foresee(g.With("displayName", "Everyone")); w.reads > 1 {
		t.Errorf("%d reads for a key", w.reads)
	}
}

func TestForesightWithoutRules(t *testing.T) {
	o := open(t)
	_, err := o.desk.Foresee(t.Context(), o.ann())
	o.code(err, model.NotFound)
}

func TestForesightOfSeveralCountsThemAsGiven(t *testing.T) {
	o, _ := foreseeing(t)
	ann := o.user("ann", nil)
	con := o.make("contact", "Con", map[model.Attr][]string{model.Mail: {"con@y.example"}})
	out, err := o.desk.Foresee(t.Context(), ann.With(model.Mail, "con@y.example"), con)
	o.code(err, "")
	if out[1].Sync.JoinedTo == nil || out[1].Arrival() != forecast.ArrivesNot {
		t.Errorf("the contact: %s", out[1].Summary())
	}
}

func TestForeseeAll(t *testing.T) {
	o, _ := foreseeing(t)
	o.user("ann", map[model.Attr][]string{model.ProxyAddresses: {"SMTP:ann@x.example", "smtp:info@x.example"}})
	o.user("ben", map[model.Attr][]string{model.ProxyAddresses: {"SMTP:ben@x.example", "smtp:INFO@x.example"}, "description": {"the other"}})
	o.make("contact", "Con", map[model.Attr][]string{model.Mail: {"con@y.example"}})
	for name, tt := range map[string]struct {
		q    model.Query
		want int
	}{"all": {model.Query{}, 3}, "some": {model.Query{Where: model.Present{Attr: "description"}}, 1}} {
		n, told := 0, 0
		for out, err := range o.desk.ForeseeAll(t.Context(), tt.q, func(done, of int) { told = done }) {
			o.code(err, "")
			if n++; out.Sync.Class == "user" && out.Sync.Entry.Has(model.ProxyAddresses) && len(out.Cloud.Quarantined) != 1 {
				t.Errorf("%s: %s has quarantined %v", name, out.Sync.Entry.Ref.DN, out.Cloud.Quarantined)
			}
		}
		if n != tt.want || told < n {
			t.Errorf("%s: %d objects, told of %d", name, n, told)
		}
	}
}

// An edit meets in the tenant what the object has made there: its first address in
// the initial domain stays.
func TestAheadOfAnEdit(t *testing.T) {
	o, _ := foreseeing(t)
	ann := o.user("ann", map[model.Attr][]string{model.MailNickname: {"ann"}, model.Mail: {"ann@x.example"}})
	guid, _ := model.ParseGUID(ann.Ref.GUID)
	o.desk.UseFacts(&model.TenantFacts{InitialDomain: "x.onmicrosoft.com", VerifiedDomains: []string{"x.example", "x.onmicrosoft.com"},
		Users: []model.TenantUser{{UserPrincipalName: "ann@x.example", ImmutableID: guid.ImmutableID(), Licensed: model.Yes, CloudMailbox: model.Yes}}})
	edited := ann.With(model.MailNickname, "annie")
	a, err := o.desk.Ahead(t.Context(), ann, edited)
	o.code(err, "")
	changes := a.Changes()
	if c, ok := changes.Change("mailNickname"); !ok || c.After[0] != "annie" || len(changes.Changes) != 1 {
		t.Errorf("changes %+v", changes)
	}
	if rs := a.Reasons(model.Diff(ann, edited)); len(rs) != 1 || rs[0].Property != "mailNickname" {
		t.Errorf("reasons %+v", rs)
	}
	a, err = o.desk.Ahead(t.Context(), model.Entry{}, edited)
	o.code(err, "")
	if _, ok := a.Changes().Change("userPrincipalName"); !ok || a.Before != nil {
		t.Errorf("of a new object: %+v", a.Changes())
	}
}

func TestForesightOfABrokenOffListEndsItsWorkers(t *testing.T) {
	o, _ := foreseeing(t)
	for i := range 200 {
		o.user(fmt.Sprintf("u%d", i), nil)
	}
	for range o.desk.ForeseeAll(t.Context(), model.Query{}, nil) {
		break
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for _, err := range o.desk.ForeseeAll(ctx, model.Query{}, nil) {
		if n++; n == 1 {
			cancel()
		}
		if err != nil {
			o.code(err, model.Canceled)
		}
	}
	for _, err := range o.desk.ForeseeAll(ctx, model.Query{}, nil) {
		o.code(err, model.Canceled)
	}
}

// Of two that have an address, the one that is in the tenant already keeps it.
func TestForesightLeavesTheAddressToWhoHasIt(t *testing.T) {
	o, _ := foreseeing(t)
	ben := o.user("ben", map[model.Attr][]string{model.ProxyAddresses: {"SMTP:ben@x.example", "smtp:info@x.example"}})
	ann := o.user("ann", map[model.Attr][]string{model.ProxyAddresses: {"SMTP:ann@x.example", "smtp:info@x.example"}})
	guid, _ := model.ParseGUID(ben.Ref.GUID)
	o.desk.UseFacts(&model.TenantFacts{InitialDomain: "x.onmicrosoft.com", VerifiedDomains: []string{"x.example"},
		Users: []model.TenantUser{{UserPrincipalName: "ben@x.example", ImmutableID: guid.ImmutableID(), Licensed: model.Yes}}})
	if q := o.foresee(ben).Cloud.Quarantined; len(q) > 0 {
		t.Errorf("of ben, who is there, %v is held back", q)
	}
	if q := o.foresee(ann).Cloud.Quarantined; len(q) != 1 {
		t.Errorf("of ann, who is new, %v is held back", q)
	}
	for out, err := range o.desk.ForeseeAll(t.Context(), model.Query{}, nil) {
		o.code(err, "")
		if n := len(out.Cloud.Quarantined); n > 0 != out.Sync.Entry.Ref.Same(ann.Ref) {
			t.Errorf("of %s %d values are held back", out.Sync.Entry.Ref.DN, n)
		}
	}
}

func TestForesightWithoutTheExchangeSchema(t *testing.T) {
	o := open(t)
	bare := sim.New(sim.Config{NoExchange: true}).System()
	ref, err := bare.Create(t.Context(), model.NewObject{DN: "CN=Ann,CN=Users,DC=corp,DC=example", Attrs: map[model.Attr][]string{model.ObjectClass: {"user"},
		model.SAMAccountName: {"ann"}, model.UserPrincipalName: {"ann@x.example"}, model.Mail: {"ann@x.example"}}})
	o.code(err, "")
	d := desk.New(bare, o.journal, desk.Options{})
	d.UseRules(syncrule.Builtin())
	e, err := bare.Get(t.Context(), ref)
	o.code(err, "")
	one, err := d.Foresee(t.Context(), e)
	o.code(err, "")
	n := 0
	for all, err := range d.ForeseeAll(t.Context(), model.Query{}, nil) {
		o.code(err, "")
		if n++; all.Sync.Entry.Ref.Same(ref) && all.Summary() != one[0].Summary() {
			t.Errorf("among all: %s; alone: %s", all.Summary(), one[0].Summary())
		}
	}
	if n == 0 || !one[0].Sync.InScope || one[0].Sync.Entry.First(model.Mail) != "ann@x.example" {
		t.Errorf("%d objects, %s", n, one[0].Summary())
	}
	_, err = d.Check(t.Context(), desk.CheckPlan{}, nil)
	o.code(err, "")
}
