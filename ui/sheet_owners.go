package ui

import (
	"context"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
)

// An ownerCheck asks the directory who else has an address that an edit brings
// in, while the user goes on. A save asks again.
type ownerCheck struct {
	app     *App
	changed func()          // an answer came in
	asked   string          // what was asked last
	found   []check.Finding // of what was asked last
	reading slot
	wait    func()
}

func newOwnerCheck(a *App, changed func()) *ownerCheck {
	return &ownerCheck{app: a, changed: changed, wait: func() {}}
}

// ownerPause after an edit keeps the directory from being asked for every letter.
const ownerPause = 400 * time.Millisecond

func (o *ownerCheck) stop() {
	o.reading.stop()
	o.wait()
}

// watch asks about the addresses that now has and base has not, a moment later.
func (o *ownerCheck) watch(base, now []model.Entry) {
	var key strings.Builder
	for i := range now {
		if where, ok := check.NewClaims(base[i], now[i]); ok {
			key.WriteString(where.String())
		}
	}
	if key.String() == o.asked {
		return
	}
	o.stop()
	o.asked, o.found = key.String(), nil
	if o.asked != "" {
		o.wait = o.app.run.After(ownerPause, func() { o.ask(base, now) })
	}
}

func (o *ownerCheck) ask(base, now []model.Entry) {
	d := o.app.session.Desk
	load(o.app.run, &o.reading, func(ctx context.Context) (out []check.Finding, err error) {
		for i := range now {
			if _, ok := check.NewClaims(base[i], now[i]); !ok {
				continue
			}
			r, err := d.Review(ctx, base[i], now[i])
			if err != nil {
				return out, err
			}
			for _, f := range r.New {
				if len(f.Others) > 0 {
					out = append(out, f)
				}
			}
		}
		return out, nil
	}, func(found []check.Finding, _ error) { // no answer is no finding: the save asks again
		o.found = found
		o.changed()
	})
}

// forget has the next edit ask anew.
func (o *ownerCheck) forget() { o.asked, o.found = "", nil }

// other names the other owner of a value of proxyAddresses, "" if none is known.
func (o *ownerCheck) other(address string) string {
	a, err := model.ParseAddress(address)
	if err != nil {
		return ""
	}
	for _, f := range o.found {
		if b, err := model.ParseAddress(f.Value); err == nil && strings.EqualFold(a.Value(), b.Value()) {
			return model.NameOf(f.Others[0].Ref.DN)
		}
	}
	return ""
}

// lastCheck is the review before a save, the search for owners of new addresses
// included. It may block. The error has code Exists or Invalid.
func lastCheck(ctx context.Context, d *desk.Desk, base, now []model.Entry) error {
	for i := range now {
		if model.Diff(base[i], now[i]).Empty() {
			continue
		}
		r, err := d.Review(ctx, base[i], now[i])
		if err == nil {
			err = r.Err()
		}
		if err != nil {
			return err
		}
	}
	return nil
}
