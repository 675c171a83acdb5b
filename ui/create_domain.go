package ui

import (
	"strings"

	"recipientdesk/model"
)

// mailDomain is the domain that new addresses have: the one that most recipients
// in the list have, as far as it was read; in an empty directory the first suffix
// that was added to the forest, else the domain's own name.
func (a *App) mailDomain() string {
	info := a.session.Info
	if d := usualDomain(a.list.l.snap); d != "" {
		return d
	}
	for _, s := range info.Suffixes {
		if !strings.EqualFold(s, info.Domain) && !strings.HasSuffix(strings.ToLower(s), ".local") {
			return s
		}
	}
	return info.Domain
}

// enoughToKnow is how many recipients are asked for their domain.
const enoughToKnow = 2000

// usualDomain is the domain of most mailboxes' and groups' mail; contacts and
// mail users have theirs elsewhere.
func usualDomain(s *model.Snapshot) (usual string) {
	count := map[string]int{}
	for row := range min(s.Len(), enoughToKnow) {
		if k := s.Kind(row); !k.IsMailbox() && k.Family() != "group" {
			continue
		}
		mail := s.First(row, model.Mail)
		if i := strings.LastIndexByte(mail, '@'); i >= 0 {
			d := strings.ToLower(mail[i+1:])
			if count[d]++; count[d] > count[usual] {
				usual = d
			}
		}
	}
	return usual
}
