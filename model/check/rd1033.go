package check

import (
	"strings"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1033",
	Title: "Recipient outside the scope of synchronization",
	Text: "The object has addresses, but it is in a container that synchronization does not read, so it is not in the cloud. Where the configuration of synchronization " +
		"is not known, containers are reported whose name says so, such as NoSync.",
	Source:   "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/user-object-missing-filtered",
	Severity: Advice,
	Attrs:    []model.Attr{model.Mail},
	For:      User | Group | Contact,
	Check: func(c *Case) []Problem {
		if !c.kind.MailEnabled() {
			return nil
		}
		container := c.w.outsideOf(c.DN())
		if container == "" {
			return nil
		}
		return []Problem{{Attr: model.Mail, Value: c.First(model.Mail), Text: container, Errors: []string{"OutOfScope"}, Action: None}}
	},
})

// outsideOf says which container takes an object out of synchronization, "" if none
// does. The answer for each container is kept: a directory has few of them.
func (w *world) outsideOf(dn string) string {
	parent := parentOf(dn)
	if text, ok := w.outside[parent]; ok {
		return text
	}
	if w.outside == nil {
		w.outside = map[string]string{}
	}
	text := w.judgeContainer(parent)
	w.outside[strings.Clone(parent)] = text
	return text
}

func (w *world) judgeContainer(parent string) string {
	dn, err := model.ParseDN(parent)
	if err != nil {
		return ""
	}
	for _, base := range w.Unselected {
		if b, err := model.ParseDN(base); err == nil && dn.Under(b) {
			return "synchronization does not read " + b.Name()
		}
	}
	for i := range dn {
		if w.Unselected == nil && saysNoSync(dn[i].Value) {
			return "by its name, " + dn[i].Value + " is not synchronized"
		}
	}
	return ""
}

// saysNoSync reports whether an administrator named a container for not being
// synchronized: NoSync, No-Sync, Not synced, Do not sync.
func saysNoSync(name string) bool {
	word := strings.Map(func(r rune) rune {
		if !asciiLetterOrDigit(r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
	for _, prefix := range []string{"nosync", "notsync", "donotsync", "dontsync", "unsync"} {
		if strings.HasPrefix(word, prefix) {
			return true
		}
	}
	return false
}

// parentOf returns what follows the first step of a DN.
func parentOf(dn string) string {
	for i := 0; i < len(dn); i++ {
		switch dn[i] {
		case '\\':
			i++
		case ',':
			return dn[i+1:]
		}
	}
	return ""
}
