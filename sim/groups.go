package sim

import (
	"strconv"

	"recipientdesk/model"
)

// Bits of groupType ([MS-ADTS] 2.2.12).
const (
	groupGlobal    = 2
	groupLocal     = 4
	groupUniversal = 8
	groupSecurity  = 0x80000000
)

// checkGroupType refuses what is no kind of group: exactly one scope, with or
// without security.
func (e *edit) checkGroupType() error {
	a := e.st.schema.attr(model.GroupType)
	for _, v := range e.plain[a] {
		n, _ := number([]byte(v))
		switch uint32(n) &^ groupSecurity {
		case groupGlobal, groupLocal, groupUniversal:
		default:
			return refuse(model.Invalid, 53, winGroupType, a.name, e.subject(), "%s is no kind of group", v)
		}
	}
	return nil
}

// mayContain refuses members that the scope of a group does not take: global
// groups contain global ones of their domain, universal groups global and
// universal ones ([MS-SAMR] 3.1.1.8.9).
func (e *edit) mayContain(members []*node) error {
	a := e.st.schema.attr(model.GroupType)
	scope := func(vals []string) int64 {
		if len(vals) == 0 {
			return groupGlobal
		}
		n, _ := number([]byte(vals[0]))
		return n & (groupGlobal | groupLocal | groupUniversal)
	}
	own := e.plain[a]
	if own == nil {
		own = e.n.values(a)
	}
	mine := scope(own)
	for _, m := range members {
		if !m.class.is("group") {
			continue
		}
		theirs := scope(m.values(a))
		if theirs == groupLocal && mine != groupLocal || theirs == groupUniversal && mine == groupGlobal {
			return refuse(model.Invalid, 53, winGroupMember, "member", e.subject(), "a group of this scope cannot contain %s", m.dn)
		}
	}
	return nil
}

// checkPrimaryGroup refuses a primary group that the account is no member of
// ([MS-SAMR] 3.1.1.8.2). That of a new account needs no membership.
func (e *edit) checkPrimaryGroup() error {
	a := e.st.schema.attr("primaryGroupID")
	vals, touched := e.plain[a]
	if !touched || e.n.guid.IsZero() {
		return nil
	}
	for _, g := range find(e.n.back, e.st.schema.attr("member")) {
		if len(vals) == 1 && vals[0] == strconv.FormatUint(uint64(g.rid), 10) {
			return nil
		}
	}
	if len(vals) == 1 && vals[0] == e.n.first(a) {
		return nil
	}
	return refuse(model.Invalid, 53, winUnwilling, a.name, e.subject(), "the primary group must be one that the account is a member of")
}
