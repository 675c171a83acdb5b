package graphx

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/microsoftgraph/msgraph-sdk-go/models"

	"recipientdesk/model"
)

// Info implements model.Tenant. If the tenant does not show itself, what is known of
// the session is returned with the error.
func (t *Tenant) Info(ctx context.Context) (model.TenantInfo, error) {
	org, err := t.organization(ctx)
	g := t.bearer.granted()
	info := model.TenantInfo{ID: g.Tenant, Source: t.name(), User: g.User, App: first(g.App, t.cfg.ClientID), Roles: g.Roles, Scopes: g.Scopes}
	if t.cfg.Address == "" {
		info.Cloud = t.cfg.Cloud
	}
	if err != nil {
		return info, err
	}
	info.Name, info.ID, info.SyncEnabled = value(org.GetDisplayName()), value(org.GetId()), maybe(org.GetOnPremisesSyncEnabled())
	if at := org.GetOnPremisesLastSyncDateTime(); at != nil {
		info.LastSync = at.UTC()
	} else if info.SyncEnabled == model.Unsure && len(org.GetVerifiedDomains()) > 0 && t.seesOrganization(g) { // every tenant has a domain
		info.SyncEnabled = model.No
	}
	_, info.InitialDomain = domainsOf(org)
	return info, nil
}

// seesOrganization reports whether an empty onPremisesSyncEnabled means that the tenant was
// never synchronized: who has the permission User.Read alone sees everything of it empty
// (https://learn.microsoft.com/graph/api/organization-get#permissions). A simulator that
// asks for no token shows all.
func (t *Tenant) seesOrganization(g grant) bool {
	return g.has(model.ReadOrganization) || t.cfg.Address != "" && len(g.Scopes) == 0
}

func (t *Tenant) organization(ctx context.Context) (models.Organizationable, error) {
	c := call{path: "/organization", subject: t.name(), scope: model.ReadOrganization,
		sel: []string{"id", "displayName", "verifiedDomains", "onPremisesSyncEnabled", "onPremisesLastSyncDateTime"}}
	all, err := objects[models.Organizationable](ctx, t, c, models.CreateOrganizationFromDiscriminatorValue)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, garbled(c, reply{}, errors.New("no organization"))
	}
	return all[0], nil
}

// domainsOf returns the verified domains in lower case, and the initial one.
func domainsOf(org models.Organizationable) (verified []string, initial string) {
	for _, d := range org.GetVerifiedDomains() {
		name := strings.ToLower(value(d.GetName()))
		if name == "" {
			continue
		}
		verified = append(verified, name)
		if value(d.GetIsInitial()) {
			initial = name
		}
	}
	slices.Sort(verified)
	return verified, initial
}

// value returns what p points to, or the zero value.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// Licenses implements model.Tenant.
func (t *Tenant) Licenses(ctx context.Context) ([]model.License, error) {
	c := call{path: "/subscribedSkus", subject: t.name(), scope: model.ReadLicenses}
	skus, err := objects[models.SubscribedSkuable](ctx, t, c, models.CreateSubscribedSkuFromDiscriminatorValue)
	if err != nil {
		return nil, err
	}
	out := make([]model.License, len(skus))
	for i, sku := range skus {
		out[i] = licenseOf(sku)
	}
	return out, nil
}

func licenseOf(sku models.SubscribedSkuable) model.License {
	l := model.License{Part: value(sku.GetSkuPartNumber()), Consumed: int(value(sku.GetConsumedUnits())), Status: value(sku.GetCapabilityStatus())}
	if id := sku.GetSkuId(); id != nil {
		l.SKU = id.String()
	}
	if units := sku.GetPrepaidUnits(); units != nil {
		l.Enabled = int(value(units.GetEnabled()))
	}
	for _, p := range sku.GetServicePlans() {
		plan := model.LicensePlan{Name: value(p.GetServicePlanName()), Status: value(p.GetProvisioningStatus())}
		if id := p.GetServicePlanId(); id != nil {
			plan.ID = id.String()
		}
		l.Plans = append(l.Plans, plan)
	}
	return l
}
