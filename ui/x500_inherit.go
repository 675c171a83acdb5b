package ui

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// offerHistory offers a new recipient the X500 addresses of a deleted one of the same
// name: without them replies to its old mail, and changes of its meetings, are returned.
func (a *App) offerHistory(e model.Entry) {
	if !(model.Recipient{Entry: e}).Kind().MailEnabled() {
		return
	}
	type answer struct {
		former model.Entry
		found  bool
	}
	d := a.session.Desk
	load(a.run, &a.inheriting, func(ctx context.Context) (got answer, err error) {
		got.former, got.found, err = d.Former(ctx, e)
		return got, err
	}, func(got answer, err error) {
		if err != nil || !got.found || a.session == nil || a.session.Desk != d { // it is an offer: that there is none needs no dialog
			return
		}
		name := model.Recipient{Entry: e}.Name()
		take := kit.NewButton("Take over…", nil, func() {
			a.frame.hush()
			a.planned(a.win, &a.inheriting, "Take over the X500 addresses for "+name+"?", e.Ref, func(ctx context.Context, d *desk.Desk) (desk.Step, error) {
				return d.Operate(ctx, e.Ref, func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.Inherit(e, got.former, w)
				})
			}, func(desk.Saved) {})
		})
		take.SetTip("Add the former legacyExchangeDN and X500 addresses; the change is shown before it is saved")
		a.frame.say(kit.ToneWarning, "A deleted recipient was named as "+name+". If it is the same person, take over its X500 addresses, or replies to old mail are returned.",
			take, kit.NewButton("Not the same", nil, a.frame.hush))
	})
}
