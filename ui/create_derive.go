package ui

import (
	"errors"
	"maps"
	"strconv"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/template"
	"recipientdesk/ui/kit"
)

const hiddenAttr model.Attr = "msExchHideFromAddressLists"

// own is what the user wrote into a box that can be seen; "" where it is derived.
func (c *createForm) own(id string) string {
	if b := c.boxes[id]; b.own && b.row.Visible() {
		return strings.TrimSpace(b.entry.Text)
	}
	return ""
}

// hasMail reports whether it gets an address.
func (c *createForm) hasMail() bool {
	return c.tpl.Makes.HasMail() && (c.checks["mail"].box.Checked || !canLackMail(c.tpl.Makes))
}

// person is who the template is asked about.
func (c *createForm) person() template.Person {
	p := template.Person{Display: c.own("display"), Alias: c.own("alias"), Account: c.own("account"), Domain: c.app.mailDomain()}
	if c.tpl.Makes.Person() {
		p.First, p.Last, p.Middle = c.own("first"), c.own("last"), c.own("middle")
	}
	if p.Display == "" && p.First+p.Last == "" {
		p.Display = c.own("name")
	}
	return p
}

// wanted is what the form says, with what the template makes of it. names say what it
// could not make.
func (c *createForm) wanted() (n desk.NewRecipient, names []string, err error) {
	of := c.person()
	if n, names, err = desk.FromTemplate(c.tpl, of); err != nil {
		return n, nil, err
	}
	if of.First+of.Last+of.Display == "" {
		names = nil // of nobody nothing can be made
	}
	for id, to := range map[string]*string{"name": &n.Name, "display": &n.Display, "mail": &n.Mail, "upn": &n.UPN, "target": &n.Target, "routing": &n.Target} {
		if text := c.own(id); text != "" {
			*to = text
		}
	}
	n.Name = or(n.Name, n.Display) // of a person who has but a display name
	n.Container, n.Groups = c.place.dn, c.groups.dns
	n.Values = c.wantedValues(of)
	if text := c.own("capacity"); text != "" {
		if n.Capacity, err = strconv.Atoi(text); err != nil || n.Capacity < 0 {
			return n, names, &model.Error{Code: model.Invalid, Subject: "Capacity", Message: "is no number", Hint: "Write how many people, or leave it out."}
		}
	}
	n.Disabled = n.Family == "user" && (c.checks["disabled"].box.Checked || !signsIn(n.Makes))
	n.Change = false
	if n.Family == "user" && !n.Disabled {
		n.Password, n.Change = c.boxes["password"].entry.Text, c.checks["change"].box.Checked
	}
	exchange := c.app.session.Schema
	n.Archive = isMailbox(n.Makes) && c.checks["archive"].box.Checked && exchange.Has(model.RecipientType)
	n.Hide = n.Makes.HasMail() && c.checks["hide"].box.Checked && exchange.Has(hiddenAttr)
	if n.Family == "group" {
		n.Members = c.members.dns
		if len(c.owner.dns) > 0 {
			n.Owner = c.owner.dns[0]
		}
	}
	if !c.hasMail() && n.Makes.HasMail() {
		n.Makes, n.Mail, n.Alias, n.More, n.Hide = "", "", "", nil, false
		n.Scope = strings.ReplaceAll(strings.ToLower(c.scope.Selected), " ", "")
	}
	return n, names, nil
}

// wantedValues are the further attributes: those of the template, and what was written
// over them.
func (c *createForm) wantedValues(of template.Person) map[string][]string {
	out := maps.Clone(c.tpl.Values)
	if out == nil {
		out = map[string][]string{}
	}
	for _, v := range c.values {
		if !v.row.Visible() || !v.own {
			continue
		}
		maps.DeleteFunc(out, func(name string, _ []string) bool { return v.attr.Is(model.Attr(name)) })
		out[string(v.attr)] = []string{strings.TrimSpace(v.entry.Text)}
	}
	const mostInitials = 6 // rangeUpper of initials
	if of.Middle != "" && len([]rune(of.Middle)) <= mostInitials {
		out["initials"] = []string{of.Middle}
	}
	return out
}

