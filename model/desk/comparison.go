package desk

import (
	"context"

	"recipientdesk/model"
	"recipientdesk/model/drift"
)

// A Comparison shows an object of AD beside the forecast and its twin in the tenant.
type Comparison struct {
	Outlook
	drift.Item                 // how it stands as a whole, and the most serious difference
	Sides      drift.Sides     // what was compared
	Twin       drift.Twin      // how the twin was found, and what else could be it
	Rows       []drift.Row     // property by property, the important ones first
	Anchors    drift.AnchorRow // what links the two, or does not
	Groups     []model.Entry   // members of a group in the tenant, as Tenant.Members has them; nil: not a group, or not read
	Owners     []model.Entry   // likewise
	Licenses   []string        // products of a user, by name
	Gaps       []Gap           // what could not be read of the twin
}

// Compare looks up the twin of an object and compares the two. saved is the object as
// it stands in AD, edited the same with edits that are not saved yet, or saved again.
// The tenant is asked, not a view of it, so that the answer is as fresh as the tenant's.
// The error has code NotFound if there is no tenant.
func (d *Desk) Compare(ctx context.Context, saved, edited model.Entry) (Comparison, error) {
	return Comparison{}, noTenant()
}

// AuthorityOver says who decides about an object of AD in the tenant, asking no more
// than that needs: the sheet shows it before anything is edited.
func (d *Desk) AuthorityOver(ctx context.Context, e model.Entry) (drift.Standing, error) {
	return drift.Standing{}, noTenant()
}

// Origin finds the object of AD that one of the tenant comes from: by its anchor, for
// groups and contacts by security identifier or address. The error has code NotFound
// if there is none.
func (d *Desk) Origin(ctx context.Context, o drift.Object) (model.Ref, error) {
	return model.Ref{}, noTenant()
}
