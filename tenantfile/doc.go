// Package tenantfile keeps a tenant in a file: Write reads all of it and writes a
// snapshot, Open is the [model.Tenant] that it was. What could not be read says so, as
// it did when it was asked for; it is never taken for something that is not there.
//
// A snapshot is one JSON document, which docs/tenant-snapshot.md describes. It is
// written and read as it streams by. It holds personal data, and no tokens.
package tenantfile

import "recipientdesk/model"

// What a snapshot begins with. A reader refuses later versions.
const (
	Format  = "recipientdesk tenant snapshot"
	Version = 1
)

// The parts of a snapshot beside the classes of objects.
const (
	partInfo      = "info"
	partFacts     = "facts"
	partLicenses  = "licenses"
	partMembers   = "members"
	partOwners    = "owners"
	partMailboxes = "mailboxes"
	partManaged   = "cloudManaged"
	partUnread    = "unread"
)

// managedOf names what is not known of who decides about the objects of a class. Each
// class has a permission of its own.
func managedOf(class model.CloudClass) string { return partManaged + "/" + string(class) }

// classes are the classes in the order in which they are written.
var classes = []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact, model.DeletedUser, model.DeletedGroup}

// memberProps are what is known of members and owners beside their ID.
var memberProps = []model.Attr{model.DisplayName, model.Mail, model.UserPrincipalName}

// A refusal is why a part was not read, as it is kept.
type refusal struct {
	Code    model.Code `json:"code"`
	Subject string     `json:"subject,omitempty"`
	Message string     `json:"message"`
	Hint    string     `json:"hint,omitempty"`
}

func (r refusal) error() error {
	return &model.Error{Code: r.Code, Subject: r.Subject, Message: r.Message, Hint: r.Hint}
}

// A mailbox is a model.CloudMailbox as it is kept.
type mailbox struct {
	Exists  model.Maybe `json:"exists"`
	Purpose string      `json:"purpose,omitempty"`
	GUID    string      `json:"exchangeGuid,omitempty"`
	Why     string      `json:"why,omitempty"`
}

// A license is a model.License as it is kept.
type license struct {
	SKU      string `json:"skuId"`
	Part     string `json:"skuPartNumber"`
	Enabled  int    `json:"enabled"`
	Consumed int    `json:"consumed"`
	Status   string `json:"status"`
	Plans    []plan `json:"plans"`
}

type plan struct {
	ID     string `json:"servicePlanId"`
	Name   string `json:"servicePlanName"`
	Status string `json:"status"`
}

func keepLicense(l model.License) license {
	out := license{l.SKU, l.Part, l.Enabled, l.Consumed, l.Status, []plan{}}
	for _, p := range l.Plans {
		out.Plans = append(out.Plans, plan(p))
	}
	return out
}

func (l license) model() model.License {
	out := model.License{SKU: l.SKU, Part: l.Part, Enabled: l.Enabled, Consumed: l.Consumed, Status: l.Status}
	for _, p := range l.Plans {
		out.Plans = append(out.Plans, model.LicensePlan(p))
	}
	return out
}
