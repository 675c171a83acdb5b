package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"recipientdesk/model"
)

// A usageDoc says how large a mailbox is.
type usageDoc struct {
	User         string      `json:"user"`
	Deleted      bool        `json:"deleted"`
	Created      *time.Time  `json:"created"`
	LastActivity *time.Time  `json:"lastActivity"`
	AsOf         *time.Time  `json:"asOf"`
	Items        int64       `json:"items"`
	Bytes        int64       `json:"bytes"`
	Archive      model.Maybe `json:"hasArchive"`
}

// listMailboxes lists mailboxes, the largest first.
func (a *app) listMailboxes(ctx context.Context, t model.Tenant, l tenantListing) error {
	if l.search != "" || l.kind != "" || l.synced || l.cloudOnly {
		return wrong("tenant list mailboxes: only --limit goes with it")
	}
	w, err := a.stream("mailbox", []string{"user", "deleted", "created", "lastActivity", "asOf", "items", "bytes", "hasArchive"},
		column{"MAILBOX", 44}, column{"SIZE", 10}, column{"ITEMS", 9}, column{"LAST USED", 12}, column{"AS OF", 0})
	if err != nil {
		return err
	}
	all, err := model.UsageOf(ctx, t)
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(p, q model.MailboxUsage) int { return int(min(1, max(-1, q.Bytes-p.Bytes))) })
	for _, u := range all {
		if w.add(usageDoc{u.User, u.Deleted, said(u.Created), said(u.LastActivity), said(u.AsOf), u.Items, u.Bytes, u.Archive}); w.n == l.limit {
			break
		}
	}
	return w.end()
}

// said is nil for a time that is not known.
func said(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func dayOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.DateOnly)
}

func (d usageDoc) json(b []byte) []byte { return document(b, d) }
func (d usageDoc) csv() []string {
	return []string{d.User, strconv.FormatBool(d.Deleted), dayOf(d.Created), dayOf(d.LastActivity), dayOf(d.AsOf), strconv.FormatInt(d.Items, 10), strconv.FormatInt(d.Bytes, 10), d.Archive.String()}
}

func (d usageDoc) table() []string {
	return []string{d.User, fmt.Sprintf("%.2f GB", float64(d.Bytes)/(1<<30)), strconv.FormatInt(d.Items, 10), dayOf(d.LastActivity), dayOf(d.AsOf)}
}
