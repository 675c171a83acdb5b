package sim

import (
	"encoding/json"
	"slices"
	"strings"

	"recipientdesk/model"
)

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