// derive composes the object as far as no server has to be asked, and says what stands
// against creating it.
func (c *createForm) derive() desk.NewRecipient {
	n, names, err := c.wanted()
	c.names = names
	s := c.app.session
	if err == nil {
		plain := n
		if !isExternal(n.Makes) {
			plain.Target = ""
		}
		c.object, err = desk.Compose(plain, s.Info, s.Schema)
	}
	switch {
	case err != nil:
	case isExternal(n.Makes) && n.Target == "":
		err = &model.Error{Code: model.Invalid, Subject: subjectTarget, Message: "is empty", Hint: "Write the address mail goes to."}
	case n.Family == "user" && !n.Disabled && n.Password == "":
		err = &model.Error{Code: model.Invalid, Subject: "Password", Message: "is empty", Hint: "Write or generate one, or make the account disabled."}
	}
	c.err = err
	return n
}

const subjectTarget = "External address"

// showDerived puts into the boxes the user left alone what was derived.
func (c *createForm) showDerived(n desk.NewRecipient) {
	derived := map[string]string{"name": n.Name, "display": n.Display, "mail": n.Mail, "alias": first(c.object, model.MailNickname),
		"account": first(c.object, model.SAMAccountName), "upn": first(c.object, model.UserPrincipalName), "target": "", "routing": ""}
	if p := c.plan; p != nil && p.gen == c.gen {
		for id, attr := range map[string]model.Attr{"account": model.SAMAccountName, "upn": model.UserPrincipalName, "alias": model.MailNickname} {
			derived[id] = first(p.made.Object, attr)
		}
		derived["routing"] = p.target()
	}
	for _, v := range c.values {
		derived["value:"+strings.ToLower(string(v.attr))] = strings.Join(templateValue(c.tpl, v.attr), "; ")
	}
	for id, b := range c.boxes {
		text, ok := derived[id]
		if !ok {
			text, ok = derived[strings.ToLower(id)]
		}
		if ok && !b.own && b != c.writing {
			b.entry.ShowText(text)
		}
	}
}

// templateValue is what a template gives an attribute.
func templateValue(t *template.Template, a model.Attr) []string {
	for name, values := range t.Values {
		if a.Is(model.Attr(name)) {
			return values
		}
	}
	return nil
}

func first(o model.NewObject, a model.Attr) string {
	if v := o.Attrs[a]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// drawFaults says at each box what is wrong with it.
func (c *createForm) drawFaults() {
	faults := map[string]fault{}
	for id, check := range map[string]func(string) error{"mail": model.CheckSMTP, "target": model.CheckSMTP, "routing": model.CheckSMTP, "alias": model.CheckAlias} {
		if text := c.own(id); text != "" {
			if err := check(text); err != nil {
				faults[id] = fault{text: sentence(err)}
			}
		}
	}
	if e, ok := errors.AsType[*model.Error](c.err); ok {
		if id := boxOf[e.Subject]; id != "" && c.boxes[id].own {
			faults[id] = fault{text: sentence(c.err)}
		}
	}
	if p := c.plan; p != nil && p.gen == c.gen {
		maps.Copy(faults, p.faults())
	}
	for id, b := range c.boxes {
		if b.trouble != nil {
			b.show(faults[id])
		}
	}
}

// boxOf says at which box an error of desk.Compose or desk.Make belongs.
var boxOf = map[string]string{"Name": "name", "Account name": "account", "User principal name": "upn", "Remote routing address": "routing", "Capacity": "capacity"}

// missing reports whether something was not written yet, rather than wrongly.
func missing(err error) bool {
	e, ok := errors.AsType[*model.Error](err)
	return ok && e.Code == model.Invalid && e.Message == "is empty"
}

// say writes the line at the foot and switches the button.
func (c *createForm) say() {
	err := c.err
	current := c.plan != nil && c.plan.gen == c.gen
	if err == nil && current {
		err = c.plan.trouble()
	}
	text, tone := "Ready to create "+model.NameOf(c.object.DN), kit.ToneOK
	switch {
	case c.busy:
		text, tone = "Creating…", kit.ToneInfo
	case err != nil:
		text, tone = aloud(err), kit.ToneError
		if missing(err) {
			tone = kit.ToneInfo
		}
	case !current:
		text, tone = "Asking the directory whether all of it is free…", kit.ToneInfo
	}
	c.icon.SetResource(tone.Icon())
	if c.status.Text != text {
		c.status.SetText(text)
	}
	enable(c.create, err == nil && !c.busy)
}
