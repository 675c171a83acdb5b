package sim

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// shadowed are the exported attributes of which the tenant computes addresses and
// the type of recipient; it keeps them, as the directory does
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-shadow-attributes).
var shadowed = []model.Attr{"sourceAnchor", forecast.PropUPN, "alias", forecast.PropMail, forecast.PropProxies, "targetAddress", "securityEnabled",
	"msExchRecipientTypeDetails", "msExchRemoteRecipientType", "msExchMailboxGuid", "msExchRecipientDisplayType"}

// take makes the object of the tenant what the forecast says.
func (c *cycle) take(in forecast.Input, f forecast.Forecast, s *cloudSlot, hash uint64) {
	t, class := c.t, cloudClassOf(in.Class)
	p := cloudPatch{}
	switch {
	case s == nil:
		s = c.appear(class, in, p)
	case !s.cur.Deleted.IsZero():
		c.report.Restored++
		p["deletedDateTime"] = nil
	case s.cur.shadow == nil:
		c.report.Joined++
	}
	c.seen[s] = true
	c.at[strings.Clone(strings.ToLower(in.AD.Ref.DN))] = s
	c.refs[len(c.refs)-1].slot = s
	c.properties(in, f, s, p)
	t.exchange(s, f, p)
	next, changed := s.cur.with(p)
	if !changed && s.cur.hash == hash { // in conflict as before
		return
	}
	if s.cur.shadow != nil && s.cur.Deleted.IsZero() {
		c.report.Updated++
	}
	p.time("onPremisesLastSyncDateTime", c.now)
	next, _ = next.with(p)
	o := new(*next)
	o.Deleted, o.hash, o.shadow = time.Time{}, hash, packEntry(in.Export, shadowed)
	t.put(s, o)
	for _, v := range o.Texts("proxyAddresses") {
		if a := bareAddress(v); a != "" {
			c.owners[a] = s
		}
	}
}

// appear makes a new object, licensed as the tenant does it.
func (c *cycle) appear(class model.CloudClass, in forecast.Input, p cloudPatch) *cloudSlot {
	c.report.Created++
	s := c.t.add(class, in.Export.First("sourceAnchor"))
	s.cur = &CloudObject{ID: s.id, Class: class}
	p.time("createdDateTime", c.now)
	if class == model.CloudUser {
		p.text("userType", "Member")
		if c.t.cfg.License != nil {
			p.setLicenses(bySKU(c.t.cfg.License(in)), "", c.now)
		}
	}
	return s
}

// renamed are the properties whose names in Graph are not those of the forecast.
var renamed = map[string]string{"facsimileTelephoneNumber": "faxNumber", "employeeID": "employeeId", "netBiosName": "onPremisesNetBiosName",
	"dnsDomainName": "onPremisesDomainName", "msExchUsageLocation": "usageLocation"}

// properties sets what came from AD. What AD has no longer is emptied.
func (c *cycle) properties(in forecast.Input, f forecast.Forecast, s *cloudSlot, p cloudPatch) {
	schema := s.cur.Schema()
	for _, d := range schema.Defs {
		if fromAD[d.Name] {
			p[d.Name] = nil
		}
	}
	extensions := map[string]string{}
	for a, vs := range f.Cloud.All() {
		name := string(a)
		if n, ok := renamed[name]; ok {
			name = n
		}
		if n, ok := strings.CutPrefix(name, "customAttribute"); ok {
			extensions["extensionAttribute"+n] = vs[0]
			continue
		}
		if d := schema.Must(name); d != noProp && !schema.Defs[d].Hidden {
			p.value(&schema.Defs[d], vs)
		}
	}
	if len(extensions) > 0 && s.class == model.CloudUser {
		p["onPremisesExtensionAttributes"] = extensionJSON(extensions)
	}
	if s.class == model.CloudContact {
		p.contact(f.Cloud)
	}
	c.link(in, f, s, p)
}

