package desk_test

import (
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
	"recipientdesk/sim"
)

func (p *plant) tick(account, id string) lifecycle.Tick {
	p.Helper()
	list, err := p.desk.CloudMailbox(p.Context(), p.account(account))
	if err != nil {
		p.Fatal(err)
	}
	for _, t := range list {
		if t.ID == id {
			return t
		}
	}
	p.Fatalf("there is no tick %s", id)
	return lifecycle.Tick{}
}

// The tenant is asked for what it has of the user now: what was known of its users is
// no longer true, or says nothing of them.
func TestTheRecipeAsksTheTenantForTheUser(t *testing.T) {
	p := newPlant(t)
	facts := sim.SampleFacts()
	facts.Users = nil
	p.desk.UseFacts(facts)
	if got := p.tick("pkowalczyk", "license"); got.Done != model.No || len(got.Cloud) != 2 {
		t.Errorf("a user who is there without a license: %+v", got)
	}
	if got := p.tick("alindqvist", "license"); got.Done != model.Yes {
		t.Errorf("a user with a license: %+v", got)
	}
	lied := sim.SampleFacts()
	for i := range lied.Users {
		lied.Users[i].Licensed = model.No
	}
	p.desk.UseFacts(lied)
	if got := p.tick("alindqvist", "license"); got.Done != model.Yes {
		t.Errorf("what was known before counts for more than the tenant: %+v", got)
	}
	p.tenant.Fault(func(string) error { return &model.Error{Code: model.Unreachable, Message: "no answer"} })
	if got := p.tick("alindqvist", "license"); got.Done != model.No {
		t.Errorf("of a tenant that does not answer, what was known before counts: %+v", got)
	}
	p.tenant.Fault(nil)
	_, ticks, err := p.desk.MendMailbox(p.Context(), p.account("pkowalczyk"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tick := range ticks {
		if want := model.MaybeOf(tick.ID != "license"); tick.Done != want {
			t.Errorf("mended, %s is %v: %s", tick.ID, tick.Done, tick.Why)
		}
	}
}
