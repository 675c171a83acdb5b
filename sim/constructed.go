package sim

import (
	"slices"
	"strings"

	"recipientdesk/model"
)

// constructedReaders gives the attributes that come only when asked for their
// readers ([MS-ADTS] 3.1.1.4.5).
func constructedReaders(set func(string, reader)) {
	for _, name := range []string{"allowedAttributes", "allowedAttributesEffective", "allowedChildClasses", "allowedChildClassesEffective"} {
		attrs, effective := strings.Contains(name, "Attributes"), strings.HasSuffix(name, "Effective")
		set(name, func(r *reading, n *node) {
			if attrs {
				r.allowedAttributes(n, effective)
			} else {
				r.allowedClasses(n, effective)
			}
		})
	}
	set("canonicalName", func(r *reading, n *node) { r.text(r.st.canonical(n)) })
	set("structuralObjectClass", func(r *reading, n *node) {
		for _, c := range n.class.line {
			r.text(c)
		}
	})
	set("subSchemaSubEntry", func(r *reading, n *node) { r.text("CN=Aggregate," + string(r.st.schemaTop.dn)) })
	set("msDS-parentdistname", func(r *reading, n *node) {
		if n.parent != nil {
			r.add([]*node{n.parent})
		}
	})
	set("msDS-PrincipalName", func(r *reading, n *node) {
		if n.rid != 0 {
			r.text(r.st.cfg.NetBIOS + `\` + n.first(r.st.schema.attr("sAMAccountName")))
		}
	})
	groupReaders(set)
	set("msDS-Approx-Immed-Subordinates", func(r *reading, n *node) { r.int(int64(len(n.kids))) })
	set("sDRightsEffective", func(r *reading, n *node) {
		if r.p.admin {
			r.int(15) // owner, group, DACL, SACL
		} else {
			r.int(0)
		}
	})
}

// groupReaders follow membership over any number of steps.
func groupReaders(set func(string, reader)) {
	set("tokenGroups", func(r *reading, n *node) {
		for _, g := range tokenGroups(r.st, n) {
			r.vals = append(r.vals, r.st.sid(g.rid))
		}
	})
	for _, name := range []string{"msds-memberOfTransitive", "msds-memberTransitive"} {
		forward := name == "msds-memberTransitive"
		set(name, func(r *reading, n *node) { r.add(closure(r.st.schema.attr("member"), n, forward)) })
	}
}

func (r *reading) allowedAttributes(n *node, effective bool) {
	for _, a := range r.st.schema.attrs {
		if n.class.allows(a) && (!effective || a.writable() && r.p.write(n, a)) {
			r.text(string(a.name))
		}
	}
}

func (r *reading) allowedClasses(n *node, effective bool) {
	for _, c := range r.st.schema.classes {
		if c.category <= 1 && c.under(n.class) && (!effective || r.p.children(n, c)) {
			r.text(c.name)
		}
	}
}

// canonical writes the name as corp.example/Staff/Anna Adams, a slash in a name
// with a backslash before it.
func (st *state) canonical(n *node) string {
	var parts []string
	for k := n; k != nil && k != st.root; k = k.parent {
		parts = append(parts, strings.ReplaceAll(k.rdn, "/", `\/`))
	}
	slices.Reverse(parts)
	return st.cfg.Domain + "/" + strings.Join(parts, "/")
}

// closure follows a link from n over any number of steps, forward or back.
func closure(a *attr, n *node, forward bool) (out []*node) {
	seen := map[*node]bool{n: true}
	for queue := []*node{n}; len(queue) > 0; queue = queue[1:] {
		links := queue[0].back
		if forward {
			links = queue[0].refs
		}
		for _, k := range find(links, a) {
			if !seen[k] {
				seen[k] = true
				out, queue = append(out, k), append(queue, k)
			}
		}
	}
	return out
}

// tokenGroups returns the security groups that n is in, directly or not.
func tokenGroups(st *state, n *node) []*node {
	groupType := st.schema.attr("groupType")
	return slices.DeleteFunc(closure(st.schema.attr("member"), n, false), func(g *node) bool {
		t, _ := number([]byte(g.first(groupType)))
		return uint32(t)&0x80000000 == 0
	})
}

// writable reports whether anybody but the server may write the attribute.
func (a *attr) writable() bool {
	if a.system || a.constructed || a.backLink() || samOwned[strings.ToLower(string(a.name))] {
		return false
	}
	return a.read == nil || a.name == model.Attr("unicodePwd")
}

// samOwned are attributes that the account database keeps although the schema
// does not call them system-only ([MS-SAMR] 3.1.1.8, [MS-ADTS] 3.1.1.5.3.2).
var samOwned = map[string]bool{"samaccounttype": true, "iscriticalsystemobject": true, "lastlogon": true,
	"lastlogontimestamp": true, "badpwdcount": true, "badpasswordtime": true, "logoncount": true, "admincount": true}
