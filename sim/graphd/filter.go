package graphd

import (
	"slices"
	"strings"

	"recipientdesk/sim"
)

// A filter is a parsed $filter.
type filter struct {
	match    func(*sim.CloudObject) bool // nil: all
	advanced bool                        // only the search index can do it
}

// indexed are the properties that can be filtered by; the others are refused, as
// there is no index for them.
var indexed = strings.Fields(`accountEnabled assignedLicenses businessPhones city companyName country createdDateTime department displayName employeeId
	externalUserState faxNumber givenName groupTypes id identities isAssignableToRole jobTitle mail mailEnabled mailNickname mobilePhone officeLocation
	onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime
	onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled onPremisesUserPrincipalName otherMails
	postalCode preferredLanguage proxyAddresses securityEnabled serviceProvisioningErrors state streetAddress surname usageLocation userPrincipalName
	userType visibility description classification deletedDateTime`)

// onlyAdvanced are properties that need the search index whatever is asked.
var onlyAdvanced = []string{"city", "companyName", "country", "faxNumber", "officeLocation", "onPremisesDistinguishedName", "onPremisesDomainName",
	"onPremisesUserPrincipalName", "postalCode", "state", "streetAddress", "mobilePhone", "onPremisesExtensionAttributes"}

// parseFilter reads a $filter; "" matches all.
func parseFilter(s *sim.CloudSchema, text string) (filter, error) {
	if strings.TrimSpace(text) == "" {
		return filter{}, nil
	}
	p := &filterParser{schema: s, rest: text}
	p.next()
	m, err := p.or()
	if err == nil && p.tok != "" {
		err = p.wrong()
	}
	return filter{m, p.advanced}, err
}

// test is a condition on an object.
type test = func(*sim.CloudObject) bool

type filterParser struct {
	schema   *sim.CloudSchema
	rest     string
	tok      string // a word, a sign, or a text with its quotes
	advanced bool
}

func (p *filterParser) wrong() error {
	return refusal(400, "BadRequest", "Invalid filter clause: syntax error near '"+p.tok+"'.")
}

// next reads a token.
func (p *filterParser) next() {
	p.rest = strings.TrimLeft(p.rest, " \t+")
	if p.rest == "" {
		p.tok = ""
		return
	}
	end := 1
	switch c := p.rest[0]; {
	case c == '\'':
		if end = textEnd(p.rest); end < 0 {
			p.tok, p.rest = "'", "" // no value: the text does not end
			return
		}
	case strings.IndexByte("(),:", c) < 0:
		for end < len(p.rest) && strings.IndexByte(" \t(),:'", p.rest[end]) < 0 {
			end++
		}
		if isTime(p.rest[:end]) { // 2026-01-05T08:00:00Z has colons
			for end < len(p.rest) && strings.IndexByte(" )", p.rest[end]) < 0 {
				end++
			}
		}
	}
	p.tok, p.rest = p.rest[:end], p.rest[end:]
}

// textEnd returns where the text ends that s begins with, -1 if it does not. Quotes
// within it are doubled.
func textEnd(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] != '\'' {
			continue
		}
		if i++; i == len(s) || s[i] != '\'' {
			return i
		}
	}
	return -1
}

func isTime(s string) bool {
	return len(s) > 10 && s[4] == '-' && s[7] == '-' && s[10] == 'T' && s[0] >= '0' && s[0] <= '9'
}

func (p *filterParser) word(w string) bool {
	if strings.EqualFold(p.tok, w) {
		p.next()
		return true
	}
	return false
}

func (p *filterParser) or() (test, error) {
	left, err := p.and()
	for err == nil && p.word("or") {
		var right, l test
		if right, err = p.and(); err == nil {
			l = left
			left = func(o *sim.CloudObject) bool { return l(o) || right(o) }
		}
	}
	return left, err
}

func (p *filterParser) and() (test, error) {
	left, err := p.not()
	for err == nil && p.word("and") {
		var right, l test
		if right, err = p.not(); err == nil {
			l = left
			left = func(o *sim.CloudObject) bool { return l(o) && right(o) }
		}
	}
	return left, err
}

