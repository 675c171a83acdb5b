package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/forecast"
)

// arrivals are the marks of the window's list in words.
var arrivals = map[forecast.Arrival]string{forecast.ArrivalUnknown: "unknown", forecast.ArrivesAsIs: "as is", forecast.ArrivesChanged: "changed", forecast.ArrivesNot: "not"}

// A csvOutlooks writes a row for each object.
type csvOutlooks struct {
	a     *app
	w     *csv.Writer
	began bool
}

func newCSVOutlooks(a *app) *csvOutlooks { return &csvOutlooks{a: a, w: csv.NewWriter(a.stdout)} }

func (c *csvOutlooks) begin() error {
	if c.began {
		return nil
	}
	c.began = true
	c.a.out()
	return c.w.Write([]string{"distinguishedName", "objectGUID", "objectClass", "arrives", "exoRecipientType", "userPrincipalName", "mail", "mailNickname", "proxyAddresses", "summary"})
}

func (c *csvOutlooks) add(o desk.Outlook) error {
	if err := c.begin(); err != nil {
		return err
	}
	r, cloud := o.Sync.Entry.Ref, o.Cloud.Cloud
	err := c.w.Write([]string{r.DN, r.GUID, o.Sync.Class, arrivals[o.Arrival()], o.Cloud.RecipientType, cloud.First(forecast.PropUPN),
		cloud.First(forecast.PropMail), cloud.First(forecast.PropAlias), strings.Join(cloud.Values(forecast.PropProxies), ";"), o.Summary()})
	c.w.Flush()
	return errors.Join(err, c.w.Error())
}

func (c *csvOutlooks) end() error {
	err := c.begin()
	c.w.Flush()
	return errors.Join(err, c.w.Error())
}

// A tableOutlooks tells of each object what arrives, and of what does not, why.
type tableOutlooks struct {
	a *app
	n int
}

func (t *tableOutlooks) add(o desk.Outlook) error {
	w := t.a.out()
	if t.n++; t.n > 1 {
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%s\n  %s\n", oneLine(o.Sync.Entry.Ref.DN), oneLine(o.Summary()))
	for _, p := range []model.Attr{forecast.PropUPN, forecast.PropMail, forecast.PropAlias, forecast.PropProxies} {
		for _, v := range o.Cloud.Cloud.Values(p) {
			fmt.Fprintf(w, "  %-18s %s\n", p, oneLine(v))
		}
	}
	for _, r := range o.Reasons() {
		if r.Verdict != forecast.Flows && r.Verdict != forecast.NotSynced {
			printReasons(w, []forecast.Reason{r})
		}
	}
	if kept := keptBack(o); len(kept) > 0 {
		fmt.Fprintf(w, "  not synchronized: %s\n", strings.Join(kept, ", "))
	}
	for _, e := range errorsOf(o) {
		fmt.Fprintf(w, "  error: %s: %s\n", oneLine(e.Rule), oneLine(e.Message))
	}
	return nil
}

func keptBack(o desk.Outlook) (out []string) {
	for _, r := range o.Reasons() {
		if r.Verdict == forecast.NotSynced {
			out = append(out, r.Property)
		}
	}
	return out
}

func (t *tableOutlooks) end() error {
	_, err := fmt.Fprintf(t.a.stderr, "%d %s\n", t.n, plural("object", t.n))
	return err
}
