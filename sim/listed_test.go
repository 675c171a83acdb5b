package sim

import (
	"testing"
	"time"

	"recipientdesk/model"
)

// TestNowIsWhatListingsShow: a listing that lags shows neither the edit before the
// mark nor its object as new, so the changes since the mark must.
func TestNowIsWhatListingsShow(t *testing.T) {
	now := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	tenant := NewTenant(TenantConfig{Name: "x", Now: func() time.Time { return now }, Lag: 10 * time.Second})
	tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Old"`, "userPrincipalName": `"old@x"`})
	now = now.Add(time.Minute)
	fresh := tenant.Plant(model.CloudUser, map[string]string{"displayName": `"New"`, "userPrincipalName": `"new@x"`})
	s := tenant.Open()
	mark := ""
	for c, err := range s.Changes(t.Context(), model.CloudUser, model.MarkNow) {
		if err != nil || c.Entry.Ref.GUID != "" {
			t.Fatal(c, err)
		}
		mark = c.Mark
	}
	if page, _ := tenant.Page(model.CloudUser, 0, 10, nil); len(page) != 1 {
		t.Fatalf("a listing that does not lag: %v", page)
	}
	var got []string
	for c, err := range s.Changes(t.Context(), model.CloudUser, mark) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Entry.Ref.GUID != "" {
			got = append(got, c.Entry.Ref.GUID)
		}
	}
	if len(got) != 1 || got[0] != fresh.String() {
		t.Errorf("changes %v, want %s", got, fresh)
	}
}
