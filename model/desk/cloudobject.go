package desk

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"recipientdesk/model"
	"recipientdesk/model/drift"
)

// A CloudObject is an object of the tenant with everything that can be read of it.
type CloudObject struct {
	drift.Object
	Properties []CloudProperty // that have a value, in the order of CloudProperties
	Standing   drift.Standing  // who decides about it
	Faults     []drift.Fault   // what the tenant reports of it

	Mailbox  model.CloudMailbox // of a user
	Licenses []AssignedLicense  // of a user
	Members  []model.Entry      // of a group, as Tenant.Members has them; nil: not a group, or not read
	Owners   []model.Entry      // likewise
	Gaps     []Gap              // what could not be read
}

// A CloudProperty is a property of an object of the tenant.
type CloudProperty struct {
	Name   model.Attr
	Values []string
}

// An AssignedLicense is a product that a user has.
type AssignedLicense struct {
	SKU     string         // GUID
	Part    string         // ENTERPRISEPACK; the SKU if the tenant's products could not be read
	State   string         // Active, ActiveWithError, Disabled, Error; "" if not known
	Error   string         // CountViolation, MutuallyExclusiveViolation …; "" for none
	ByGroup string         // object ID of the group that assigns it, "" if it is assigned directly
	Plans   []AssignedPlan // nil: not known
}

// An AssignedPlan is a service of a license.
type AssignedPlan struct {
	ID, Name string
	On       bool
}

// more are the properties that single objects are read with besides drift.Properties.
var more = map[model.CloudClass]string{
	model.CloudUser: `otherMails imAddresses createdDateTime creationType deletedDateTime employeeType externalUserState identities assignedPlans
		licenseAssignmentStates onPremisesDomainName passwordPolicies lastPasswordChangeDateTime signInSessionsValidFromDateTime preferredDataLocation
		isResourceAccount ageGroup securityIdentifier`,
	model.CloudGroup: `classification createdDateTime deletedDateTime expirationDateTime renewedDateTime visibility membershipRule
		membershipRuleProcessingState isAssignableToRole onPremisesDomainName onPremisesNetBiosName resourceBehaviorOptions resourceProvisioningOptions
		securityIdentifier preferredDataLocation preferredLanguage theme assignedLicenses`,
	model.CloudContact: `addresses phones`,
}

