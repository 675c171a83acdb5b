package ui

import (
	"context"
	"errors"
	"maps"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// A createPlan is what the directory says of what the form wants: the object with all
// that is stamped on it, whose names it takes, what the rules say, and what comes of
// it in the tenant.
type createPlan struct {
	gen     int // of the form that it is about
	made    desk.Made
	clashes []desk.Clash
	review  desk.Review
	ahead   desk.Ahead
	noAhead error // why it is not foreseen
	err     error // why it cannot be made, or the directory does not answer
}

// createPause is how long nothing is typed before the directory is asked.
const createPause = 300 * time.Millisecond

// later has the directory asked, when nothing was typed for a moment.
func (c *createForm) later() {
	c.wait()
	c.planning.stop()
	c.going = false
	if c.planable() {
		c.wait = c.app.run.After(createPause, c.ask)
	} else {
		c.plan = nil
	}
}

// planable reports whether there is something to ask about: a password may be missing yet.
func (c *createForm) planable() bool {
	e, ok := errors.AsType[*model.Error](c.err)
	return c.err == nil || ok && e.Subject == "Password"
}

func (c *createForm) ask() {
	c.wait()
	n := c.derive()
	gen, d, composed := c.gen, c.app.session.Desk, c.object
	load(c.app.run, &c.planning, func(ctx context.Context) (*createPlan, error) {
		return planCreation(ctx, d, n, composed), nil
	}, func(p *createPlan, _ error) {
		p.gen = gen
		c.planned(p)
	})
}

// planned shows what the directory said, and creates the object if that was waited for.
func (c *createForm) planned(p *createPlan) {
	c.plan = p
	c.showDerived(c.derive())
	c.draw()
	going := c.going
	c.going = false
	switch {
	case !going || c.err != nil || p.trouble() != nil:
	case p.err != nil:
		c.app.fail(c.win, p.err)
	default:
		c.transmit()
	}
}

// planCreation asks the directory. An account name and an alias that nobody wrote give
// way to ones that are free; everything else that is taken is for the person to settle, at
// its field. Of what cannot be stamped, the names are looked for as they were composed.
func planCreation(ctx context.Context, d *desk.Desk, n desk.NewRecipient, composed model.NewObject) *createPlan {
	composed.Attrs = maps.Clone(composed.Attrs)
	p := &createPlan{made: desk.Made{Object: composed}}
	n.Derived = maps.Clone(n.Derived)
	maps.DeleteFunc(n.Derived, func(a model.Attr, _ string) bool { return a != model.SAMAccountName && a != model.MailNickname })
	made, err := d.Make(ctx, n)
	if p.err = err; err == nil {
		p.made = made
	}
	p.enabled(n)
	clashes, err := d.Clashes(ctx, p.made.Object)
	if p.clashes = clashes; p.err == nil {
		p.err = err
	}
	if p.err != nil {
		return p
	}
	e := asEntry(p.made.Object)
	if p.review, p.err = d.Review(ctx, model.Entry{Ref: e.Ref}, e); p.err == nil {
		p.ahead, p.noAhead = d.AheadOfNew(ctx, e)
	}
	return p
}

// enabled shows an account that will have a password as what it will be. It is not
// created as long as the password is missing.
func (p *createPlan) enabled(n desk.NewRecipient) {
	if n.Family == "user" && !n.Disabled && n.Password == "" {
		p.made.Object.Attrs[model.UserAccountControl] = []string{"512"}
	}
}

// asEntry is the object as it will be, without its password.
func asEntry(o model.NewObject) model.Entry {
	return model.NewEntry(model.Ref{DN: o.DN}, o.Attrs).With(desk.Password)
}

// trouble is what stands against creating it, nil if nothing does. A directory that does
// not answer is asked again by creating.
func (p *createPlan) trouble() error {
	switch code := model.CodeOf(p.err); {
	case code == model.Unreachable || code == model.Canceled || code == model.Limited:
		return nil
	case len(p.clashes) > 0:
		return p.clashes[0].Err()
	case p.err != nil:
		return p.err
	}
	return p.review.Err()
}

// clashBox says at which box a name stands that is taken.
var clashBox = map[model.Attr]string{"distinguishedName": "name", model.SAMAccountName: "account", model.UserPrincipalName: "upn", model.MailNickname: "alias"}

// ruleBox says at which box a rule about an attribute speaks.
var ruleBox = map[model.Attr]string{model.ProxyAddresses: "mail", model.Mail: "mail", model.MailNickname: "alias", model.SAMAccountName: "account",
	model.UserPrincipalName: "upn", model.TargetAddress: "routing", model.DisplayName: "display", model.CommonName: "name", "givenName": "first", "sn": "last"}

// faults are what is wrong, by the boxes where it stands.
func (p *createPlan) faults() map[string]fault {
	out := map[string]fault{}
	if e, ok := errors.AsType[*model.Error](p.err); ok && boxOf[e.Subject] != "" {
		out[boxOf[e.Subject]] = fault{text: sentence(p.err)}
	}
	for _, f := range p.review.New {
		if id := ruleBox[f.Attr]; id != "" && f.Rule.Severity == check.Error && len(f.Others) == 0 {
			out[id] = fault{text: upperFirst(f.Text) + ".", free: f.Proposed}
		}
	}
	for _, k := range p.clashes {
		id := clashBox[k.Attr]
		if id == "" {
			id = p.addressBox(k.Value)
		}
		out[id] = fault{text: takenWords(k), clash: k, free: k.Free}
	}
	return out
}

// addressBox is where an address of the new object was written.
func (p *createPlan) addressBox(address string) string {
	if l := model.Addresses(asEntry(p.made.Object)); len(l) > 0 {
		if primary, ok := l.Primary(); ok && sameAddress(primary.Value(), address) {
			return "mail"
		}
	}
	if sameAddress(p.target(), address) {
		return "target"
	}
	return "mail"
}

// target is where mail is passed on to: of a mailbox its remote routing address.
func (p *createPlan) target() string {
	a, err := model.ParseAddress(first(p.made.Object, model.TargetAddress))
	if err != nil {
		return ""
	}
	return a.Value()
}

// takenWords name the owner of a name that is taken.
func takenWords(k desk.Clash) string {
	if k.Tenant {
		return k.Value + " is taken by " + drift.Object{Entry: k.Owner}.Name() + " in the tenant, which AD does not have."
	}
	r := model.Recipient{Entry: k.Owner}
	words := k.Value + " is taken by "
	if clashBox[k.Attr] == "name" {
		words = "In this place there is already "
	}
	return words + r.Name() + " (" + lowerFirst(r.Kind().Label()) + ", " + placeOf(k.Owner.Ref.DN) + ")."
}

// openOwner shows the owner of a name: its sheet, or what the tenant has of it.
func (a *App) openOwner(k desk.Clash) {
	if !k.Tenant {
		openSheet(a, []model.Ref{k.Owner.Ref})
		return
	}
	if v := a.session.Desk.View(); v != nil {
		for _, o := range v.Index.ByAddress(k.Value) {
			if o.ID() == k.Owner.Ref.GUID {
				a.showCloudObject(o.Class, o.ID())
			}
		}
	}
}

// lowerFirst puts a label into the middle of a sentence.
func lowerFirst(s string) string {
	for i, r := range s {
		return strings.ToLower(string(r)) + s[i+len(string(r)):]
	}
	return s
}
