package sim

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/google/uuid"

	"recipientdesk/model"
)

// create makes an object as LDAP add does.
func (st *state) create(p *power, obj model.NewObject) (*node, error) {
	parent, name, c, err := st.place(obj)
	if err != nil {
		return nil, err
	}
	n := &node{class: c, rdn: name.Value, parent: parent, dn: []byte(obj.DN)}
	if err := st.checkPlace(p, parent, c, name); err != nil {
		return nil, err
	}
	e := st.edit(&power{admin: true}, n) // whoever makes an object may fill it
	for _, a := range sortedNames(obj.Attrs) {
		if err := e.initial(a, obj.Attrs[a]); err != nil {
			return nil, err
		}
	}
	if err := e.account(); err != nil {
		return nil, err
	}
	if err := e.finish(); err != nil {
		return nil, err
	}
	if n.guid, err = st.newGUID(obj.DN); err != nil {
		return nil, err
	}
	if c.allows(st.schema.attr("objectSid")) {
		st.nextRID++
		n.rid = st.nextRID
	}
	n.parent = nil
	st.enter(n, parent)
	e.commit()
	st.stamp(n)
	n.usnCreated, n.created = n.usnChanged, n.changed
	return n, nil
}

// place finds the parent, the name and the class of a new object.
func (st *state) place(obj model.NewObject) (*node, model.RDN, *class, error) {
	var none model.RDN
	dn, err := model.ParseDN(obj.DN)
	if err != nil || len(dn) < 2 {
		return nil, none, nil, refuse(model.Invalid, 34, winBadName, "", obj.DN, "is no distinguished name")
	}
	parent := st.walk(dn.Parent())
	if parent == nil || parent.deleted {
		e := noObject(dn.Parent().String())
		e.Message = "does not exist, so nothing can be made in it"
		return nil, none, nil, e
	}
	var c *class
	for a, names := range obj.Attrs {
		if !a.Is(model.ObjectClass) {
			continue
		}
		for _, name := range names { // the most specific of those named
			k := st.schema.class(name)
			if k == nil {
				return nil, none, nil, refuse(model.Invalid, 16, winConversion, model.ObjectClass, obj.DN, "%q is no class of this forest", name)
			}
			if c == nil || k.is(c.name) {
				c = k
			}
		}
	}
	if c == nil || c.category > 1 {
		return nil, none, nil, refuse(model.Invalid, 65, winClass, model.ObjectClass, obj.DN, "has no class that objects can have")
	}
	return parent, dn[0], c, nil
}

func (st *state) checkPlace(p *power, parent *node, c *class, name model.RDN) error {
	dn := strings.ToUpper(name.Type) + "=" + model.EscapeRDN(name.Value) + "," + string(parent.dn)
	switch {
	case !p.children(parent, c):
		return denied(parent, "")
	case parent.fixed || parent == st.schemaTop:
		return refuse(model.Denied, 53, winUnwilling, "", dn, "would change the schema, which is not changed here")
	case !c.under(parent.class):
		return refuse(model.Invalid, 64, winSuperior, "", dn, "an object of class %s cannot stand in one of class %s", c.name, parent.class.name)
	case !c.rdn.name.Is(model.Attr(name.Type)):
		return refuse(model.Invalid, 64, winNaming, "", dn, "the name of an object of class %s begins with %s=", c.name, c.rdn.name)
	}
	if problem, _ := c.rdn.check(name.Value); problem != "" {
		return refuse(model.Invalid, 19, winRange, c.rdn.name, dn, "the name %q %s", clip(name.Value), problem)
	}
	if parent.child(string(c.rdn.name), name.Value) != nil {
		e := refuse(model.Exists, 68, winObjectExists, "", dn, "exists already")
		e.Hint = "Choose another name, or another place."
		return e
	}
	return nil
}

// initial sets an attribute of an object being made.
func (e *edit) initial(name model.Attr, vals []string) error {
	a := e.st.schema.attr(name)
	switch {
	case name.Is(model.ObjectClass):
		return nil
	case a != nil && (a == e.n.class.rdn || a.name == "name"):
		if len(vals) == 1 && strings.EqualFold(vals[0], e.n.rdn) {
			return nil
		}
		return refuse(model.Invalid, 64, winNaming, a.name, e.subject(), "%s is not the name in the DN", a.name)
	case a != nil && (a.name == "objectCategory" || a.name == "instanceType"):
		return nil
	}
	return e.do(Mod{Add, name, vals})
}

// accountDefaults is what a new account has beside its names ([MS-SAMR]
// 3.1.1.8.1; observed on Samba 4.17 too).
var accountDefaults = map[model.Attr]string{"primaryGroupID": "513", "accountExpires": "9223372036854775807", "codePage": "0",
	"countryCode": "0", "pwdLastSet": "0", "badPwdCount": "0", "badPasswordTime": "0", "lastLogon": "0", "lastLogoff": "0", "logonCount": "0"}

// account fills in what the account database fills in ([MS-SAMR] 3.1.1.8).
func (e *edit) account() error {
	st, n := e.st, e.n
	attr := func(name model.Attr) *attr { return st.schema.attr(name) }
	empty := func(name model.Attr) bool { return len(e.plain[attr(name)]) == 0 }
	set := func(name model.Attr, v string) { e.plain[attr(name)] = []string{v} }
	if !n.class.allows(attr(model.SAMAccountName)) {
		return nil
	}
	if empty(model.SAMAccountName) {
		u, err := st.newGUID("account " + string(n.dn))
		if err != nil {
			return err
		}
		set(model.SAMAccountName, fmt.Sprintf("$%X-%X", u[:3], u[4:10]))
	}
	if n.class.is("group") && empty(model.GroupType) {
		set(model.GroupType, "-2147483646") // global security group
	}
	if !n.class.is("user") {
		return nil
	}
	for a, v := range accountDefaults {
		if empty(a) {
			set(a, v)
		}
	}
	if empty(model.UserAccountControl) {
		set(model.UserAccountControl, "546") // disabled, no password needed
	}
	uac, _ := number([]byte(e.plain[attr(model.UserAccountControl)][0]))
	const disabled, passwordNotRequired = 2, 32
	if uac&(disabled|passwordNotRequired) == 0 && e.password == "" {
		return refuse(model.Invalid, 53, winPassword, "", e.subject(), "an enabled account needs a password")
	}
	return nil
}

// newGUID draws a GUID, or derives one where no randomness was given.
func (st *state) newGUID(what string) (model.GUID, error) {
	if st.cfg.Rand == nil {
		return guidOf(fmt.Sprintf("%s after change %d in %s", what, st.usn, st.cfg.Domain)), nil
	}
	var u uuid.UUID
	if _, err := io.ReadFull(st.cfg.Rand, u[:]); err != nil {
		return model.GUID{}, &model.Error{Code: model.Internal, Message: "no random numbers", Err: err}
	}
	u[6], u[8] = u[6]&0x0F|0x40, u[8]&0x3F|0x80 // RFC 4122 version 4
	return model.ParseGUID(u.String())
}

func sortedNames(attrs map[model.Attr][]string) []model.Attr {
	var out []model.Attr
	for a := range attrs {
		out = append(out, a)
	}
	slices.Sort(out)
	return out
}