func (p *filterParser) not() (test, error) {
	switch {
	case p.word("not"):
		p.advanced = true
		m, err := p.not()
		if err != nil {
			return nil, err
		}
		return func(o *sim.CloudObject) bool { return !m(o) }, nil
	case p.tok == "(":
		p.next()
		m, err := p.or()
		if err == nil && !p.word(")") {
			err = p.wrong()
		}
		return m, err
	}
	return p.comparison()
}

// comparison reads startsWith(a,'b'), a eq 'b', a in ('b','c'), a/any(x:…), a/$count eq 0.
func (p *filterParser) comparison() (test, error) {
	name := p.tok
	p.next()
	if p.tok == "(" && (strings.EqualFold(name, "startsWith") || strings.EqualFold(name, "endsWith")) {
		return p.function(strings.ToLower(name))
	}
	if base, ok := strings.CutSuffix(name, "/any"); ok && p.word("(") {
		return p.any(base)
	}
	if base, ok := strings.CutSuffix(name, "/$count"); ok {
		return p.size(base)
	}
	get, err := p.property(name)
	if err != nil {
		return nil, err
	}
	op := strings.ToLower(p.tok)
	p.next()
	switch op {
	case "in":
		return p.in(get)
	case "ne":
		p.advanced = true
	case "eq", "ge", "le":
	default:
		return nil, p.wrong()
	}
	v, null, err := p.value()
	if err != nil {
		return nil, err
	}
	return func(o *sim.CloudObject) bool {
		return slices.ContainsFunc(get(o), comparing(op, v, null)) || len(get(o)) == 0 && (op == "eq" && null || op == "ne" && !null)
	}, nil
}

// comparing returns the comparison with a value. Texts compare without regard to case.
func comparing(op, v string, null bool) func(string) bool {
	switch op {
	case "eq":
		return func(x string) bool { return !null && strings.EqualFold(x, v) }
	case "ne":
		return func(x string) bool { return null || !strings.EqualFold(x, v) }
	case "ge":
		return func(x string) bool { return strings.ToLower(x) >= strings.ToLower(v) }
	}
	return func(x string) bool { return strings.ToLower(x) <= strings.ToLower(v) }
}

func (p *filterParser) in(get func(*sim.CloudObject) []string) (test, error) {
	if !p.word("(") {
		return nil, p.wrong()
	}
	var vs []string
	for {
		v, _, err := p.value()
		if err != nil {
			return nil, err
		}
		vs = append(vs, v)
		if p.word(")") {
			break
		}
		if !p.word(",") {
			return nil, p.wrong()
		}
	}
	if len(vs) > 15 {
		return nil, refusal(400, "Request_UnsupportedQuery", "Too many child clauses specified in search filter expression containing 'OR' operators. Max allowed: 15.")
	}
	return func(o *sim.CloudObject) bool {
		return slices.ContainsFunc(get(o), func(x string) bool {
			return slices.ContainsFunc(vs, func(v string) bool { return strings.EqualFold(x, v) })
		})
	}, nil
}

func (p *filterParser) function(name string) (test, error) {
	p.next()
	get, err := p.property(p.tok)
	if err != nil {
		return nil, err
	}
	p.next()
	if !p.word(",") {
		return nil, p.wrong()
	}
	v, _, err := p.value()
	if err == nil && !p.word(")") {
		err = p.wrong()
	}
	v = strings.ToLower(v)
	has := strings.HasPrefix
	if name == "endswith" {
		p.advanced, has = true, strings.HasSuffix
	}
	return func(o *sim.CloudObject) bool {
		return slices.ContainsFunc(get(o), func(x string) bool { return has(strings.ToLower(x), v) })
	}, err
}

// value reads a constant.
func (p *filterParser) value() (v string, null bool, err error) {
	v = p.tok
	switch {
	case v == "" || strings.Contains("(),:", v):
		return "", false, p.wrong()
	case v[0] == '\'':
		if len(v) < 2 || v[len(v)-1] != '\'' {
			return "", false, p.wrong()
		}
		v = strings.ReplaceAll(v[1:len(v)-1], "''", "'")
	case v == "null":
		null = true
	}
	p.next()
	return v, null, nil
}
