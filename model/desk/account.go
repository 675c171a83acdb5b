package desk

import (
	"context"
	"strconv"

	"recipientdesk/model"
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
		number := strconv.Itoa(i)
		stem := []rune(wanted)
		name = string(stem[:min(len(stem), most-len(number))]) + number
	}
}
