package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// An operateForm asks what an operation has to know. What is left empty is derived,
// and shown in gray where it was.
type operateForm struct {
	app     *App
	win     *kit.Window
	changed func()

	boxes  map[string]*kit.Entry
	checks map[string]*kit.Check
	lists  map[string]*kit.Select
	owners *groupOwners
	rows   map[string]*kit.FieldRow // by field
	order  []string                 // fields that are shown
	known  *lifecycle.MailboxType   // what the mailbox is in the tenant, where that is why it is converted
	form   *fyne.Container
}

func newOperateForm(a *App, win *kit.Window, changed func()) *operateForm {
	f := &operateForm{app: a, win: win, changed: changed, boxes: map[string]*kit.Entry{}, checks: map[string]*kit.Check{}, lists: map[string]*kit.Select{},
		rows: map[string]*kit.FieldRow{}, form: container.New(&sheetColumn{})}
	f.box(fieldAlias, "Alias", "mailNickname. Without it no attribute of Exchange synchronizes for a user.")
	f.box(fieldPrimary, "Primary address", "The address that others see, in proxyAddresses and mail")
	f.box(fieldExternal, "External address", "targetAddress: where the mail goes")
	f.box(fieldRouting, "Routing address", "targetAddress of the mailbox: where servers of the own organization pass its mail on to. It is in the tenant's routing domain.")
	f.check(fieldArchive, "With an archive", "The archive of Exchange Online, which needs a license of its own")
	f.check(fieldACLable, "Permissions can be given across a hybrid boundary", "ACLable: only of user mailboxes, where some mailboxes are still on servers of the organization")
	f.check(fieldRoomList, "It is a room list", "A distribution group of nothing but rooms, by which Outlook finds them")
	f.check(fieldKeep, "Keep the mailbox GUID", "msExchMailboxGuid stays, of a mailbox that Exchange moved to the cloud and may have to move back. While it synchronizes, a license makes no mailbox.")
	f.list(fieldType, "Type of mailbox", "What the mailbox is for", labelsOf(mailboxTypes))
	f.list(fieldScope, "Scope", "Where the group can be used, and who can be in it. A group with mail is universal.", labelsOf(groupScopes))
	f.list(fieldSecurity, "Kind", "A security group can also be given permissions", []string{kindDistribution, kindSecurity})
	f.list(fieldJoin, "Joining", "Who decides whether somebody becomes a member", labelsOf(joinWays))
	f.list(fieldLeave, "Leaving", "Who decides whether somebody stops being one", labelsOf(leaveWays))
	f.owners = newGroupOwners(a, win, changed)
	f.row(fieldOwners, "Owners", f.owners, "The first owner stands in managedBy, the others in msExchCoManagedByLink")
	f.routing()
	return f
}

func (f *operateForm) row(id, label string, o fyne.CanvasObject, tip string) {
	f.rows[id] = kit.NewFieldRow(label, o, tip)
}

func (f *operateForm) box(id, label, tip string) {
	e := kit.NewEntry()
	e.OnChanged = func(string) { f.changed() }
	f.boxes[id] = e
	f.row(id, label, e, tip)
}

func (f *operateForm) check(id, label, tip string) {
	c := kit.NewCheck(label, func(bool) { f.changed() })
	c.SetTip(tip)
	f.checks[id] = c
}

func (f *operateForm) list(id, label, tip string, options []string) {
	s := kit.NewSelect(options, func(string) { f.changed() })
	f.lists[id] = s
	f.row(id, label, container.New(narrow{280}, s), tip)
}

// A named value is one of a list, as a person reads it.
type labeled[T comparable] struct {
	value T
	label string
}

var mailboxTypes = []labeled[lifecycle.MailboxType]{{lifecycle.UserMailbox, "User mailbox"}, {lifecycle.SharedMailbox, "Shared mailbox"},
	{lifecycle.RoomMailbox, "Room mailbox"}, {lifecycle.EquipmentMailbox, "Equipment mailbox"}}

var groupScopes = []labeled[lifecycle.GroupScope]{{lifecycle.Universal, "Universal"}, {lifecycle.Global, "Global"}, {lifecycle.DomainLocal, "Domain local"}}

const kindDistribution, kindSecurity = "Distribution group", "Security group"

var joinWays = []labeled[lifecycle.Restriction]{{lifecycle.Closed, "Closed: owners add members"}, {lifecycle.Approval, "By approval of an owner"}, {lifecycle.Open, "Open: everybody by themselves"}}

var leaveWays = []labeled[lifecycle.Restriction]{{lifecycle.Closed, "Closed: owners remove members"}, {lifecycle.Open, "Open: everybody by themselves"}}

