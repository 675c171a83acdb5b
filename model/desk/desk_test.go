package desk_test

import (
	"context"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/sim"
)

// office is a forest with a few people, a desk on it, and a second
// administrator's session beside the desk's.
type office struct {
	*testing.T
	forest  *sim.Forest
	dir     *sim.Session
	other   *sim.Session
	journal *journal.Journal
	desk    *desk.Desk
	folder  string
}

func open(t *testing.T) *office {
	o := &office{T: t, forest: sim.New(sim.Config{}), folder: t.TempDir()}
	o.dir, o.other = o.forest.System(), o.forest.System()
	o.journal = o.newJournal()
	o.desk = desk.New(o.dir, o.journal, desk.Options{LocalUser: "eva", Now: time.Now, Alive: func(string, int) bool { return false }})
	return o
}

func (o *office) newJournal() *journal.Journal {
	j, err := journal.Open(o.folder, journal.Options{Host: "desk1", PID: 1, Now: time.Now})
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() { j.Close() })
	return j
}

func (o *office) make(class, name string, attrs map[model.Attr][]string) model.Entry {
	o.Helper()
	all := map[model.Attr][]string{model.ObjectClass: {class}}
	for a, v := range attrs {
		all[a] = v
	}
	ref, err := o.dir.Create(o.Context(), model.NewObject{DN: "CN=" + model.EscapeRDN(name) + ",CN=Users,DC=corp,DC=example", Attrs: all})
	if err != nil {
		o.Fatal(err)
	}
	return o.get(ref)
}

func (o *office) ann() model.Entry {
	return o.make("contact", "Ann", map[model.Attr][]string{"displayName": {"Ann"}, "mail": {"ann@x.example"},
		model.ProxyAddresses: {"SMTP:ann@x.example", "smtp:a@x.example", "X500:/o=x"}})
}

func (o *office) get(ref model.Ref) model.Entry {
	o.Helper()
	e, err := o.dir.Get(o.Context(), ref)
	if err != nil {
		o.Fatal(err)
	}
	return e
}

func (o *office) records() []journal.Record {
	o.Helper()
	rs, err := o.journal.Records()
	if err != nil {
		o.Fatal(err)
	}
	return rs
}

func (o *office) code(err error, want model.Code) {
	o.Helper()
	if got := model.CodeOf(err); got != want {
		o.Fatalf("code = %q, want %q (%v)", got, want, err)
	}
}

func promoted(t *testing.T, e model.Entry, addr string) model.Entry {
	t.Helper()
	a, err := model.SMTPAddress(addr, true)
	if err != nil {
		t.Fatal(err)
	}
	l, err := model.Addresses(e).Promote(a)
	if err != nil {
		t.Fatal(err)
	}
	return model.WithAddresses(e, l)
}

func TestSaveAndUndo(t *testing.T) {
	o := open(t)
	ann := o.ann()
	s, err := o.desk.Save(t.Context(), model.Diff(ann, promoted(t, ann, "a@x.example").With("description", "x")))
	o.code(err, "")
	if got := s.Entry.First("mail"); got != "a@x.example" || !slices.Equal(s.Numbers, []int{1}) {
		t.Errorf("mail = %q, numbers %v", got, s.Numbers)
	}
	if r := o.records()[0]; r.Outcome != journal.Done || r.Who != "eva" || r.USN == "" {
		t.Errorf("journal: %+v", r)
	}
	_, err = o.desk.Undo(t.Context(), 1)
	o.code(err, "")
	now := o.get(ann.Ref)
	for _, a := range []model.Attr{"mail", "description", model.ProxyAddresses} {
		if left := model.Diff(ann.Only(a), now.Only(a)); !left.Empty() {
			t.Errorf("undo leaves %v", left)
		}
	}
	_, err = o.desk.Undo(t.Context(), 1)
	o.code(err, model.Invalid)
	if !strings.Contains(err.Error(), "change 2") {
		t.Errorf("second undo: %v", err)
	}
}

