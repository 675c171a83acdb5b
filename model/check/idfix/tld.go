package idfix

import (
	_ "embed"
	"strings"
	"sync"
)

// tldText holds the top-level domains that pass. IdFix has its own list, made in 2015
// and hardly touched since: it refuses .app, .shop, .store, .blog and other domains
// that came later, which the mode has to refuse too, as well as .local and the like.
// Ours is drawn from the root zone by date, so for the brand names of that time, which
// hardly anybody has mail in, the two may differ.
//
//go:embed tlds.txt
var tldText string

var tlds = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for line := range strings.Lines(tldText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.FieldsSeq(line) {
			known[name] = true
		}
	}
	return known
})

// knownTopLevel looks at what follows the last period of v. Without one, or with
// nothing after it, there is nothing to look up.
func knownTopLevel(v string) bool {
	last := v[strings.LastIndexByte(v, '.')+1:]
	return last == v || last == "" || tlds()[strings.ToLower(last)]
}