func labelsOf[T comparable](list []labeled[T]) (out []string) {
	for _, l := range list {
		out = append(out, l.label)
	}
	return out
}

func labelOf[T comparable](list []labeled[T], v T) string {
	i := slices.IndexFunc(list, func(l labeled[T]) bool { return l.value == v })
	return list[max(0, i)].label
}

func valueOf[T comparable](list []labeled[T], label string) T {
	i := slices.IndexFunc(list, func(l labeled[T]) bool { return l.label == label })
	return list[max(0, i)].value
}

// show asks these fields, and proposes choices. Nothing is written yet.
func (f *operateForm) show(fields []string, c choices) {
	f.order, f.known = fields, c.InCloud
	for _, id := range []string{fieldAlias, fieldPrimary, fieldExternal, fieldRouting} {
		f.boxes[id].ShowText("")
		f.boxes[id].SetPlaceHolder("")
	}
	f.checks[fieldArchive].ShowChecked(c.Archive, false)
	f.checks[fieldACLable].ShowChecked(c.ACLable, false)
	f.checks[fieldRoomList].ShowChecked(c.RoomList, false)
	f.checks[fieldKeep].ShowChecked(c.Keep, false)
	f.lists[fieldType].ShowSelected(labelOf(mailboxTypes, c.Type))
	f.lists[fieldScope].ShowSelected(labelOf(groupScopes, c.Scope))
	f.lists[fieldSecurity].ShowSelected(map[bool]string{true: kindSecurity, false: kindDistribution}[c.Security])
	f.lists[fieldJoin].ShowSelected(labelOf(joinWays, c.Join))
	f.lists[fieldLeave].ShowSelected(labelOf(leaveWays, c.Leave))
	f.form.Objects = nil
	var rows []*kit.FieldRow
	var boxes []fyne.CanvasObject // check boxes stand side by side
	for _, id := range fields {
		if c := f.checks[id]; c != nil {
			boxes = append(boxes, c)
			continue
		}
		rows = append(rows, f.rows[id])
	}
	if len(boxes) > 0 {
		rows = append(rows, kit.NewFieldRow("", container.NewHBox(boxes...), ""))
	}
	for _, r := range rows {
		f.form.Add(r)
	}
	kit.AlignLabels(rows...)
	f.form.Refresh()
}

// choices are what the form says.
func (f *operateForm) choices() choices {
	text := func(id string) string {
		if !slices.Contains(f.order, id) {
			return ""
		}
		return strings.TrimSpace(f.boxes[id].Text)
	}
	domain, pattern := f.routingChoice()
	return choices{
		Type:  valueOf(mailboxTypes, f.lists[fieldType].Selected),
		Alias: text(fieldAlias), Primary: text(fieldPrimary), External: text(fieldExternal), Routing: text(fieldRouting), Domain: domain, Pattern: pattern,
		Archive: f.checks[fieldArchive].Checked, ACLable: f.checks[fieldACLable].Checked, RoomList: f.checks[fieldRoomList].Checked, Keep: f.checks[fieldKeep].Checked,
		Scope: valueOf(groupScopes, f.lists[fieldScope].Selected), Security: f.lists[fieldSecurity].Selected == kindSecurity,
		Join: valueOf(joinWays, f.lists[fieldJoin].Selected), Leave: valueOf(leaveWays, f.lists[fieldLeave].Selected),
		Owners: f.owners.list, InCloud: f.known,
	}
}

// derive shows in gray what follows from the object, where nothing was written.
func (f *operateForm) derive(after model.Entry) {
	target, _ := model.ParseAddress(after.First(model.TargetAddress))
	for id, v := range map[string]string{fieldAlias: after.First(model.MailNickname), fieldPrimary: model.Recipient{Entry: after}.Primary(), fieldExternal: target.Value(), fieldRouting: target.Value()} {
		if b := f.boxes[id]; b.Text == "" && b.PlaceHolder != v {
			b.SetPlaceHolder(v)
		}
	}
}

// enable switches all of it on or off.
func (f *operateForm) enable(on bool) {
	for _, b := range f.boxes {
		enable(b, on)
	}
	for _, c := range f.checks {
		enable(c, on)
	}
	for _, l := range f.lists {
		enable(l, on)
	}
	f.owners.enable(on)
	enable(f.checks[fieldACLable], on && (f.lists[fieldType].Selected == labelOf(mailboxTypes, lifecycle.UserMailbox) || !slices.Contains(f.order, fieldType)))
}

// first is what the keyboard goes to first; nil if nothing is asked.
func (f *operateForm) first() fyne.Focusable {
	return firstFocusable(f.form)
}