func TestBothAdministratorsKeepTheirAddress(t *testing.T) {
	o := open(t)
	ann := o.ann()
	add := func(s string) model.ChangeSet {
		return model.Diff(ann, ann.With(model.ProxyAddresses, append(slices.Clone(ann.Values(model.ProxyAddresses)), s)...))
	}
	o.code(o.other.Apply(t.Context(), add("smtp:theirs@x.example")), "")
	_, err := o.desk.Save(t.Context(), add("smtp:mine@x.example"))
	o.code(err, "")
	got := o.get(ann.Ref).Values(model.ProxyAddresses)
	if !slices.Contains(got, "smtp:theirs@x.example") || !slices.Contains(got, "smtp:mine@x.example") || len(got) != 5 {
		t.Errorf("addresses = %q", got)
	}
}

func TestConflictNamesTheAttribute(t *testing.T) {
	o := open(t)
	ann := o.ann()
	o.code(o.other.Apply(t.Context(), model.Diff(ann, ann.With("displayName", "Annette"))), "")
	s, err := o.desk.Save(t.Context(), model.Diff(ann, ann.With("displayName", "Anna").With("description", "x")))
	o.code(err, model.Conflict)
	if !strings.Contains(err.Error(), `displayName was changed by someone else: it is now "Annette"`) {
		t.Errorf("err = %v", err)
	}
	if s.Entry.First("displayName") != "Annette" || o.get(ann.Ref).Has("description") || len(o.records()) != 0 {
		t.Error("something was sent, or the fresh entry is not returned")
	}
}

// The server takes SMTP:a@x and smtp:a@x for equal, so it would accept this stale
// save without a word; Samba 4.17 was seen to. The desk must not.
func TestStaleByCaseOnly(t *testing.T) {
	o := open(t)
	ann := o.ann()
	mine := model.Diff(ann, promoted(t, ann, "new@x.example"))
	o.code(o.other.Apply(t.Context(), model.Diff(ann, promoted(t, ann, "a@x.example"))), "")
	_, err := o.desk.Save(t.Context(), mine)
	o.code(err, model.Conflict)
}

// Somebody is faster between our reading and our writing.
func TestConflictOnTheWire(t *testing.T) {
	o := open(t)
	ann := o.ann()
	slow := &interrupted{Session: o.dir, before: func() {
		o.code(o.other.Apply(t.Context(), model.Diff(ann, ann.With("displayName", "Annette"))), "")
	}}
	d := desk.New(slow, o.journal, desk.Options{})
	_, err := d.Save(t.Context(), model.Diff(ann, ann.With("displayName", "Anna")))
	o.code(err, model.Conflict)
	if !strings.Contains(err.Error(), `displayName was changed by someone else: it is now "Annette"`) || o.records()[0].Outcome != "conflict" {
		t.Errorf("err = %v, journal %+v", err, o.records())
	}
}

// interrupted lets something happen just before a change arrives, or its answer be
// lost just after.
type interrupted struct {
	*sim.Session
	before, later func()
	after         error
}

func (i *interrupted) Apply(ctx context.Context, cs model.ChangeSet) error {
	if i.before != nil {
		i.before()
	}
	if err := i.Session.Apply(ctx, cs); err != nil {
		return err
	}
	if i.later != nil {
		i.later()
	}
	return i.after
}

func TestLostAnswerIsLookedUp(t *testing.T) {
	o := open(t)
	ann := o.ann()
	lost := &model.Error{Code: model.Unknown, Message: "the server did not answer"}
	d := desk.New(&interrupted{Session: o.dir, after: lost}, o.journal, desk.Options{})
	s, err := d.Save(t.Context(), model.Diff(ann, ann.With("displayName", "Anna")))
	o.code(err, "")
	if s.Entry.First("displayName") != "Anna" || o.records()[0].Outcome != journal.Done {
		t.Errorf("entry %v, journal %+v", s.Entry, o.records()[0])
	}
}

