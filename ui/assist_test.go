package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model"
	"recipientdesk/model/mailboxguid"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
)

// assisted opens the assistant on the sample organization.
func assisted(t *testing.T) (*windowDriver, *guidAssistant) {
	d := openWindowDriver(t)
	d.session.Desk.UseRules(syncrule.Builtin())
	d.session.Desk.UseFacts(sim.SampleFacts())
	d.cmd.run("mailbox-guid")
	if d.assistant == nil {
		t.Fatal("the assistant did not open")
	}
	return d, d.assistant
}

func (g *guidAssistant) user(t *testing.T, name string) guidUser {
	t.Helper()
	for _, u := range g.users {
		if u.name() == name {
			return u
		}
	}
	t.Fatalf("%s is not among the %d users", name, len(g.users))
	return guidUser{}
}

func TestTheAssistantFindsWhoGetsNoMailbox(t *testing.T) {
	d, g := assisted(t)
	if !strings.HasPrefix(g.headline.Text, "Looking for") {
		t.Errorf("while it looks it says %q", g.headline.Text)
	}
	d.run.drain()
	u := g.user(t, "Conor Byrne")
	if u.assessment.State != mailboxguid.Blocked || u.cloudNow() == "UserMailbox" || u.cloudAfter() != "UserMailbox" {
		t.Errorf("%s: %s, then %s", u.assessment.State, u.cloudNow(), u.cloudAfter())
	}
	if !strings.Contains(g.headline.Text, "needs attention") || g.list.rows[0].name() != "Conor Byrne" {
		t.Errorf("the headline is %q, the first row %s", g.headline.Text, g.list.rows[0].name())
	}
	g.list.table.Select(0)
	g.list.drawFull()
	if text := g.list.full.Text; !strings.Contains(text, "After the change: Will sync as a user mailbox") || !strings.Contains(text, mailboxguid.Source) {
		t.Errorf("in full: %s", text)
	}
	fine := 0
	for _, u := range g.users {
		if u.assessment.State == mailboxguid.HasMailbox {
			fine++
		}
	}
	g.list.all.SetChecked(false)
	if len(g.list.rows) != len(g.users)-fine && fine > 0 || len(g.list.rows) == 0 {
		t.Errorf("%d rows of %d users, %d of them fine", len(g.list.rows), len(g.users), fine)
	}
}

func TestTheAssistantDoesNotAlarmForThoseWithACloudMailbox(t *testing.T) {
	d, g := assisted(t)
	d.run.drain()
	facts := sim.SampleFacts()
	for i := range facts.Users {
		facts.Users[i].CloudMailbox = model.Yes
	}
	d.session.Desk.UseFacts(facts)
	test.Tap(g.again)
	d.run.drain()
	if len(g.alarming()) != 0 || !strings.HasPrefix(g.headline.Text, "All is well") {
		t.Errorf("%d alarms: %q", len(g.alarming()), g.headline.Text)
	}
	if u := g.user(t, "Conor Byrne"); u.assessment.State != mailboxguid.HasMailbox {
		t.Errorf("Conor is %s", u.assessment.State)
	}
}

func TestTheScriptOfTheAssistantIsSaved(t *testing.T) {
	d, g := assisted(t)
	d.run.drain()
	g.turn(1)
	if text, script := g.texts.body(); !script || !strings.Contains(text, "Set-ADSyncScheduler") || g.texts.text.Text != text {
		t.Errorf("the page shows %.80q", g.texts.text.Text)
	}
	test.Tap(g.texts.copy)
	if got := d.fy.Clipboard().Content(); got != g.plan.Prepare {
		t.Errorf("copied %.80q", got)
	}
	g.texts.ways.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if g.texts.text.Text != g.plan.Restore {
		t.Errorf("the way back shows %.80q", g.texts.text.Text)
	}
	path := filepath.Join(t.TempDir(), "restore.ps1")
	test.Tap(g.texts.save)
	d.run.drain()
	if !g.win.Modal() {
		t.Fatal("nothing asks where the script goes")
	}
	press(g.win.Canvas(), "Cancel")
	g.write(path, []byte("x"))
	d.run.drain()
	if b, err := os.ReadFile(path); err != nil || string(b) != "x" {
		t.Errorf("%q, %v", b, err)
	}
	g.write(filepath.Join(path, "below"), nil)
	d.run.drain()
	if !g.win.Modal() {
		t.Error("a file that cannot be written is not said")
	}
}

