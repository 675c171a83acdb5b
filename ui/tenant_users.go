package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

const (
	propLastSync model.Attr = "onPremisesLastSyncDateTime"
	propLicenses model.Attr = "assignedLicenses"
)

var usersPart = tenantPart{ID: "users", Label: "Users", One: "user", Many: "users", Class: model.CloudUser, Needs: []string{"users"},
	Read: batchesOf(model.CloudUser), Object: objectOf(model.CloudUser), Empty: [2]string{"No users", "The tenant has no users."},
	Columns: []tenantColumn{
		{Column: kit.Column{ID: "name", Title: "Name", Width: 152}, Text: cloudFirst(model.DisplayName), Draw: drawUser},
		textColumn("userPrincipalName", "Sign-in name", "Graph: userPrincipalName", 176, cloudFirst(model.UserPrincipalName)),
		textColumn("primary", "Primary address", "The address that replies go to.\nGraph: proxyAddresses, else mail", 200, cloudPrimary),
		{Column: kit.Column{ID: "type", Title: "Type", Width: 136, Tip: "What the user is to Exchange Online, as far as it was read. Open the user to see more."}, Text: cloudUserType,
			Draw: func(r *tenantRows, row int) kit.CellData {
				is := recipientOf(r, row)
				if is.tone == kit.ToneWarning {
					return kit.CellData{Text: is.words, Icon: iconOfTone(is.tone), Color: is.tone.Color()}
				}
				return kit.CellData{Text: is.words}
			}},
		sourceColumn,
		textColumn("licenses", "Licenses", "Products assigned to the user.\nGraph: assignedLicenses", 130, cloudLicenses),
		textColumn("lastSync", "Last sync", "When a synchronization last wrote the user.\nGraph: onPremisesLastSyncDateTime", 122, cloudTime(propLastSync)),
		errorColumn,
	}}

// sourceColumn says who decides about an object.
var sourceColumn = tenantColumn{Column: kit.Column{ID: "source", Title: "Source", Width: 118,
	Tip: "Who decides about the object: Active Directory or the cloud.\nGraph: onPremisesSyncEnabled and what is left of an earlier synchronization"},
	Text: cloudSource, Draw: func(r *tenantRows, row int) kit.CellData {
		d := kit.CellData{Text: cloudSource(r, row)}
		if d.Text != authorityWords[drift.FromAD] {
			d.Color = kit.ColorMuted
		}
		return d
	}}

// errorColumn counts what the tenant reports of an object.
var errorColumn = tenantColumn{Column: kit.Column{ID: "errors", Title: "Errors", Width: 62, Align: fyne.TextAlignTrailing,
	Tip: "Provisioning errors that the tenant reports of the object. The tab Errors lists them."},
	Text: func(r *tenantRows, row int) string {
		if n := errorCount(r, row); n > 0 {
			return count(n)
		}
		return ""
	},
	Draw: func(r *tenantRows, row int) kit.CellData {
		n := errorCount(r, row)
		if n == 0 {
			return kit.CellData{}
		}
		return kit.CellData{Text: count(n), Icon: iconOfTone(kit.ToneError), Color: kit.ColorError}
	}}

func errorCount(r *tenantRows, row int) int {
	if r.snap.First(row, drift.PropErrors) == "" && r.snap.First(row, drift.PropServiceErrors) == "" {
		return 0
	}
	return len(openFaults(r.snap.Entry(row)))
}

// drawUser is the name of a user with the icon of what it is; those that may not sign
// in are muted.
func drawUser(r *tenantRows, row int) kit.CellData {
	d := kit.CellData{Text: r.snap.First(row, model.DisplayName), Icon: recipientOf(r, row).icon, Color: "foreground"}
	if strings.EqualFold(r.snap.First(row, "accountEnabled"), "false") {
		d.Color = kit.ColorMuted
	}
	return d
}

