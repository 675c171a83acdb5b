package desk

import (
	"context"
	"strings"
	"time"

	"recipientdesk/model"
)

// learning is the asking of a tenant for its facts: one at a time, and not again
// for a while after one that brought none.
type learning struct {
	turn   chan struct{} // holds something while the tenant is asked
	failed time.Time     // when it gave no answer; of no meaning unless silent
	silent bool
}

// silence is how long a tenant that gave no answer is not asked again: about as long
// as somebody works on one object.
const silence = 30 * time.Second

// facts returns what is known of the tenant, which is asked for it if nobody did
// yet. What it does not say stays unknown: a forecast does not fail for that.
func (d *Desk) facts(ctx context.Context) *model.TenantFacts {
	if f, t := d.connected(); f != nil || t == nil || d.isSilent() {
		return f
	}
	select {
	case d.sight.learning.turn <- struct{}{}:
		defer func() { <-d.sight.learning.turn }()
	case <-ctx.Done():
		return nil
	}
	f, t := d.connected() // somebody else may have asked meanwhile
	if f != nil || t == nil || d.isSilent() {
		return f
	}
	f, err := t.Facts(ctx)
	d.learn(t, f, err)
	return d.Facts()
}

func (d *Desk) connected() (*model.TenantFacts, model.Tenant) {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	return d.sight.tenant, d.sight.cloud
}

// learn takes in what a tenant answered, unless the desk has another one by now. Who
// gave up waiting does not make the tenant silent.
func (d *Desk) learn(t model.Tenant, f *model.TenantFacts, err error) {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	switch l := &d.sight.learning; {
	case d.sight.cloud != t:
	case err == nil:
		d.sight.tenant, l.silent = withUsers(f, d.sight.tenant), false
	case model.CodeOf(err) != model.Canceled:
		if l.silent = true; d.opt.Now != nil {
			l.failed = d.opt.Now()
		}
	}
}

// withUsers adds what is known of the users of the same tenant to facts that say
// nothing of them: meeting a tenant again must not make forecasts less certain.
func withUsers(f, before *model.TenantFacts) *model.TenantFacts {
	if before == nil || f.Users != nil || !strings.EqualFold(f.InitialDomain, before.InitialDomain) {
		return f
	}
	return factsWith(f, before.Users)
}

// isSilent reports whether the tenant gave no answer a short while ago. Without a
// clock it is not asked again until somebody calls MeetTenant.
func (d *Desk) isSilent() bool {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	l := &d.sight.learning
	return l.silent && (d.opt.Now == nil || d.opt.Now().Sub(l.failed).Abs() < silence)
}

// factsWith returns facts with other users. Facts are not changed once made.
func factsWith(f *model.TenantFacts, users []model.TenantUser) *model.TenantFacts {
	return &model.TenantFacts{Name: f.Name, InitialDomain: f.InitialDomain, VerifiedDomains: f.VerifiedDomains, Features: f.Features, Users: users}
}
