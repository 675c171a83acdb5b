package ldapx

import (
	"strings"

	"recipientdesk/model"
)

// CCachePath returns the file that a value of KRB5CCNAME names, "" for an empty
// value. Only files can be read here; for other kinds of cache the error, of
// code SignIn, says how to get one.
func CCachePath(name string) (string, error) {
	kind, path, ok := strings.Cut(name, ":")
	switch {
	case !ok || strings.Contains(kind, "/"):
		return name, nil
	case strings.EqualFold(kind, "FILE"), strings.EqualFold(kind, "WRFILE"):
		return path, nil
	}
	return "", &model.Error{Code: model.SignIn, Subject: name, Message: "tickets in a cache of kind " + kind + " cannot be read",
		Hint: "Get them into a file: export KRB5CCNAME=FILE:/tmp/krb5cc_$(id -u), then kinit."}
}
