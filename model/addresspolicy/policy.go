package addresspolicy

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A Policy gives addresses to a part of the directory.
type Policy struct {
	Name      string     `json:"name"`
	Scope     Scope      `json:"scope"`
	Addresses []Template `json:"addresses"` // one of them primary
	Off       bool       `json:"off,omitempty"`
}

// A Scope says whom a policy is for: whoever all of its parts hold for.
type Scope struct {
	Under    []string `json:"under,omitempty"`    // DNs of containers; none: everywhere
	Filter   string   `json:"filter,omitempty"`   // RFC 4515; "": everybody
	MemberOf []string `json:"memberOf,omitempty"` // DNs of groups, of one of which it is a direct member
	Kinds    []string `json:"kinds,omitempty"`    // as model.Kinds; none: mailboxes and groups with mail
}

// Policies are in the order of their priority: for each recipient the first whose
// scope it is in counts, as in Exchange.
type Policies []*Policy

// MarshalText writes the template as it was written.
func (t Template) MarshalText() ([]byte, error) { return []byte(t.text), nil }

// UnmarshalText reads a template.
func (t *Template) UnmarshalText(b []byte) (err error) {
	*t, err = ParseTemplate(string(b))
	return err
}

// A file is what Load reads: {"policies":[…]}.
type file struct {
	Policies Policies `json:"policies"`
}

// Load reads a file of policies. A name that means nothing is refused: misspelled, a
// scope would be everybody.
func Load(r io.Reader) (Policies, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	var f file
	err := dec.Decode(&f)
	if e, ok := errors.AsType[*model.Error](err); ok {
		return nil, e
	}
	if _, more := dec.Token(); err == nil && !errors.Is(more, io.EOF) {
		err = errors.New("something follows the policies")
	}
	if err != nil {
		return nil, &model.Error{Code: model.Invalid, Subject: "Address policies", Message: "the file is not as it has to be", Err: err,
			Hint: `Write {"policies":[{"name":"Staff","scope":{"under":["OU=Staff,…"]},"addresses":["SMTP:%g.%s@contoso.com"]}]}.`}
	}
	return f.Policies, f.Policies.Check()
}

// Save writes what Load reads.
func (ps Policies) Save(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(file{ps})
}

// Check says what is wrong with policies; the error has code Invalid.
func (ps Policies) Check() error {
	seen := map[string]bool{}
	for i, p := range ps {
		if p == nil {
			return &model.Error{Code: model.Invalid, Subject: fmt.Sprintf("Address policy %d", i+1), Message: "is empty", Hint: "Give it a name and an address, or take it out."}
		}
		bad := func(message, hint string) error {
			return &model.Error{Code: model.Invalid, Subject: fmt.Sprintf("Address policy %d, %q", i+1, p.Name), Message: message, Hint: hint}
		}
		if name := strings.ToLower(strings.TrimSpace(p.Name)); name == "" || seen[name] {
			return bad("has no name of its own", "Give each policy another name.")
		} else {
			seen[name] = true
		}
		primaries := 0
		for _, t := range p.Addresses {
			if t.primary {
				primaries++
			}
		}
		switch {
		case len(p.Addresses) == 0:
			return bad("gives no addresses", "Add one, such as SMTP:%g.%s@contoso.com.")
		case primaries > 1:
			return bad("has several primary addresses", "Write SMTP: before one of them and smtp: before the others.")
		}
		if err := p.Scope.check(); err != nil {
			return err
		}
	}
	return nil
}

// An Unverified is a template whose addresses do not arrive in the tenant: Entra ID drops
// an address whose domain is not verified there
// (https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/proxyaddresses-attribute-populate).
type Unverified struct {
	Policy   string
	Template string
	Domain   string
}

// String says it as a sentence without a period.
func (u Unverified) String() string {
	return fmt.Sprintf("%s of %s: %s is not verified in the tenant, which drops such addresses", u.Template, u.Policy, u.Domain)
}

// Unverified returns the templates of policies in force whose domain the tenant does not
// have; none, if nothing is known of its domains.
func (ps Policies) Unverified(f *model.TenantFacts) (out []Unverified) {
	if f == nil || len(f.VerifiedDomains) == 0 {
		return nil
	}
	for _, p := range ps {
		for _, t := range p.Addresses {
			if !p.Off && !slices.Contains(f.VerifiedDomains, t.domain) {
				out = append(out, Unverified{p.Name, t.text, t.domain})
			}
		}
	}
	return out
}

// Queries returns searches that together find whom the policy may be for. Kind says
// the rest.
func (s Scope) Queries() ([]model.Query, error) {
	where := model.And{}
	if s.Filter != "" {
		f, err := model.ParseFilter(s.Filter)
		if err != nil {
			return nil, err
		}
		where = append(where, f)
	}
	groups := model.Or{}
	for _, g := range s.MemberOf {
		if _, err := model.ParseDN(g); err != nil {
			return nil, err
		}
		groups = append(groups, model.Equal{Attr: "memberOf", Value: g})
	}
	if len(groups) > 0 {
		where = append(where, groups)
	}
	where = append(where, model.RecipientFilter)
	if len(s.Under) == 0 {
		return []model.Query{{Where: where}}, nil
	}
	var out []model.Query
	for _, base := range s.Under {
		if _, err := model.ParseDN(base); err != nil {
			return nil, err
		}
		out = append(out, model.Query{Base: base, Where: where})
	}
	return out, nil
}

// Takes reports whether a kind of recipient is in the scope. Without Kinds that is
// whatever has its address in the own organization: mailboxes, and groups with mail.
func (s Scope) Takes(k model.Kind) bool {
	if len(s.Kinds) == 0 {
		return k.IsMailbox() || k.Family() == "group" && k.MailEnabled()
	}
	return slices.ContainsFunc(s.Kinds, func(name string) bool { return slices.Contains(model.Kinds(name), k) })
}

func (s Scope) check() error {
	for _, name := range s.Kinds {
		if len(model.Kinds(name)) == 0 {
			return &model.Error{Code: model.Invalid, Subject: name, Message: "is no kind of recipient", Hint: "Name kinds as rdesk list --kind does."}
		}
	}
	_, err := s.Queries()
	return err
}