// What the server then shows is another value than the one that was sent.
func TestReadBackDiffers(t *testing.T) {
	o := open(t)
	ann := o.ann()
	meddled := &interrupted{Session: o.dir, later: func() {
		now := o.get(ann.Ref)
		o.code(o.other.Apply(t.Context(), model.Diff(now, now.With("displayName", "Annette"))), "")
	}}
	s, err := desk.New(meddled, o.journal, desk.Options{}).Save(t.Context(), model.Diff(ann, ann.With("displayName", "Anna")))
	o.code(err, model.Conflict)
	if !strings.Contains(err.Error(), "reads back otherwise: displayName") || s.Entry.First("displayName") != "Annette" {
		t.Errorf("err = %v, entry %v", err, s.Entry)
	}
}

func TestPreviewOfAnUndoIsHonest(t *testing.T) {
	o := open(t)
	ann := o.ann()
	s, err := o.desk.Save(t.Context(), model.Diff(ann, ann.With("displayName", "Anna")))
	o.code(err, "")
	if _, cs, err := o.desk.Undoing(t.Context(), 1); err != nil || len(cs.Changes) != 1 || cs.Changes[0].After[0] != "Ann" {
		t.Errorf("preview %v, %v", cs, err)
	}
	o.code(o.other.Apply(t.Context(), model.Diff(s.Entry, s.Entry.With("displayName", "Annette"))), "")
	_, _, err = o.desk.Undoing(t.Context(), 1)
	o.code(err, model.Conflict)
}

func TestUndoInAnotherDirectory(t *testing.T) {
	o := open(t)
	ann := o.ann()
	n, err := o.journal.Begin(journal.Record{Op: journal.Modify, Directory: "DC=elsewhere", Change: model.Diff(ann.With("displayName", "x"), ann)})
	o.code(err, "")
	o.code(o.journal.End(n, journal.Ending{}), "")
	_, err = o.desk.Undo(t.Context(), n)
	o.code(err, model.Invalid)
	if !strings.Contains(err.Error(), "DC=elsewhere") {
		t.Errorf("err = %v", err)
	}
	if all, _ := o.desk.History(t.Context()); len(all) != 0 {
		t.Errorf("the history shows another directory's changes: %+v", all)
	}
}

func TestNothingIsSentWithoutJournal(t *testing.T) {
	o := open(t)
	ann := o.ann()
	o.journal.Close()
	o.forest.Fault(func(op string) error {
		if op == "apply" {
			t.Error("the change was sent")
		}
		return nil
	})
	_, err := o.desk.Save(t.Context(), model.Diff(ann, ann.With("displayName", "Anna")))
	o.code(err, model.Internal)
	if !strings.Contains(err.Error(), "nothing was sent") {
		t.Errorf("err = %v", err)
	}
}

func TestOutcomeIsRecordedAfterCancel(t *testing.T) {
	o := open(t)
	ann := o.ann()
	ctx, cancel := context.WithCancel(t.Context())
	d := desk.New(&interrupted{Session: o.dir, before: cancel}, o.journal, desk.Options{}) // the window is closed while the request leaves
	_, err := d.Save(ctx, model.Diff(ann, ann.With("displayName", "Anna")))
	o.code(err, "")
	if r := o.records()[0]; r.Outcome != journal.Done {
		t.Errorf("journal: %+v", r)
	}
}

