package sim

import (
	"time"

	"recipientdesk/model"
)

// CloudMistakes lists what a comparison should find in the sample tenant, besides what
// follows from Mistakes: what was done in the cloud alone, and links that do not hold.
// On has the cn of the object of AD, or the display name of one that AD does not have.
func CloudMistakes() []Mistake {
	var out []Mistake
	for _, s := range sampleEvents {
		out = append(out, s.Mistake)
	}
	return append(out,
		Mistake{"synchronizes, and no object of AD has its anchor", []string{"Ursula Petzold", "Old forest staff", "Crane hire Oldenburg"}, "onPremisesSyncEnabled", "true"},
		Mistake{"deleted in the cloud, and no longer in AD", []string{"Jonas Reimer"}, "deletedDateTime", ""},
		Mistake{"synchronized once, and no longer", []string{"Bernd Rathke"}, "onPremisesSyncEnabled", "false"})
}

// sampleEvents are what happened in the sample tenant to objects that AD made, after the
// first cycle. Whoever is not in AD stands in sampleExtras.
var sampleEvents = []struct {
	Mistake
	account string // or alias
	happens func(t *Tenant, s *cloudSlot)
}{
	{Mistake{"a mailbox that was made a shared one in the cloud alone", []string{"Ingrid Falk"}, "userPurpose", "shared"}, "ifalk", converted("shared", "SharedMailbox")},
	{Mistake{"a shared mailbox that was made a user's in the cloud alone", []string{"Press office"}, "userPurpose", "user"}, "shared-press", converted("user", "UserMailbox")},
	{Mistake{"equipment that was made a room in the cloud alone", []string{"Mobile flow lab"}, "userPurpose", "room"}, "eq-flowlab", converted("room", "RoomMailbox")},
	{Mistake{"the cloud has become the authority over a contact", []string{"Aqua Analytics Sales"}, "isCloudManaged", "true"}, "aqua-sales", moved("jobTitle", "Key account")},
	{Mistake{"the cloud has become the authority over a user", []string{"Jana Siemers"}, "isCloudManaged", "true"}, "jsiemers", moved("jobTitle", "Product owner")},
	{Mistake{"the cloud has become the authority over a group", []string{"Summer party 2026"}, "isCloudManaged", "true"}, "summerparty", moved("displayName", "Summer party 2027")},
	{Mistake{"the Exchange attributes of a mailbox are managed in the cloud", []string{"Ole Dierks"}, "isExchangeCloudManaged", "true"}, "odierks", ownAddress("smtp:quotes@" + SampleSuffix)},
	{Mistake{"deleted in the cloud by hand, and still in AD", []string{"Vasco Cabral"}, "deletedDateTime", ""}, "vcabral", (*Tenant).remove},
	{Mistake{"made by hand in the cloud, with the address of a user of AD", []string{"Hugo Vaz"}, "onPremisesImmutableId", ""}, "hvaz", byHand},
	{Mistake{"the administrator's account was made in the cloud, and its role refuses a match", []string{"Lars Eggers"}, "onPremisesImmutableId", ""}, "leggers", withRole},
	{Mistake{"the anchor was set by hand at an account with a role, which refuses a match", []string{"Tomasz Szewczyk"}, "onPremisesSyncEnabled", ""}, "tszewczyk", anchoredWithRole},
	{Mistake{"mS-DS-ConsistencyGuid was changed after the first synchronization", []string{"Ewa Wrońska"}, "onPremisesImmutableId", ""}, "ewronska", anchoredBefore},
	{Mistake{"a former account with the same anchor waits in the recycle bin", []string{"Kenji Tanaka"}, "onPremisesImmutableId", ""}, "ktanaka", deletedBefore},
}

// sampleStory lets it happen, to whoever is there.
func (t *Tenant) sampleStory() {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := map[string]*cloudSlot{}
	for _, class := range []model.CloudClass{model.CloudContact, model.CloudGroup, model.CloudUser} {
		for _, s := range t.slots[class] {
			if o := s.live(); o != nil && o.Synced() && o.shadow != nil {
				at[o.Text("mailNickname")] = s
				if name := o.Text("onPremisesSamAccountName"); name != "" {
					at[name] = s
				}
			}
		}
	}
	for _, x := range sampleEvents {
		if s := at[x.account]; s != nil {
			x.happens(t, s)
		}
	}
}

