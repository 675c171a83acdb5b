package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"time"

	"github.com/google/uuid"

	"recipientdesk/model"
)

// founded is when the objects that a forest starts with were made.
var founded = time.Date(2016, 4, 11, 7, 30, 0, 0, time.UTC)

func netBIOS(domain string) string {
	first, _, _ := strings.Cut(domain, ".")
	return strings.ToUpper(first)
}

func baseDN(domain string) string { return "DC=" + strings.ReplaceAll(domain, ".", ",DC=") }

// GUIDs of what a forest is made with follow from the DN (RFC 4122 version 5), so
// that they are the same at each start and documents can name them.
func guidOf(dn string) model.GUID {
	u := uuid.NewSHA1(uuid.NameSpaceX500, []byte(strings.ToLower(dn)))
	g, _ := model.ParseGUID(u.String())
	return g
}

func newState(cfg Config) *state {
	st := emptyState(cfg)
	st.makeContainers()
	st.settle()
	st.makeAccounts()
	return st
}

// emptyState is a forest of a schema and the heads of its naming contexts.
func emptyState(cfg Config) *state {
	s := schemaWith(!cfg.NoExchange)
	st := &state{cfg: cfg, schema: s, byGUID: make(map[model.GUID]*node, 2048), wellKnown: map[string]*node{},
		categories: map[string][]byte{}, nextRID: 1000, index: newIndex(s)}
	sum := sha256.Sum256([]byte(cfg.Domain))
	for i := range st.domainID {
		st.domainID[i] = binary.BigEndian.Uint32(sum[4*i:])
	}
	st.makeContexts()
	st.makeSchema()
	st.fixed = len(st.byGUID)
	return st
}

// fixture makes an object without asking whether it may be.
func (st *state) fixture(parent *node, class, name string, attrs map[model.Attr][]string) *node {
	n := &node{class: st.schema.class(class), rdn: name}
	dn := strings.ToUpper(string(n.class.rdn.name)) + "=" + model.EscapeRDN(name)
	if parent != nil {
		dn += "," + string(parent.dn)
	}
	st.usn++
	n.guid, n.usnCreated, n.usnChanged = guidOf(dn), st.usn, st.usn
	n.created = st.epoch
	n.changed = n.created
	st.setAll(n, attrs)
	st.enter(n, parent)
	return n
}

func (st *state) makeContexts() {
	st.epoch = founded.Unix()
	base := baseDN(st.cfg.Domain)
	root := &node{class: st.schema.class("domainDNS"), rdn: strings.SplitN(st.cfg.Domain, ".", 2)[0], dn: []byte(base),
		guid: guidOf(base), created: st.epoch, changed: st.epoch}
	st.root = root
	for part := range strings.SplitSeq(st.cfg.Domain, ".") {
		st.base = append(st.base, model.RDN{Type: "DC", Value: part})
	}
	st.byGUID[root.guid] = root
	st.setAll(root, map[model.Attr][]string{"isCriticalSystemObject": {"TRUE"}})
	st.config = st.fixture(root, "configuration", "Configuration", nil)
	st.schemaTop = st.fixture(st.config, "dMD", "Schema", map[model.Attr][]string{"objectVersion": {"87"}})
	for _, c := range st.schema.classes {
		st.categories[c.cn] = []byte("CN=" + c.cn + "," + string(st.schemaTop.dn))
	}
}

// places are the containers of a domain, with the GUIDs by which programs find
// them wherever they are ([MS-ADTS] 6.1.1.4).
var places = []struct{ class, name, known string }{
	{"container", "Users", "a9d1ca15768811d1aded00c04fd8d5cd"},
	{"container", "Computers", "aa312825768811d1aded00c04fd8d5cd"},
	{"organizationalUnit", "Domain Controllers", "a361b2ffffd211d1aa4b00c04fd7d83a"},
	{"container", "System", "ab1d30f3768811d1aded00c04fd8d5cd"},
	{"lostAndFound", "LostAndFound", "ab8153b7768811d1aded00c04fd8d5cd"},
	{"builtinDomain", "Builtin", ""},
	{"container", "Deleted Objects", "18e2ea80684f11d2b9aa00c04f79f805"},
}

// settle finds the containers that the forest itself works with.
func (st *state) settle() {
	for _, c := range places {
		typ := "CN"
		if c.class == "organizationalUnit" {
			typ = "OU"
		}
		if n := st.root.child(typ, c.name); n != nil && c.known != "" {
			st.wellKnown[c.known] = n
		}
	}
	st.users, st.trash = st.root.child("CN", "Users"), st.root.child("CN", "Deleted Objects")
	st.trash.deleted = true
	st.partitions = st.config.child("CN", "Partitions")
}

func (st *state) makeContainers() {
	for _, c := range places {
		attrs := map[model.Attr][]string{"isCriticalSystemObject": {"TRUE"}}
		if c.name == "System" || c.name == "LostAndFound" { // consoles hide these at first
			attrs["showInAdvancedViewOnly"] = []string{"TRUE"}
		}
		st.fixture(st.root, c.class, c.name, attrs)
	}
	parts := st.fixture(st.config, "crossRefContainer", "Partitions", map[model.Attr][]string{
		"uPNSuffixes": st.cfg.Suffixes, "msDS-Behavior-Version": {"7"}})
	for _, c := range []struct {
		name string
		of   *node
		dns  string
	}{{st.cfg.NetBIOS, st.root, st.cfg.Domain}, {"Enterprise Configuration", st.config, st.cfg.Domain}, {"Enterprise Schema", st.schemaTop, st.cfg.Domain}} {
		attrs := map[model.Attr][]string{"nCName": {string(c.of.dn)}, "dnsRoot": {c.dns}, "systemFlags": {"1"}}
		if c.of == st.root {
			attrs["nETBIOSName"], attrs["systemFlags"] = []string{st.cfg.NetBIOS}, []string{"3"}
		}
		st.fixture(parts, "crossRef", c.name, attrs)
	}
}

// makeAccounts makes the accounts and groups that a domain starts with, as far as
// mail administration meets them.
func (st *state) makeAccounts() {
	account := func(class, name string, rid uint32, attrs map[model.Attr][]string) *node {
		all := map[model.Attr][]string{model.SAMAccountName: {name}, "isCriticalSystemObject": {"TRUE"}}
		for a, v := range attrs {
			all[a] = v
		}
		n := st.fixture(st.users, class, name, all)
		n.rid = rid
		return n
	}
	admin := account("user", "Administrator", 500, map[model.Attr][]string{
		model.UserAccountControl: {"66048"}, "primaryGroupID": {"513"}, model.UserPrincipalName: {"administrator@" + st.cfg.Domain}})
	account("user", "Guest", 501, map[model.Attr][]string{model.UserAccountControl: {"66082"}, "primaryGroupID": {"514"}})
	account("user", "krbtgt", 502, map[model.Attr][]string{model.UserAccountControl: {"514"}, "primaryGroupID": {"513"}})
	security := map[model.Attr][]string{model.GroupType: {"-2147483646"}}
	admins := account("group", "Domain Admins", domainAdmins, security)
	account("group", "Domain Users", 513, security)
	account("group", "Domain Guests", 514, security)
	account("group", "Domain Computers", 515, security)
	st.link(admins, st.schema.attr("member"), []*node{admin})
}
