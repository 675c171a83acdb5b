package session

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// maxFacts bounds a file of tenant facts: a hundred thousand users take 30 MB.
const maxFacts = 256 << 20

// tenant reads what --tenant names. Without it the sample organization has its own
// tenant, and nothing is known of any other.
func tenant(t Target) (*model.TenantFacts, error) {
	switch file, isFile := strings.CutPrefix(t.Tenant, "json:"); {
	case t.Tenant == "" && !strings.HasPrefix(t.Directory, sampleScheme):
		return nil, nil
	case t.Tenant == "", t.Tenant == sampleScheme:
		return sim.SampleFacts(), nil
	case isFile && file != "":
		return tenantFile(file)
	case t.Tenant == "graph:", strings.HasPrefix(t.Tenant, "http://"):
		return nil, &model.Error{Code: model.Invalid, Subject: t.Tenant, Message: "this version cannot sign in to a tenant",
			Hint: "Give what is known of the tenant as a file, --tenant json:FILE, or sample: for the sample tenant."}
	}
	return nil, &model.Error{Code: model.Invalid, Subject: t.Tenant, Message: "names no tenant", Hint: "Give json:FILE, or sample: for the sample tenant."}
}

// tenantFile reads model.TenantFacts as JSON. A name that means nothing is refused:
// misspelled, a fact would silently be unknown.
func tenantFile(file string) (*model.TenantFacts, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, &model.Error{Code: model.NotFound, Subject: file, Message: "cannot be opened", Hint: "Give the path of a JSON file with what is known of the tenant.", Err: err}
	}
	defer f.Close()
	facts := &model.TenantFacts{}
	dec := json.NewDecoder(io.LimitReader(PlainText(f), maxFacts))
	dec.DisallowUnknownFields()
	if err := dec.Decode(facts); err != nil {
		return nil, badFacts(file, "is not what is known of a tenant", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, badFacts(file, "holds more than one JSON object", nil)
	}
	facts.InitialDomain = strings.ToLower(facts.InitialDomain)
	if facts.InitialDomain == "" {
		return nil, badFacts(file, "does not name the initialDomain of the tenant", nil)
	}
	for i, d := range facts.VerifiedDomains {
		facts.VerifiedDomains[i] = strings.ToLower(d)
	}
	if facts.VerifiedDomains != nil && !slices.Contains(facts.VerifiedDomains, facts.InitialDomain) {
		facts.VerifiedDomains = append(facts.VerifiedDomains, facts.InitialDomain)
	}
	return facts, nil
}

func badFacts(file, message string, err error) error {
	return &model.Error{Code: model.Invalid, Subject: file, Message: message, Err: err,
		Hint: `Write {"initialDomain":"contoso.onmicrosoft.com","verifiedDomains":["contoso.com"],"users":[…]}; docs/cli.md lists all keys.`}
}
