package session

import (
	"os"

	"recipientdesk/model/syncrule"
)

// Rules reads what --rules names. Errors are *model.Error.
func Rules(paths []string) (*syncrule.RuleSet, error) {
	return syncrule.LoadPaths(paths, os.DirFS)
}
