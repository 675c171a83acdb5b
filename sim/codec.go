package sim

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"recipientdesk/model"
)

// A forest in a file is lines of JSON: a header, then one object a line, parents
// before children. The schema is not in it.

const fileFormat = "recipientdesk forest 1"

type fileHeader struct {
	Format   string  `json:"format"`
	Domain   string  `json:"domain"`
	NetBIOS  string  `json:"netbios"`
	Server   string  `json:"server"`
	Exchange bool    `json:"exchange"`
	USN      int64   `json:"usn"`
	NextRID  uint32  `json:"nextRID"`
	Kept     int64   `json:"kept,omitempty"` // since when, in seconds since 1970
	Grants   []Grant `json:"grants,omitempty"`
}

type fileObject struct {
	DN      string                     `json:"dn"`
	GUID    string                     `json:"guid"`
	Class   string                     `json:"class"`
	RID     uint32                     `json:"rid,omitempty"`
	USN     [2]int64                   `json:"usn"`  // created, changed
	When    [2]int64                   `json:"when"` // created, changed, in seconds since 1970
	Deleted bool                       `json:"deleted,omitempty"`
	Secret  string                     `json:"nt,omitempty"` // NT hash
	Attrs   map[model.Attr][]fileValue `json:"attrs,omitempty"`
	Refs    map[model.Attr][]string    `json:"links,omitempty"` // DNs
}

// A fileValue is text, or {"base64": …} where it is none.
type fileValue string

func (v fileValue) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(v)) {
		return json.Marshal(string(v))
	}
	return json.Marshal(map[string]string{"base64": base64.StdEncoding.EncodeToString([]byte(v))})
}

func (v *fileValue) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err == nil {
		*v = fileValue(text)
		return nil
	}
	var coded struct{ Base64 []byte }
	err := json.Unmarshal(data, &coded)
	*v = fileValue(coded.Base64)
	return err
}

func (st *state) encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	err := enc.Encode(fileHeader{Format: fileFormat, Domain: st.cfg.Domain, NetBIOS: st.cfg.NetBIOS, Server: st.cfg.Server,
		Exchange: !st.cfg.NoExchange, USN: st.usn, NextRID: st.nextRID, Kept: st.kept, Grants: st.grants})
	var walk func(n *node)
	walk = func(n *node) {
		if n.fixed || err != nil {
			return
		}
		if err = enc.Encode(st.toFile(n)); err == nil {
			for _, k := range n.kids {
				walk(k)
			}
		}
	}
	walk(st.root)
	return err
}

func (st *state) toFile(n *node) fileObject {
	o := fileObject{DN: string(n.dn), GUID: n.guid.String(), Class: n.class.name, RID: n.rid, Deleted: n.deleted,
		USN: [2]int64{n.usnCreated, n.usnChanged}, When: [2]int64{n.created, n.changed},
		Secret: hex.EncodeToString(n.secret), Attrs: map[model.Attr][]fileValue{}, Refs: map[model.Attr][]string{}}
	for id := range n.stored {
		a := st.schema.attrs[id]
		for _, v := range n.values(a) {
			o.Attrs[a.name] = append(o.Attrs[a.name], fileValue(v))
		}
	}
	for _, l := range n.refs {
		for _, t := range l.to {
			o.Refs[l.attr.name] = append(o.Refs[l.attr.name], string(t.dn))
		}
	}
	return o
}

// decode reads a forest. The clock and the random numbers are those of cfg.
func decode(dec *json.Decoder, cfg Config) (*state, error) {
	var h fileHeader
	if err := dec.Decode(&h); err != nil {
		return nil, err
	}
	if h.Format != fileFormat {
		return nil, fmt.Errorf("it begins with the format %q instead of %q", h.Format, fileFormat)
	}
	cfg.Domain, cfg.NetBIOS, cfg.Server, cfg.NoExchange = h.Domain, h.NetBIOS, h.Server, !h.Exchange
	st := emptyState(cfg)
	refs := map[*node]map[model.Attr][]string{}
	for {
		var o fileObject
		err := dec.Decode(&o)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		n, err := st.fromFile(o)
		if err != nil {
			return nil, err
		}
		refs[n] = o.Refs
	}
	st.usn, st.nextRID, st.kept, st.grants = h.USN, h.NextRID, h.Kept, h.Grants
	if st.root.child("CN", "Deleted Objects") == nil || st.root.child("CN", "Users") == nil || st.config.child("CN", "Partitions") == nil {
		return nil, errors.New("it ends too early")
	}
	st.settle()
	return st, st.relink(refs)
}

func (st *state) fromFile(o fileObject) (*node, error) {
	dn, err := model.ParseDN(o.DN)
	if err != nil {
		return nil, err
	}
	c := st.schema.class(o.Class)
	guid, err := model.ParseGUID(o.GUID)
	if err != nil || c == nil || len(dn) == 0 {
		return nil, fmt.Errorf("%s has no class or no GUID", o.DN)
	}
	n := st.walk(dn)
	if n == nil {
		parent := st.walk(dn.Parent())
		if parent == nil {
			return nil, fmt.Errorf("%s comes before its parent", o.DN)
		}
		n = &node{guid: guid, class: c, rdn: dn.Name()}
		n.attach(parent)
	}
	delete(st.byGUID, n.guid)
	n.guid, n.rid, n.deleted = guid, o.RID, o.Deleted
	st.byGUID[guid] = n
	n.usnCreated, n.usnChanged, n.created, n.changed = o.USN[0], o.USN[1], o.When[0], o.When[1]
	if n.secret, err = hex.DecodeString(o.Secret); err != nil {
		return nil, fmt.Errorf("%s: %w", o.DN, err)
	}
	if len(n.secret) == 0 {
		n.secret = nil
	}
	set := map[*attr][]string{}
	for name, vals := range o.Attrs {
		a := st.schema.attr(name)
		if a == nil {
			return nil, fmt.Errorf("%s has the attribute %s, which the schema lacks", o.DN, name)
		}
		for _, v := range vals {
			set[a] = append(set[a], string(v))
		}
	}
	n.data = nil
	n.repack(st.schema.attrs, set)
	st.index.update(st, n, nil, true)
	return n, nil
}

// relink sets the links when all objects are there, in an order that does not
// change from one start to the next.
func (st *state) relink(refs map[*node]map[model.Attr][]string) error {
	nodes := make([]*node, 0, len(refs))
	for n := range refs {
		nodes = append(nodes, n)
	}
	slices.SortFunc(nodes, func(x, y *node) int { return compareInt(x.usnCreated, y.usnCreated) })
	for _, n := range nodes {
		for name, dns := range refs[n] {
			a := st.schema.attr(name)
			if a == nil {
				return fmt.Errorf("%s has the attribute %s, which the schema lacks", n.dn, name)
			}
			var to []*node
			for _, dn := range dns {
				t, err := st.lookup(dn)
				if err != nil {
					return fmt.Errorf("%s names %s, which is not in the file", n.dn, dn)
				}
				to = append(to, t)
			}
			st.link(n, a, to)
		}
	}
	return nil
}
