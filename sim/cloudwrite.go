package sim

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
)

// leftovers are what synchronization leaves on an object that it no longer reaches.
// The beta version lets them be cleared.
var cloudLeftovers = []string{"onPremisesDistinguishedName", "onPremisesDomainName", "onPremisesSamAccountName", "onPremisesSecurityIdentifier", "onPremisesUserPrincipalName"}

// Update changes properties of an object: JSON by name, null to clear one. beta
// allows what only the beta version does.
func (t *Tenant) Update(class model.CloudClass, id string, props map[string]json.RawMessage, beta bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slotOf(id)
	o := s.live()
	if o == nil || o.Class != class {
		return NoSuchResource(id)
	}
	if class == model.CloudContact {
		return badCloudRequest(textMastered)
	}
	if class == model.CloudGroup && !o.Synced() && o.Is("mailEnabled") && !slices.Contains(o.Texts("groupTypes"), "Unified") {
		return badCloudRequest(textMailList)
	}
	c := cloudPatch{}
	for _, name := range slices.Sorted(maps.Keys(props)) {
		raw := props[name]
		if strings.HasPrefix(name, "@odata.") {
			continue
		}
		if beta && string(raw) == "null" && (name == "onPremisesObjectIdentifier" || slices.Contains(cloudLeftovers, name) && !o.Synced()) {
			c[strings.Replace(name, "onPremisesObjectIdentifier", "x-objectIdentifier", 1)] = nil
			continue
		}
		if err := t.mayChange(s, name, raw); err != nil {
			return err
		}
		if name != "passwordProfile" { // never kept
			c[name] = raw
		}
	}
	t.change(s, c)
	return nil
}

// mayChange says why a property cannot become what it should.
func (t *Tenant) mayChange(s *cloudSlot, name string, raw []byte) error {
	o := s.cur
	d, err := checkProperty(o.Class, name, raw)
	switch {
	case err != nil:
		return err
	case o.Synced() && !d.Cloud:
		return badCloudRequest(textMastered)
	}
	v := jsonText(raw)
	switch name {
	case "userPrincipalName":
		return t.checkName(v, s)
	case "onPremisesImmutableId":
		return t.checkAnchor(v, s, o.Text("userPrincipalName"))
	case "usageLocation":
		if v != "" && len(v) != 2 {
			return invalidValue(name, o.Class)
		}
	case "displayName":
		if v == "" {
			return invalidValue(name, o.Class)
		}
	}
	return nil
}

// checkProperty says why a class cannot have a value.
func checkProperty(class model.CloudClass, name string, raw []byte) (*CloudDef, error) {
	s := cloudSchemas[class]
	p, ok := s.Prop(name)
	if !ok || s.Defs[p].Hidden || s.Defs[p].Name != name {
		return nil, badCloudRequest("Invalid property '" + name + "'.")
	}
	d := &s.Defs[p]
	if name == "passwordProfile" {
		return d, nil
	}
	if !d.Writable {
		return nil, badCloudRequest("Property '" + name + "' is read-only and cannot be set.")
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return nil, invalidValue(name, class)
	}
	fits := v == nil
	switch x := v.(type) {
	case string:
		fits = x != "" && (d.Kind == CloudText || d.Kind == CloudTime && isCloudTime(x))
	case bool:
		fits = d.Kind == CloudBool
	case []any:
		fits = d.Kind == CloudTexts && !slices.ContainsFunc(x, func(e any) bool { _, ok := e.(string); return !ok })
	case map[string]any:
		fits = d.Kind == CloudNested
	}
	if !fits {
		return nil, invalidValue(name, class)
	}
	return d, nil
}

func isCloudTime(s string) bool { _, err := time.Parse(time.RFC3339, s); return err == nil }

func invalidValue(name string, class model.CloudClass) error {
	resource := "User"
	if class == model.CloudGroup {
		resource = "Group"
	}
	return badCloudRequest(fmt.Sprintf("Invalid value specified for property '%s' of resource '%s'.", name, resource))
}

// checkName says why a user cannot have a sign-in name. s is the user, nil for a new one.
func (t *Tenant) checkName(upn string, s *cloudSlot) error {
	local, domain, ok := strings.Cut(upn, "@")
	if !ok || local == "" || strings.ContainsAny(upn, " \t\"(),:;<>[\\]") {
		return invalidValue("userPrincipalName", model.CloudUser)
	}
	if !slices.Contains(t.facts.VerifiedDomains, strings.ToLower(domain)) {
		return badCloudRequest(textDomain)
	}
	if other := t.byName[strings.ToLower(upn)]; other != nil && other != s {
		return taken("userPrincipalName", other)
	}
	return nil
}

func taken(property string, by *cloudSlot) error {
	r := badCloudRequest("Another object with the same value for property " + property + " already exists.")
	r.Details = []CloudDetail{
		{"ObjectConflict", "Another object with the same value for property " + property + " already exists.", property},
		{"ConflictingObjects", "The conflicting object is the target.", "User_" + by.id.String()}}
	return r
}

// checkAnchor says why a user cannot have an immutable ID.
func (t *Tenant) checkAnchor(v string, s *cloudSlot, upn string) error {
	_, domain, _ := strings.Cut(upn, "@")
	federated := slices.ContainsFunc(t.cfg.Domains, func(d CloudDomain) bool { return d.Federated && strings.EqualFold(d.Name, domain) })
	switch {
	case v == "" && federated:
		return badCloudRequest("Invalid value specified for property 'onPremisesImmutableId' of resource 'User'.")
	case strings.ContainsAny(v, "$_"):
		return invalidValue("onPremisesImmutableId", model.CloudUser)
	}
	for _, other := range t.byAnchor[v] {
		if other != s && v != "" {
			return taken("onPremisesImmutableId", other)
		}
	}
	return nil
}
