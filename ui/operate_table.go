package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

var (
	forUsers     = []string{"user"}
	forContacts  = []string{"contact"}
	forGroups    = []string{"group"}
	forEverybody = []string{"user", "contact", "group"}
)

// Fields of the form, by ID.
const (
	fieldType     = "type"
	fieldAlias    = "alias"
	fieldPrimary  = "primary"
	fieldExternal = "external"
	fieldRouting  = "routing"
	fieldDomain   = "domain"
	fieldArchive  = "archive"
	fieldACLable  = "aclable"
	fieldRoomList = "roomList"
	fieldKeep     = "keep"
	fieldScope    = "scope"
	fieldSecurity = "security"
	fieldJoin     = "join"
	fieldLeave    = "leave"
	fieldOwners   = "owners"
)

// mailboxFields are what is asked of a mailbox in the cloud.
var mailboxFields = []string{fieldType, fieldAlias, fieldPrimary, fieldRouting, fieldDomain, fieldArchive, fieldACLable}

// operations are all of them, in the order in which they are listed.
func operations() []*operation {
	return slices.Concat(enabling(), converting(), changing(), disabling())
}

func enabling() []*operation {
	return []*operation{
		{ID: "enable-mailbox", Group: "Enable", Label: "Mailbox in the cloud", Icon: iconMailbox, Key: ctrlKey(fyne.KeyB), For: forUsers, Fields: mailboxFields,
			Tip:  "Make a user the owner of a mailbox in Exchange Online: a user's, shared, a room or equipment",
			Ways: once, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.EnableMailbox(e, c.mailbox(), c.in(w))
				}
			}},
		{ID: "enable-archive", Group: "Enable", Label: "Archive", Icon: theme.StorageIcon(), Key: ctrlShift(fyne.Key1), For: forUsers,
			Tip: "Give a mailbox in Exchange Online an archive", Ways: once, Make: simple(lifecycle.EnableArchive)},
		{ID: "enable-mail-user", Group: "Enable", Label: "Mail user", Icon: iconMailUser, Key: ctrlShift(fyne.Key2), For: forUsers, Fields: []string{fieldExternal, fieldAlias, fieldPrimary}, Single: true,
			Tip: "Let a user's mail go to an address elsewhere", Ways: once, Make: external(lifecycle.EnableMailUser)},
		{ID: "enable-mail-contact", Group: "Enable", Label: "Mail contact", Icon: iconContact, Key: ctrlShift(fyne.Key3), For: forContacts, Fields: []string{fieldExternal, fieldAlias, fieldPrimary},
			Tip: "Give a contact an address", Ways: once, Make: external(lifecycle.EnableMailContact)},
		{ID: "enable-group", Group: "Enable", Label: "Mail for a group", Icon: iconMailGroup, Key: ctrlShift(fyne.Key4), For: forGroups, Fields: []string{fieldAlias, fieldPrimary, fieldRoomList},
			Tip: "Give a universal group an address, also as a room list", Ways: once, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.EnableGroup(e, lifecycle.GroupOptions{Alias: c.Alias, Primary: c.Primary, RoomList: c.RoomList}, w)
				}
			}},
	}
}

func converting() []*operation {
	return []*operation{
		{ID: "mailbox-type", Group: "Convert", Label: "Type of the mailbox", Icon: iconMailbox, Key: ctrlKey(fyne.KeyY), For: forUsers, Fields: []string{fieldType},
			Tip:  "Make a mailbox in the cloud a user's, shared, a room or equipment",
			Ways: otherTypes, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					o, err := lifecycle.Convert(e, c.Type, w)
					if c.InCloud != nil && *c.InCloud == c.Type {
						o.Cloud = nil // it is done there
					}
					return o, err
				}
			}},
		{ID: "to-mailbox", Group: "Convert", Label: "Mail user to mailbox", Icon: iconMailbox, Key: ctrlShift(fyne.Key5), For: forUsers, Fields: mailboxFields,
			Tip: "Make a mail user the owner of a mailbox in Exchange Online", Ways: once, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.ToMailbox(e, c.mailbox(), c.in(w))
				}
			}},
		{ID: "to-mail-user", Group: "Convert", Label: "Mailbox to mail user", Icon: iconMailUser, Key: ctrlShift(fyne.Key6), For: forUsers, Fields: []string{fieldExternal, fieldAlias, fieldPrimary}, Single: true,
			Tip: "Let the mail of somebody with a mailbox go to an address elsewhere", Ways: once, Make: external(lifecycle.ToMailUser)},
		{ID: "group-scope", Group: "Convert", Label: "Scope and kind of the group", Icon: iconGroup, Key: ctrlShift(fyne.Key7), For: forGroups, Fields: []string{fieldScope, fieldSecurity},
			Tip:  "Make a group universal, global or domain local, a security group or a distribution group",
			Ways: otherScopes, Start: asGroup, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.ConvertGroup(e, c.Scope, c.Security, w)
				}
			}},
		{ID: "room-list", Group: "Convert", Label: "Room list", Icon: iconMailGroup, Key: ctrlShift(fyne.Key8), For: forGroups, Fields: []string{fieldRoomList},
			Tip:  "Make a distribution group one that rooms are found by, or no longer",
			Ways: func(model.Entry) []choices { return []choices{{RoomList: true}, {}} }, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.SetRoomList(e, c.RoomList, w)
				}
			}},
	}
}

