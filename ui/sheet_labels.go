package ui

import "recipientdesk/model/sheet"

// keyLabels holds the names that the organization gives to fields.
const keyLabels = "sheet.labels"

// labels are the organization's own names of fields; nil if it has none.
func (a *App) labels() sheet.Labels {
	return read[sheet.Labels](settings{a.fy.Preferences()}, keyLabels)
}

// setLabel names a field; "" takes the name away.
func (a *App) setLabel(id, label string) {
	l := a.labels()
	if l == nil {
		l = sheet.Labels{}
	}
	l[id] = label
	if label == "" {
		delete(l, id)
	}
	write(settings{a.fy.Preferences()}, keyLabels, l)
}