func TestTheStepsOfTheAssistant(t *testing.T) {
	d, g := assisted(t)
	d.run.drain()
	g.turn(1)
	g.turn(1)
	if text := g.texts.text.Text; !strings.HasPrefix(text, "1. ") || !strings.Contains(text, "In from AD - User Exchange") || !strings.Contains(text, "Apply Once") {
		t.Errorf("by hand: %.200s", text)
	}
	for range 3 {
		g.texts.ways.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	if text := g.texts.text.Text; !strings.Contains(text, "ImmutableId") {
		t.Errorf("before you begin: %.200s", text)
	}
}

func TestTheLongerWayCountsWhatItDeletes(t *testing.T) {
	d, g := assisted(t)
	d.run.drain()
	g.turn(-1)
	conor := g.user(t, "Conor Byrne")
	dn, err := model.ParseDN(conor.entry.Ref.DN)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.lost) < 2 || !g.counted {
		t.Fatalf("%d objects in %s", len(g.lost), dn.Parent())
	}
	for _, l := range g.lost {
		if !below(l.ref.DN, l.container) {
			t.Errorf("%s is not in %s", l.ref.DN, l.container)
		}
	}
	if got := g.other.limit.Text(); !strings.Contains(got, count(len(g.lost))+" deleted, 500 allowed") {
		t.Errorf("the badge says %q", got)
	}
	if text := g.other.all(); !strings.Contains(text, conor.entry.Ref.DN) || !strings.Contains(text, "Synchronization Service Manager") {
		t.Errorf("the file holds %.200s", text)
	}
}

func TestContainersAreNotCountedTwice(t *testing.T) {
	var users []guidUser
	for _, dn := range []string{"CN=A,OU=Dublin,OU=Staff,DC=x", "CN=B,OU=Staff,DC=x", "CN=C,OU=STAFF,DC=x", "CN=D,OU=Rooms,DC=x"} {
		users = append(users, guidUser{entry: model.NewEntry(model.Ref{DN: dn}, nil)})
	}
	if got := strings.Join(containersOf(users), " "); got != "OU=Staff,DC=x OU=Rooms,DC=x" && got != "OU=Rooms,DC=x OU=Staff,DC=x" {
		t.Errorf("the folders are %s", got)
	}
}

func TestTheAssistantGoesWithItsWindow(t *testing.T) {
	d, g := assisted(t)
	d.cmd.run("mailbox-guid")
	if d.assistant != g {
		t.Error("a second assistant was opened")
	}
	g.win.Close()
	d.run.drain()
	if d.assistant != nil || len(g.users) != 0 {
		t.Error("it goes on after its window was closed")
	}
}

func TestTheAssistantFollowsTheRules(t *testing.T) {
	d, g := assisted(t)
	d.run.drain()
	after, err := g.plan.After()
	if err != nil {
		t.Fatal(err)
	}
	d.session.Desk.UseRules(after)
	d.rulesChanged()
	d.run.drain()
	if g.plan == nil || !g.plan.Prepared || len(g.alarming()) != 0 {
		t.Errorf("with the change in the rules %d users alarm", len(g.alarming()))
	}
	g.turn(1)
	if !strings.Contains(g.texts.note.Text, "only the way back is left") || !g.texts.save.Disabled() {
		t.Errorf("the page says %q", g.texts.note.Text)
	}
}
