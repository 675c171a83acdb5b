package desk

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/naming"
)

// FreeAccount returns wanted if no object of the domain has it as its
// sAMAccountName, else wanted with the first number after it that is free, within
// most characters. Another administrator can take it in the meantime: the server
// then refuses with Exists.
func (d *Desk) FreeAccount(ctx context.Context, wanted string, most int) (string, error) {
	name := wanted
	for i := 2; ; i++ {
		taken := false
		for _, err := range d.dir.Search(ctx, model.Query{
			Where: model.Equal{Attr: model.SAMAccountName, Value: name}, Attrs: []model.Attr{model.SAMAccountName}, Limit: 1,
		}) {
			if err != nil {
				return "", err
			}
			taken = true
		}
		if !taken {
			return name, nil
		}
		name = naming.Numbered(wanted, i, most)
	}
}

// MailDomain returns the domain of new addresses where nobody said which: the first
// suffix of the forest that the tenant has verified, else the first suffix.
func (d *Desk) MailDomain(ctx context.Context, info model.Info) string {
	suffixes := append(slices.Clone(info.Suffixes), info.Domain)
	if f := d.facts(ctx); f != nil {
		for _, s := range suffixes {
			if slices.Contains(f.VerifiedDomains, strings.ToLower(s)) {
				return s
			}
		}
	}
	return suffixes[0]
}
