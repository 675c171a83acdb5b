package session

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A content is what an LDIF file holds. Once it is published it does not change.
type content struct {
	schema  *model.Schema
	base    model.DN
	entries []model.Entry
	byGUID  map[string]int
	byDN    map[string]int
}

func newContent(schema *model.Schema) *content {
	return &content{schema: schema, byGUID: map[string]int{}, byDN: map[string]int{}}
}

func dnKey(dn string) string {
	d, err := model.ParseDN(dn)
	if err != nil {
		return strings.ToLower(dn)
	}
	return strings.ToLower(d.String())
}

// enter adds an object. One whose export has no objectGUID gets one made of its
// name, so that it has an identity here; it is not shown as an attribute.
func (x *content) enter(e model.Entry) error {
	key := dnKey(e.Ref.DN)
	if _, there := x.byDN[key]; there {
		return &model.Error{Code: model.Exists, Subject: e.Ref.DN, Message: "is there already", Hint: "A file holds one record for each object."}
	}
	if g, ok := model.GUIDFromBytes([]byte(e.First(model.ObjectGUID))); ok {
		e.Ref.GUID = g.String()
	} else {
		sum := sha256.Sum256([]byte(key))
		e.Ref.GUID = model.GUID(sum[:16]).String()
	}
	if _, there := x.byGUID[e.Ref.GUID]; there {
		return &model.Error{Code: model.Exists, Subject: e.Ref.DN, Message: "has the objectGUID of another object of the file"}
	}
	x.byDN[key], x.byGUID[e.Ref.GUID] = len(x.entries), len(x.entries)
	x.entries = append(x.entries, e)
	x.base = commonDomain(x.base, e.Ref.DN, len(x.entries) == 1)
	return nil
}

// commonDomain returns the domain, or for several the part that they share.
func commonDomain(base model.DN, dn string, first bool) model.DN {
	d, err := model.ParseDN(dn)
	if err != nil {
		return base
	}
	for len(d) > 0 && !strings.EqualFold(d[0].Type, "DC") {
		d = d[1:]
	}
	if first {
		return d
	}
	for len(base) > 0 && !d.Under(base) {
		base = base[1:]
	}
	return base
}

func (x *content) find(ref model.Ref) (int, error) {
	if ref.GUID != "" {
		if i, ok := x.byGUID[strings.ToLower(ref.GUID)]; ok {
			return i, nil
		}
	} else if i, ok := x.byDN[dnKey(ref.DN)]; ok {
		return i, nil
	}
	subject := ref.DN
	if subject == "" {
		subject = ref.GUID
	}
	return 0, &model.Error{Code: model.NotFound, Subject: subject, Message: "is not in the file"}
}

// with returns the content with other objects.
func (x *content) with(entries []model.Entry) (*content, error) {
	next := newContent(x.schema)
	for _, e := range entries {
		if err := next.enter(e); err != nil {
			return nil, err
		}
	}
	next.base = x.base
	return next, nil
}

// apply makes a change, and keeps back-links in step where the file holds the
// other object.
func (x *content) apply(cs model.ChangeSet) (*content, error) {
	i, err := x.find(cs.Ref)
	if err != nil {
		return nil, err
	}
	if stale := cs.Stale(x.entries[i], x.schema.Single); len(stale) > 0 {
		return nil, &model.Error{Code: model.Conflict, Subject: cs.Ref.DN, Message: "the attribute " + string(stale[0].Attr) + " was changed"}
	}
	entries := slices.Clone(x.entries)
	entries[i] = cs.Apply(entries[i])
	x.relink(entries, cs)
	return x.with(entries)
}

func (x *content) relink(entries []model.Entry, cs model.ChangeSet) {
	for _, c := range cs.Changes {
		back, ok := x.schema.Partner(c.Attr)
		if d, _ := x.schema.Lookup(c.Attr); !ok || d.BackLink() {
			continue
		}
		self := []string{cs.Ref.DN}
		away, come := model.Change{Attr: back, Before: self}, model.Change{Attr: back, After: self}
		for _, dn := range c.Removed() {
			x.edit(entries, dn, away)
		}
		for _, dn := range c.Added() {
			x.edit(entries, dn, come)
		}
	}
}

func (x *content) edit(entries []model.Entry, dn string, c model.Change) {
	if i, ok := x.byDN[dnKey(dn)]; ok {
		entries[i] = model.ChangeSet{Changes: []model.Change{c}}.Apply(entries[i])
	}
}

func (x *content) create(obj model.NewObject) (*content, model.Ref, error) {
	attrs := map[model.Attr][]string{}
	for a, v := range obj.Attrs {
		if !a.Is("unicodePwd") { // a file that people pass around holds no passwords
			attrs[a] = v
		}
	}
	e := model.NewEntry(model.Ref{DN: obj.DN}, attrs)
	entries := append(slices.Clone(x.entries), e)
	x.relink(entries, model.Diff(model.Entry{Ref: e.Ref}, e))
	next, err := x.with(entries)
	if err != nil {
		return nil, model.Ref{}, err
	}
	return next, next.entries[len(entries)-1].Ref, nil
}

func (x *content) remove(ref model.Ref) (*content, error) {
	i, err := x.find(ref)
	if err != nil {
		return nil, err
	}
	dn, err := model.ParseDN(x.entries[i].Ref.DN)
	if err != nil {
		return nil, err
	}
	for _, e := range x.entries {
		if d, err := model.ParseDN(e.Ref.DN); err == nil && len(d) > len(dn) && d.Under(dn) {
			return nil, &model.Error{Code: model.Invalid, Subject: ref.DN, Message: "has objects below it", Hint: "Delete them first."}
		}
	}
	return x.with(slices.Delete(slices.Clone(x.entries), i, i+1))
}

// save writes the whole file, and puts it in place when it is complete.
func (x *content) save(file string) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".rdesk-*.ldif")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	w := bufio.NewWriter(f)
	io.WriteString(w, "version: 1\n\n")
	for _, e := range x.entries {
		if err := WriteLDIF(w, e); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	if err := errors.Join(w.Flush(), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}