// fromAD are the properties that AD decides about once an object is synchronized.
var fromAD = func() map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(`businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname city companyName
		country department employeeId faxNumber mailNickname onPremisesExtensionAttributes otherMails postalCode proxyAddresses state streetAddress description
		addresses phones`) {
		m[n] = true
	}
	return m
}()

// value writes values as the kind of the property wants them.
func (p cloudPatch) value(d *CloudDef, vs []string) {
	switch d.Kind {
	case CloudTexts:
		p.texts(d.Name, vs)
	case CloudBool:
		p.bool(d.Name, strings.EqualFold(vs[0], "true"))
	case CloudText:
		p.text(d.Name, vs[0])
	}
}

func extensionJSON(m map[string]string) []byte {
	out := []byte{'{'}
	for i, n := range extensionNames {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, `"`+n+`":`...)
		if v, ok := m[n]; ok {
			out = appendJSON(out, v)
		} else {
			out = append(out, "null"...)
		}
	}
	return append(out, '}')
}

// contact writes phones and the address, which Graph nests for contacts.
func (p cloudPatch) contact(e model.Entry) {
	text := func(a model.Attr) any {
		if v := e.First(a); v != "" {
			return v
		}
		return nil
	}
	phones := []map[string]any{}
	for _, x := range []struct {
		kind string
		attr model.Attr
	}{{"businessFax", "facsimileTelephoneNumber"}, {"mobile", "mobilePhone"}, {"business", "businessPhones"}} {
		phones = append(phones, map[string]any{"type": x.kind, "number": text(x.attr)})
	}
	p["phones"], _ = json.Marshal(phones) // texts
	p["addresses"], _ = json.Marshal([]map[string]any{{"city": text("city"), "countryOrRegion": text("country"), "officeLocation": text("officeLocation"),
		"postalCode": text("postalCode"), "state": text("state"), "street": text("streetAddress")}})
}

// link sets what ties the object to AD.
func (c *cycle) link(in forecast.Input, f forecast.Forecast, s *cloudSlot, p cloudPatch) {
	p.bool("onPremisesSyncEnabled", true)
	p["onPremisesProvisioningErrors"] = c.conflicts(f, s.cur)
	anchor := in.Export.First("sourceAnchor")
	switch s.class {
	case model.CloudUser:
		p.text("onPremisesImmutableId", anchor)
		p.text("onPremisesDistinguishedName", in.AD.Ref.DN)
		p.text("onPremisesUserPrincipalName", in.Export.First(forecast.PropUPN))
		p.text("x-objectIdentifier", anchor)
	case model.CloudGroup:
		p.text("x-onPremisesImmutableId", anchor)
		if _, has := p["securityEnabled"]; !has {
			p.bool("securityEnabled", false)
		}
		p.text("securityIdentifier", cloudSID(s.id))
		if s.cur.Raw(s.cur.Schema().Must("renewedDateTime")) == nil {
			p.time("renewedDateTime", c.now)
		}
	default:
		p.text("x-onPremisesImmutableId", anchor)
	}
}

// conflicts are the values that another object has already. What was noted before
// keeps its time.
func (c *cycle) conflicts(f forecast.Forecast, was *CloudObject) []byte {
	if len(f.Quarantined) == 0 {
		return nil
	}
	type provisioningError struct {
		Category string `json:"category"`
		Occurred string `json:"occurredDateTime"`
		Property string `json:"propertyCausingError"`
		Value    string `json:"value"`
	}
	var old, out []provisioningError
	if raw := was.Raw(was.Schema().Must("onPremisesProvisioningErrors")); raw != nil {
		_ = json.Unmarshal(raw, &old) // written here
	}
	for _, q := range f.Quarantined {
		e := provisioningError{"PropertyConflict", CloudTimeText(c.now), q.Property, q.Value}
		if i := slices.IndexFunc(old, func(o provisioningError) bool { return o.Property == q.Property && o.Value == q.Value }); i >= 0 {
			e.Occurred = old[i].Occurred
		}
		out = append(out, e)
	}
	b, _ := json.Marshal(out) // texts
	return b
}
