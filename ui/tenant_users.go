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
		{Column: kit.Column{ID: "name", Title: "Name", Width: 156}, Text: cloudFirst(model.DisplayName), Draw: drawUser},
		textColumn("userPrincipalName", "Sign-in name", "Graph: userPrincipalName", 184, cloudFirst(model.UserPrincipalName)),
		textColumn("primary", "Primary address", "The address that replies go to.\nGraph: proxyAddresses, else mail", 200, cloudPrimary),
		{Column: kit.Column{ID: "type", Title: "Type", Width: 136, Tip: "What the user is to Exchange Online, as far as it was read. Open the user to see more."}, Text: cloudUserType,
			Draw: func(r *tenantRows, row int) kit.CellData {
				d := kit.CellData{Text: cloudUserType(r, row)}
				if userKindOf(r, row) == userUnboxed {
					d.Icon, d.Color = iconOfTone(kit.ToneWarning), kit.ColorWarning
				}
				return d
			}},
		sourceColumn,
		textColumn("licenses", "Licenses", "Products assigned to the user.\nGraph: assignedLicenses", 150, cloudLicenses),
		textColumn("lastSync", "Last sync", "When a synchronization last wrote the user.\nGraph: onPremisesLastSyncDateTime", 122, cloudTime(propLastSync)),
		errorColumn,
	}}

// sourceColumn says who decides about an object.
var sourceColumn = tenantColumn{Column: kit.Column{ID: "source", Title: "Source", Width: 104,
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
	d := kit.CellData{Text: r.snap.First(row, model.DisplayName), Icon: cloudUserIcon(r, row), Color: "foreground"}
	if strings.EqualFold(r.snap.First(row, "accountEnabled"), "false") {
		d.Color = kit.ColorMuted
	}
	return d
}

func cloudUserIcon(r *tenantRows, row int) fyne.Resource {
	switch userKindOf(r, row) {
	case userLicensed, userBox:
		return iconMailbox
	case userShared:
		return iconShared
	case userMail, userMailUser, userUnboxed:
		return iconMailUser
	}
	return iconUser
}

// A cloudUserKind is what is known of a user's recipient.
type cloudUserKind int

const (
	userPlain    cloudUserKind = iota
	userGuest                  // of another organization
	userMail                   // has an address; whether there is a mailbox is not known
	userMailUser               // has an address, and no mailbox in the cloud
	userBox                    // has a mailbox; whether there is a license is not known
	userShared                 // has a mailbox without a license
	userUnboxed                // has a license for a mailbox, and none
	userLicensed               // has a license for a mailbox
)

var userKindWords = [...]string{"User", "Guest", "Mail-enabled user", "Mail user", "Mailbox", "Mailbox, no license", "Licensed, no mailbox", "Licensed mailbox"}

func userKindOf(r *tenantRows, row int) cloudUserKind {
	if strings.EqualFold(r.snap.First(row, "userType"), "guest") {
		return userGuest
	}
	var u model.TenantUser
	if r.facts != nil {
		u, _ = r.facts.ByName(r.snap.First(row, model.UserPrincipalName))
	}
	switch mail := r.snap.First(row, model.ProxyAddresses) != ""; {
	case u.Licensed == model.Yes && u.CloudMailbox == model.No:
		return userUnboxed
	case u.Licensed == model.Yes:
		return userLicensed
	case u.CloudMailbox == model.Yes && u.Licensed == model.No:
		return userShared
	case u.CloudMailbox == model.Yes:
		return userBox
	case mail && u.CloudMailbox == model.No:
		return userMailUser
	case mail:
		return userMail
	}
	return userPlain
}

func cloudUserType(r *tenantRows, row int) string { return userKindWords[userKindOf(r, row)] }

func cloudPrimary(r *tenantRows, row int) string { return rowPrimary(r.snap, row) }

// authorityWords are the authorities as a narrow column has room for them.
var authorityWords = map[drift.Authority]string{drift.FromAD: "AD", drift.ExchangeCloudManaged: "AD, mail cloud", drift.CloudManaged: "Cloud-managed",
	drift.CloudBorn: "Cloud", drift.FormerlySynced: "Formerly synced", drift.AuthorityUnknown: "Not known"}

// cloudSource says who decides about an object. Most are synchronized, and of these
// one property says it all.
func cloudSource(r *tenantRows, row int) string {
	if strings.EqualFold(r.snap.First(row, drift.PropSyncEnabled), "true") {
		return authorityWords[drift.FromAD]
	}
	return authorityWords[drift.AuthorityOf(r.snap.Entry(row), model.Unsure, model.Unsure).Authority]
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
