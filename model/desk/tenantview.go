package desk

import (
	"context"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/drift"
)

// A TenantView is a tenant as it was read. It is not changed: reading anew makes a new
// one. It is safe for concurrent use.
type TenantView struct {
	Info     model.TenantInfo
	Facts    *model.TenantFacts // with users
	Licenses []model.License
	Read     time.Time // when the reading began
	Index    *drift.Index
	Gaps     []Gap

	batches map[model.CloudClass][]*model.Batch
	marks   map[model.CloudClass]string // for what changed since; none where the tenant keeps no record
}

// A Gap is a part of a tenant that could not be read: a permission is missing, as a
// rule.
type Gap struct {
	Part string // "users", "deleted users", "licenses", "domains" …
	Err  error
}

// TenantProgress says how far the reading of a tenant is.
type TenantProgress struct {
	Part  string           // "users" …
	Done  int              // objects of the part
	Page  *model.Batch     // that just came, nil between parts; of the columns of drift.Properties
	Class model.CloudClass // of the page
}

// Batches returns the objects of a class as they came, with the columns of
// drift.Properties.
func (v *TenantView) Batches(class model.CloudClass) []*model.Batch { return v.batches[class] }

// ReadTenant reads everything that the tenant holds, and makes forecasts rest on it:
// who is there already, and licensed. What was read before is brought up to date with
// what changed since, if the tenant says so; anew reads all of it. What may not be read is a Gap,
// no error. progress may be nil.
func (d *Desk) ReadTenant(ctx context.Context, anew bool, progress func(TenantProgress)) (*TenantView, error) {
	return nil, noTenant()
}

// View returns what ReadTenant read last, nil for nothing.
func (d *Desk) View() *TenantView {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	return d.sight.view
}
