package syncrule

import (
	"strings"

	"recipientdesk/model"
)

// An index finds rows by a key.
type index struct {
	exact bool // octets; else text, of which case does not count
	model.TextIndex
}

func (x *index) key(v string) string {
	if x.exact {
		return v
	}
	return strings.ToLower(v)
}
