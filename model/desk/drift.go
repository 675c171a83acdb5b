package desk

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/model/report"
)

// A Drift is a whole directory compared with its tenant.
type Drift struct {
	*drift.Report
	View  *TenantView
	Items []drift.Item // one for each object of AD that can synchronize, by name
}

// Drift compares what q selects below the desk's bases with the view of the tenant,
// which it reads first if nobody did. What is only in the cloud is found by comparing with the
// whole directory, whatever q selects. progress may be nil.
func (d *Desk) Drift(ctx context.Context, q model.Query, progress func(done, of int)) (*Drift, error) {
	return nil, noTenant()
}

// Report makes a report of the items that keep says, nil for those that are not
// equal, and of every list of the drift.
func (f *Drift) ToReport(head ReportHead, keep func(drift.Item) bool) *report.Report { return nil }

// A CloudOwner is an object of the tenant that has an address.
type CloudOwner struct {
	Object   drift.Object
	Property model.Attr // where it stands
	Value    string
}

// WhoInTenant returns every object of the tenant that has an address, deleted ones
// included. What may not be read is left out, and named by a Gap.
func (d *Desk) WhoInTenant(ctx context.Context, address string) ([]CloudOwner, []Gap, error) {
	return nil, nil, noTenant()
}
