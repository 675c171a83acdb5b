package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// Options are what package main gives the window. All are needed but Secrets
// and Rules.
type Options struct {
	Run     Runner
	Now     func() time.Time
	Connect Connector
	Secrets Secrets     // nil: passwords cannot be remembered
	Rules   RulesReader // nil: no rules can be loaded
	// PolicyDir is where the address policies of each directory are kept; "": nowhere,
	// unless they are saved to a file.
	PolicyDir string
	// NoSecrets says why Secrets is nil, as a sentence.
	NoSecrets string
	User      string // who is signed in to this computer
	// Templates is the folder of the user's own templates for new recipients; "": there
	// is none, and none can be kept.
	Templates string
	Version   string
}

// An App is the running program: its windows, the session they share, and what
// is remembered between two runs. It belongs to the UI goroutine.
type App struct {
	fy      fyne.App
	opt     Options
	run     Runner
	session *Session          // nil until connected
	win     *kit.Window       // the main window
	sheets  map[string]*Sheet // the open ones, by sheetKey
	clouds  map[cloudRef]*cloudWindow

	operating map[string]*operateWindow // the open ones, by sheetKey

	settings settings

	cmd          *commands
	templates    *templateBook
	templating   *templateWindow      // nil: not open
	forms        map[*createForm]bool // the open ones that create
	places       *places
	list         *recipientList
	checker      *checker
	link         *tenantLink
	pages        map[string]page          // by place; made when they are first shown
	assistant    *guidAssistant           // nil: not open
	recipes      map[string]*recipeWindow // the open ones, by sheetKey
	see          seer
	undoing      slot
	inheriting   slot
	readingRules slot
	connecting   *connectDialog // the one put up last
	frame        *frame
	place        string          // where the user is, an ID of the left pane
	changed      map[string]bool // GUIDs of what was saved in this session
	counts       map[string]int  // recipients of each view
	offline      error           // why the directory does not answer
}

// New makes the program with its main window, not yet shown.
func New(fy fyne.App, opt Options) *App {
	a := &App{see: seeByDesk, fy: fy, opt: opt, run: opt.Run, settings: settings{fy.Preferences()}, place: prefixView + "all", changed: map[string]bool{},
		pages: map[string]page{}, clouds: map[cloudRef]*cloudWindow{}, forms: map[*createForm]bool{}}
	fy.Settings().SetTheme(kit.Theme{Variant: a.settings.Theme()})
	a.win = a.newWindow("RecipientDesk")
	a.win.SetMaster()
	a.checker, a.link = newChecker(a), newTenantLink(a)
	a.templates = newTemplateBook(a)
	a.cmd = newCommands(a)
	a.places = newPlaces(a)
	a.places.count = func(id string) string {
		if n, ok := a.counts[id]; ok {
			return count(n)
		}
		return ""
	}
	a.places.OnPick = a.pickPlace
	a.places.OnMenu = a.placeMenu
	a.list = newRecipientList(a)
	a.frame = newFrame(a)
	a.win.SetMainMenu(a.cmd.mainMenu(menus))
	a.win.SetCloseIntercept(a.quit)
	a.win.Resize(a.settings.Size())
	a.bindKeys()
	a.showStart()
	return a
}

// Show opens the main window: on the directory that t names, or on the page of
// first steps if it names none.
func (a *App) Show(t Target) {
	a.win.CenterOnScreen()
	a.win.Show()
	a.templates.read(func() {})
	switch {
	case t.Directory == "":
	case t.Password != "":
		a.connect(t)
	default:
		a.connectAgain(t)
	}
}

// newWindow makes a window of its own for a sheet or a tool.
func (a *App) newWindow(title string) *kit.Window {
	return kit.NewWindow(a.fy.NewWindow(title), a.run.After)
}

// refresh draws what depends on the state of the program as a whole: commands and
// status bar.
func (a *App) refresh() {
	a.cmd.refresh()
	a.frame.drawStatus()
}

// saved tells the list that an object was read back after a save or an undo. e
// must hold every attribute a server sends.
func (a *App) saved(e model.Entry) {
	a.changed[e.Ref.GUID] = true
	a.list.put(e)
	a.tellSaved(e.Ref, &e)
	for _, s := range a.sheets {
		if !slices.ContainsFunc(s.refs, e.Ref.Same) {
			s.sight.renew()
			s.refresh()
		}
	}
	a.online()
	a.readPage()
}

// savedAll is saved for the results that were.
func (a *App) savedAll(list []saveResult) {
	for _, r := range list {
		if r.err == nil {
			a.changed[r.entry.Ref.GUID] = true
			a.list.accept(r.entry)
			a.tellSaved(r.entry.Ref, &r.entry)
		}
	}
	a.list.show()
	a.readPage()
}

// created tells the list of a new object, and selects it.
func (a *App) created(e model.Entry) {
	a.saved(e)
	a.list.reveal(e.Ref)
	a.offerHistory(e)
}

// deleted tells the list that an object is gone.
func (a *App) deleted(ref model.Ref) {
	a.list.drop(ref)
	a.tellSaved(ref, nil)
	a.readPage()
}

// online notes that the directory answered.
func (a *App) online() {
	if a.offline != nil {
		a.offline = nil
		a.frame.hush()
		a.refresh()
	}
}

// lost notes that the directory does not answer, and offers to try again.
func (a *App) lost(err error) {
	a.offline = err
	_, message, hint, _ := describe(err)
	retry := kit.NewButton("Retry", nil, func() { a.list.reload() })
	details := kit.NewButton("Details", nil, func() { a.showError(a.win, err) })
	a.frame.say(kit.ToneWarning, message+". "+hint, retry, details)
	a.refresh()
}

// reload reads folders and list anew, or what the page in view lists.
func (a *App) reload() {
	if l := a.lister(); l != nil {
		l.reload()
		return
	}
	a.places.reload()
	a.list.reload()
}

func (a *App) toFilter() {
	if p := a.pages[a.place]; p != nil {
		p.searchBox().Focus()
		return
	}
	a.list.search.Focus()
}

func (a *App) setTheme(v kit.Variant) {
	a.settings.SetTheme(v)
	a.fy.Settings().SetTheme(kit.Theme{Variant: v})
	a.refresh()
}
