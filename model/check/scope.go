package check

import (
	"strings"

	"recipientdesk/model"
)

// A scoped container is one that an administrator selected for synchronization, or
// took out of it.
type scoped struct {
	dn   model.DN
	read bool
}

func scopeOf(o Options) (out []scoped) {
	add := func(dns []string, read bool) {
		for _, s := range dns {
			if dn, err := model.ParseDN(s); err == nil {
				out = append(out, scoped{dn, read})
			}
		}
	}
	add(o.Selected, true)
	add(o.Unselected, false)
	return out
}

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
	var nearest scoped
	for _, s := range w.scope {
		if dn.Under(s.dn) && len(s.dn) > len(nearest.dn) {
			nearest = s
		}
	}
	switch {
	case nearest.dn != nil && !nearest.read:
		return "synchronization does not read " + nearest.dn.Name()
	case len(w.scope) > 0:
		return ""
	}
	for _, step := range dn {
		if saysNoSync(step.Value) {
			return "by its name, " + step.Value + " is not synchronized"
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
