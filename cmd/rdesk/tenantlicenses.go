package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// A licenseDoc is a product that the tenant has subscribed to.
type licenseDoc struct {
	SKU       string    `json:"skuId"`
	Name      string    `json:"name"`
	Status    string    `json:"status"`
	Enabled   int       `json:"enabled"`
	Consumed  int       `json:"consumed"`
	Available int       `json:"available"` // less than 0: more are assigned than there are
	Plans     []planDoc `json:"plans"`
}

// A planDoc is a service within a product.
type planDoc struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Status string `json:"status"`
}

func (a *app) listLicenses(ctx context.Context, t model.Tenant, l tenantListing) error {
	if l.search != "" || l.kind != "" || l.synced || l.cloudOnly {
		return wrong("tenant list licenses: only --limit goes with it")
	}
	w, err := a.stream("license", []string{"skuId", "name", "status", "enabled", "consumed", "available", "plans"},
		column{"LICENSE", 30}, column{"STATUS", 10}, column{"SEATS", 7}, column{"TAKEN", 7}, column{"FREE", 7}, column{"SERVICES", 0})
	if err != nil {
		return err
	}
	products, err := t.Licenses(ctx)
	if err != nil {
		return err
	}
	slices.SortStableFunc(products, func(p, q model.License) int { return strings.Compare(p.Part, q.Part) })
	for _, p := range products {
		d := licenseDoc{p.SKU, p.Part, p.Status, p.Enabled, p.Consumed, p.Enabled - p.Consumed, []planDoc{}}
		for _, plan := range p.Plans {
			d.Plans = append(d.Plans, planDoc{plan.ID, plan.Name, plan.Status})
		}
		if w.add(d); w.n == l.limit {
			break
		}
	}
	return w.end()
}

func (d licenseDoc) json(b []byte) []byte { return document(b, d) }
func (d licenseDoc) csv() []string {
	return []string{d.SKU, d.Name, d.Status, strconv.Itoa(d.Enabled), strconv.Itoa(d.Consumed), strconv.Itoa(d.Available), joined(d.plans())}
}

func (d licenseDoc) table() []string {
	return []string{d.Name, d.Status, strconv.Itoa(d.Enabled), strconv.Itoa(d.Consumed), strconv.Itoa(d.Available), strings.Join(d.plans(), ", ")}
}

func (d licenseDoc) plans() (out []string) {
	for _, p := range d.Plans {
		out = append(out, p.Name)
	}
	return out
}
