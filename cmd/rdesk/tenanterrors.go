package main

import (
	"context"
	"encoding/json"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/drift"
)

// A faultDoc is what keeps an object, or a part of it, from arriving.
type faultDoc struct {
	Service  string     `json:"service"` // that reports it; "" for the synchronization, "license" for a license
	Category string     `json:"category"`
	Property model.Attr `json:"property"`
	Value    string     `json:"value"`
	Since    *string    `json:"since"`
	Resolved bool       `json:"resolved"`
	Text     string     `json:"text"`
}

// A faultyDoc is a fault with its object.
type faultyDoc struct {
	ID      string `json:"id"`
	Class   string `json:"class"`
	Name    string `json:"name"`
	Address string `json:"address"`
	faultDoc
}

const propLicenseStates model.Attr = "licenseAssignmentStates"

// faultsOf returns what the tenant reports of an object, and the licenses that could
// not be assigned.
func (n naming) faultsOf(e model.Entry) []faultDoc {
	out := []faultDoc{}
	for _, f := range drift.FaultsOf(e) {
		out = append(out, faultDoc{f.Service, f.Category, f.Property, f.Value, rfc3339(f.Since), f.Resolved, f.Text})
	}
	for _, v := range e.Values(propLicenseStates) {
		var x struct {
			SKUID, Error        string
			LastUpdatedDateTime time.Time
		}
		if json.Unmarshal([]byte(v), &x) == nil && x.Error != "" && x.Error != "None" {
			text := licenseErrors[x.Error]
			if text == "" {
				text = licenseErrors["Other"]
			}
			out = append(out, faultDoc{"license", x.Error, propLicenses, n.license(x.SKUID), rfc3339(x.LastUpdatedDateTime), false, text})
		}
	}
	return out
}

// licenseErrors are the errors of a license that could not be assigned
// (https://learn.microsoft.com/entra/identity/users/licensing-groups-resolve-problems).
var licenseErrors = map[string]string{
	"CountViolation":                     "no seat is free",
	"MutuallyExclusiveViolation":         "it has a service that excludes one of another license",
	"DependencyViolation":                "a service needs another one that is not assigned",
	"ProhibitedInUsageLocationViolation": "a service is not offered in the usage location, or there is none",
	"UniquenessViolation":                "an address is taken by another object",
	"Other":                              "it could not be assigned; the audit log says why",
}

// listErrors lists what is not resolved, of every object.
func (a *app) listErrors(ctx context.Context, t model.Tenant, l tenantListing) error {
	w, err := a.stream("error", []string{"id", "class", "name", "address", "service", "category", "property", "value", "since", "text"},
		column{"OBJECT", 26}, column{"ADDRESS", 36}, column{"CATEGORY", 18}, column{"PROPERTY", 18}, column{"SINCE (UTC)", 16}, column{"VALUE", 0})
	if err != nil {
		return err
	}
	n := naming{now: a.target.Now()}
	if n.products, err = a.products(ctx, t); err != nil {
		return err
	}
	reads := func(c tenantClass) []model.Attr {
		attrs := with(c.attrs, drift.PropErrors, drift.PropServiceErrors)
		if c.class == model.CloudUser {
			attrs = append(attrs, propLicenseStates)
		}
		return attrs
	}
	return a.listPages(ctx, t, classesOf[""], l, n, w, reads, func(c tenantClass, r tenantRow) (out []streamed) {
		for _, x := range n.faultsOf(r.Entry) {
			if !x.Resolved {
				out = append(out, faultyDoc{r.ID(), string(c.class), r.name(), r.address(), x})
			}
		}
		return out
	})
}

func (d faultyDoc) json(b []byte) []byte { return document(b, d) }

func (d faultyDoc) csv() []string {
	return []string{d.ID, d.Class, d.Name, d.Address, d.Service, d.Category, string(d.Property), d.Value, d.since(), d.Text}
}

func (d faultyDoc) table() []string {
	category, value := d.Category, d.Value
	if category == "" {
		category, value = d.Service, d.Text
	}
	return []string{d.Name, d.Address, category, string(d.Property), shortTime(d.since()), value}
}

func (d faultDoc) since() string {
	if d.Since == nil {
		return ""
	}
	return *d.Since
}

func (d faultDoc) String() string {
	text := d.Text
	if at := d.since(); at != "" {
		text += ", since " + shortTime(at)
	}
	if d.Service == "license" {
		text = d.Value + ": " + text
	}
	if d.Resolved {
		text += " (resolved)"
	}
	return text
}