// A cloudRecipient is what a user is to Exchange Online, as far as it was read.
type cloudRecipient struct {
	words string
	icon  fyne.Resource
	tone  kit.Tone
}

// The recipients. Whoever has an address and was not asked about may have a mailbox.
var (
	plainUser    = cloudRecipient{"User", iconUser, kit.ToneNeutral}
	guestUser    = cloudRecipient{"Guest", iconUser, kit.ToneNeutral}
	mailEnabled  = cloudRecipient{"Mail-enabled user", iconMailUser, kit.ToneNeutral}
	mailUser     = cloudRecipient{"Mail user", iconMailUser, kit.ToneNeutral}
	someMailbox  = cloudRecipient{"Mailbox", iconMailbox, kit.ToneNeutral}
	userMailbox  = cloudRecipient{"Licensed mailbox", iconMailbox, kit.ToneNeutral}
	freeMailbox  = cloudRecipient{"Mailbox, no license", iconMailbox, kit.ToneNeutral}
	lostMailbox  = cloudRecipient{"Licensed, no mailbox", iconMailUser, kit.ToneWarning}
	otherMailbox = map[string]cloudRecipient{"shared": {"Shared mailbox", iconShared, kit.ToneNeutral}, "room": {"Room mailbox", iconRoom, kit.ToneNeutral},
		"equipment": {"Equipment mailbox", iconEquipment, kit.ToneNeutral}}
)

// recipientOf puts together license, mailbox and addresses of a user.
func recipientOf(r *tenantRows, row int) cloudRecipient {
	if strings.EqualFold(r.snap.First(row, "userType"), "guest") {
		return guestUser
	}
	var u model.TenantUser
	var box model.CloudMailbox
	if r.view != nil {
		u, _ = r.view.Facts.ByName(r.snap.First(row, model.UserPrincipalName))
		if box = r.view.Mailbox(drift.Object{Entry: model.Entry{Ref: r.snap.Ref(row)}}); box.Exists == model.Unsure {
			box.Exists = u.CloudMailbox
		}
	}
	other, is := otherMailbox[box.Purpose]
	mail := r.snap.First(row, model.ProxyAddresses) != ""
	switch {
	case is:
		return other
	case u.Licensed == model.Yes && box.Exists == model.No:
		return lostMailbox
	case u.Licensed == model.Yes:
		return userMailbox
	case box.Exists == model.Yes && u.Licensed == model.No:
		return freeMailbox
	case box.Exists == model.Yes:
		return someMailbox
	case mail && box.Exists == model.No:
		return mailUser
	case mail:
		return mailEnabled
	}
	return plainUser
}

func cloudUserType(r *tenantRows, row int) string { return recipientOf(r, row).words }

func cloudPrimary(r *tenantRows, row int) string { return rowPrimary(r.snap, row) }

// authorityWords are the authorities as a narrow column has room for them.
var authorityWords = map[drift.Authority]string{drift.FromAD: "AD", drift.ExchangeCloudManaged: "AD, mail cloud", drift.CloudManaged: "Cloud-managed",
	drift.CloudBorn: "Cloud", drift.FormerlySynced: "Formerly AD", drift.AuthorityUnknown: "Not known"}

// cloudSource says who decides about an object. Most are synchronized, and of these
// one property says it all.
func cloudSource(r *tenantRows, row int) string {
	if strings.EqualFold(r.snap.First(row, drift.PropSyncEnabled), "true") {
		return authorityWords[drift.FromAD]
	}
	return authorityWords[r.standing(row).Authority]
}

// cloudLicenses names the products of a user.
func cloudLicenses(r *tenantRows, row int) string {
	skus := r.snap.Values(row, propLicenses)
	names := make([]string, 0, len(skus))
	for _, sku := range skus {
		names = append(names, or(r.products[strings.ToLower(sku)], "license "+sku[:min(8, len(sku))]+"…"))
	}
	return strings.Join(names, ", ")
}
