package ui

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/mailboxguid"
	"recipientdesk/model/powershell"
	"recipientdesk/model/syncrule"
	"recipientdesk/ui/kit"
)

// A guidAssistant is the window of the assistant for msExchMailboxGuid: who is
// concerned, the change of the rules as a script and as steps, and the longer way.
// It changes nothing itself.
type guidAssistant struct {
	app *App
	win *kit.Window

	plan    *mailboxguid.Plan // nil: there is none, and planErr says why
	planErr error
	users   []guidUser
	lost    []lostObject
	lostErr error
	busy    bool
	counted bool // lost is complete

	headline *widget.Label
	more     *widget.Label
	steps    *kit.Segments
	body     *fyne.Container
	list     *guidUserList
	texts    *guidTexts
	other    *guidOther
	again    *kit.Button
	quit     *kit.Button

	planning, reading, counting slot
}

// askMailboxGUID opens the assistant, or brings it to the front.
func (a *App) askMailboxGUID() {
	if a.assistant != nil {
		a.assistant.win.RequestFocus()
		return
	}
	g := &guidAssistant{app: a, win: a.newWindow("Mailboxes that a license does not make"), headline: widget.NewLabel(""), more: widget.NewLabel("")}
	a.assistant = g
	g.headline.TextStyle.Bold = true
	g.headline.Wrapping = fyne.TextWrapWord
	g.more.Wrapping = fyne.TextWrapWord
	g.more.Importance = widget.LowImportance
	g.list, g.texts, g.other = newGuidUserList(g), newGuidTexts(g), newGuidOther(g)
	g.steps = kit.NewSegments([]string{"1. Who is concerned", "2. The script", "3. By hand", "4. Without rules"}, func(int) { g.draw() })
	g.body = container.NewStack()
	g.again = kit.NewButton("Look again", theme.ViewRefreshIcon(), g.read)
	g.again.SetTip("Read the users and the rules again (F5)")
	g.quit = kit.NewButton("Close", nil, g.win.Close)
	foot := framed(nil, nil, nil, container.NewHBox(g.again, g.quit), g.more)
	top := container.NewVBox(g.headline, container.NewHBox(g.steps))
	g.win.SetContent(kit.Inset(12, 10, framed(top, foot, nil, nil, g.body)))
	g.win.Bind(kit.Key{Name: fyne.KeyEscape}, g.win.Close)
	g.win.Bind(kit.Key{Name: fyne.KeyF5}, g.read)
	g.win.Bind(kit.Key{Name: fyne.KeyTab, Mod: fyne.KeyModifierControl}, func() { g.turn(1) })
	g.win.Bind(kit.Key{Name: fyne.KeyTab, Mod: fyne.KeyModifierControl | fyne.KeyModifierShift}, func() { g.turn(-1) })
	g.win.SetOnClosed(g.closed)
	g.win.Resize(fyne.NewSize(980, 680))
	g.win.Show()
	g.draw()
	g.read()
	g.win.Canvas().Focus(g.list.table)
}

func (g *guidAssistant) closed() {
	for _, s := range []*slot{&g.planning, &g.reading, &g.counting} {
		s.stop()
	}
	g.app.assistant = nil
}

// turn goes to the next page (1) or the one before (-1), round the ends.
func (g *guidAssistant) turn(by int) {
	n := len(g.steps.Labels())
	g.steps.Select((g.steps.Selected() + by + n) % n)
	g.draw()
	g.win.Canvas().Focus(g.steps)
}

// read makes the plan, and then looks at the users.
func (g *guidAssistant) read() {
	session := g.app.session
	if session == nil || g.busy {
		return
	}
	rules, options := session.Desk.Rules(), mailboxguid.Options{DeleteOriginal: g.texts.remove.Checked}
	g.busy, g.users, g.lost, g.counted = true, nil, nil, false
	load(g.app.run, &g.planning, func(context.Context) (*mailboxguid.Plan, error) {
		if rules == nil {
			rules = &syncrule.RuleSet{}
		}
		return mailboxguid.New(rules, options)
	}, func(p *mailboxguid.Plan, err error) {
		g.plan, g.planErr = p, err
		if err != nil {
			g.plan = nil
		}
		g.readUsers(session)
	})
	g.draw()
}

func (g *guidAssistant) readUsers(session *Session) {
	plan := g.plan
	stream(g.app.run, &g.reading, func(ctx context.Context, yield func([]guidUser)) error {
		return guidUsers(ctx, session, plan, yield)
	}, func(some []guidUser) {
		g.users = append(g.users, some...)
		g.draw()
	}, func(err error) {
		g.busy = false
		if err != nil {
			g.app.fail(g.win, err)
		}
		g.count(session)
		g.draw()
	})
	g.draw()
}

