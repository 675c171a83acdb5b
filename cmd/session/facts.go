package session

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"recipientdesk/model"
)

// maxFacts bounds a file of tenant facts: a hundred thousand users take 30 MB.
const maxFacts = 256 << 20

// factsFile reads model.TenantFacts as JSON. A name that means nothing is refused:
// misspelled, a fact would silently be unknown.
func factsFile(file string) (*model.TenantFacts, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, unreadableTenant(file, err)
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

func unreadableTenant(file string, err error) error {
	return &model.Error{Code: model.NotFound, Subject: file, Message: "cannot be opened", Err: err,
		Hint: "Give the path of a snapshot of a tenant, or of a JSON file with what is known of one."}
}

func badFacts(file, message string, err error) error {
	return &model.Error{Code: model.Invalid, Subject: file, Message: message, Err: err,
		Hint: `Give a snapshot that "rdesk tenant snapshot" wrote, or write {"initialDomain":"contoso.onmicrosoft.com","verifiedDomains":["contoso.com"],"users":[…]}; docs/cli.md lists all keys.`}
}
