package ldapx

import (
	"context"
	"errors"
	"regexp"
	"strconv"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

// A request is what classify must know of the request that failed.
type request struct {
	subject  string
	ref      model.Ref
	attrs    []model.Attr   // that were to be written
	changes  []model.Change // the same, where values were changed
	creating bool
}

// win32 finds the code at the start of a diagnostic message of Active Directory,
// as in "00000561: SvcErr: DSID-031A120C, problem 5003 (WILL_NOT_PERFORM), data 0".
var win32 = regexp.MustCompile(`^([0-9A-Fa-f]{8}): `)

// attrInText finds the attribute that a diagnostic message names: Active
// Directory writes "Att 9030000 (proxyAddresses)", Samba "attribute 'mail'".
var attrInText = regexp.MustCompile(`(?i)\bAtt [0-9a-f]+ \(([A-Za-z0-9-]+)\)|\battribute '?([A-Za-z][A-Za-z0-9-]*)`)

// sambaTaken is how Samba words a user principal name that another account has,
// under a code that says any violation.
var sambaTaken = regexp.MustCompile(`already in use`)

// sambaLink is how Samba words a link that is there already, or no more, under
// codes that say something else.
var sambaLink = regexp.MustCompile(`already (exists|deleted) for target`)

// classify turns the answer of a server into an error a person can act on. Errors
// that are classified already pass.
func (d *Directory) classify(ctx context.Context, err error, r request) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*model.Error](err); ok {
		return e
	}
	answer, ok := errors.AsType[*ldap.Error](err)
	if !ok {
		return &model.Error{Code: model.Internal, Subject: r.subject, Message: "the server's answer makes no sense", Err: err}
	}
	if answer.ResultCode == ldap.ErrorFilterCompile {
		return &model.Error{Code: model.Invalid, Subject: r.subject, Message: "the filter is not well formed", Err: err,
			Hint: "Check brackets and the names of attributes in it."}
	}
	if d.cfg.Auth == Anonymous && answer.ResultCode == ldap.LDAPResultOperationsError {
		return byWin32[0x4dc].error(r.subject, err) // Samba says it with a code that says nothing
	}
	text := answer.Err.Error()
	rule := ruleFor(answer.ResultCode, text)
	attr := namedAttr(text, r.attrs)
	if len(r.attrs) > 0 && (answer.ResultCode == ldap.LDAPResultNoSuchAttribute || rule.code == model.NoSchema) {
		rule, attr = d.missing(ctx, rule, attr, r.attrs)
	}
	if len(r.changes) > 0 && (rule.code == model.Internal || answer.ResultCode == ldap.LDAPResultObjectClassViolation) {
		rule, attr = d.foreign(ctx, rule, attr, r)
	}
	if rule.code == model.Conflict && (r.creating || d.tooMany(ctx, attr, r.changes)) {
		rule.code, rule.hint = model.Invalid, "Give each value once, and one value where only one is taken."
	}
	if attr != "" && aboutValue[rule.code] {
		rule.message = string(attr) + ": " + rule.message
	}
	return rule.error(r.subject, err)
}

// aboutValue lists the codes under which the attribute is worth naming.
var aboutValue = map[model.Code]bool{model.Conflict: true, model.Invalid: true, model.NoSchema: true, model.Denied: true}

// ruleFor finds the ruling for a result code and the text that came with it.
func ruleFor(code uint16, text string) ruling {
	fallback, known := byLDAP[code]
	if !known {
		fallback = ruling{code: model.Internal, message: "the server gave an unexpected answer", hint: "See the details for what it says."}
	}
	if m := sambaLink.FindStringSubmatch(text); m != nil && m[1] == "exists" {
		return byWin32[0x562]
	} else if m != nil {
		return byWin32[0x561]
	}
	m := win32.FindStringSubmatch(text)
	if m == nil {
		return fallback
	}
	n, _ := strconv.ParseUint(m[1], 16, 32)
	r, ok := byWin32[uint32(n)]
	switch {
	case ok && n == 0x202f && sambaTaken.MatchString(text):
		return byWin32[0x21c8]
	case ok:
		return r
	}
	return fallback
}

// namedAttr returns the attribute of the request that the text names, or the
// only one there is.
func namedAttr(text string, attrs []model.Attr) model.Attr {
	for _, m := range attrInText.FindAllStringSubmatch(text, -1) {
		for _, a := range attrs {
			if a.Is(model.Attr(m[1])) || a.Is(model.Attr(m[2])) {
				return a
			}
		}
	}
	if len(attrs) == 1 {
		return attrs[0]
	}
	return ""
}

// missing tells the two meanings of noSuchAttribute apart, a value that is gone
// and an attribute that the forest never heard of, by asking the schema.
func (d *Directory) missing(ctx context.Context, r ruling, attr model.Attr, attrs []model.Attr) (ruling, model.Attr) {
	schema, err := d.Schema(ctx)
	if err != nil {
		return r, attr
	}
	for _, a := range attrs {
		if !schema.Has(a) {
			return byLDAP[ldap.LDAPResultUndefinedAttributeType], a
		}
	}
	return r, attr
}

// foreign finds out whether an attribute was refused because objects of this kind
// do not have it: servers do not say which it was, and Samba not even that.
func (d *Directory) foreign(ctx context.Context, r ruling, attr model.Attr, failed request) (ruling, model.Attr) {
	schema, err := d.Schema(ctx)
	if err != nil {
		return r, attr
	}
	e, err := d.Get(ctx, failed.ref, model.ObjectClass)
	if err != nil {
		return r, attr
	}
	for _, c := range failed.changes {
		if len(c.Added()) > 0 && !schema.Allows(e.Values(model.ObjectClass), c.Attr) {
			return byWin32[0x207d], c.Attr
		}
	}
	return r, attr
}

// tooMany reports whether the change itself gives several values to an attribute
// that takes one: then nobody else changed anything.
func (d *Directory) tooMany(ctx context.Context, attr model.Attr, changes []model.Change) bool {
	for _, c := range changes {
		if len(c.After) < 2 || attr != "" && !c.Attr.Is(attr) {
			continue
		}
		if schema, err := d.Schema(ctx); err == nil && schema.Single(c.Attr) {
			return true
		}
	}
	return false
}

func notFound(subject string, err error) error {
	return byLDAP[ldap.LDAPResultNoSuchObject].error(subject, err)
}
