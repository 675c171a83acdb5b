package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// An operation is a step in the life of recipients as the window offers it. Menu,
// keys, the list of the window and its form are drawn from it.
type operation struct {
	ID     string
	Group  string // under which it is listed
	Label  string
	Tip    string
	Icon   fyne.Resource
	Key    kit.Key
	For    []string // families that it is for
	Fields []string // what the form asks, by ID, of one object
	Single bool     // what it asks is of one object alone, so it is not for several at once

	// Ways are what could be chosen for an object, the likeliest first: the operation
	// is possible if one of them is.
	Ways func(e model.Entry) []choices
	// Start is what the form begins with; nil: the first way that is possible.
	Start func(e model.Entry) choices
	// Make is the operation by what was chosen.
	Make func(c choices) desk.Operation
}

// choices are what a person says of an operation. What is left empty is derived.
type choices struct {
	Type                              lifecycle.MailboxType
	Alias, Primary, Routing, External string
	Domain, Pattern                   string // of routing addresses; "": the tenant's, by alias
	Archive, ACLable, RoomList, Keep  bool
	Scope                             lifecycle.GroupScope
	Security                          bool
	Join, Leave                       lifecycle.Restriction
	Owners                            []model.Recipient
	InCloud                           *lifecycle.MailboxType // what the mailbox is in the tenant already; nil: as AD has it
}

// mailbox are the choices as package lifecycle takes them.
func (c choices) mailbox() lifecycle.MailboxOptions {
	return lifecycle.MailboxOptions{Type: c.Type, Alias: c.Alias, Primary: c.Primary, Routing: c.Routing, Archive: c.Archive, ACLable: c.ACLable && c.Type == lifecycle.UserMailbox}
}

func (c choices) external() lifecycle.ExternalOptions {
	return lifecycle.ExternalOptions{External: c.External, Alias: c.Alias, Primary: c.Primary}
}

// in is what operations know of the world, with the routing domain that was written.
func (c choices) in(w lifecycle.World) lifecycle.World {
	if c.Domain != "" {
		w.Routing = c.Domain
	}
	w.Pattern = c.Pattern
	return w
}

// probe stands for what a person has yet to write, where it is only asked whether an
// operation is possible at all.
var probe = choices{Alias: "probe", Primary: "probe@probe.example", Routing: "probe@probe.onmicrosoft.com", External: "probe@probe.example", Domain: "probe.onmicrosoft.com",
	Owners: []model.Recipient{{Entry: model.NewEntry(model.Ref{DN: "CN=probe", GUID: "probe"}, map[model.Attr][]string{model.ObjectClass: {"user"}, model.Mail: {"probe@probe.example"}})}}}

// possible returns the likeliest of the choices with which an operation can be done to
// an object, or why there are none.
func (o *operation) possible(e model.Entry, w lifecycle.World) (choices, error) {
	var first error
	for _, c := range o.Ways(e) {
		with := probe
		with.Type, with.Archive, with.ACLable, with.RoomList, with.Keep = c.Type, c.Archive, c.ACLable, c.RoomList, c.Keep
		with.Scope, with.Security, with.Join, with.Leave = c.Scope, c.Security, c.Join, c.Leave
		_, err := o.Make(with)(e, w)
		if err == nil {
			return c, nil
		}
		if first == nil {
			first = err
		}
	}
	return choices{}, first
}

// is reports whether an operation is for objects of that kind.
func (o *operation) is(e model.Entry) bool {
	return slices.Contains(o.For, model.Recipient{Entry: e}.Kind().Family())
}

func operationOf(id string) *operation {
	for _, o := range operations() {
		if o.ID == id {
			return o
		}
	}
	panic("ui: no operation " + id)
}

// operate opens the window of an operation for objects; id "" leaves the choice to the
// person. IDs are those of operations. A window for the same objects that is open
// already comes to the front and turns to the operation.
func (a *App) operate(id string, refs []model.Ref) { a.operateAs(id, refs, nil) }

// operateAs is operate with a proposal to begin with in the place of the operation's own.
func (a *App) operateAs(id string, refs []model.Ref, proposal *choices) {
	if a.session == nil || len(refs) == 0 {
		return
	}
	if w := a.operating[sheetKey(refs)]; w != nil {
		w.win.RequestFocus()
		if id != "" {
			w.proposal = proposal
			w.turnTo(id)
		}
		return
	}
	newOperateWindow(a, id, refs, proposal)
}