func converted(purpose, kind string) func(*Tenant, *cloudSlot) {
	return func(t *Tenant, s *cloudSlot) {
		c := cloudPatch{}
		t.mailbox(s, c, purpose)
		c.text("x-recipientType", kind)
		t.change(s, c)
	}
}

// moved makes the cloud the authority, which has changed a property since.
func moved(name, value string) func(*Tenant, *cloudSlot) {
	return func(t *Tenant, s *cloudSlot) {
		c := cloudPatch{"onPremisesSyncEnabled": nil}
		c.bool("x-cloudManaged", true)
		c.text(name, value)
		t.change(s, c)
	}
}

// ownAddress makes Exchange Online the authority over a mailbox, which has got an
// address since.
func ownAddress(address string) func(*Tenant, *cloudSlot) {
	return func(t *Tenant, s *cloudSlot) {
		c := cloudPatch{}
		c.bool("x-exchangeCloudManaged", true)
		c.texts("proxyAddresses", append(s.cur.Texts("proxyAddresses"), address))
		t.change(s, c)
	}
}

// detach makes an object one that was made in the cloud, so many days ago.
func (t *Tenant) detach(s *cloudSlot, days int, c cloudPatch) {
	for _, name := range cloudLeftovers {
		c[name] = nil
	}
	for _, name := range []string{"onPremisesSyncEnabled", "onPremisesLastSyncDateTime", "onPremisesProvisioningErrors", "onPremisesExtensionAttributes", "x-objectIdentifier"} {
		c[name] = nil
	}
	if _, set := c["onPremisesImmutableId"]; !set {
		c["onPremisesImmutableId"] = nil
	}
	c.time("createdDateTime", t.cfg.Now().AddDate(0, 0, -days))
	o, _ := s.cur.with(c)
	o.shadow, o.hash = nil, 0
	t.put(s, o)
}

func byHand(t *Tenant, s *cloudSlot) {
	c := cloudPatch{"department": nil, "employeeId": nil}
	c.text("userPrincipalName", s.cur.Text("mail"))
	t.detach(s, 0, c)
}

func withRole(t *Tenant, s *cloudSlot) {
	c := cloudPatch{}
	c.text("x-role", "Exchange Administrator")
	t.detach(s, 400, c)
}

func anchoredWithRole(t *Tenant, s *cloudSlot) {
	c := cloudPatch{}
	c.text("x-role", "User Administrator")
	c.text("onPremisesImmutableId", s.cur.Anchor())
	t.detach(s, 400, c)
}

// anchoredBefore gives a user the anchor that it had before AD changed it.
func anchoredBefore(t *Tenant, s *cloudSlot) {
	former := guidOf(s.cur.Text("onPremisesDistinguishedName")).ImmutableID() // of objectGUID
	c := cloudPatch{}
	c.text("onPremisesImmutableId", former)
	c.text("x-objectIdentifier", former)
	o, _ := s.cur.with(c)
	o.shadow = packEntry(unpackEntry(o.shadow, shadowed).With("sourceAnchor", former), shadowed)
	t.put(s, o)
}

// deletedBefore puts an older account with the same anchor into the recycle bin.
func deletedBefore(t *Tenant, s *cloudSlot) {
	old := t.add(model.CloudUser, "former "+s.cur.Anchor())
	c := cloudPatch{}
	for _, name := range []string{"displayName", "mailNickname", "onPremisesImmutableId", "userType"} {
		c.text(name, s.cur.Text(name))
	}
	c.text("userPrincipalName", deletedPrefix(old)+s.cur.Text("onPremisesSamAccountName")+"@"+t.initial)
	deleted := t.cfg.Now().Add(-20 * 24 * time.Hour)
	c.time("deletedDateTime", deleted)
	c.time("createdDateTime", deleted.AddDate(-2, 0, 0))
	o, _ := (&CloudObject{ID: old.id, Class: model.CloudUser, Deleted: deleted}).with(c)
	t.put(old, o)
}

// byAccount finds a synchronized user by its account name.
func (t *Tenant) byAccount(name string) *cloudSlot {
	for _, s := range t.slots[model.CloudUser] {
		if o := s.live(); o != nil && o.Text("onPremisesSamAccountName") == name {
			return s
		}
	}
	return nil
}
