package desk

import (
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
	Unprobed int // objects of which it was not asked, as there are too many, whether they have a mailbox or who decides about them

	batches map[model.CloudClass][]*model.Batch
	marks   map[model.CloudClass]string // for what changed since; none where the tenant keeps no record
	halves  map[model.CloudClass]string // why a class is not complete: a sentence without a period

	mailboxes map[model.GUID]model.CloudMailbox // as far as users were asked about
	authority map[model.GUID]model.Maybe        // isCloudManaged of objects whose properties leave it open
}

// A Gap is a part of a tenant that could not be read: a permission is missing, as a
// rule.
type Gap struct {
	Part string // "users", "deleted users", "licenses", "domains" …
	Err  error
}

// String says what is missing, and why, in a sentence without a period.
func (g Gap) String() string { return g.Part + " could not be read: " + g.why() }

// why names the permission where one is missing.
func (g Gap) why() string {
	if e, ok := g.Err.(*model.Error); ok && e.Code == model.Denied {
		return "the permission " + e.Subject + " is missing"
	}
	return g.Err.Error()
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

// Incomplete says why objects of a class may be missing, in a sentence without a
// period, "" if all of them were read.
func (v *TenantView) Incomplete(class model.CloudClass) string { return v.halves[class] }

// Len returns how many objects of a class were read.
func (v *TenantView) Len(class model.CloudClass) (n int) {
	for _, b := range v.batches[class] {
		n += b.Len()
	}
	return n
}

// View returns what ReadTenant read last, nil for nothing.
func (d *Desk) View() *TenantView {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	return d.sight.view
}
