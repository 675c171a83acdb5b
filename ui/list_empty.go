package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/ui/kit"
)

// suggestDelay keeps the search for similar names out of the way of typing.
const suggestDelay = 150 * time.Millisecond

// showEmpty says why there is nothing in the list and what to do about it, or
// makes room for the table.
func (r *recipientList) showEmpty() {
	if r.hint != nil {
		r.hint()
		r.hint = nil
	}
	if len(r.l.shown) > 0 || r.app.session == nil {
		r.empty.Hide()
		return
	}
	switch text := strings.TrimSpace(r.l.text); {
	case r.busy:
		r.empty.Say(nil, "Reading the directory…", "")
	case text != "":
		r.emptyFilter(text)
	case r.stopped && r.l.snap.Len() == 0:
		r.empty.Say(theme.WarningIcon(), "The list could not be read", "", r.app.cmd.plainButton("reload"))
	default:
		r.emptyPlace()
	}
	r.empty.Show()
}

func (r *recipientList) emptyFilter(text string) {
	title := fmt.Sprintf("No recipients match “%s”", text)
	clearing := kit.NewButton("Clear the filter", theme.CancelIcon(), func() {
		r.search.SetText("")
		r.focus()
	})
	buttons := []*kit.Button{clearing}
	body := "The filter looks at names, aliases and all addresses."
	if r.app.place != prefixView+"all" {
		body = "The filter looks at names, aliases and all addresses in this place only."
		if n := len(r.l.snap.Search(r.l.order, r.l.text)); n > 0 {
			buttons = append(buttons, kit.NewButton("Show "+many(n, "match", "matches")+" elsewhere", theme.SearchIcon(),
				func() { r.app.goTo(prefixView + "all") }))
		}
	}
	r.empty.Say(theme.SearchIcon(), title, body, buttons...)
	r.hint = r.app.run.After(suggestDelay, func() { r.didYouMean(title, text, buttons) })
}

// didYouMean adds words that exist to a filter that found nothing.
func (r *recipientList) didYouMean(title, text string, buttons []*kit.Button) {
	found := suggest(r.l.snap, r.l.order, text, 3)
	if len(found) == 0 || len(r.l.shown) > 0 {
		return
	}
	words := strings.Fields(text)
	for _, s := range found {
		words[len(words)-1] = s.word
		better := strings.Join(words, " ")
		b := kit.NewButton(fmt.Sprintf("%s (%s)", s.word, count(s.hits)), nil, func() {
			r.search.SetText(better)
			r.focus()
		})
		buttons = append(buttons, b)
	}
	r.empty.Say(theme.SearchIcon(), title, "Did you mean:", append(buttons[1:], buttons[0])...)
}

func (r *recipientList) emptyPlace() {
	title, text := "Nothing here", "There are no users, groups or contacts in this folder or below it."
	switch r.app.place {
	case prefixView + "findings":
		title, text = "No findings", "The checker has nothing to say about any recipient."
		if r.app.checker.last == nil {
			title, text = "Checking…", "The recipients are being checked."
		}
	case prefixView + "today":
		title, text = "Nothing was changed today", "Objects appear here when anyone changes them."
	case prefixView + "all":
		title, text = "No recipients", "This directory has no users, groups or contacts that you may see."
	}
	r.empty.Say(theme.InfoIcon(), title, text)
}
