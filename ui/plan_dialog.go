package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// planned has an operation on one object planned, shows in a dialog over win what it
// would write and what comes of it, and saves it as one change if that is wanted. done
// is told what was saved; what fails is said in win.
func (a *App) planned(win *kit.Window, s *slot, title string, ref model.Ref, plan func(context.Context, *desk.Desk) (desk.Step, error), done func(desk.Saved)) {
	d := a.session.Desk
	load(a.run, s, func(ctx context.Context) (desk.Step, error) { return plan(ctx, d) }, func(step desk.Step, err error) {
		switch {
		case err != nil:
			a.fail(win, err)
		case step.Change().Empty():
			win.Error("Nothing to save", model.NameOf(ref.DN)+" has these values already.", "", "")
		default:
			a.askPlan(win, title, step, done)
		}
	})
}

// edited makes a plan of an edit of an object as it stands now.
func edited(ref model.Ref, f edit) func(context.Context, *desk.Desk) (desk.Step, error) {
	return func(ctx context.Context, d *desk.Desk) (desk.Step, error) {
		return d.Operate(ctx, ref, func(e model.Entry, _ lifecycle.World) (lifecycle.Outcome, error) {
			after, err := f(e)
			return lifecycle.Outcome{Before: e, After: after, Cloud: lifecycle.Unsynced(e, after)}, err
		})
	}
}

// askPlan shows a step, and saves it.
func (a *App) askPlan(win *kit.Window, title string, step desk.Step, done func(desk.Saved)) {
	lines := a.linesOf(step.Change())
	parts := []fyne.CanvasObject{container.New(atLeast{700, planHeight(len(lines))}, valuesTable(lines, "Value: − goes, + comes"))}
	if text, tone := aheadWords(step); text != "" {
		parts = append(parts, planLine(tone, text))
	}
	for _, f := range step.Review.New {
		parts = append(parts, planLine(toneOf(f.Rule.Severity), f.Text+" ("+f.Rule.ID+")"))
	}
	for _, n := range step.Notes {
		parts = append(parts, planLine(kit.ToneInfo, n))
	}
	if len(step.Cloud) > 0 {
		steps := newCloudSteps(a, win, scriptName(step.Before))
		steps.show(step.Cloud)
		roll := container.NewVScroll(steps)
		roll.SetMinSize(fyne.NewSize(0, 150))
		parts = append(parts, roll)
	}
	wrong := step.Review.Err()
	if wrong != nil {
		parts = append(parts, planLine(kit.ToneError, aloud(wrong)))
	}
	text := kit.NewText("These values would be written. It is refused if somebody changed them meanwhile, and can be taken back.", 700)
	var d *kit.Dialog
	save := kit.NewButton("Save", nil, func() {
		d.Close()
		a.savePlan(win, step, done)
	})
	cancel := kit.NewButton("Cancel", nil, func() { d.Close() })
	o := kit.DialogOptions{Title: title, Content: framed(text, nil, nil, nil, container.NewVBox(parts...)), MinSize: fyne.NewSize(720, 200),
		Buttons: []*kit.Button{save, cancel}, Default: save, Cancel: cancel, Focus: save}
	if wrong != nil {
		save.Disable()
		o.Focus = cancel
	}
	d = win.ShowDialog(o)
}

// savePlan writes the change of a step, and tells done and everybody else.
func (a *App) savePlan(win *kit.Window, step desk.Step, done func(desk.Saved)) {
	session := a.session
	send(a.run, func(ctx context.Context) (desk.Saved, error) { return session.Desk.Save(ctx, step.Change()) }, func(s desk.Saved, err error) {
		switch {
		case a.session != session: // disconnected meanwhile: the journal has it
		case err != nil:
			a.fail(win, err)
		default:
			a.operated(s.Entry)
			done(s)
		}
	})
}

// takeBack takes change n back, tells everybody of it, and done before that. What fails
// is said in win.
func (a *App) takeBack(win *kit.Window, n int, done func()) {
	session := a.session
	send(a.run, func(ctx context.Context) (desk.Saved, error) { return session.Desk.Undo(ctx, n) }, func(s desk.Saved, err error) {
		switch {
		case a.session != session:
		case err != nil:
			a.fail(win, err)
		default:
			done()
			a.operated(s.Entry)
		}
	})
}

// planHeight is room for that many lines of changes, within reason.
func planHeight(lines int) float32 { return float32(min(max(lines, 2), 8)+1)*25 + 6 }

// planLine is one thing to know of a plan.
func planLine(tone kit.Tone, text string) fyne.CanvasObject {
	label := newWrapped(text)
	label.Importance = widget.MediumImportance
	return framed(nil, nil, container.NewVBox(kit.Inset(2, 8, widget.NewIcon(tone.Icon()))), nil, label)
}

// aheadWords says what comes of a step at the next synchronization, "" if no rules are
// loaded.
func aheadWords(step desk.Step) (string, kit.Tone) {
	if step.Ahead.Before == nil {
		return "", kit.ToneNeutral
	}
	text, tone := cloudChange(*step.Ahead.Before, step.Ahead.After, func(model.Attr) bool { return true })
	if text == "" {
		text = "nothing changes in the cloud"
	}
	return "After the next sync: " + text + ". " + outlookSentence(step.Ahead.After), max(tone, kit.ToneInfo)
}

// scriptName is the name proposed for a script about an object.
func scriptName(e model.Entry) string {
	name := e.First(model.MailNickname)
	if name == "" {
		name = e.First(model.SAMAccountName)
	}
	if name = strings.Trim(fileNames.Replace(or(name, model.Recipient{Entry: e}.Name())), ". "); name == "" {
		name = "recipient"
	}
	return name + ".ps1"
}

// fileNames leaves out what Windows does not take in the name of a file.
var fileNames = strings.NewReplacer("<", "", ">", "", ":", "", `"`, "", "/", "", `\`, "", "|", "", "?", "", "*", "")