// CloudProperties returns what is read of a single object of a class, in the order in
// which it is shown.
func CloudProperties(class model.CloudClass) []model.Attr {
	out := append([]model.Attr{"id"}, drift.Properties(class)...)
	for name := range strings.FieldsSeq(more[baseClass(class)]) {
		if a := model.Attr(name); !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// CloudObject reads an object of the tenant by its ID, users by their sign-in name,
// too. The error has the code NotFound if there is no tenant, or no such object. What
// may not be read of it is a Gap; of properties, those that are shown, none for all.
func (d *Desk) CloudObject(ctx context.Context, class model.CloudClass, id string, shown ...model.Attr) (CloudObject, error) {
	t, err := d.tenant()
	if err != nil {
		return CloudObject{}, err
	}
	e, err := t.Get(ctx, class, id, CloudProperties(class)...)
	if err != nil {
		return CloudObject{}, err
	}
	o := CloudObject{Object: drift.Object{Class: class, Entry: e}, Faults: drift.FaultsOf(e)}
	for _, a := range CloudProperties(class) {
		if v := e.Values(a); len(v) > 0 {
			o.Properties = append(o.Properties, CloudProperty{a, v})
		}
	}
	p := probe(ctx, t, o.Object)
	if p.err != nil {
		return o, p.err
	}
	o.Mailbox, o.Members, o.Owners, o.Gaps = p.mailbox, p.members, p.owners, append(p.gaps, lacking(ctx, t, class, shown)...)
	o.Standing = drift.AuthorityOf(e, p.managed, model.Unsure)
	o.Licenses = assigned(e, p.products)
	return o, nil
}

// lacking is a gap if the tenant holds only some of the properties that are shown.
func lacking(ctx context.Context, t model.Tenant, class model.CloudClass, shown []model.Attr) []Gap {
	if len(shown) == 0 {
		shown = CloudProperties(class)
	}
	p, ok := t.(model.PartialTenant)
	if !ok {
		return nil
	}
	var names []string
	for _, a := range p.Lacks(ctx, class, shown...) {
		names = append(names, string(a))
	}
	if len(names) == 0 {
		return nil
	}
	return []Gap{{"properties", &model.Error{Code: model.Invalid, Subject: strings.Join(names, ", "), Message: "the snapshot does not hold this",
		Hint: "Connect with the tenant."}}}
}

// CloudPhoto returns the picture of a user of the tenant as JPEG; NotFound if there is
// none.
func (d *Desk) CloudPhoto(ctx context.Context, user string) ([]byte, error) {
	t, err := d.tenant()
	if err != nil {
		return nil, err
	}
	return t.Photo(ctx, user)
}

// A probing asks for what the properties of one object do not tell, all at once. What
// is refused is a gap.
type probing struct {
	ctx context.Context
	t   model.Tenant

	wg       sync.WaitGroup
	mu       sync.Mutex
	gaps     []Gap
	err      error
	managed  model.Maybe
	mailbox  model.CloudMailbox
	products []model.License
	members  []model.Entry
	owners   []model.Entry
}

// probe asks all that can be asked of an object besides its properties.
func probe(ctx context.Context, t model.Tenant, o drift.Object) *probing {
	p := &probing{ctx: ctx, t: t}
	if o.Deleted() {
		return p
	}
	id := o.ID()
	p.authority(o)
	switch o.Class {
	case model.CloudUser:
		p.start("mailbox", func() (err error) { p.mailbox, err = t.Mailbox(ctx, id); return err })
		p.start("licenses", func() (err error) { p.products, err = t.Licenses(ctx); return err })
	case model.CloudGroup:
		p.start("members", func() (err error) { p.members, err = gather(t.Members(ctx, id)); return err })
		p.start("owners", func() (err error) { p.owners, err = gather(t.Owners(ctx, id)); return err })
	}
	p.wg.Wait()
	return p
}

// start asks one thing.
func (p *probing) start(part string, ask func() error) {
	p.wg.Go(func() {
		err := ask()
		if err == nil {
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.ctx.Err() == nil && isGap(err) {
			p.gaps = append(p.gaps, Gap{part, err})
		} else if p.err == nil {
			p.err = err
		}
	})
}

// authority asks who decides about the object, if the listed properties leave it open.
func (p *probing) authority(o drift.Object) {
	if isSynced(o.Entry) {
		p.managed = model.No
		return
	}
	if drift.AuthorityOf(o.Entry, model.Unsure, model.Unsure).Authority == drift.AuthorityUnknown {
		p.start("authority", func() (err error) { p.managed, err = p.t.CloudManaged(p.ctx, o.Class, o.ID()); return err })
	}
}

// assigned says what a user is licensed for, with each service.
func assigned(e model.Entry, products []model.License) (out []AssignedLicense) {
	states := map[string]AssignedLicense{}
	for _, v := range e.Values("licenseAssignmentStates") {
		var x struct{ SKUID, State, Error, AssignedByGroup string }
		if json.Unmarshal([]byte(v), &x) != nil {
			continue
		}
		if x.Error == "None" {
			x.Error = ""
		}
		states[strings.ToLower(x.SKUID)] = AssignedLicense{State: x.State, Error: x.Error, ByGroup: x.AssignedByGroup}
	}
	on := plansOn(e)
	for _, sku := range e.Values(propLicenses) {
		l := states[strings.ToLower(sku)]
		l.SKU, l.Part = sku, sku
		for _, p := range products {
			if !strings.EqualFold(p.SKU, sku) {
				continue
			}
			l.Part = p.Part
			for _, s := range p.Plans {
				if !e.Has(propPlans) { // whoever has a license has some: it was not read
					break
				}
				l.Plans = append(l.Plans, AssignedPlan{s.ID, s.Name, on[strings.ToLower(s.ID)]})
			}
		}
		out = append(out, l)
	}
	return out
}

// plansOn are the services that are on for a user, by ID in lower case: one of a
// license can be off (https://learn.microsoft.com/graph/api/resources/assignedplan).
func plansOn(e model.Entry) map[string]bool {
	on := map[string]bool{}
	for _, v := range e.Values(propPlans) {
		var p struct{ CapabilityStatus, ServicePlanID string }
		if json.Unmarshal([]byte(v), &p) == nil && (p.CapabilityStatus == "Enabled" || p.CapabilityStatus == "Warning") {
			on[strings.ToLower(p.ServicePlanID)] = true
		}
	}
	return on
}
