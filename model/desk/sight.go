package desk

import (
	"context"
	"slices"
	"sync"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/drift"
	"recipientdesk/model/syncrule"
)

// A sight is what forecasts and checks rest on beside the directory.
type sight struct {
	mu     sync.Mutex
	rules  *syncrule.RuleSet
	tenant *model.TenantFacts
	cloud  model.Tenant // nil: not connected
	view   *TenantView  // nil: not read
	ready  *vision      // made of the rules on first use

	learning learning // of the facts of the tenant
}

// A vision is a set of rules made ready for the directory.
type vision struct {
	engine     *syncrule.Engine
	schema     *model.Schema
	attrs      []model.Attr // what must be read of each object
	references []model.Attr // those of them that refer to other objects
	around     *around

	mu       sync.Mutex
	remember syncrule.Surroundings // around, and what became of objects that others refer to
	age      int                   // of around, when that was begun
	met      map[string]bool       // DNs that were read ahead since
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
	d.sight.rules, d.sight.ready = rules, nil
}

// Facts returns what is known of the tenant, nil for nothing. It asks nobody.
func (d *Desk) Facts() *model.TenantFacts {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	return d.sight.tenant
}

// UseFacts makes forecasts and checks rest on what is known of a tenant.
func (d *Desk) UseFacts(facts *model.TenantFacts) {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	d.sight.tenant = facts
}

// see returns the rules made ready. The error has code NotFound if there are none.
func (d *Desk) see(ctx context.Context) (*vision, error) {
	schema, err := d.dir.Schema(ctx)
	if err != nil {
		return nil, err
	}
	info, err := d.dir.Info(ctx)
	if err != nil {
		return nil, err
	}
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	if d.sight.ready != nil {
		return d.sight.ready, nil
	}
	if d.sight.rules == nil {
		return nil, &model.Error{Code: model.NotFound, Subject: "Synchronization rules", Message: "none are loaded", Hint: "Load the organization's own rules, or the built-in ones."}
	}
	v := &vision{schema: schema, engine: syncrule.NewEngine(d.sight.rules, syncrule.Options{CloudSync: d.sight.rules.CloudSync, Schema: schema, Params: params(info), Now: d.opt.Now})}
	for _, a := range slices.Concat(v.engine.Attributes(), model.KindAttrs, check.IndexAttrs, []model.Attr{accountType, criticalObject, drift.WhenChanged, consistencyGUID, objectSID}) {
		if def, ok := schema.Lookup(a); ok && !slices.ContainsFunc(v.attrs, a.Is) {
			v.attrs = append(v.attrs, a)
			if def.Syntax.Reference() && !def.BackLink() {
				v.references = append(v.references, a)
			}
		}
	}
	v.around = &around{dir: d.dir, attrs: v.attrs, now: d.opt.Now}
	d.sight.ready = v
	return v, nil
}

// params are the parameters of the directory's domain, for rules that come without
// a connector for it. A forest of several domains has the name of its root, which
// the session does not know: that of the domain stands for it.
func params(i model.Info) map[string]string {
	return map[string]string{
		"Domain.FQDN": i.Domain, "Domain.Netbios": i.NetBIOS, "Domain.LDAP": i.Base,
		"Forest.FQDN": i.Domain, "Forest.Netbios": i.NetBIOS, "Forest.LDAP": i.Base,
	}
}

// surroundings returns what is around objects now, with what is remembered of them.
func (v *vision) surroundings() syncrule.Surroundings {
	v.mu.Lock()
	defer v.mu.Unlock()
	if age := v.around.generation(); v.remember == nil || v.age != age {
		v.remember, v.age, v.met = syncrule.Remember(v.around), age, map[string]bool{}
	}
	return v.remember
}

// forget drops what is remembered of the directory, which was changed.
func (d *Desk) forget() {
	d.sight.mu.Lock()
	defer d.sight.mu.Unlock()
	if v := d.sight.ready; v != nil {
		v.around.forget()
	}
}
