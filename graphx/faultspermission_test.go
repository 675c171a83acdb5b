package graphx

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

// errands is what the session is used for, with the permissions of which each needs
// one; the first is named if all are missing.
func errands(x *Tenant, user, group, contact string) map[string]errand {
	ctx := context.Background()
	drain := func(class model.CloudClass) func() error {
		return func() error { _, err := listed(x, class, "displayName"); return err }
	}
	delta := func(class model.CloudClass, mark string) func() error {
		return func() error { _, _, err := changed(x, class, mark, "displayName"); return err }
	}
	find := func(class model.CloudClass) func() error {
		return func() error {
			_, err := x.Find(ctx, class, model.Equal{Attr: "mail", Value: "a@x.example"}, "displayName")
			return err
		}
	}
	people := func(of func(context.Context, string) iter.Seq2[model.Entry, error]) func() error {
		return func() (err error) {
			for _, err = range of(ctx, group) {
			}
			return err
		}
	}
	probe := func(trait model.CloudTrait, id string) func() error {
		return func() error {
			for a, err := range x.Probe(ctx, trait, model.CloudUser, []string{id}) {
				return errors.Join(err, a.Err)
			}
			return nil
		}
	}
	managed := func(class model.CloudClass, id string) func() error {
		return func() error { _, err := x.CloudManaged(ctx, class, id); return err }
	}
	users, groups, contacts := []string{model.ReadUsers}, []string{model.ReadGroups}, []string{model.ReadContacts}
	return map[string]errand{
		"Info":                 {[]string{model.ReadOrganization, model.ReadUsers}, func() error { _, err := x.Info(ctx); return err }},
		"Facts":                {[]string{model.ReadDomains, model.ReadOrganization, model.ReadUsers}, func() error { _, err := x.Facts(ctx); return err }},
		"List users":           {users, drain(model.CloudUser)},
		"List groups":          {append(groups, model.ReadMembers), drain(model.CloudGroup)},
		"List contacts":        {contacts, drain(model.CloudContact)},
		"List deleted users":   {users, drain(model.DeletedUser)},
		"List deleted groups":  {groups, drain(model.DeletedGroup)},
		"Changes users":        {users, delta(model.CloudUser, "")},
		"Changes groups":       {append(groups, model.ReadMembers), delta(model.CloudGroup, model.MarkNow)},
		"Changes contacts":     {contacts, delta(model.CloudContact, "")},
		"Find users":           {users, find(model.CloudUser)},
		"Find deleted users":   {users, find(model.DeletedUser)},
		"Get user":             {users, func() error { _, err := x.Get(ctx, model.CloudUser, user, "mail"); return err }},
		"Get group":            {groups, func() error { _, err := x.Get(ctx, model.CloudGroup, group, "mail"); return err }},
		"Members":              {[]string{model.ReadMembers, model.ReadGroups}, people(x.Members)},
		"Owners":               {[]string{model.ReadMembers, model.ReadGroups}, people(x.Owners)},
		"Licenses":             {[]string{model.ReadLicenses, model.ReadOrganization}, func() error { _, err := x.Licenses(ctx); return err }},
		"Photo":                {[]string{model.ReadPhotos, model.ReadUsers}, func() error { _, err := x.Photo(ctx, user); return err }},
		"Mailbox":              {[]string{model.ReadMailbox}, func() error { _, err := x.Mailbox(ctx, user); return err }},
		"Probe mailbox":        {[]string{model.ReadMailbox}, probe(model.MailboxTrait, user)},
		"Probe authority":      {[]string{"User-OnPremisesSyncBehavior.ReadWrite.All"}, probe(model.AuthorityTrait, user)},
		"CloudManaged user":    {[]string{"User-OnPremisesSyncBehavior.ReadWrite.All"}, managed(model.CloudUser, user)},
		"CloudManaged group":   {[]string{readGroupBehavior}, managed(model.CloudGroup, group)},
		"CloudManaged contact": {[]string{"Contacts-OnPremisesSyncBehavior.ReadWrite.All"}, managed(model.CloudContact, contact)},
		"MailboxUsage":         {[]string{model.ReadReports}, func() error { _, err := x.MailboxUsage(ctx); return err }},
	}
}

type errand struct {
	scopes []string
	do     func() error
}

// TestFaultsOfPermissions takes each set of permissions away that something rests on.
// That names the permission, and everything else goes on.
func TestFaultsOfPermissions(t *testing.T) {
	tenant := sim.NewTenant(sim.TenantConfig{Name: "Guarded", Domains: []sim.CloudDomain{{Name: "x.example", Initial: true, Default: true}}, Now: time.Now})
	user := tenant.Plant(model.CloudUser, map[string]string{"displayName": `"U"`, "userPrincipalName": `"u@x.example"`, "x-purpose": `"user"`}).String()
	group := tenant.Plant(model.CloudGroup, map[string]string{"displayName": `"G"`}).String()
	contact := tenant.Plant(model.CloudContact, map[string]string{"displayName": `"C"`}).String()
	tenant.SetPhoto(user, []byte("\xff\xd8\xff a picture"))
	srv := graphd.New(tenant, graphd.Config{RequireToken: true})
	checked := strict(t, srv)
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		w.Header().Del("Content-Type")
		checked.ServeHTTP(w, r)
	})
	var all []string
	for _, e := range errands(nil, "", "", "") {
		all = append(all, e.scopes...)
	}
	for name, without := range errands(nil, "", "", "") {
		granted := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(without.scopes, s) })
		x := s.dial(t, func(c *Config) { c.Token = srv.Token("", time.Now().Add(time.Hour), granted...) })
		for errand, e := range errands(x, user, group, contact) {
			err := e.do()
			if slices.ContainsFunc(e.scopes, func(s string) bool { return slices.Contains(granted, s) }) {
				if err != nil {
					t.Errorf("without %s (%v), %s: %v", name, without.scopes, errand, err)
				}
				continue
			}
			if err == nil {
				t.Errorf("without %s (%v), %s needs nothing", name, without.scopes, errand)
				continue
			}
			if got := fails(t, err, model.Denied, e.scopes[0]); got.Err == nil || !strings.Contains(got.Err.Error(), "request-id") {
				t.Errorf("without %s, %s: the details name no request: %v", name, errand, got.Err)
			}
		}
	}
}