func changing() []*operation {
	return []*operation{
		{ID: "external-address", Group: "Change", Label: "External address", Icon: iconContact, Key: ctrlShift(fyne.Key9), For: []string{"user", "contact"}, Fields: []string{fieldExternal}, Single: true,
			Tip: "Change where the mail of a mail user or a mail contact is passed on to", Ways: once, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.SetExternal(e, c.External, w)
				}
			}},
		{ID: "aclable", Group: "Change", Label: "Cross-premises permissions", Icon: theme.AccountIcon(), Key: ctrlKey(fyne.KeyF3), For: forUsers, Fields: []string{fieldACLable},
			Tip:  "Let permissions be given to a user mailbox across the boundary of a hybrid organization (ACLable), or no longer",
			Ways: func(model.Entry) []choices { return []choices{{ACLable: true}, {}} }, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.SetACLable(e, c.ACLable, w)
				}
			}},
		{ID: "owners", Group: "Change", Label: "Owners of the group", Icon: theme.AccountIcon(), Key: ctrlKey(fyne.KeyF2), For: forGroups, Fields: []string{fieldOwners},
			Tip: "Say who manages a group with mail, the first of them as its owner in AD", Ways: once, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.SetOwners(e, c.Owners, w)
				}
			}},
		{ID: "joining", Group: "Change", Label: "Joining and leaving the group", Icon: theme.LoginIcon(), Key: ctrlKey(fyne.KeyF6), For: forGroups, Fields: []string{fieldJoin, fieldLeave},
			Tip:  "Say who decides about joining and leaving a group with mail",
			Ways: otherJoining, Start: asGroup, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.SetJoining(e, c.Join, c.Leave, w)
				}
			}},
	}
}

func disabling() []*operation {
	return []*operation{
		{ID: "disable", Group: "Disable", Label: "Mailbox or mail", Icon: theme.DeleteIcon(), Key: kit.Key{Name: fyne.KeyDelete, Mod: ctrl | fyne.KeyModifierShift}, For: forEverybody,
			Tip: "Take everything of a recipient away; the object and its X500 addresses stay", Ways: once, Make: simple(lifecycle.Disable)},
		{ID: "disable-archive", Group: "Disable", Label: "Archive", Icon: theme.StorageIcon(), Key: ctrlKey(fyne.KeyF8), For: forUsers,
			Tip: "Have the cloud take the archive of a mailbox away", Ways: once, Make: simple(lifecycle.DisableArchive)},
		{ID: "cleanup", Group: "Clean up", Label: "Left-over Exchange attributes", Icon: theme.ContentClearIcon(), Key: ctrlKey(fyne.KeyF9), For: forUsers, Fields: []string{fieldKeep, fieldDomain},
			Tip:  "Take away what an Exchange server that is gone left on an object",
			Ways: func(model.Entry) []choices { return []choices{{}, {Keep: true}} }, Make: func(c choices) desk.Operation {
				return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
					return lifecycle.CleanUp(e, c.Keep, c.in(w))
				}
			}},
	}
}

// once is the way of operations that are possible or not, whatever is chosen.
func once(model.Entry) []choices { return []choices{{}} }

// simple is an operation without choices.
func simple(op desk.Operation) func(choices) desk.Operation {
	return func(choices) desk.Operation { return op }
}

func external(op func(model.Entry, lifecycle.ExternalOptions, lifecycle.World) (lifecycle.Outcome, error)) func(choices) desk.Operation {
	return func(c choices) desk.Operation {
		return func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) { return op(e, c.external(), w) }
	}
}

// otherTypes are those that a mailbox can be converted to. A user's becomes shared
// most often, and every other one a user's.
func otherTypes(e model.Entry) (out []choices) {
	types := slices.Clone(lifecycle.MailboxTypes)
	if t, _ := lifecycle.TypeOf(e); t == lifecycle.UserMailbox {
		types = append(types[1:], types[0])
	}
	for _, t := range types {
		out = append(out, choices{Type: t})
	}
	return out
}

// asGroup are the choices that describe a group as it is, so that nothing changes which
// nobody chose.
func asGroup(e model.Entry) (c choices) {
	c.Scope, c.Security = lifecycle.ScopeOf(e)
	c.Join, c.Leave = lifecycle.RestrictionsOf(e)
	return c
}

// otherScopes are what a group can be converted to.
func otherScopes(e model.Entry) (out []choices) {
	scope, security := lifecycle.ScopeOf(e)
	out = []choices{{Scope: scope, Security: !security}}
	for _, s := range groupScopes {
		out = append(out, choices{Scope: s.value, Security: security})
	}
	return out
}

func otherJoining(e model.Entry) (out []choices) {
	join, leave := lifecycle.RestrictionsOf(e)
	for _, j := range []lifecycle.Restriction{join, lifecycle.Approval, lifecycle.Open, lifecycle.Closed} {
		for _, l := range []lifecycle.Restriction{leave, lifecycle.Open, lifecycle.Closed} {
			out = append(out, choices{Join: j, Leave: l})
		}
	}
	return out
}
