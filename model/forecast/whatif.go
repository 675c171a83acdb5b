package forecast

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"recipientdesk/model"
)

// WhatIf answers cases without a directory: one JSON object, an array of them, or a
// collection as it is published, {"vectors":[…]}; docs/forecast.md describes a case. The answer has the same form. Keys that are not known
// are passed over. random gives the digits of names that are taken; see
// Input.Random. The error has code Invalid and names the case.
func WhatIf(cases []byte, random io.Reader) (json.RawMessage, error) {
	trimmed := collected(cases)
	if len(trimmed) == 0 || trimmed[0] != '[' {
		a, err := whatIf(trimmed, random)
		if err != nil {
			return nil, err
		}
		return json.Marshal(a)
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(trimmed, &raw); err != nil {
		return nil, invalidCase("the cases", err)
	}
	answers := make([]*Answer, len(raw))
	for i, r := range raw {
		a, err := whatIf(r, random)
		if err != nil {
			return nil, &model.Error{Code: model.Invalid, Subject: fmt.Sprintf("case %d", i+1), Message: "cannot be answered", Err: err}
		}
		answers[i] = a
	}
	return json.Marshal(answers)
}

// collected returns the cases of a collection; anything else as it is.
func collected(b []byte) []byte {
	var file struct {
		Vectors json.RawMessage `json:"vectors"`
	}
	if json.Unmarshal(b, &file) == nil && file.Vectors != nil {
		b = file.Vectors
	}
	return bytes.TrimSpace(b)
}

func invalidCase(what string, err error) error {
	return &model.Error{Code: model.Invalid, Subject: what, Message: "cannot be read", Err: err,
		Hint: "Give one JSON object with tenant, prior and input, or an array of them."}
}

// An Answer is the forecast for one case. What is not set or not known is null.
type Answer struct {
	ID                      json.RawMessage `json:"id"`
	Mail                    *string         `json:"mail"`
	MailNickname            *string         `json:"mailNickname"`
	ProxyAddresses          []string        `json:"proxyAddresses"`
	UserPrincipalName       *string         `json:"userPrincipalName"`
	ShadowUserPrincipalName *string         `json:"shadowUserPrincipalName"`
	ExoRecipientType        *string         `json:"exoRecipientType"`
	IsRecipient             model.Maybe     `json:"isRecipient"`
	PrimarySMTPAddress      *string         `json:"primarySmtpAddress"`
	MailEnabled             model.Maybe     `json:"mailEnabled"`
	PrimaryDomain           *string         `json:"primaryDomain"`
	ExportedProxyAddresses  []string        `json:"exportedProxyAddresses"`
	Quarantined             []Quarantined   `json:"quarantined"`
	ExportErrorPresent      bool            `json:"exportErrorPresent"`
	ExportErrors            []ExportError   `json:"exportErrors"`
	Match                   Match           `json:"match"`
	Reasons                 []Reason        `json:"reasons"`
}

func whatIf(raw []byte, random io.Reader) (*Answer, error) {
	in, id, err := ReadCase(raw)
	if err != nil {
		return nil, err
	}
	in.Random = random
	return answer(id, in, Predict(in)), nil
}

func answer(id json.RawMessage, in Input, f Forecast) *Answer {
	text := func(p model.Attr) *string {
		if !f.Cloud.Has(p) {
			return nil
		}
		v := f.Cloud.First(p)
		return &v
	}
	a := &Answer{ID: id, Mail: text(PropMail), MailNickname: text(PropAlias), UserPrincipalName: text(PropUPN), ShadowUserPrincipalName: text(PropShadowUPN),
		PrimarySMTPAddress: text(PropPrimary), IsRecipient: f.IsRecipient, ExportErrorPresent: len(f.Errors) > 0, ExportErrors: notNil(f.Errors),
		Quarantined: notNil(f.Quarantined), Match: f.Match, Reasons: notNil(f.Reasons)}
	if f.RecipientType != "" {
		a.ExoRecipientType = &f.RecipientType
	}
	switch v := f.Cloud.First(PropMailEnabled); {
	case v != "":
		a.MailEnabled = model.MaybeOf(v == "true")
	case in.Class == "group" || in.Class == "contact":
		a.MailEnabled = model.MaybeOf(newWorld(in).mailEnabled())
	}
	if _, domain := split(f.Cloud.First(PropMail)); domain != "" {
		a.PrimaryDomain = &domain
	}
	if f.Absent == "" {
		a.ProxyAddresses = notNil(f.Cloud.Values(PropProxies))
		a.ExportedProxyAddresses = notNil(in.Export.Values(PropProxies))
	}
	return a
}

func notNil[T any](s []T) []T { return append([]T{}, s...) }

// A whatIfCase is the form of a case.
type whatIfCase struct {
	ID     json.RawMessage    `json:"id"`
	Rules  string             `json:"ruleset"` // 2020: by the text of that year
	Tenant *model.TenantFacts `json:"tenant"`
	Prior  *struct {
		OnPrem   object      `json:"onPrem"`
		Licensed model.Maybe `json:"exoLicensed"`
		Cloud    loose       `json:"cloud"`
	} `json:"prior"`
	Input *struct {
		OnPrem      object      `json:"onPrem"`
		Licensed    model.Maybe `json:"exoLicensed"`
		DisplayType scalar      `json:"cloudRecipientDisplayType"`
		InUse       texts       `json:"addressesInUse"`
		Existing    others      `json:"existing"`
		Event       scalar      `json:"event"`
	} `json:"input"`
}

// ReadCase reads one case, as WhatIf takes it, and its id as it stands there. The error
// has code Invalid.
func ReadCase(raw []byte) (in Input, id json.RawMessage, err error) {
	var c whatIfCase
	if err := json.Unmarshal(raw, &c); err != nil {
		return in, nil, invalidCase("the case", err)
	}
	if c.Input == nil {
		return in, nil, invalidCase("the case", errors.New("it has no input"))
	}
	if id = c.ID; id == nil {
		id = json.RawMessage("null")
	}
	class := classOf(c.Input.OnPrem.Entry)
	in = Input{AD: c.Input.OnPrem.Entry, Class: class, Export: DefaultExport(c.Input.OnPrem.Entry, class), Facts: c.Tenant, New: model.MaybeOf(c.Prior == nil),
		Licensed: c.Input.Licensed, DisplayType: string(c.Input.DisplayType), InUse: c.Input.InUse, Others: c.Input.Existing,
		Superseded: c.Rules == "2020"}
	if c.Prior != nil {
		if in.Licensed == model.Unsure {
			in.Licensed = c.Prior.Licensed
		}
		in.Prior = &State{Export: DefaultExport(c.Prior.OnPrem.Entry, class), Licensed: c.Prior.Licensed, Cloud: c.Prior.Cloud.Entry}
	}
	in.takeEvent(string(c.Input.Event))
	return in, id, nil
}

// takeEvent reads what happened: domainVerified:D or domainRemoved:D, and, for two
// new groups with one address, whether it is the first attempt.
func (in *Input) takeEvent(event string) {
	what, domain, _ := strings.Cut(event, ":")
	switch what {
	case "domainVerified", "domainRemoved":
		in.DomainEvent = true
		if in.Facts != nil && len(in.Facts.VerifiedDomains) > 0 {
			in.Facts.VerifiedDomains = slices.DeleteFunc(in.Facts.VerifiedDomains, func(d string) bool { return strings.EqualFold(d, domain) })
			if what == "domainVerified" {
				in.Facts.VerifiedDomains = append(in.Facts.VerifiedDomains, domain)
			}
		}
	}
	lower := strings.ToLower(event)
	first := strings.Contains(lower, "first")
	later := strings.Contains(lower, "next") || strings.Contains(lower, "second") || strings.Contains(lower, "retry")
	in.FirstAttempt = model.MaybeOf(in.New == model.Yes && (first || !later))
}

// classOf reads the class of an object; of a list of classes the last that
// synchronizes. Without one it is a user.
func classOf(e model.Entry) string {
	class := "user"
	for _, v := range e.Values(model.ObjectClass) {
		for _, known := range []string{"user", "inetOrgPerson", "group", "contact"} {
			if strings.EqualFold(v, known) {
				class = known
			}
		}
	}
	return class
}
