package sim

import (
	"recipientdesk/model"
)

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

// Features returns the switches of synchronization.
func (t *Tenant) Features() model.SyncFeatures {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.facts.Features
}

// SetFeatures changes the switches of synchronization.
func (t *Tenant) SetFeatures(f model.SyncFeatures) {
	t.mu.Lock()
	defer t.mu.Unlock()
	was := t.facts
	t.facts = &model.TenantFacts{Name: was.Name, InitialDomain: was.InitialDomain, VerifiedDomains: was.VerifiedDomains, Features: f}
}