// The process is killed after the journal line: before the request left, after it
// arrived, and after somebody changed the value again.
func TestSettleAfterACrash(t *testing.T) {
	tests := []struct {
		name  string
		then  []string // values displayName got since
		state string
		says  string
	}{
		{"it never left", nil, journal.NotMade, "was not made"},
		{"it arrived", []string{"Anna"}, journal.Done, "was made"},
		{"it arrived, and was changed again", []string{"Anna", "Annette"}, journal.Sent, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := open(t)
			ann := o.ann()
			info, _ := o.dir.Info(t.Context())
			_, err := o.journal.Begin(journal.Record{Op: journal.Modify, Directory: info.Base, Change: model.Diff(ann, ann.With("displayName", "Anna"))})
			o.code(err, "")
			last := ann
			for _, v := range tt.then {
				next := last.With("displayName", v)
				o.code(o.dir.Apply(t.Context(), model.Diff(last, next)), "")
				last = next
			}
			found, err := o.desk.Settle(t.Context())
			o.code(err, "")
			if got := o.records()[0].Outcome; got != tt.state && !(tt.state == journal.Sent && got == "unknown") {
				t.Errorf("outcome = %q, want %q", got, tt.state)
			}
			if len(found) != 1 || !strings.Contains(found[0].Text, tt.says) || !strings.Contains(found[0].Text, "Ann") {
				t.Errorf("found %+v", found)
			}
			if again, _ := o.desk.Settle(t.Context()); len(again) != 0 {
				t.Errorf("settled twice: %+v", again)
			}
			if now := o.get(ann.Ref).First("displayName"); now != last.First("displayName") {
				t.Errorf("settling changed the directory: %q", now)
			}
		})
	}
}

func TestSettleLeavesOthersAlone(t *testing.T) {
	o := open(t)
	ann := o.ann()
	info, _ := o.dir.Info(t.Context())
	o.journal.Begin(journal.Record{Op: journal.Modify, Directory: info.Base, Change: model.Diff(ann, ann.With("displayName", "Anna"))})
	busy := desk.New(o.dir, o.journal, desk.Options{Now: time.Now, Alive: func(string, int) bool { return true }})
	if found, err := busy.Settle(t.Context()); err != nil || len(found) != 0 {
		t.Errorf("a change under way was settled: %+v, %v", found, err)
	}
	for _, off := range []time.Duration{time.Hour, -time.Hour} { // over long ago, and by a clock that was wrong
		later := desk.New(o.dir, o.journal, desk.Options{Now: func() time.Time { return time.Now().Add(off) }, Alive: func(string, int) bool { return true }})
		if found, err := later.Settle(t.Context()); err != nil || len(found) != 1 {
			t.Errorf("%v later: settled %d, %v", off, len(found), err)
		}
		o.journal.Begin(journal.Record{Op: journal.Modify, Directory: info.Base, Change: model.Diff(ann, ann.With("displayName", "Anna"))})
	}
}

