package main

import (
	"cmp"
	"context"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/template"
)

// derive fills in what was not said, by the template that was named or is built in for
// what is made. notes say what the template could not make.
func (n *newcomer) derive(ctx context.Context, a *app, s *session.Session) (notes []string, err error) {
	name := cmp.Or(n.template, string(n.Makes))
	switch {
	case name != "":
		if notes, err = n.byTemplate(ctx, a, s, name); err != nil {
			return nil, err
		}
	case n.Family == "user" && (n.routing != "" || n.Archive):
		n.Makes = template.CloudMailbox
	case n.Family == "contact" && (n.Mail != "" || n.Target != ""):
		n.Makes = template.MailContact
	case n.Family == "group" && n.Mail != "" && n.Security:
		n.Makes = template.SecurityGroup
	case n.Family == "group" && n.Mail != "":
		n.Makes = template.DistributionGroup
	}
	if n.routing != "" {
		if n.Target != "" {
			return nil, wrong("--routing excludes --target")
		}
		n.Target = n.routing
	}
	if n.Name = cmp.Or(n.Name, n.Display); n.Name == "" {
		return nil, wrong("required flag(s) \"name\" not set")
	}
	return notes, nil
}

// byTemplate takes from a template what the command line does not say.
func (n *newcomer) byTemplate(ctx context.Context, a *app, s *session.Session, name string) ([]string, error) {
	t, err := a.template(name)
	if err != nil {
		return nil, err
	}
	if t.Makes.Family() != n.Family {
		return nil, &model.Error{Code: model.Invalid, Subject: "Template " + t.Name, Message: "makes a " + t.Makes.Family() + ", not a " + n.Family,
			Hint: "Choose the command for a " + t.Makes.Family() + ", or another template."}
	}
	domain := cmp.Or(n.domain, s.Desk.MailDomain(ctx, s.Info))
	of := template.Person{First: n.First, Last: n.Last, Display: cmp.Or(n.Display, n.Name), Alias: n.Alias, Account: n.Account, Domain: domain}
	if t.Makes.Person() && n.First+n.Last == "" && of.Display == "" {
		return nil, wrong("new: give --name, or --first and --last")
	}
	made, notes, err := desk.FromTemplate(t, of)
	if err != nil {
		return nil, err
	}
	n.NewRecipient = overlaid(n.NewRecipient, made)
	return notes, nil
}

// overlaid returns what was said, with what is derived in its gaps.
func overlaid(said, derived desk.NewRecipient) desk.NewRecipient {
	out := derived
	out.Name, out.Display = cmp.Or(said.Name, derived.Name), cmp.Or(said.Display, derived.Display)
	out.Mail, out.Alias, out.Account = cmp.Or(said.Mail, derived.Mail), cmp.Or(said.Alias, derived.Alias), cmp.Or(said.Account, derived.Account)
	out.UPN, out.Suffix, out.Target = cmp.Or(said.UPN, derived.UPN), cmp.Or(said.Suffix, derived.Suffix), said.Target
	out.Password, out.Change = said.Password, said.Change || derived.Change && said.Password != ""
	out.Archive = said.Archive || derived.Archive
	out.Members, out.Owner = said.Members, said.Owner
	return out
}
