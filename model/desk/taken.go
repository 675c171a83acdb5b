package desk

import (
	"context"

	"recipientdesk/model"
)

// Taken refuses a new object whose place in the directory, account name or sign-in name
// is another's, and names the owner: code Exists. Addresses are for Review. Between the
// question and the creation another administrator can take it; then the server refuses.
func (d *Desk) Taken(ctx context.Context, obj model.NewObject) error {
	owner, err := d.dir.Get(ctx, model.Ref{DN: obj.DN}, model.KindAttrs...)
	if err == nil {
		return taken("Name", model.NameOf(obj.DN), owner, "Choose another name, or another container.")
	}
	if model.CodeOf(err) != model.NotFound {
		return err
	}
	for _, c := range []struct {
		attr         model.Attr
		label, other string
	}{
		{model.SAMAccountName, "Account name", "Choose another account name."},
		{model.UserPrincipalName, "User principal name", "Choose another sign-in name."},
	} {
		if len(obj.Attrs[c.attr]) == 0 {
			continue
		}
		wanted := obj.Attrs[c.attr][0]
		for e, err := range d.dir.Search(ctx, model.Query{Where: model.Equal{Attr: c.attr, Value: wanted}, Attrs: model.KindAttrs, Limit: 1}) {
			if err != nil {
				return err
			}
			return taken(c.label, wanted, e, c.other)
		}
	}
	return nil
}

func taken(label, value string, owner model.Entry, hint string) error {
	return &model.Error{Code: model.Exists, Subject: label + " " + value, Message: "is taken",
		Hint: "Its owner is " + owner.Ref.DN + " (" + model.Recipient{Entry: owner}.Kind().Label() + "). " + hint}
}