// Somebody else's object stands where one of ours may have been made.
func TestSettleACreation(t *testing.T) {
	o := open(t)
	ann := o.ann()
	info, _ := o.dir.Info(t.Context())
	for name, c := range map[string]struct {
		attrs map[model.Attr][]string
		want  string
	}{
		"ours":            {map[model.Attr][]string{"displayName": {"Ann"}, model.ObjectClass: {"contact"}}, journal.Done},
		"somebody else's": {map[model.Attr][]string{"displayName": {"Another Ann"}}, string(model.Unknown)},
	} {
		wanted := model.NewEntry(model.Ref{DN: ann.Ref.DN}, c.attrs)
		n, err := o.journal.Begin(journal.Record{Op: journal.Create, Directory: info.Base, Change: model.Diff(model.Entry{Ref: wanted.Ref}, wanted)})
		o.code(err, "")
		_, err = o.desk.Settle(t.Context())
		o.code(err, "")
		if r, _ := o.journal.Record(n); r.Outcome != c.want || (r.Change.Ref.GUID == ann.Ref.GUID) != (c.want == journal.Done) {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// What was left unfinished in another domain is for a session there.
func TestSettleInAnotherDirectory(t *testing.T) {
	o := open(t)
	ann := o.ann()
	n, err := o.journal.Begin(journal.Record{Op: journal.Modify, Directory: "DC=elsewhere", Change: model.Diff(ann, ann.With("displayName", "Anna"))})
	o.code(err, "")
	found, err := o.desk.Settle(t.Context())
	if r, _ := o.journal.Record(n); err != nil || len(found) != 0 || r.Outcome != journal.Sent {
		t.Errorf("settled %+v, %v", found, err)
	}
}

// lossy loses requests, not answers.
type lossy struct{ *sim.Session }

func (lossy) Apply(context.Context, model.ChangeSet) error {
	return &model.Error{Code: model.Unknown, Message: "the server did not answer"}
}

func TestLostRequestIsNotTakenForDone(t *testing.T) {
	o := open(t)
	ann := o.ann()
	s, err := desk.New(lossy{o.dir}, o.journal, desk.Options{}).Save(t.Context(), model.Diff(ann, ann.With("displayName", "Anna")))
	o.code(err, model.Unknown)
	if s.Entry.First("displayName") != "Ann" || o.records()[0].Outcome != string(model.Unknown) {
		t.Errorf("entry %v, journal %+v", s.Entry, o.records()[0])
	}
	found, err := o.desk.Settle(t.Context())
	if err != nil || len(found) != 1 || found[0].Outcome != journal.NotMade {
		t.Errorf("settled %+v, %v", found, err)
	}
}

func TestJournalThatFailsAfterTheChange(t *testing.T) {
	o := open(t)
	ann := o.ann()
	full := &interrupted{Session: o.dir, later: func() { o.journal.Close() }}
	s, err := desk.New(full, o.journal, desk.Options{}).Save(t.Context(), model.Diff(ann, ann.With("displayName", "Anna")))
	o.code(err, model.Internal)
	if !strings.Contains(err.Error(), "was saved") || s.Entry.First("displayName") != "Anna" {
		t.Errorf("entry %v, %v", s.Entry, err)
	}
}

// The journal names an object as the directory does now.
func TestJournalNamesTheObjectAsItIs(t *testing.T) {
	o := open(t)
	ann := o.ann()
	cs := model.Diff(ann, ann.With("displayName", "Anna"))
	cs.Ref.DN = "CN=Before the move,DC=corp,DC=example"
	_, err := o.desk.Save(t.Context(), cs)
	o.code(err, "")
	if r := o.records()[0]; r.Change.Ref != ann.Ref {
		t.Errorf("journal: %+v", r.Change.Ref)
	}
}

func TestCreateAndUndo(t *testing.T) {
	o := open(t)
	obj := model.NewObject{DN: "CN=New,CN=Users,DC=corp,DC=example", Attrs: map[model.Attr][]string{
		model.ObjectClass: {"user"}, model.SAMAccountName: {"new"}, desk.Password: {"Sample.Pass-1"}, model.DisplayName: {"New"}}}
	s, err := o.desk.Create(t.Context(), obj)
	o.code(err, "")
	b, _ := os.ReadFile(filepath.Join(o.folder, journal.FileName))
	if strings.Contains(string(b), "Sample.Pass") || !strings.Contains(string(b), `"New"`) {
		t.Errorf("journal: %s", b)
	}
	o.code(o.other.Apply(t.Context(), model.Diff(s.Entry, s.Entry.With("description", "x"))), "")
	_, err = o.desk.Undo(t.Context(), 1)
	o.code(err, model.Conflict)
	s, err = o.desk.Create(t.Context(), model.NewObject{DN: "CN=Two,CN=Users,DC=corp,DC=example", Attrs: map[model.Attr][]string{model.ObjectClass: {"contact"}}})
	o.code(err, "")
	edited, err := o.desk.Save(t.Context(), model.Diff(s.Entry, s.Entry.With("description", "x")))
	o.code(err, "")
	_, err = o.desk.Undo(t.Context(), s.Numbers[0])
	o.code(err, model.Conflict) // it has an edit that was not taken back
	_, _, err = o.desk.Undoing(t.Context(), s.Numbers[0])
	o.code(err, model.Conflict)
	_, err = o.desk.Undo(t.Context(), edited.Numbers[0])
	o.code(err, "")
	_, err = o.desk.Undo(t.Context(), s.Numbers[0])
	o.code(err, "")
	_, err = o.dir.Get(t.Context(), s.Entry.Ref)
	o.code(err, model.NotFound)
}

// blind cannot see what it made.
type blind struct{ *sim.Session }

func (blind) Get(context.Context, model.Ref, ...model.Attr) (model.Entry, error) {
	return model.Entry{}, &model.Error{Code: model.Denied}
}

func TestCreatedObjectNobodySawIsNotDeleted(t *testing.T) {
	o := open(t)
	_, err := desk.New(blind{o.dir}, o.journal, desk.Options{}).Create(t.Context(), model.NewObject{
		DN: "CN=New,CN=Users,DC=corp,DC=example", Attrs: map[model.Attr][]string{model.ObjectClass: {"contact"}}})
	o.code(err, "")
	ref := o.records()[0].Change.Ref
	made := o.get(ref)
	o.code(o.other.Apply(t.Context(), model.Diff(made, made.With("description", "somebody else's"))), "")
	_, err = o.desk.Undo(t.Context(), 1)
	o.code(err, model.Conflict)
	o.get(ref)
}

func TestBackLinksAreChangesOfOthers(t *testing.T) {
	o := open(t)
	ann := o.ann()
	team := o.make("group", "Team", map[model.Attr][]string{"groupType": {"8"}})
	s, err := o.desk.Save(t.Context(), model.Diff(ann, ann.With("memberOf", team.Ref.DN).With("description", "x")))
	o.code(err, "")
	if !slices.Equal(s.Numbers, []int{1, 2}) || !slices.Equal(s.Entry.Values("memberOf"), []string{team.Ref.DN}) {
		t.Errorf("numbers %v, memberOf %q", s.Numbers, s.Entry.Values("memberOf"))
	}
	if r := o.records()[1]; !model.SameDN(r.Change.Ref.DN, team.Ref.DN) || r.Change.Changes[0].Attr != "member" {
		t.Errorf("journal: %+v", r)
	}
	_, err = o.desk.Undo(t.Context(), 2)
	o.code(err, "")
	if got := o.get(team.Ref).Values("member"); len(got) != 0 {
		t.Errorf("members after undo: %q", got)
	}
}

func TestFind(t *testing.T) {
	o := open(t)
	u := o.make("user", "Brown, Bob", map[model.Attr][]string{model.SAMAccountName: {"bob"}, model.UserPrincipalName: {"bob@corp.example"},
		"mail": {"bob@x.example"}, model.ProxyAddresses: {"SMTP:bob@x.example", "smtp:b.b@x.example", "X500:/o=x/cn=bob"}})
	o.make("contact", "Twin", map[model.Attr][]string{"mail": {"twin@x.example"}})
	o.make("contact", "Twin 2", map[model.Attr][]string{"mail": {"twin@x.example"}})
	g, _ := model.ParseGUID(u.Ref.GUID)
	for _, id := range []string{u.Ref.DN, strings.ToUpper(u.Ref.DN), u.Ref.GUID, "{" + u.Ref.GUID + "}", g.ImmutableID(), "bob", `CORP\bob`, "BOB@corp.example",
		"bob@x.example", "b.b@X.example", "smtp:b.b@x.example", "x500:/o=x/cn=bob", " bob "} {
		if ref, err := o.desk.Find(t.Context(), id); err != nil || ref.GUID != u.Ref.GUID {
			t.Errorf("%s: %v, %v", id, ref, err)
		}
	}
	_, err := o.desk.Find(t.Context(), "twin@x.example")
	o.code(err, model.Invalid)
	if e := err.(*model.Error); !strings.Contains(e.Hint, "CN=Twin,") || !strings.Contains(e.Hint, "CN=Twin 2,") {
		t.Errorf("the candidates are not named: %s", e.Hint)
	}
	if ref, err := o.desk.Find(t.Context(), `corp.example\bob`); err != nil || ref.GUID != u.Ref.GUID {
		t.Errorf("with the domain's DNS name: %v, %v", ref, err)
	}
	for _, id := range []string{"nobody", `OTHER\bob`, `\bob`, "*", "*)(cn=*", "CN=Nobody,DC=corp,DC=example"} {
		_, err = o.desk.Find(t.Context(), id)
		o.code(err, model.NotFound)
	}
	_, err = o.desk.Find(t.Context(), " ")
	o.code(err, model.Invalid)
}

func TestWho(t *testing.T) {
	o := open(t)
	ann := o.ann()
	bob := o.make("user", "Bob", map[model.Attr][]string{model.UserPrincipalName: {"a@x.example"}})
	got, err := o.desk.Who(t.Context(), "SMTP:A@x.example")
	o.code(err, "")
	if len(got) != 2 || got[0].Ref.GUID == got[1].Ref.GUID {
		t.Fatalf("owners: %+v", got)
	}
	for _, w := range got {
		if w.Ref.GUID == ann.Ref.GUID && (w.Attr != model.ProxyAddresses || w.Value != "smtp:a@x.example") ||
			w.Ref.GUID == bob.Ref.GUID && w.Attr != model.UserPrincipalName {
			t.Errorf("owner: %+v", w)
		}
	}
	o.code(o.dir.Delete(t.Context(), ann.Ref), "")
	got, err = o.desk.Who(t.Context(), "ann@x.example")
	o.code(err, "")
	for _, w := range got {
		if !w.Deleted {
			t.Errorf("owner: %+v", w)
		}
	}
}

// An object in two of the bases is one object.
func TestBasesOverlap(t *testing.T) {
	o := open(t)
	ann := o.ann()
	users, domain := "CN=Users,DC=corp,DC=example", "DC=corp,DC=example"
	for _, bases := range [][]string{{users, domain}, {domain, users}, {users, "cn=users, dc=corp, dc=example"}, {users}} {
		d := desk.New(o.dir, o.journal, desk.Options{Bases: bases})
		found, err := d.Collect(t.Context(), model.Query{Where: model.Equal{Attr: model.ObjectClass, Value: "contact"}})
		if err != nil || len(found) != 1 {
			t.Errorf("%q: %d objects, %v", bases, len(found), err)
		}
		if ref, err := d.Find(t.Context(), "ann@x.example"); err != nil || ref.GUID != ann.Ref.GUID {
			t.Errorf("%q: %v, %v", bases, ref, err)
		}
	}
	d := desk.New(o.dir, o.journal, desk.Options{Bases: []string{users, "CN=Computers,DC=corp,DC=example"}})
	if _, err := d.Find(t.Context(), "ann@x.example"); err != nil {
		t.Error(err)
	}
}

// hangingUp loses the connection while it searches among the deleted.
type hangingUp struct {
	*sim.Session
	err error
}

func (h hangingUp) Search(ctx context.Context, q model.Query) iter.Seq2[model.Entry, error] {
	if q.Deleted {
		return func(yield func(model.Entry, error) bool) { yield(model.Entry{}, h.err) }
	}
	return h.Session.Search(ctx, q)
}

func TestWhoSaysWhatItCouldNotSee(t *testing.T) {
	o := open(t)
	o.ann()
	for code, want := range map[model.Code]model.Code{model.Unreachable: model.Unreachable, model.Limited: model.Limited, model.Denied: ""} {
		owners, err := desk.New(hangingUp{o.dir, &model.Error{Code: code}}, o.journal, desk.Options{}).Who(t.Context(), "ann@x.example")
		if model.CodeOf(err) != want || len(owners) == 0 {
			t.Errorf("%s: %d owners, %v", code, len(owners), err)
		}
	}
}
