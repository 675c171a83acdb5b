package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2/theme"

	"recipientdesk/ui/kit"
)

// drawEmpty says what there is to do where nothing is shown.
func (p *checkPage) drawEmpty() {
	c := p.app.checker
	again := func() []*kit.Button {
		b := kit.NewButton("Check now", theme.MediaPlayIcon(), c.run)
		return []*kit.Button{b}
	}
	show := true
	switch {
	case c.last == nil && c.busy:
		p.empty.Say(nil, "Checking…", "Findings appear when every object was looked at: an address may belong to two.")
	case c.last == nil && c.failed != nil:
		p.empty.Say(theme.WarningIcon(), "The check could not be made", sentence(c.failed), again()...)
	case c.last == nil:
		p.empty.Say(theme.SearchIcon(), "Nothing was checked yet", "A check reads every recipient and changes nothing.", again()...)
	case len(c.last.list) == 0:
		p.empty.Say(theme.ConfirmIcon(), "No findings", fmt.Sprintf("%s: every rule is kept.", upperFirst(many(c.last.objects, "recipient", "recipients"))))
	case len(p.s.rows) == 0 && p.s.of == c.last:
		p.emptyFilter()
	default:
		show = false
	}
	if show {
		p.empty.Show()
		p.body.Hide()
	} else {
		p.empty.Hide()
		p.body.Show()
	}
}

func (p *checkPage) emptyFilter() {
	all := kit.NewButton("Show everything", theme.CancelIcon(), func() {
		p.query = siftQuery{ByObject: p.query.ByObject, Ignored: true}
		p.ignored.ShowChecked(true, false)
		p.head.showSeverities()
		if p.filter.Text() != "" {
			p.filter.SetText("") // sifts
			return
		}
		p.sift()
	})
	switch text := strings.TrimSpace(p.query.Text); {
	case text != "":
		p.empty.Say(theme.SearchIcon(), fmt.Sprintf("No findings match “%s”", text), "The filter looks at objects, values, attributes, rules and reasons.", all)
	case p.s.counts != [3]int{}:
		p.empty.Say(theme.VisibilityOffIcon(), "All findings are switched off", "Those of the severities chosen above are not shown.", all)
	default:
		p.empty.Say(theme.ConfirmIcon(), "No findings but those that are ignored", "", all)
	}
}

// describe says what the result is of, for the line below the head.
func (c *checked) describe() string {
	parts := []string{many(c.objects, "object", "objects") + " checked by the rules of " + profileOf(c.plan.Profile).label,
		c.plan.where(), c.at.Local().Format("15:04")}
	if c.took >= time.Second {
		parts[2] += fmt.Sprintf(" in %.1f s", c.took.Seconds())
	}
	if n := c.ignoredCount(); n > 0 {
		parts = append(parts, count(n)+" ignored")
	}
	return strings.Join(parts, " · ")
}

func (c *checked) ignoredCount() (n int) {
	for _, r := range c.reasons {
		if r != "" {
			n++
		}
	}
	return n
}
