package session

import (
	"os"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
)

// Rules reads what --rules names. Errors are *model.Error.
func Rules(paths []string) (*syncrule.RuleSet, error) {
	set := &syncrule.RuleSet{Source: "builtin"}
	for _, path := range paths {
		st, err := os.Stat(path)
		if err != nil {
			return nil, &model.Error{Code: model.NotFound, Subject: path, Message: "cannot be read", Err: err,
				Hint: "Give the folder that Get-ADSyncServerConfiguration wrote, a .ps1 export of rules, or builtin."}
		}
		if !st.IsDir() {
			return nil, &model.Error{Code: model.Invalid, Subject: path, Message: "is no folder", Hint: "Give the folder that Get-ADSyncServerConfiguration wrote."}
		}
		if set, err = syncrule.Load(os.DirFS(path)); err != nil {
			return nil, err
		}
		set.Source = path
	}
	return set, nil
}
