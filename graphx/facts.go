package graphx

import (
	"context"
	"slices"
	"strings"

	"github.com/microsoftgraph/msgraph-sdk-go/models"

	"recipientdesk/model"
)

// Facts implements model.Tenant. A switch that may not be read is not known, and
// no error: the permission for it is rarely granted, and never to applications.
func (t *Tenant) Facts(ctx context.Context) (*model.TenantFacts, error) {
	f := &model.TenantFacts{}
	org, err := t.organization(ctx)
	if err != nil && !unreadable(err) {
		return nil, err
	}
	if err == nil {
		f.Name = value(org.GetDisplayName())
		f.VerifiedDomains, f.InitialDomain = domainsOf(org)
	}
	if err := t.addDomains(ctx, f); err != nil {
		return nil, err
	}
	if f.Features, err = t.features(ctx); unreadable(err) {
		err = nil
	}
	return f, err
}

// unreadable reports whether the tenant just does not show something.
func unreadable(err error) bool {
	switch model.CodeOf(err) {
	case model.Denied, model.NotFound, model.Invalid:
		return true
	}
	return false
}

// addDomains takes the domains from their own list, which is more than an account
// without rights sees of the organization. It needs a permission of its own.
func (t *Tenant) addDomains(ctx context.Context, f *model.TenantFacts) error {
	c := call{path: "/domains", subject: t.name(), scope: model.ReadDomains, sel: []string{"id", "isVerified", "isInitial"}}
	domains, err := objects[models.Domainable](ctx, t, c, models.CreateDomainFromDiscriminatorValue)
	if err != nil {
		if len(f.VerifiedDomains) > 0 && unreadable(err) {
			return nil
		}
		return err
	}
	var verified []string
	for _, d := range domains {
		name := strings.ToLower(value(d.GetId()))
		if value(d.GetIsInitial()) {
			f.InitialDomain = name
		}
		if name != "" && value(d.GetIsVerified()) {
			verified = append(verified, name)
		}
	}
	if len(verified) > 0 {
		slices.Sort(verified)
		f.VerifiedDomains = verified
	}
	return nil
}

// features reads the switches of synchronization. Exchange's own default for who
// has the say over attributes is not among them, and stays unknown.
func (t *Tenant) features(ctx context.Context) (model.SyncFeatures, error) {
	c := call{path: "/directory/onPremisesSynchronization", subject: t.name(), scope: model.ReadFeatures}
	var out model.SyncFeatures
	all, err := objects[models.OnPremisesDirectorySynchronizationable](ctx, t, c, models.CreateOnPremisesDirectorySynchronizationFromDiscriminatorValue)
	if err != nil {
		return out, err
	}
	for _, s := range all {
		if f := s.GetFeatures(); f != nil {
			out.SoftMatchOnUPN = maybe(f.GetSoftMatchOnUpnEnabled())
			out.BlockSoftMatch = maybe(f.GetBlockSoftMatchEnabled())
			out.BlockHardMatch = maybe(f.GetBlockCloudObjectTakeoverThroughHardMatchEnabled())
			out.UPNOfManagedUsers = maybe(f.GetSynchronizeUpnForManagedUsersEnabled())
		}
	}
	return out, nil
}
