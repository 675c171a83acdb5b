package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// A Sheet edits one recipient, or several at once, in a window of its own. All
// its tabs share one draft.
type Sheet struct {
	app  *App
	win  *kit.Window
	refs []model.Ref

	draft  *model.Draft   // nil until the objects are read
	rights []model.Rights // on each object
	schema *model.Schema
	gone   bool // an object was deleted meanwhile: nothing can be edited any more
	locked bool // the directory cannot be written

	pages     []*sheetPage
	tabs      *container.AppTabs
	notice    *kit.Bar // who decides about the object, where that is not AD
	noticed   string   // what the notice says or said
	bar       *kit.Bar
	body      *fyne.Container // everything in the window
	answers   []*kit.Button   // in the bar
	review    *reviewPanel
	now       reviewState // of the draft as it was drawn last
	names     *nameBook
	bad       map[string]badText // by field ID: text on screen that is no value
	owners    *ownerCheck
	sight     *foresight
	twins     *twinSight
	standings *standingSight
	tenant    *tenantView      // nil until its tab was looked at
	history   *historyView     // nil until its tab was looked at
	typing    string           // the field whose keys make up the last step of the draft
	leftover  []lifecycle.Step // of what was saved from here, to be set in Exchange Online, too
	saving    bool
	naming    *container.Scroll // the list of the dialog that names fields, while it is up
	wanted    string            // the field or tab to begin at; "": the first
	closing   bool              // close when the write under way was answered
	closed    bool

	reading slot
}

// badText is what was typed into a field and is no value.
type badText struct {
	label string
	err   error
}

// openSheet shows the property sheet of refs. A sheet that is open already comes
// to the front.
func openSheet(a *App, refs []model.Ref) {
	if len(refs) == 0 {
		return
	}
	if s := a.sheets[sheetKey(refs)]; s != nil {
		s.win.RequestFocus()
		return
	}
	newSheet(a, refs)
}

// openSheetAt shows the property sheet of an object with the keyboard in a field, or on
// a tab.
func openSheetAt(a *App, ref model.Ref, field string) {
	openSheet(a, []model.Ref{ref})
	s := a.sheets[sheetKey([]model.Ref{ref})]
	if s.draft == nil {
		s.wanted = field
		return
	}
	s.goToField(field)
}

