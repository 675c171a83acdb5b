package desk_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// asked counts how often the tenant is asked for its facts, and lets it fail.
func (c *company) asked(fail func() error) *int {
	n, mu := new(int), new(sync.Mutex)
	c.tenant.Fault(func(op string) error {
		if op != "facts" {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		*n++
		return fail()
	})
	return n
}

func (c *company) foresee() desk.Outlook {
	c.Helper()
	ref, err := c.desk.Find(c.Context(), "cweber")
	if err != nil {
		c.Fatal(err)
	}
	e, err := c.desk.Get(c.Context(), ref)
	if err != nil {
		c.Fatal(err)
	}
	out, err := c.desk.Foresee(c.Context(), e)
	if err != nil {
		c.Fatal(err)
	}
	return out[0]
}

func noAnswer() error { return &model.Error{Code: model.Unreachable, Message: "no answer"} }

func TestFactsAreLearnedOnceAndWhenNeeded(t *testing.T) {
	c := newCompany(t)
	n := c.asked(func() error { return nil })
	if c.desk.Facts() != nil || *n != 0 {
		t.Fatalf("asked %d times before anybody needed it", *n)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { c.foresee() })
	}
	wg.Wait()
	if got := c.desk.Facts(); got == nil || got.InitialDomain != "brightwater.onmicrosoft.com" || *n != 2 { // sim asks itself once more for the switches
		t.Errorf("asked %d times: %+v", *n, got)
	}
	c.desk.UseTenant(nil)
	if c.desk.Facts() != nil {
		t.Error("facts of a tenant that the desk has parted with")
	}
}

func TestATenantWithoutAnswerIsLeftAloneForAWhile(t *testing.T) {
	c := newCompany(t)
	n := c.asked(noAnswer)
	c.foresee()
	if c.foresee(); *n != 1 || c.desk.Facts() != nil {
		t.Errorf("asked %d times", *n)
	}
	if c.now = c.now.Add(time.Minute); true {
		c.foresee()
	}
	if *n != 2 {
		t.Errorf("asked %d times a minute later", *n)
	}
	c.tenant.Fault(nil)
	if _, err := c.desk.MeetTenant(t.Context()); err != nil || c.desk.Facts() == nil {
		t.Errorf("MeetTenant asks whatever was before: %v", err)
	}
}

func TestWhoGivesUpWaitingDoesNotSilenceTheTenant(t *testing.T) {
	c := newCompany(t)
	ctx, cancel := context.WithCancel(t.Context())
	c.asked(func() error { cancel(); return &model.Error{Code: model.Canceled, Message: "stopped", Err: ctx.Err()} })
	c.foresee()
	c.tenant.Fault(nil)
	if c.foresee(); c.desk.Facts() == nil {
		t.Error("not asked again")
	}
}

func TestFactsThatWereGivenStay(t *testing.T) {
	c := newCompany(t)
	n := c.asked(func() error { return nil })
	given := &model.TenantFacts{InitialDomain: "x.onmicrosoft.com"}
	c.desk.UseFacts(given)
	if c.foresee(); *n != 0 || c.desk.Facts() != given {
		t.Errorf("asked %d times: %+v", *n, c.desk.Facts())
	}
}

func TestMeetingATenantKeepsWhoIsThere(t *testing.T) {
	c := newCompany(t)
	n := len(c.read(false).Facts.Users)
	if _, err := c.desk.MeetTenant(t.Context()); err != nil || len(c.desk.Facts().Users) != n || n == 0 {
		t.Errorf("%d users, %d before, %v", len(c.desk.Facts().Users), n, err)
	}
	c.asked(noAnswer)
	if v := c.read(false); len(v.Gaps) != 1 || len(v.Facts.VerifiedDomains) == 0 {
		t.Errorf("gaps %v, domains %v", v.Gaps, v.Facts.VerifiedDomains)
	}
}
