package desk

import (
	"recipientdesk/model/drift"
	"recipientdesk/model/report"
)

// A driftColumn is a column and what it shows of a line.
type driftColumn struct {
	report.Column
	cell func(driftLine) report.Cell
}

// driftColumns are the columns of a drift report. The IDs are part of the command line
// contract.
var driftColumns = []driftColumn{
	{report.Column{ID: "section"}, plain(func(l driftLine) string { return l.section })},
	{report.Column{ID: "status"}, found(func(it *drift.Item) string { return it.Status.String() })},
	{report.Column{ID: "state", Label: "State", Weight: 2}, found(func(it *drift.Item) string { return string(it.State) })},
	{report.Column{ID: "class", Label: "Class", Weight: 1}, plain(driftLine.class)},
	{report.Column{ID: "name"}, plain(driftLine.name)},
	{report.Column{Label: "Object", Weight: 4}, func(l driftLine) report.Cell {
		c := report.Cell{}
		if l.item != nil {
			c = append(c, report.Line{Text: l.item.Name, Note: l.item.Ref.DN})
		}
		if l.object != nil {
			c = append(c, report.Line{Text: l.object.Name(), Note: l.object.ID() + " in the tenant"})
		}
		return c
	}},
	{report.Column{ID: "distinguishedName"}, ad(func(it *drift.Item) string { return it.Ref.DN })},
	{report.Column{ID: "objectGUID"}, ad(func(it *drift.Item) string { return it.Ref.GUID })},
	{report.Column{ID: "cloudId"}, plain(driftLine.cloudID)},
	{report.Column{ID: "cloudName"}, plain(func(l driftLine) string {
		if l.object != nil {
			return l.object.Name()
		}
		return ""
	})},
	{report.Column{ID: "property", Label: "Property", Weight: 2, Code: true}, found(func(it *drift.Item) string { return string(it.Property) })},
	{report.Column{ID: "pairedBy"}, found(func(it *drift.Item) string { return string(it.How) })},
	{report.Column{ID: "authority"}, found(func(it *drift.Item) string { return string(it.Authority) })},
	{report.Column{ID: "value", Label: "Value", Weight: 3, Code: true}, plain(func(l driftLine) string { return l.value })},
	{report.Column{ID: "text", Label: "Why", Weight: 6}, plain(driftLine.text)},
	{report.Column{ID: "source"}, found(func(it *drift.Item) string { return it.Source })},
}

func plain(of func(driftLine) string) func(driftLine) report.Cell {
	return func(l driftLine) report.Cell { return report.Text(of(l)) }
}

// ad shows something of the object of AD.
func ad(of func(*drift.Item) string) func(driftLine) report.Cell {
	return plain(func(l driftLine) string {
		if l.item == nil {
			return ""
		}
		return of(l.item)
	})
}

// found shows something of what was found out about the object of AD.
func found(of func(*drift.Item) string) func(driftLine) report.Cell {
	return plain(func(l driftLine) string {
		if l.item == nil || l.bare {
			return ""
		}
		return of(l.item)
	})
}

func (l driftLine) class() string {
	switch {
	case l.item != nil && l.item.Class != "":
		return l.item.Class
	case l.object != nil:
		return string(l.object.Class)
	}
	return ""
}

func (l driftLine) name() string {
	if l.item != nil {
		return l.item.Name
	}
	return l.object.Name()
}

func (l driftLine) cloudID() string {
	switch {
	case l.object != nil:
		return l.object.ID()
	case l.item != nil:
		return l.item.CloudID
	}
	return ""
}

func (l driftLine) text() string {
	if l.why == "" && l.item != nil {
		return l.item.Why
	}
	return l.why
}
