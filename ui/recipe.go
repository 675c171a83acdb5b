package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// A recipeWindow works through what a user needs to have a mailbox in Exchange Online:
// each tick is verified by what AD, the rules and the tenant say now, and again after
// each fix. What AD can be told is saved from here; what the tenant has to be told
// stands below, with its commands.
type recipeWindow struct {
	app *App
	win *kit.Window
	ref model.Ref

	entry model.Entry // as it was read last; empty: not read
	ticks []lifecycle.Tick
	err   error
	saved []int // numbers, in the journal, of what was saved from here

	headline *widget.Label
	about    *widget.Label
	doors    *fyne.Container
	lines    *fyne.Container
	steps    *cloudSteps
	roll     *container.Scroll
	buttons  map[*kit.Button]string // of the ticks, by the ID of its tick
	fixAll   *kit.Button
	undo     *kit.Button
	again    *kit.Button
	quit     *kit.Button

	reading, planning slot
}

// openRecipe shows the recipe for a cloud mailbox of a user, or brings it to the front.
func (a *App) openRecipe(ref model.Ref) *recipeWindow {
	key := sheetKey([]model.Ref{ref})
	if r := a.recipes[key]; r != nil {
		r.win.RequestFocus()
		return r
	}
	r := &recipeWindow{app: a, ref: ref, win: a.newWindow("Cloud mailbox: " + model.NameOf(ref.DN))}
	r.build()
	if a.recipes == nil {
		a.recipes = map[string]*recipeWindow{}
	}
	a.recipes[key] = r
	r.win.SetOnClosed(func() {
		r.reading.stop()
		r.planning.stop()
		delete(a.recipes, key)
	})
	r.win.Resize(fyne.NewSize(820, 700))
	r.win.Show()
	r.read()
	r.win.Canvas().Focus(r.fixAll)
	return r
}

func (r *recipeWindow) build() {
	r.headline, r.about = widget.NewLabel("Looking…"), newWrapped("")
	r.headline.TextStyle.Bold = true
	r.headline.Wrapping = fyne.TextWrapWord
	r.doors, r.lines = container.NewHBox(), container.NewVBox()
	r.steps = newCloudSteps(r.app, r.win, "mailbox.ps1")
	r.roll = container.NewVScroll(container.NewVBox(r.lines, kit.NewGroup("In the tenant", r.steps)))
	r.fixAll = kit.NewButton("Fix all…", theme.ConfirmIcon(), r.mendAll)
	r.fixAll.SetTip("Put right in AD what can be, as one change that is shown before (Ctrl+Enter)")
	r.undo = kit.NewButton("Undo…", theme.ContentUndoIcon(), r.takeBack)
	r.undo.SetTip("Take back what was saved from here last (Ctrl+Z)")
	r.again = kit.NewButton("Look again", theme.ViewRefreshIcon(), r.read)
	r.again.SetTip("Verify every tick again (F5)")
	r.quit = kit.NewButton("Close", nil, r.win.Close)
	r.quit.SetTip("Esc")
	foot := framed(nil, nil, nil, container.NewHBox(r.fixAll, r.undo, r.again, r.quit), r.doors)
	r.win.SetContent(kit.Inset(12, 10, framed(container.NewVBox(r.headline, r.about), foot, nil, nil, r.roll)))
	r.win.OnFocus = r.reveal
	for k, f := range map[kit.Key]func(){{Name: fyne.KeyEscape}: r.win.Close, ctrlKey(fyne.KeyW): r.win.Close, {Name: fyne.KeyF5}: r.read,
		ctrlKey(fyne.KeyReturn): r.mendAll, ctrlKey(fyne.KeyZ): r.takeBack} {
		r.win.Bind(k, f)
	}
}

// reveal scrolls what got the focus into sight, unless it stands at the foot.
func (r *recipeWindow) reveal(o fyne.CanvasObject) {
	for _, b := range []*kit.Button{r.fixAll, r.undo, r.again, r.quit} {
		if o == fyne.CanvasObject(b) {
			return
		}
	}
	for _, b := range r.doors.Objects {
		if o == b {
			return
		}
	}
	if !r.win.Modal() {
		kit.Reveal(r.roll, o)
	}
}

// A recipeAnswer is what was read of a user.
type recipeAnswer struct {
	entry model.Entry
	ticks []lifecycle.Tick
}

// read verifies every tick.
func (r *recipeWindow) read() {
	if r.app.session == nil {
		return
	}
	d := r.app.session.Desk
	load(r.app.run, &r.reading, func(ctx context.Context) (a recipeAnswer, err error) {
		if a.entry, err = d.Get(ctx, r.ref); err != nil {
			return a, err
		}
		if k := (model.Recipient{Entry: a.entry}).Kind(); k.Family() != "user" {
			return a, &model.Error{Code: model.Invalid, Subject: model.NameOf(r.ref.DN), Message: "is " + k.Phrase() + ", and only a user can have a mailbox", Hint: "Choose a user."}
		}
		a.ticks, err = d.CloudMailbox(ctx, a.entry)
		return a, err
	}, func(a recipeAnswer, err error) {
		if r.err = err; err == nil {
			r.entry, r.ticks, r.ref = a.entry, a.ticks, a.entry.Ref
		}
		r.draw()
	})
	enable(r.again, false)
}

