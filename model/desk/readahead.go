package desk

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A readAhead holds objects that were read before they were asked for, and what is
// known of who has their identities. It is not changed once made; nil holds nothing.
type readAhead struct {
	places map[string]model.Entry   // by DN in lower case
	values map[string][]model.Entry // by attribute and value
}

const (
	objectSID       model.Attr = "objectSid"
	consistencyGUID model.Attr = "mS-DS-ConsistencyGuid"
)

// linking are the attributes by which the default rules join an object with another
// one that holds its identity. In most forests few or no objects have them.
var linking = []model.Attr{consistencyGUID, "msExchMasterAccountSid", "msRTCSIP-OriginatorSid"}

// valueKey writes a value in the form in which it is compared: texts without regard
// to case.
func valueKey(a model.Attr, value string) string {
	if a.Is(model.Mail) {
		value = strings.ToLower(value)
	}
	return strings.ToLower(string(a)) + "=" + value
}

func (r *readAhead) at(dn string) (e model.Entry, ok bool) {
	if r != nil {
		e, ok = r.places[strings.ToLower(dn)]
	}
	return e, ok
}

func (r *readAhead) find(a model.Attr, value string) (es []model.Entry, ok bool) {
	if r != nil {
		es, ok = r.values[valueKey(a, value)]
	}
	return es, ok
}

// together is how many objects are looked for in one search.
const together = 100

// fetch reads many objects in few searches, so that a group of thousands does not
// take as many round trips. They are kept until the next call.
func (a *around) fetch(ctx context.Context, dns []string) error {
	r := &readAhead{places: make(map[string]model.Entry, len(dns)), values: map[string][]model.Entry{}}
	var links []model.Attr
	for _, l := range linking {
		if used, err := a.used(ctx, l); err != nil {
			return err
		} else if used {
			links = append(links, l)
		}
	}
	for some := range slices.Chunk(dns, together) {
		if err := a.fetchSome(ctx, r, some, links); err != nil {
			return err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ahead = r
	return nil
}

func (a *around) fetchSome(ctx context.Context, r *readAhead, dns []string, links []model.Attr) error {
	var where, whose model.Or
	for _, dn := range dns {
		where = append(where, model.Equal{Attr: "distinguishedName", Value: dn})
	}
	ask := func(attr model.Attr, value string) {
		if key := valueKey(attr, value); value != "" && r.values[key] == nil {
			r.values[key] = []model.Entry{}
			whose = append(whose, model.Equal{Attr: attr, Value: value})
		}
	}
	for e, err := range a.dir.Search(ctx, model.Query{Where: where, Attrs: a.attrs}) {
		if err != nil {
			return err
		}
		r.places[strings.ToLower(e.Ref.DN)] = e
		guid, _ := model.ParseGUID(e.Ref.GUID)
		r.values[valueKey(model.ObjectGUID, guid.Bytes())] = []model.Entry{e}
		r.values[valueKey(objectSID, e.First(objectSID))] = []model.Entry{e}
		ask(model.Mail, strings.TrimSpace(e.First(model.Mail))) // contacts join the user of the same mail
		for _, l := range links {
			ask(l, e.First(l))
			if l == consistencyGUID {
				ask(l, guid.Bytes())
			} else {
				ask(l, e.First(objectSID))
			}
		}
	}
	if whose == nil {
		return nil
	}
	for e, err := range a.dir.Search(ctx, model.Query{Where: whose, Attrs: a.attrs}) {
		if err != nil {
			return err
		}
		for _, l := range append([]model.Attr{model.Mail}, links...) {
			if key := valueKey(l, e.First(l)); r.values[key] != nil {
				r.values[key] = append(r.values[key], e)
			}
		}
	}
	return nil
}

// fewReferences is how many objects are read one by one.
const fewReferences = 8

// readAhead reads the objects that e refers to, if they are many. once says that
// what became of those read before is remembered.
func (v *vision) readReferences(ctx context.Context, e model.Entry, once bool) error {
	var dns []string
	for _, a := range v.references {
		dns = append(dns, e.Values(a)...)
	}
	if once {
		dns = v.unmet(dns)
	}
	if len(dns) <= fewReferences {
		return nil
	}
	return v.around.fetch(ctx, dns)
}

// unmet returns the names that were not seen before, if they are many, and takes
// them for seen.
func (v *vision) unmet(dns []string) []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	dns = slices.DeleteFunc(dns, func(dn string) bool { return v.met[dn] })
	if len(dns) > fewReferences {
		for _, dn := range dns {
			v.met[dn] = true
		}
	}
	return dns
}