// count finds out what the longer way would delete.
func (g *guidAssistant) count(session *Session) {
	containers := containersOf(g.alarming())
	load(g.app.run, &g.counting, func(ctx context.Context) ([]lostObject, error) {
		return lostWith(ctx, session, containers)
	}, func(list []lostObject, err error) {
		g.lost, g.lostErr, g.counted = list, err, err == nil
		g.draw()
	})
}

// alarming are the users for whom something should be done.
func (g *guidAssistant) alarming() (out []guidUser) {
	for _, u := range g.users {
		if u.assessment.Alarms() {
			out = append(out, u)
		}
	}
	return out
}

// draw shows the page that is chosen.
func (g *guidAssistant) draw() {
	g.headline.SetText(g.sentence())
	g.more.SetText(g.about())
	enable(g.again, !g.busy)
	var page fyne.CanvasObject
	switch g.steps.Selected() {
	case 1:
		page = g.texts.show(false)
	case 2:
		page = g.texts.show(true)
	case 3:
		page = g.other.show()
	default:
		page = g.list.show()
	}
	if len(g.body.Objects) != 1 || g.body.Objects[0] != page {
		g.body.Objects = []fyne.CanvasObject{page}
		g.body.Refresh()
	}
}

// sentence says how things stand.
func (g *guidAssistant) sentence() string {
	switch n := len(g.alarming()); {
	case g.app.session == nil:
		return ""
	case mailboxguid.Needed(g.app.session.Schema) == model.No:
		return "Nothing is to be done here: this forest was never extended for Exchange and has no msExchMailboxGuid."
	case g.busy && len(g.users) == 0:
		return "Looking for users with msExchMailboxGuid…"
	case len(g.users) == 0:
		return "Nobody has msExchMailboxGuid: a license gives everybody a mailbox."
	case n == 0:
		return "All is well: of " + many(len(g.users), "user", "users") + " with msExchMailboxGuid none is kept from a mailbox by it."
	default:
		return fmt.Sprintf("%s of %s with msExchMailboxGuid %s attention.", count(n), many(len(g.users), "user", "users"), map[bool]string{true: "needs", false: "need"}[n == 1])
	}
}

// about counts the users by what the GUID means for them.
func (g *guidAssistant) about() string {
	n := map[mailboxguid.State]int{}
	for _, u := range g.users {
		n[u.assessment.State]++
	}
	var parts []string
	for _, s := range guidOrder {
		if n[s] > 0 {
			parts = append(parts, count(n[s])+" "+guidStates[s].words)
		}
	}
	return strings.Join(parts, " · ")
}

// guidStates are the states in words, with the tone of their sign.
var guidStates = map[mailboxguid.State]struct {
	words string
	tone  kit.Tone
}{
	mailboxguid.Blocked:      {"without a mailbox", kit.ToneError},
	mailboxguid.AtRisk:       {"at risk", kit.ToneWarning},
	mailboxguid.TwoMailboxes: {"two mailboxes", kit.ToneFinding},
	mailboxguid.Unknown:      {"not known", kit.ToneNeutral},
	mailboxguid.HasMailbox:   {"fine: has a cloud mailbox", kit.ToneOK},
	mailboxguid.KeptBack:     {"fine: kept back", kit.ToneOK},
	mailboxguid.NotSynced:    {"does not sync", kit.ToneNeutral},
	mailboxguid.NoGUID:       {"no GUID", kit.ToneNeutral},
}

var guidOrder = []mailboxguid.State{mailboxguid.Blocked, mailboxguid.AtRisk, mailboxguid.TwoMailboxes, mailboxguid.Unknown, mailboxguid.KeptBack,
	mailboxguid.HasMailbox, mailboxguid.NotSynced, mailboxguid.NoGUID}

func guidRank(s mailboxguid.State) int { return slices.Index(guidOrder, s) }

// saveScript asks where a script goes, and writes it as Windows PowerShell reads it.
func (g *guidAssistant) saveScript(name, text string) {
	g.app.chooseFile(g.win, fileOptions{Title: "Save the script", Ext: []string{".ps1"}, Save: true, Name: name, Done: func(path string) {
		g.write(path, powershell.File(text))
	}})
}

// saveText asks where a text goes, and writes it with the line ends of Windows, where
// it is read.
func (g *guidAssistant) saveText(name, text string) {
	g.app.chooseFile(g.win, fileOptions{Title: "Save the text", Ext: []string{".txt"}, Save: true, Name: name, Done: func(path string) {
		g.write(path, []byte(strings.ReplaceAll(text, "\n", "\r\n")+"\r\n"))
	}})
}

// write writes a file and says so.
func (g *guidAssistant) write(path string, content []byte) {
	send(g.app.run, func(context.Context) (bool, error) {
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return false, &model.Error{Code: model.Internal, Subject: path, Message: "could not be written", Hint: "Choose another folder.", Err: err}
		}
		return true, nil
	}, func(_ bool, err error) {
		if err != nil {
			g.app.fail(g.win, err)
			return
		}
		g.more.SetText("Written to " + path + ".")
	})
}