// sheetKey names a set of objects whatever their order.
func sheetKey(refs []model.Ref) string {
	var ids []string
	for _, r := range refs {
		id := r.GUID
		if id == "" {
			id = strings.ToLower(r.DN)
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return strings.Join(ids, "|")
}

// keySheetSize holds the size of the sheet that was closed last, in units.
const keySheetSize = "sheet.size"

func (a *App) sheetSize() fyne.Size {
	if size := read[fyne.Size](a.settings, keySheetSize); size.Width >= 640 && size.Height >= 400 {
		return size
	}
	return fyne.NewSize(940, 680)
}

func newSheet(a *App, refs []model.Ref) *Sheet {
	s := &Sheet{app: a, refs: slices.Clone(refs), bad: map[string]badText{}, schema: a.session.Schema, locked: a.session.Info.ReadOnly}
	s.win = a.newWindow(s.title())
	s.names = newNameBook(a, func() { s.refresh() })
	s.owners = newOwnerCheck(a, func() { s.refresh() })
	s.sight = newForesight(a, func() { s.refresh() })
	s.twins = newTwinSight(a, func() { s.refresh() })
	s.standings = &standingSight{app: a, changed: func() { s.refresh() }}
	s.bar, s.notice = kit.NewBar(), kit.NewBar()
	s.win.SetContent(kit.NewEmptyState(nil, "Reading…", ""))
	s.win.Resize(a.sheetSize())
	s.win.SetCloseIntercept(s.close)
	s.bindKeys()
	if a.sheets == nil {
		a.sheets = map[string]*Sheet{}
	}
	a.sheets[sheetKey(s.refs)] = s
	s.win.Show()
	s.read()
	return s
}

// read gets the objects and builds the sheet.
func (s *Sheet) read() {
	d, refs := s.app.session.Desk, slices.Clone(s.refs)
	load(s.app.run, &s.reading, func(ctx context.Context) ([]desk.Opened, error) {
		return d.Open(ctx, refs...)
	}, func(list []desk.Opened, err error) {
		if err != nil {
			s.unread(err)
			return
		}
		s.take(list)
	})
}

// unread says why nothing is shown.
func (s *Sheet) unread(err error) {
	_, message, advice, _ := describe(err)
	again := kit.NewButton("Try again", nil, s.read)
	quit := kit.NewButton("Close", nil, s.close)
	s.win.SetContent(kit.NewEmptyState(kit.ToneError.Icon(), message, advice, again, quit))
	s.win.Canvas().Focus(again)
}

// take shows what was read.
func (s *Sheet) take(list []desk.Opened) {
	var entries []model.Entry
	s.rights = nil
	for i, o := range list {
		entries = append(entries, o.Entry)
		s.rights = append(s.rights, o.Rights)
		s.refs[i] = o.Entry.Ref
		s.names.learn(o.Entry)
	}
	s.draft = model.NewDraft(entries...)
	s.build()
	s.standings.ask(entries)
	s.refresh()
	if s.locked {
		s.ask(kit.ToneInfo, "This directory cannot be changed from here. The values can be read and copied.")
	}
	if s.wanted == "" {
		s.focusFirst()
	} else {
		s.goToField(s.wanted)
	}
}

// title is "Anna Adams – User mailbox", or how many there are.
func (s *Sheet) title() string {
	if s.draft == nil {
		if len(s.refs) == 1 {
			return model.NameOf(s.refs[0].DN)
		}
		return fmt.Sprintf("%d objects", len(s.refs))
	}
	base := s.draft.Base()
	r := model.Recipient{Entry: base[0]}
	if len(base) == 1 {
		return r.Name() + " – " + r.Kind().Label()
	}
	return fmt.Sprintf("%d objects – %s, %s …", len(base), r.Name(), model.Recipient{Entry: base[1]}.Name())
}

// dirty reports whether closing would lose something.
func (s *Sheet) dirty() bool {
	return s.draft != nil && (len(s.bad) > 0 || len(s.draft.Changes()) > 0)
}

// close asks before it loses edits.
func (s *Sheet) close() {
	switch {
	case s.win.Modal():
	case s.saving:
		s.closing = true
		s.refresh()
	case s.dirty() && !s.gone:
		s.askClose()
	default:
		s.shut()
	}
}

func (s *Sheet) askClose() {
	var d *kit.Dialog
	save := kit.NewButton("Save", nil, func() {
		d.Close()
		s.closing = true
		s.save()
	})
	discard := kit.NewButton("Discard", nil, func() {
		d.Close()
		s.shut()
	})
	cancel := kit.NewButton("Cancel", nil, func() { d.Close() })
	enable(save, s.state().savable)
	o := kit.DialogOptions{
		Title:   "Save the changes?",
		Content: kit.NewText(s.state().text+".", 420),
		Buttons: []*kit.Button{save, discard, cancel}, Default: save, Cancel: cancel, Focus: save,
	}
	if save.Disabled() {
		o.Default, o.Focus = cancel, cancel
	}
	d = s.win.ShowDialog(o)
}

// shut closes the window. Reads under way are given up.
func (s *Sheet) shut() {
	s.closed = true
	write(s.app.settings, keySheetSize, s.win.Canvas().Size())
	s.reading.stop()
	s.names.stop()
	s.owners.stop()
	s.sight.stop()
	s.twins.stop()
	s.standings.reading.stop()
	for _, p := range s.pages {
		if p.stop != nil {
			p.stop()
		}
	}
	delete(s.app.sheets, sheetKey(s.refs))
	s.win.SetCloseIntercept(nil)
	s.win.Close()
}

// reload reads the objects again and keeps the edits on top.
func (s *Sheet) reload() {
	if s.draft == nil || s.saving {
		return
	}
	d, refs := s.app.session.Desk, slices.Clone(s.refs)
	load(s.app.run, &s.reading, func(ctx context.Context) ([]desk.Opened, error) {
		return d.Open(ctx, refs...)
	}, func(list []desk.Opened, err error) {
		if err != nil {
			s.failed(err)
			return
		}
		var fresh []model.Entry
		for i, o := range list {
			fresh = append(fresh, o.Entry)
			s.rights[i] = o.Rights
		}
		s.bar.Hide()
		s.rebase(true, fresh)
	})
}

// rebase puts the edits on top of what the directory holds now. mine says whose
// value stays where both were changed.
func (s *Sheet) rebase(mine bool, fresh []model.Entry) {
	s.typing = ""
	s.draft.Rebase(s.schema.Single, func(model.Attr) bool { return mine }, fresh...)
	for _, e := range fresh {
		s.names.learn(e)
		s.app.saved(e)
	}
	s.refresh()
}

// frozen reports whether nothing can be edited.
func (s *Sheet) frozen() bool { return s.gone || s.locked }

// do edits the draft and redraws.
func (s *Sheet) do(tag string, f edit) error {
	if s.draft == nil || s.frozen() {
		return nil
	}
	s.typing = ""
	err := s.draft.Do(tag, f)
	s.refresh()
	return err
}

// undo takes back the last edit: text that is no value first.
func (s *Sheet) undo() {
	if s.draft == nil {
		return
	}
	s.typing = ""
	if len(s.bad) > 0 {
		clear(s.bad)
		s.refresh()
		return
	}
	if s.draft.Undo() {
		s.refresh()
	}
}

func (s *Sheet) redo() {
	if s.draft != nil && s.draft.Redo() {
		s.typing = ""
		clear(s.bad)
		s.refresh()
	}
}
