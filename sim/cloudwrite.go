package sim

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"recipientdesk/model"
)

// What Graph says, word for word, as programs match it. Sources are in the issues
// and documents that describe them.
const (
	textMastered = "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration."
	textMailList = "Cannot Update a mail-enabled security groups and or distribution list."
	textMember   = "One or more added object references already exist for the following modified properties: 'members'."
	textUsage    = "License assignment cannot be done for user with invalid usage location."
	textDomain   = "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization."
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

// CreateUser makes a user. props are as in Update.
func (t *Tenant) CreateUser(props map[string]json.RawMessage) (*CloudObject, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, name := range []string{"accountEnabled", "displayName", "mailNickname", "userPrincipalName", "passwordProfile"} {
		if raw := props[name]; len(raw) == 0 || string(raw) == "null" {
			return nil, badCloudRequest("A required property '" + name + "' was not set.")
		}
	}
	var password struct{ Password string }
	if json.Unmarshal(props["passwordProfile"], &password) != nil || len(password.Password) < 8 {
		return nil, badCloudRequest("The specified password does not comply with password complexity requirements. Please provide a different password.")
	}
	c := cloudPatch{}
	for name, raw := range props {
		if strings.HasPrefix(name, "@odata.") {
			continue
		}
		if _, err := checkProperty(model.CloudUser, name, raw); err != nil {
			return nil, err
		}
		if name != "passwordProfile" {
			c[name] = raw
		}
	}
	upn := jsonText(props["userPrincipalName"])
	if err := t.checkName(upn, nil); err != nil {
		return nil, err
	}
	if err := t.checkAnchor(jsonText(props["onPremisesImmutableId"]), nil, upn); err != nil {
		return nil, err
	}
	if c["userType"] == nil {
		c.text("userType", "Member")
	}
	return t.create(model.CloudUser, upn, c), nil
}

// create puts a new object into the tenant.
func (t *Tenant) create(class model.CloudClass, seed string, c cloudPatch) *CloudObject {
	s := t.add(class, seed)
	c.time("createdDateTime", t.cfg.Now())
	o, _ := (&CloudObject{ID: s.id, Class: class}).with(c)
	t.put(s, o)
	return s.cur
}

// CreateGroup makes a group that the cloud is the authority over.
func (t *Tenant) CreateGroup(props map[string]json.RawMessage) (*CloudObject, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, name := range []string{"displayName", "mailEnabled", "mailNickname", "securityEnabled"} {
		if len(props[name]) == 0 {
			return nil, badCloudRequest("A required property '" + name + "' was not set.")
		}
	}
	unified := slices.Contains(jsonTexts(props["groupTypes"]), "Unified")
	if string(props["mailEnabled"]) == "true" && !unified {
		return nil, badCloudRequest("The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.")
	}
	c := cloudPatch{}
	for name, raw := range props {
		if name == "groupTypes" || name == "mailEnabled" || name == "securityEnabled" || strings.HasPrefix(name, "@") || strings.Contains(name, "@odata.bind") {
			continue
		}
		if _, err := checkProperty(model.CloudGroup, name, raw); err != nil {
			return nil, err
		}
	}
	for name, raw := range props {
		if !strings.Contains(name, "@") {
			c[name] = raw
		}
	}
	if unified {
		mail := jsonText(props["mailNickname"]) + "@" + t.facts.InitialDomain
		c.text("mail", mail)
		c.texts("proxyAddresses", []string{"SMTP:" + mail})
	}
	c.time("renewedDateTime", t.cfg.Now())
	return t.create(model.CloudGroup, jsonText(props["mailNickname"]), c), nil
}

// Delete deletes an object: users and Microsoft 365 groups can be restored for 30
// days, others are gone.
func (t *Tenant) Delete(class model.CloudClass, id string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slotOf(id)
	if o := s.live(); o == nil || o.Class != class {
		return NoSuchResource(id)
	}
	t.remove(s)
	return nil
}

// remove deletes an object. The sign-in name of a deleted user is free for others.
func (t *Tenant) remove(s *cloudSlot) {
	o := s.cur
	if o.Class == model.CloudContact || o.Class == model.CloudGroup && !slices.Contains(o.Texts("groupTypes"), "Unified") {
		t.put(s, nil)
		return
	}
	c, now := cloudPatch{}, t.cfg.Now()
	c.time("deletedDateTime", now)
	if o.Class == model.CloudUser {
		c.text("userPrincipalName", deletedPrefix(s)+o.Text("userPrincipalName"))
	}
	n, _ := o.with(c)
	n.Deleted = now
	t.put(s, n)
}

func deletedPrefix(s *cloudSlot) string { return strings.ReplaceAll(s.id.String(), "-", "") }

// Restore brings a deleted object back. newUPN, if it is not "", becomes the
// sign-in name; dropConflicts takes away addresses that others have meanwhile.
func (t *Tenant) Restore(id, newUPN string, dropConflicts bool) (*CloudObject, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slotOf(id)
	if s == nil || s.cur == nil || s.cur.Deleted.IsZero() {
		return nil, NoSuchResource(id)
	}
	upn := strings.TrimPrefix(s.cur.Text("userPrincipalName"), deletedPrefix(s))
	if newUPN != "" {
		upn = newUPN
	}
	if s.class == model.CloudUser {
		if err := t.checkName(upn, s); err != nil {
			return nil, err
		}
	}
	c, addresses := t.restored(s, upn), t.addresses()
	proxies := s.cur.Texts("proxyAddresses")
	free := slices.DeleteFunc(slices.Clone(proxies), func(p string) bool { a := bareAddress(p); return a != "" && addresses[a] != nil })
	if len(free) < len(proxies) {
		if !dropConflicts {
			return nil, taken("proxyAddresses", addresses[bareAddress(proxies[slices.IndexFunc(proxies, func(p string) bool { return !slices.Contains(free, p) })])])
		}
		c.texts("proxyAddresses", free)
	}
	if s.cur.Synced() { // it is out of scope, or would not have been deleted
		c.bool("onPremisesSyncEnabled", false)
	}
	o, _ := s.cur.with(c)
	o.Deleted, o.shadow, o.hash = time.Time{}, nil, 0
	t.put(s, o)
	return s.cur, nil
}

func (t *Tenant) restored(s *cloudSlot, upn string) cloudPatch {
	c := cloudPatch{"deletedDateTime": nil}
	if s.class == model.CloudUser {
		c.text("userPrincipalName", upn)
	}
	return c
}

// Purge deletes a deleted object for good.
func (t *Tenant) Purge(id string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slotOf(id)
	if s == nil || s.cur == nil || s.cur.Deleted.IsZero() {
		return NoSuchResource(id)
	}
	t.put(s, nil)
	delete(t.photos, s.id)
	return nil
}

// recycleTime is how long what was deleted can be restored.
const recycleTime = 30 * 24 * time.Hour

// expire deletes for good what was deleted 30 days ago.
func (t *Tenant) expire(now time.Time) {
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup} {
		for _, s := range t.slots[class] {
			if s.cur != nil && !s.cur.Deleted.IsZero() && now.Sub(s.cur.Deleted) > recycleTime {
				t.put(s, nil)
			}
		}
	}
}

