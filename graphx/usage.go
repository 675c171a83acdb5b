package graphx

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"recipientdesk/model"
)

// MailboxUsage implements model.UsageReporter: it reads the report of the last seven days. It exists in the global
// cloud only.
func (t *Tenant) MailboxUsage(ctx context.Context) ([]model.MailboxUsage, error) {
	c := call{path: "/reports/getMailboxUsageDetail(period='D7')", subject: t.name(), scope: model.ReadReports}
	answer, err := t.do(ctx, c)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(answer.body, []byte("\ufeff"))))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	head, err := r.Read()
	if err != nil {
		return nil, garbled(c, answer, err)
	}
	at := map[string]int{}
	for i, name := range head {
		at[strings.TrimSpace(name)] = i
	}
	if _, ok := at["User Principal Name"]; !ok {
		return nil, garbled(c, answer, nil)
	}
	var out []model.MailboxUsage
	for {
		line, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, garbled(c, answer, err)
		}
		out = append(out, usageOf(func(name string) string {
			if i, ok := at[name]; ok && i < len(line) {
				return strings.Clone(line[i])
			}
			return ""
		}))
	}
}

func usageOf(cell func(string) string) model.MailboxUsage {
	day := func(name string) time.Time {
		d, _ := time.Parse(time.DateOnly, cell(name))
		return d
	}
	number := func(name string) int64 {
		n, _ := strconv.ParseInt(cell(name), 10, 64)
		return n
	}
	u := model.MailboxUsage{
		User: cell("User Principal Name"), Deleted: strings.EqualFold(cell("Is Deleted"), "true"),
		Created: day("Created Date"), LastActivity: day("Last Activity Date"), AsOf: day("Report Refresh Date"),
		Items: number("Item Count"), Bytes: number("Storage Used (Byte)"),
	}
	if b, err := strconv.ParseBool(strings.ToLower(cell("Has Archive"))); err == nil {
		u.Archive = model.MaybeOf(b)
	}
	return u
}
