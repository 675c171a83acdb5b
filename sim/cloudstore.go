package sim

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"recipientdesk/model"
)

// A tenant in a file is lines of JSON: a header, then one object a line, class by
// class in the order in which they appeared.

const tenantFormat = "recipientdesk sample tenant 1"

type tenantHeader struct {
	Format   string    `json:"format"`
	ID       string    `json:"tenantId"`
	Version  uint64    `json:"version"`
	Made     uint64    `json:"made"`
	LastSync time.Time `json:"lastSync"`
}

// A storedObject is a place of a tenant. Without properties its object is gone for
// good.
type storedObject struct {
	ID      string                     `json:"id"`
	Class   model.CloudClass           `json:"class"`
	Version [2]uint64                  `json:"version"` // in which it appeared, and in which it became as it is
	Deleted time.Time                  `json:"deleted,omitzero"`
	Props   map[string]json.RawMessage `json:"properties,omitempty"`
	Export  map[model.Attr][]fileValue `json:"export,omitempty"` // the last one, as much as is kept; none: AD did not make it
	Hash    uint64                     `json:"hash,omitempty"`
	Members []string                   `json:"members,omitempty"`
	Owners  []string                   `json:"owners,omitempty"`
	Manager string                     `json:"manager,omitempty"`
	Photo   []byte                     `json:"photo,omitempty"`
}

var storedClasses = [...]model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact}

// Save writes the tenant to a file that only its owner can read, in one step.
func (t *Tenant) Save(path string) (err error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	tmp, err := os.CreateTemp(filepath.Dir(path), ".tenant-*") // mode 0600
	if err != nil {
		return fileError(path, err)
	}
	w := bufio.NewWriter(tmp)
	if err = errors.Join(t.encode(w), w.Flush(), tmp.Sync(), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fileError(path, errors.Join(err, os.Remove(tmp.Name())))
	}
	return nil
}

func (t *Tenant) encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	err := enc.Encode(tenantHeader{tenantFormat, t.cfg.ID, t.version, t.made, t.lastSync})
	for _, class := range storedClasses {
		for _, s := range t.slots[class] {
			if err == nil {
				err = enc.Encode(t.stored(s))
			}
		}
	}
	return err
}

func (t *Tenant) stored(s *cloudSlot) storedObject {
	o := storedObject{ID: s.id.String(), Class: s.class, Version: [2]uint64{s.born, s.version}, Photo: t.photos[s.id]}
	if s.cur == nil {
		return o
	}
	o.Deleted, o.Hash, o.Props = s.cur.Deleted, s.cur.hash, map[string]json.RawMessage{}
	for p, raw := range s.cur.All() {
		o.Props[s.cur.Schema().Defs[p].Name] = raw
	}
	if s.cur.shadow != nil {
		o.Export = map[model.Attr][]fileValue{}
		for a, vs := range unpackEntry(s.cur.shadow, shadowed).All() {
			for _, v := range vs {
				o.Export[a] = append(o.Export[a], fileValue(v))
			}
		}
	}
	if s.group != nil {
		o.Members, o.Owners = idsOf(s.group.members), idsOf(s.group.owners)
	}
	if s.manager != nil {
		o.Manager = s.manager.id.String()
	}
	return o
}

func idsOf(slots []*cloudSlot) (out []string) {
	for _, s := range slots {
		out = append(out, s.id.String())
	}
	return out
}

// OpenTenant reads a tenant that Save wrote. What is not in the file, as domains and
// products, is that of cfg. The error wraps fs.ErrNotExist if there is no file.
func OpenTenant(path string, cfg TenantConfig) (*Tenant, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, tenantFileError(path, err)
	}
	defer file.Close()
	t := NewTenant(cfg)
	if err := t.decode(json.NewDecoder(bufio.NewReader(file))); err != nil {
		return nil, tenantFileError(path, err)
	}
	return t, nil
}

func tenantFileError(path string, err error) error {
	return &model.Error{Code: model.Internal, Subject: path, Message: "cannot be used as a sample tenant", Err: err,
		Hint: "Delete the file: the tenant is then as the first synchronization made it."}
}

func (t *Tenant) decode(dec *json.Decoder) error {
	var h tenantHeader
	if err := dec.Decode(&h); err != nil {
		return err
	}
	if h.Format != tenantFormat || h.ID != t.cfg.ID {
		return fmt.Errorf("it begins with the format %q of the tenant %s", h.Format, h.ID)
	}
	var all []storedObject
	for {
		var o storedObject
		err := dec.Decode(&o)
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = t.restore(o)
		}
		if err != nil {
			return err
		}
		o.Props, o.Photo = nil, nil
		all = append(all, o)
	}
	t.version, t.made, t.lastSync = h.Version, h.Made, h.LastSync
	if t.cfg.Rand == nil { // other digits than those that were drawn
		t.digits = rand.NewChaCha8(sha256.Sum256(fmt.Append(nil, t.cfg.ID, t.version)))
	}
	for _, o := range all {
		if err := t.connect(o); err != nil {
			return err
		}
	}
	return nil
}

// restore puts an object where it was.
func (t *Tenant) restore(o storedObject) error {
	id, err := model.ParseGUID(o.ID)
	if err != nil || cloudSchemas[o.Class] == nil {
		return fmt.Errorf("%s %s has no ID or no class", o.Class, o.ID)
	}
	s := &cloudSlot{id: id, class: o.Class, born: o.Version[0], version: o.Version[1]}
	if o.Class == model.CloudGroup {
		s.group = &roster{}
	}
	t.byID[id] = s
	t.slots[o.Class] = append(t.slots[o.Class], s)
	if len(o.Photo) > 0 {
		t.photos[id] = o.Photo
	}
	if o.Props == nil {
		return nil
	}
	c := cloudPatch{}
	for name, raw := range o.Props {
		c[name] = raw
	}
	was := &CloudObject{ID: id, Class: o.Class}
	cur, _ := was.with(c)
	cur.Deleted, cur.hash, cur.Version = o.Deleted, o.Hash, s.version
	if o.Export != nil {
		attrs := map[model.Attr][]string{}
		for a, vs := range o.Export {
			for _, v := range vs {
				attrs[a] = append(attrs[a], string(v))
			}
		}
		cur.shadow = packEntry(model.NewEntry(model.Ref{}, attrs), shadowed)
	}
	s.cur = cur
	t.index(s)
	return nil
}

// connect sets what an object says of others. Who came and went before is not known
// any more: every member has been there since the group became as it is.
func (t *Tenant) connect(o storedObject) error {
	id, _ := model.ParseGUID(o.ID) // it was one
	s := t.byID[id]
	find := func(ids []string) (out []*cloudSlot, err error) {
		for _, text := range ids {
			g, err := model.ParseGUID(text)
			if err != nil || t.byID[g] == nil {
				return nil, fmt.Errorf("%s names %s, which is not in the file", o.ID, text)
			}
			out = append(out, t.byID[g])
		}
		return out, nil
	}
	members, err := find(o.Members)
	owners, err2 := find(o.Owners)
	if err = errors.Join(err, err2); err != nil {
		return err
	}
	if s.group != nil {
		s.group.members, s.group.owners = members, owners
		for _, m := range members {
			s.group.log = append(s.group.log, rosterEvent{s.version, m, false})
		}
	}
	if o.Manager != "" {
		boss, err := find([]string{o.Manager})
		if err != nil {
			return err
		}
		s.manager = boss[0]
	}
	return nil
}
