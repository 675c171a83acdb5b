package ui

import (
	"context"
	"fmt"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/ui/kit"
)

// A cloudWindow shows one object of the tenant with everything that can be read of it.
// Nothing is edited there: what comes from Active Directory is edited there, and the
// rest in the tenant.
type cloudWindow struct {
	app *App
	ref cloudRef
	win *kit.Window

	o       desk.CloudObject // zero until it was read
	origin  cloudOrigin
	head    *cloudHead
	tabs    *container.AppTabs
	lists   []*objectList // by tab
	reading slot
	finding slot // the object of AD
	picture slot
}

// A cloudOrigin is the object of AD that one of the tenant comes from.
type cloudOrigin struct {
	known bool // it was looked for
	ref   model.Ref
	err   error // why there is none, or why it is not known
}

// showCloudObject opens the window of an object of the tenant; one that is open already
// comes to the front.
func (a *App) showCloudObject(class model.CloudClass, id string) {
	if !a.connected() || id == "" {
		return
	}
	ref := cloudRef{class, strings.ToLower(id)}
	if w := a.clouds[ref]; w != nil {
		w.win.RequestFocus()
		return
	}
	w := &cloudWindow{app: a, ref: ref, win: a.newWindow("Object of the tenant")}
	a.clouds[ref] = w
	w.win.SetContent(kit.NewEmptyState(nil, "Reading…", ""))
	w.win.Resize(fyne.NewSize(820, 620))
	w.win.SetOnClosed(w.closed)
	w.bindKeys()
	w.win.Show()
	w.read()
}

func (w *cloudWindow) bindKeys() {
	for key, run := range map[kit.Key]func(){
		plainKey(fyne.KeyF5): w.read, plainKey(fyne.KeyEscape): w.close, ctrlKey(fyne.KeyW): w.close,
		ctrlKey(fyne.KeyPageDown): func() { w.turn(1) }, ctrlKey(fyne.KeyPageUp): func() { w.turn(-1) },
		ctrlKey(fyne.KeyTab): func() { w.turn(1) }, ctrlShift(fyne.KeyTab): func() { w.turn(-1) },
		ctrlShift(fyne.KeyA): func() { w.openOrigin() }, plainKey(fyne.KeyF3): func() { w.toFilter() }, ctrlKey(fyne.KeyF): func() { w.toFilter() },
	} {
		w.win.Bind(key, run)
	}
}

func (w *cloudWindow) close() {
	if !w.win.Modal() {
		w.win.Close()
	}
}

// closed gives up what is being read.
func (w *cloudWindow) closed() {
	w.reading.stop()
	w.finding.stop()
	w.picture.stop()
	delete(w.app.clouds, w.ref)
}

// read asks the tenant for the object. What is shown stays until then.
func (w *cloudWindow) read() {
	session := w.app.session
	if session == nil {
		return
	}
	ref := w.ref
	load(w.app.run, &w.reading, func(ctx context.Context) (desk.CloudObject, error) {
		return session.Desk.CloudObject(ctx, ref.class, ref.id)
	}, func(o desk.CloudObject, err error) {
		if err != nil {
			w.unread(err)
			return
		}
		w.show(o)
	})
}

// unread says why nothing is shown.
func (w *cloudWindow) unread(err error) {
	_, message, advice, _ := describe(err)
	again := kit.NewButton("Try again", theme.ViewRefreshIcon(), w.read)
	quit := kit.NewButton("Close", nil, w.close)
	w.head, w.tabs = nil, nil
	w.win.SetContent(kit.NewEmptyState(kit.ToneError.Icon(), message, advice, again, quit))
	w.win.Canvas().Focus(again)
}

// show shows what was read, and looks for the object of AD and the picture.
func (w *cloudWindow) show(o desk.CloudObject) {
	w.o = o
	w.win.SetTitle(fmt.Sprintf("%s – %s of the tenant", or(o.First(model.DisplayName), o.Name()), classWord(o.Class)))
	if w.head == nil {
		w.build()
	}
	for _, l := range w.lists {
		l.draw()
	}
	w.head.draw()
	w.findOrigin()
	w.findPicture()
}

// build makes the widgets.
func (w *cloudWindow) build() {
	w.head = newCloudHead(w)
	w.lists = nil
	var items []*container.TabItem
	for _, def := range objectLists(w.o) {
		l := newObjectList(w, def)
		l.item = container.NewTabItem(def.label, l)
		w.lists, items = append(w.lists, l), append(items, l.item)
	}
	w.tabs = container.NewAppTabs(items...)
	w.win.SetContent(framed(w.head, nil, nil, nil, w.tabs))
	w.win.SetFallback(w.lists[0].table)
	w.win.Canvas().Focus(w.lists[0].table)
}

// list is the one in front.
func (w *cloudWindow) list() *objectList {
	if w.tabs == nil {
		return nil
	}
	return w.lists[max(0, w.tabs.SelectedIndex())]
}

// turn goes to the next tab (1) or the one before (-1), round the ends.
func (w *cloudWindow) turn(by int) {
	if w.tabs == nil {
		return
	}
	n := len(w.lists)
	w.tabs.SelectIndex((w.tabs.SelectedIndex() + by + n) % n)
	w.win.SetFallback(w.list().table)
	w.win.Canvas().Focus(w.list().table)
}

func (w *cloudWindow) toFilter() {
	if l := w.list(); l != nil {
		l.search.Focus()
	}
}

// findOrigin looks for the object of AD.
func (w *cloudWindow) findOrigin() {
	d, o := w.app.session.Desk, w.o.Object
	load(w.app.run, &w.finding, func(ctx context.Context) (model.Ref, error) { return d.Origin(ctx, o) }, func(ref model.Ref, err error) {
		w.origin = cloudOrigin{true, ref, err}
		w.head.draw()
	})
}

// openOrigin opens the sheet of the object of AD.
func (w *cloudWindow) openOrigin() {
	if w.origin.known && w.origin.err == nil {
		openSheet(w.app, []model.Ref{w.origin.ref})
	}
}

// findPicture asks for the picture of a user. That there is none is no news.
func (w *cloudWindow) findPicture() {
	if w.o.Class != model.CloudUser {
		return
	}
	d, id := w.app.session.Desk, w.o.ID()
	load(w.app.run, &w.picture, func(ctx context.Context) (image.Image, error) {
		data, err := d.CloudPhoto(ctx, id)
		if err != nil {
			return nil, err
		}
		return decodePicture(data)
	}, func(img image.Image, err error) { w.head.showPicture(img, err) })
}

// classWord is a class for people.
func classWord(c model.CloudClass) string {
	switch c {
	case model.CloudUser:
		return "user"
	case model.CloudGroup:
		return "group"
	case model.CloudContact:
		return "contact"
	case model.DeletedUser:
		return "deleted user"
	}
	return "deleted group"
}