// SetCloudManaged moves the authority over an object to the cloud, or back to AD,
// which has its effect with the next cycle.
func (t *Tenant) SetCloudManaged(class model.CloudClass, id string, on bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slotOf(id)
	o := s.live()
	switch {
	case o == nil || o.Class != class:
		return NoSuchResource(id)
	case o.Is("x-cloudManaged") == on:
		return nil
	case on && !o.Synced():
		return badCloudRequest("The object is not synchronized from on-premises.")
	case on && class == model.CloudUser && o.Text("x-recipientType") == "MailUser":
		return badCloudRequest("The mailbox of the user is on-premises; move it to the cloud first.")
	}
	c := cloudPatch{}
	c.bool("x-cloudManaged", on)
	if on {
		c["onPremisesSyncEnabled"] = nil
	}
	t.change(s, c)
	return nil
}

// SetPhoto gives a user a picture, nil takes it away.
func (t *Tenant) SetPhoto(id string, jpeg []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if s := t.slotOf(id); s == nil {
		return
	} else if jpeg == nil {
		delete(t.photos, s.id)
	} else {
		t.photos[s.id] = slices.Clone(jpeg)
	}
}

// AddMember and RemoveMember change who belongs to a group, or who owns it.
func (t *Tenant) AddMember(group, id string, owner bool) error {
	return t.editRoster(group, id, owner, func(s, m *cloudSlot, list *[]*cloudSlot) error {
		if slices.Contains(*list, m) {
			if owner {
				return badCloudRequest(strings.Replace(textMember, "members", "owners", 1))
			}
			return badCloudRequest(textMember)
		}
		*list = append(*list, m)
		if !owner {
			s.group.log = append(s.group.log, rosterEvent{t.version + 1, m, false})
		}
		return nil
	})
}

