package ui

import (
	"context"
	"path/filepath"

	"recipientdesk/model/syncrule"
	"recipientdesk/ui/kit"
)

// A RulesReader reads synchronization rules: of a folder, with scripts that add to
// them, or the built-in ones for none. It may block; its errors are *model.Error.
type RulesReader func(paths []string) (*syncrule.RuleSet, error)

// keyRules holds, for each directory, where its rules were loaded from.
const keyRules = "rules"

// rulesFrom is the path that the rules of this session come from, "" for the
// built-in ones.
func (a *App) rulesFrom() string {
	if a.session == nil || a.session.Desk.Rules() == nil || a.session.Desk.Rules().Source == syncrule.BuiltinName {
		return ""
	}
	return a.session.Desk.Rules().Source
}

// askLoad asks for a folder or a script with rules.
func (p *rulesPage) askLoad() {
	start := ""
	if from := p.app.rulesFrom(); from != "" {
		start = filepath.Dir(from)
	}
	p.app.chooseFile(p.app.win, fileOptions{Title: "Load synchronization rules", Ext: []string{".ps1"}, Folder: true, Start: start,
		Done: p.app.useRules})
}

// useRules reads rules and lets every forecast rest on them from now on. What was
// in use stays if they cannot be read.
func (a *App) useRules(path string) {
	session := a.session
	if session == nil || a.opt.Rules == nil {
		return
	}
	a.rulesLoading(true)
	read, paths := a.opt.Rules, []string(nil)
	if path != "" {
		paths = []string{path}
	}
	load(a.run, &a.readingRules, func(context.Context) (*syncrule.RuleSet, error) { return read(paths) },
		func(set *syncrule.RuleSet, err error) {
			if a.session != session {
				return
			}
			a.rulesLoading(false)
			if err != nil {
				a.fail(a.win, err)
				return
			}
			session.Desk.UseRules(set)
			a.settings.SetRules(session.Target.Directory, path)
			a.rulesChanged()
		})
}

// rulesAgain takes up the rules that were loaded for this directory before, unless
// the program was started with others.
func (a *App) rulesAgain() {
	if path := a.settings.Rules(a.session.Target.Directory); path != "" && a.rulesFrom() == "" {
		a.useRules(path)
	}
}

// rulesLoading tells the page that rules are being read.
func (a *App) rulesLoading(on bool) {
	if p, ok := a.pages[placeRules].(*rulesPage); ok {
		p.loading = on
		p.read()
	}
}

// rulesChanged has everything that rests on the rules looked at anew.
func (a *App) rulesChanged() {
	for _, s := range a.sheets {
		s.sight.forget()
		s.refresh()
	}
	a.list.forgetMarks()
	a.verifyRecipes()
	if a.assistant != nil {
		a.assistant.read()
	}
	a.readPage()
	n := len(a.session.Desk.Rules().Notes)
	if n > 0 && a.place != placeRules {
		a.frame.say(kit.ToneWarning, "Of the synchronization rules "+many(n, "thing was", "things were")+" not understood.",
			kit.NewButton("Show", nil, func() { a.frame.hush(); a.goTo(placeRules) }), kit.NewButton("OK", nil, a.frame.hush))
	}
}

// Rules is where the rules of a directory were loaded from, "" for nowhere.
func (s settings) Rules(directory string) string {
	return read[map[string]string](s, keyRules)[directory]
}

// SetRules remembers where the rules of a directory were loaded from.
func (s settings) SetRules(directory, path string) {
	m := read[map[string]string](s, keyRules)
	if m == nil || len(m) > 50 {
		m = map[string]string{}
	}
	m[directory] = path
	if path == "" {
		delete(m, directory)
	}
	write(s, keyRules, m)
}
