package desk

import (
	"sync"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
)

// A sight is what forecasts and checks rest on beside the directory.
type sight struct {
	mu     sync.Mutex
	rules  *syncrule.RuleSet
	tenant *model.TenantFacts
}

// Rules returns the synchronization rules that forecasts rest on, nil for none.
// They are shared and not changed.
func (d *Desk) Rules() *syncrule.RuleSet {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	return d.sight.rules
}

// UseRules makes forecasts rest on other rules. What is under way goes on with the
// former ones.
func (d *Desk) UseRules(rules *syncrule.RuleSet) {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	d.sight.rules = rules
}

// Tenant returns what is known of the tenant, nil for nothing.
func (d *Desk) Tenant() *model.TenantFacts {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	return d.sight.tenant
}

// UseTenant makes forecasts and checks rest on what is known of a tenant.
func (d *Desk) UseTenant(facts *model.TenantFacts) {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	d.sight.tenant = facts
}
