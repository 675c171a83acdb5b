package desk

import (
	"context"

	"recipientdesk/model"
)

// UseTenant connects the desk with a tenant, which stays the caller's to close; nil
// parts them. What was known of the former one is forgotten.
func (d *Desk) UseTenant(t model.Tenant) {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	d.sight.cloud, d.sight.tenant, d.sight.view, d.sight.learning.silent = t, nil, nil, false
}

// Tenant returns the tenant that the desk is connected with, nil for none.
func (d *Desk) Tenant() model.Tenant {
	_, t := d.connected()
	return t
}

// tenant returns the tenant that the desk is connected with. The error has the code
// NotFound if there is none.
func (d *Desk) tenant() (model.Tenant, error) {
	if t := d.Tenant(); t != nil {
		return t, nil
	}
	return nil, &model.Error{Code: model.NotFound, Subject: "Tenant", Message: "none is connected",
		Hint: "Sign in to one, open a snapshot of one, or take the sample tenant."}
}

// MeetTenant asks the tenant who it is and what a forecast has to know of it, and
// makes forecasts and checks rest on that. Forecasts ask by themselves if nobody did;
// what they cannot learn they take as not known. The error has code NotFound if there
// is no tenant.
func (d *Desk) MeetTenant(ctx context.Context) (model.TenantInfo, error) {
	t, err := d.tenant()
	if err != nil {
		return model.TenantInfo{}, err
	}
	info, err := t.Info(ctx)
	if err != nil {
		return info, err
	}
	f, err := t.Facts(ctx)
	d.learn(t, f, err)
	return info, err
}
