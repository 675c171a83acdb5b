package ui

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// A checkPlan is what the next check looks at and by which rules, as the user
// chose it.
type checkPlan struct {
	Profile   string // of desk.CheckPlan
	Alternate bool   // people sign in with another attribute than userPrincipalName
	Scope     checkScope
	Folder    string      // DN, of scopeFolder
	Refs      []model.Ref // of scopeSelection
	Exclude   []string    // DNs of folders
	Filter    string      // in LDAP's notation; "": all recipients
}

// A checkScope says where a check looks.
type checkScope int

const (
	scopeAll checkScope = iota
	scopeFolder
	scopeSelection
)

// A profile is a set of rules.
type profile struct{ id, label, tip string }

var profiles = []profile{
	{"entra", "Entra", "What Entra Connect, Entra ID and Exchange Online make of an object, by Microsoft's current documents."},
	{"idfix", "IdFix", "The rules of Microsoft's IdFix 2.6 for many tenants, with its mistakes."},
	{"idfix-dedicated", "IdFix dedicated", "The rules of IdFix 2.6 for a dedicated tenant, with its mistakes."},
}

func profileOf(id string) profile {
	if i := slices.IndexFunc(profiles, func(p profile) bool { return p.id == id }); i >= 0 {
		return profiles[i]
	}
	return profiles[0]
}

// desk is the plan as the desk takes it. base is what the session is confined to,
// "" for the domain. The error has code Invalid.
func (p checkPlan) desk(base string) (desk.CheckPlan, error) {
	out := desk.CheckPlan{Profile: profileOf(p.Profile).id, AlternateLogin: p.Alternate,
		Query: model.Query{Base: base, Exclude: slices.Clone(p.Exclude)}}
	if strings.TrimSpace(p.Filter) != "" {
		where, err := model.ParseFilter(strings.TrimSpace(p.Filter))
		if err != nil {
			return out, err
		}
		out.Query.Where = where
	}
	switch p.Scope {
	case scopeFolder:
		out.Query.Base = p.Folder
	case scopeSelection:
		out.Refs = slices.Clone(p.Refs)
	}
	return out, nil
}

// where says in words what is looked at.
func (p checkPlan) where() string {
	text := "the whole domain"
	switch p.Scope {
	case scopeFolder:
		text = model.NameOf(p.Folder) + " and what is below it"
	case scopeSelection:
		text = many(len(p.Refs), "selected recipient", "selected recipients")
	}
	if n := len(p.Exclude); n > 0 {
		text += " without " + many(n, "folder", "folders")
	}
	if p.Filter != "" {
		text += ", filtered"
	}
	return text
}

// covers reports whether an object lies where the plan looks. That the filter
// selects it must be asked of the directory.
func (p checkPlan) covers(ref model.Ref) bool {
	switch p.Scope {
	case scopeFolder:
		if !below(ref.DN, p.Folder) {
			return false
		}
	case scopeSelection:
		if !slices.ContainsFunc(p.Refs, ref.Same) {
			return false
		}
	}
	return !slices.ContainsFunc(p.Exclude, func(dn string) bool { return below(ref.DN, dn) })
}

// whole reports whether every recipient is looked at: one without findings is
// then without fault.
func (p checkPlan) whole() bool {
	return p.Scope == scopeAll && len(p.Exclude) == 0 && p.Filter == ""
}