// RemoveMember takes a member or an owner out of a group.
func (t *Tenant) RemoveMember(group, id string, owner bool) error {
	return t.editRoster(group, id, owner, func(s, m *cloudSlot, list *[]*cloudSlot) error {
		i := slices.Index(*list, m)
		if i < 0 {
			return NoSuchResource(id)
		}
		*list = slices.Delete(slices.Clone(*list), i, i+1)
		if !owner {
			s.group.log = append(s.group.log, rosterEvent{t.version + 1, m, true})
		}
		return nil
	})
}

func (t *Tenant) editRoster(group, id string, owner bool, edit func(s, m *cloudSlot, list *[]*cloudSlot) error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s, m := t.slotOf(group), t.slotOf(id)
	g := s.live()
	switch {
	case g == nil || g.Class != model.CloudGroup:
		return NoSuchResource(group)
	case m.live() == nil:
		return NoSuchResource(id)
	case g.Synced():
		return badCloudRequest(textMastered)
	case g.Is("mailEnabled") && !slices.Contains(g.Texts("groupTypes"), "Unified"):
		return badCloudRequest(textMailList)
	case !owner && slices.Contains(g.Texts("groupTypes"), "DynamicMembership"):
		return &CloudRefusal{Status: http.StatusForbidden, Code: "Authorization_RequestDenied", Message: "Insufficient privileges to complete the operation."}
	}
	list := &s.group.members
	if owner {
		list = &s.group.owners
	}
	if err := edit(s, m, list); err != nil {
		return err
	}
	t.version++
	return nil
}

// Invite makes a guest.
func (t *Tenant) Invite(address, name string) (*CloudObject, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !strings.Contains(address, "@") {
		return nil, badCloudRequest("The invited user email address is not valid.")
	}
	upn := strings.Replace(address, "@", "_", 1) + "#EXT#@" + t.facts.InitialDomain
	if other := t.byName[strings.ToLower(upn)]; other != nil {
		return other.cur, nil
	}
	if name == "" {
		name, _, _ = strings.Cut(address, "@")
	}
	c := cloudPatch{}
	c.text("userPrincipalName", upn)
	c.text("displayName", name)
	c.text("mail", address)
	c.text("mailNickname", strings.Replace(address, "@", "_", 1)+"#EXT#")
	c.texts("proxyAddresses", []string{"SMTP:" + address})
	c.text("userType", "Guest")
	c.text("creationType", "Invitation")
	c.text("externalUserState", "PendingAcceptance")
	c.text("x-recipientType", "GuestMailUser")
	c.bool("accountEnabled", true)
	return t.create(model.CloudUser, upn, c), nil
}
