package desk

import (
	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// Export returns what the rules export, by the names of the tenant's connector
// space: numbers decimal, octets raw.
func (o Outlook) Export() model.Entry { return exported(o.Sync) }

// Rows compares AD, export and cloud property by property. The reason of what flows
// unchanged names the rule that exports it.
func (o Outlook) Rows() []forecast.Row {
	f := o.Cloud
	f.Reasons = o.Reasons()
	return forecast.Rows(forecast.Input{AD: o.Sync.Entry, Export: o.Export()}, f)
}