// draw shows the ticks, and what can be done now.
func (r *recipeWindow) draw() {
	enable(r.again, true)
	r.headline.SetText(r.sentence())
	r.about.SetText(r.where())
	focus := r.focusedTick()
	r.lines.Objects, r.buttons = nil, map[*kit.Button]string{}
	var steps []lifecycle.Step
	can := 0
	for _, t := range r.ticks {
		r.lines.Add(r.tick(t))
		steps = append(steps, t.Cloud...)
		if t.Done == model.No && t.Mend != nil {
			can++
		}
	}
	r.steps.file = scriptName(r.entry)
	r.steps.show(steps)
	enable(r.fixAll, can > 0 && !r.app.session.Info.ReadOnly)
	enable(r.undo, len(r.saved) > 0)
	r.drawDoors()
	r.lines.Refresh()
	r.roll.Content.Refresh()
	r.refocus(focus)
}

// sentence sums the ticks up.
func (r *recipeWindow) sentence() string {
	if r.err != nil {
		return aloud(r.err)
	}
	n := map[model.Maybe]int{}
	for _, t := range r.ticks {
		n[t.Done]++
	}
	name := model.Recipient{Entry: r.entry}.Name()
	switch {
	case n[model.Yes] == len(r.ticks):
		return name + " has everything that a mailbox in Exchange Online takes."
	case n[model.No] == 0:
		return fmt.Sprintf("Nothing speaks against a mailbox in Exchange Online for %s; %s not known.", name, isOrAre(n[model.Unsure]))
	}
	text := fmt.Sprintf("%s: %d of %d are right, %d to do", name, n[model.Yes], len(r.ticks), n[model.No])
	if n[model.Unsure] > 0 {
		text += fmt.Sprintf(", %d not known", n[model.Unsure])
	}
	return text + "."
}

func isOrAre(n int) string {
	if n == 1 {
		return "1 thing is"
	}
	return count(n) + " things are"
}

func (r *recipeWindow) where() string {
	if r.entry.Len() == 0 {
		return r.ref.DN
	}
	return (model.Recipient{Entry: r.entry}).Kind().Label() + " · " + r.entry.Ref.DN
}

// drawDoors offers what would let unknown ticks be known.
func (r *recipeWindow) drawDoors() {
	r.doors.Objects = nil
	a := r.app
	if a.session.Desk.Facts() == nil && !a.connected() && a.session.OpenTenant != nil {
		b := kit.NewButton("Sign in to Microsoft 365…", theme.LoginIcon(), func() {
			a.win.RequestFocus()
			a.askSignIn(nil)
		})
		b.SetTip("The tenant says which domains are verified, and who has a license")
		r.doors.Add(b)
	}
	if a.session.Desk.Rules() == nil {
		b := kit.NewButton("Load rules…", theme.FolderOpenIcon(), func() {
			a.goTo(placeRules)
			a.win.RequestFocus()
		})
		b.SetTip("The synchronization rules say whether the user is in scope")
		r.doors.Add(b)
	}
	r.doors.Refresh()
}

// mend shows what the fix of one tick would write, and saves it.
func (r *recipeWindow) mend(t lifecycle.Tick) {
	if t.Mend == nil {
		return
	}
	r.app.planned(r.win, &r.planning, t.Label+": save this change?", r.ref, edited(r.ref, t.Mend), r.mended)
}

// mendAll shows what all fixes in AD would write together, and saves it as one change.
func (r *recipeWindow) mendAll() {
	if r.fixAll.Disabled() {
		return
	}
	r.app.planned(r.win, &r.planning, "Save all of these changes?", r.ref, func(ctx context.Context, d *desk.Desk) (desk.Step, error) {
		return edited(r.ref, func(e model.Entry) (model.Entry, error) {
			after, _, err := d.MendMailbox(ctx, e)
			return after, err
		})(ctx, d)
	}, r.mended)
}

// mended notes a save, after which everything is verified again.
func (r *recipeWindow) mended(s desk.Saved) { r.saved = append(r.saved, s.Numbers...) }

// takeBack shows what taking the last change back would do, and does it.
func (r *recipeWindow) takeBack() {
	if len(r.saved) == 0 {
		return
	}
	a, n := r.app, r.saved[len(r.saved)-1]
	a.askUndo(r.win, &r.planning, n, func(journal.Record) {
		a.takeBack(r.win, n, func() { r.saved = r.saved[:len(r.saved)-1] })
	})
}

// verifyRecipes has all open recipes look again: something that they rest on changed.
func (a *App) verifyRecipes() {
	for _, r := range a.recipes {
		r.read()
	}
}

// lacksMail reports whether the row of a list is a user who has no mail yet, for whom
// the recipe is the thing to do.
func lacksMail(k model.Kind) bool { return k.Family() == "user" && !k.MailEnabled() }
