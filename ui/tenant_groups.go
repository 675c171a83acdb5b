package ui

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

var groupsPart = tenantPart{ID: "groups", Label: "Groups", One: "group", Many: "groups", Class: model.CloudGroup, Needs: []string{"groups"},
	Read: batchesOf(model.CloudGroup), Object: objectOf(model.CloudGroup), Empty: [2]string{"No groups", "The tenant has no groups."},
	Columns: []tenantColumn{
		{Column: kit.Column{ID: "name", Title: "Name", Width: 184}, Text: cloudFirst(model.DisplayName), Draw: func(r *tenantRows, row int) kit.CellData {
			d := kit.CellData{Text: r.snap.First(row, model.DisplayName), Color: "foreground"}
			if d.Icon = iconMailGroup; strings.EqualFold(r.snap.First(row, "securityEnabled"), "true") {
				d.Icon = iconSecurity
			}
			return d
		}},
		textColumn("kind", "Kind", "Graph: groupTypes, mailEnabled, securityEnabled", 206, groupKind),
		textColumn("mail", "Mail", "Graph: mail", 216, cloudFirst(model.Mail)),
		sourceColumn,
		textColumn("lastSync", "Last sync", "When a synchronization last wrote the group.\nGraph: onPremisesLastSyncDateTime", 122, cloudTime(propLastSync)),
		errorColumn,
		textColumn("description", "Description", "Graph: description", 182, cloudFirst(model.Description)),
	}}

const (
	groupUnified      = "Microsoft 365 group"
	groupDistribution = "Distribution group"
	groupMailSecurity = "Mail-enabled security group"
	groupSecurity     = "Security group"
)

// groupKind tells groups apart
// (https://learn.microsoft.com/graph/api/resources/groups-overview).
func groupKind(r *tenantRows, row int) string {
	has := func(p model.Attr) bool { return strings.EqualFold(r.snap.First(row, p), "true") }
	types := r.snap.Values(row, "groupTypes")
	dynamic := ""
	if slices.Contains(types, "DynamicMembership") {
		dynamic = ", dynamic"
	}
	switch {
	case slices.Contains(types, "Unified"):
		return groupUnified + dynamic
	case has("mailEnabled") && has("securityEnabled"):
		return groupMailSecurity + dynamic
	case has("mailEnabled"):
		return groupDistribution + dynamic
	}
	return groupSecurity + dynamic
}

var contactsPart = tenantPart{ID: "contacts", Label: "Contacts", One: "contact", Many: "contacts", Class: model.CloudContact, Needs: []string{"contacts"},
	Read: batchesOf(model.CloudContact), Object: objectOf(model.CloudContact),
	Empty: [2]string{"No contacts", "The tenant has no organizational contacts. Mail contacts of Exchange arrive here through the synchronization."},
	Columns: []tenantColumn{
		{Column: kit.Column{ID: "name", Title: "Name", Width: 200}, Text: cloudFirst(model.DisplayName), Draw: func(r *tenantRows, row int) kit.CellData {
			return kit.CellData{Text: r.snap.First(row, model.DisplayName), Icon: iconContact, Color: "foreground"}
		}},
		textColumn("mail", "Mail", "Graph: mail", 230, cloudFirst(model.Mail)),
		textColumn("company", "Company", "Graph: companyName", 170, cloudFirst("companyName")),
		textColumn("department", "Department", "Graph: department", 130, cloudFirst("department")),
		sourceColumn,
		textColumn("lastSync", "Last sync", "When a synchronization last wrote the contact.\nGraph: onPremisesLastSyncDateTime", 122, cloudTime(propLastSync)),
		errorColumn,
	}}
