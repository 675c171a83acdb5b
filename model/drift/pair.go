package drift

import (
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// A Key is what an object of AD is looked up by in the tenant.
type Key struct {
	Class     string   // of AD: user, inetOrgPerson, group, contact
	Anchors   []string // the one that is exported; where nothing is exported, every one it may have had
	SID       string   // S-1-…, for users and groups: the tenant keeps that of the object of AD it made its own of
	Addresses []string // primary first, with or without prefix
}

// KeyOf returns the key of an object of AD.
func KeyOf(in forecast.Input) Key {
	k := Key{Class: in.Class}
	if a := in.Export.First("sourceAnchor"); a != "" {
		k.Anchors = []string{a}
	} else {
		for _, a := range []model.Attr{consistencyGUID, model.ObjectGUID} {
			if id := anchorOf(in.AD, a); id != "" && !slices.Contains(k.Anchors, id) {
				k.Anchors = append(k.Anchors, id)
			}
		}
	}
	k.SID, _ = model.SIDText(in.AD.First("objectSid"))
	list := model.Addresses(in.AD)
	if p, ok := list.Primary(); ok {
		k.Addresses = append(k.Addresses, p.Value())
	}
	for _, v := range []string{in.AD.First(model.Mail), in.Export.First(forecast.PropUPN), in.AD.First(model.UserPrincipalName)} {
		if v != "" && !slices.Contains(k.Addresses, v) {
			k.Addresses = append(k.Addresses, v)
		}
	}
	for _, a := range list {
		if a.IsSMTP() && !a.Primary() {
			k.Addresses = append(k.Addresses, a.Value())
		}
	}
	return k
}

// CloudClass returns what an object of a class of AD becomes in the tenant, "" for
// classes that do not synchronize.
func CloudClass(class string) model.CloudClass {
	switch strings.ToLower(class) {
	case "user", "inetorgperson":
		return model.CloudUser
	case "group":
		return model.CloudGroup
	case "contact":
		return model.CloudContact
	}
	return ""
}

// How says what two objects were paired by.
type How string

// The ways.
const (
	ByAnchor  How = "anchor"
	BySID     How = "sid" // groups, whose anchor Graph does not show, and users whose anchor was changed
	ByAddress How = "address"
)

// A Twin is the object of the tenant that belongs to one of AD.
type Twin struct {
	Object           // the zero Object if there is none
	How     How      // "" if there is none
	Also    []Object // live objects that fit just as well
	Rivals  []Object // live objects that have one of the addresses and are no twin: of another class, or linked with another object of AD
	Deleted []Object // of the same anchor or address
}

// Found reports whether there is a twin.
func (t Twin) Found() bool { return t.How != "" }

// Pair finds the twin: by source anchor, then by security identifier, and only then by
// address. The tenant has the identifier of the very object of AD that it was made of,
// so a user that has it and another anchor is the twin whose anchor was changed. An object that is linked with another anchor is no twin, whatever
// address it has, as it would not be matched
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-install-existing-tenant).
func (x *Index) Pair(k Key) Twin {
	var t Twin
	class := CloudClass(k.Class)
	for _, a := range k.Anchors {
		t.take(ByAnchor, class, x.ByAnchor(a))
	}
	if class != model.CloudContact && !t.Found() {
		t.take(BySID, class, x.BySID(k.SID))
	}
	for _, a := range k.Addresses {
		var fit []Object
		for _, o := range x.byAddressBut(a, t.holds) {
			if o.Deleted() || o.Class == class && !k.elsewhere(o) && t.How == "" {
				fit = append(fit, o)
			} else {
				t.Rivals = append(t.Rivals, o)
			}
		}
		t.take(ByAddress, class, fit)
	}
	slices.SortFunc(t.Rivals, byID)
	return t
}

func (o Object) synced() bool { return strings.EqualFold(o.First(PropSyncEnabled), "true") }

func byID(a, b Object) int { return strings.Compare(a.ID(), b.ID()) }

// elsewhere reports whether the object is linked with another one of AD.
func (k Key) elsewhere(o Object) bool {
	if a := o.First(PropAnchor); a != "" {
		return !slices.Contains(k.Anchors, a)
	}
	s := o.First(PropSID)
	return o.Class == model.CloudGroup && s != "" && k.SID != "" && s != k.SID
}

// take adds what a lookup found. The first live object is the twin: of several one that
// synchronizes, and of these the one with the lowest ID, so that the order of a listing
// does not decide.
func (t *Twin) take(how How, class model.CloudClass, found []Object) {
	slices.SortFunc(found, func(a, b Object) int {
		if s := a.synced(); s != b.synced() {
			return map[bool]int{true: -1, false: 1}[s]
		}
		return byID(a, b)
	})
	for _, o := range found {
		switch {
		case t.holds(o.at):
		case o.Deleted():
			t.Deleted = append(t.Deleted, o)
		case o.Class != class:
			t.Rivals = append(t.Rivals, o)
		case t.How == "":
			t.Object, t.How = o, how
		default:
			t.Also = append(t.Also, o)
		}
	}
}

// holds reports whether the object at a position is in t already.
func (t *Twin) holds(at int) bool {
	same := func(p Object) bool { return p.at == at }
	return t.How != "" && same(t.Object) || slices.ContainsFunc(t.Also, same) || slices.ContainsFunc(t.Rivals, same) || slices.ContainsFunc(t.Deleted, same)
}
