package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

// stocked returns a tenant with one of everything that a file has to keep.
func stocked(t *testing.T, now time.Time) *Tenant {
	t.Helper()
	cfg := SampleTenantConfig(5)
	cfg.Now = func() time.Time { return now }
	c := NewTenant(cfg)
	ann := c.Plant(model.CloudUser, map[string]string{"displayName": `"Ann \"A\" Ähre"`, "userPrincipalName": `"ann@brightwater.example"`, "onPremisesImmutableId": `"QUJD"`, "x-role": `"Reader"`})
	boss := c.Plant(model.CloudUser, map[string]string{"displayName": `"Boss"`, "userPrincipalName": `"boss@brightwater.example"`})
	gone := c.Plant(model.CloudUser, map[string]string{"displayName": `"Gone"`, "userPrincipalName": `"gone@brightwater.example"`})
	never := c.Plant(model.CloudContact, map[string]string{"displayName": `"Never"`, "mail": `"never@x.example"`})
	group := c.Plant(model.CloudGroup, map[string]string{"displayName": `"All"`})
	g := c.byID[group]
	g.group.members, g.group.owners = []*cloudSlot{c.byID[ann], c.byID[boss]}, []*cloudSlot{c.byID[boss]}
	c.byID[ann].manager = c.byID[boss]
	c.byID[ann].cur.hash = 1<<63 + 1
	c.byID[ann].cur.shadow = packEntry(model.NewEntry(model.Ref{}, map[model.Attr][]string{"sourceAnchor": {"QUJD"}, "msExchMailboxGuid": {"\xff\x00\x01"}}), shadowed)
	c.SetPhoto(ann.String(), []byte{0xff, 0xd8, 0})
	if err := errors.Join(c.Delete(model.CloudUser, gone.String()), c.Delete(model.CloudContact, never.String())); err != nil {
		t.Fatal(err)
	}
	c.lastSync = now
	return c
}

func TestTenantInAFileIsTheSame(t *testing.T) {
	now := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	before := stocked(t, now)
	file := filepath.Join(t.TempDir(), "tenant")
	for range 2 { // the second time over the first
		if err := before.Save(file); err != nil {
			t.Fatal(err)
		}
	}
	if i, err := os.Stat(file); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v %v", i.Mode(), err)
	}
	if left, _ := os.ReadDir(filepath.Dir(file)); len(left) != 1 {
		t.Errorf("beside it are %v", left)
	}
	after, err := OpenTenant(file, before.cfg)
	if err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	if err := errors.Join(before.encode(&a), after.encode(&b)); err != nil || a.String() != b.String() {
		t.Errorf("%v\n%s\n%s", err, a.String(), b.String())
	}
	ann := after.Object("ANN@brightwater.example")
	if ann == nil || ann.hash != 1<<63+1 || unpackEntry(ann.shadow, shadowed).First("msExchMailboxGuid") != "\xff\x00\x01" || len(after.byAnchor["QUJD"]) != 1 {
		t.Errorf("%+v", ann)
	}
	s := after.Open()
	for _, mark := range []string{"", "3"} { // what happened since a mark is the same after a start
		got, want := changesOf(t, s, mark), changesOf(t, before.Open(), mark)
		if got != want || got == "" {
			t.Errorf("since %q: %s, was %s", mark, got, want)
		}
	}
	if m := after.Members(after.slots[model.CloudGroup][0].id.String()); len(m) != 2 || after.LastSync() != now || after.byName["ann@brightwater.example"].manager == nil {
		t.Errorf("members %v, synchronized %v", m, after.LastSync())
	}
}

func changesOf(t *testing.T, s *TenantSession, mark string) string {
	t.Helper()
	var all []model.CloudChange
	for c, err := range s.Changes(t.Context(), model.CloudUser, mark, "displayName") {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	var text strings.Builder
	for _, c := range all {
		text.WriteString(c.Entry.Ref.GUID + c.Entry.First("displayName") + c.Mark)
		if c.Removed {
			text.WriteString(" removed")
		}
	}
	return text.String()
}

func TestFileThatIsNoTenant(t *testing.T) {
	cfg := SampleTenantConfig(5)
	_, err := OpenTenant(filepath.Join(t.TempDir(), "none"), cfg)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	head, _ := json.Marshal(tenantHeader{Format: tenantFormat, ID: cfg.ID})
	for _, text := range []string{"", "{}", `{"format":"recipientdesk forest 1"}`, string(head) + `{"id":"x","class":"user"}`,
		string(head) + `{"id":"11111111-1111-1111-1111-111111111111","class":"printer"}`, string(head) + `{"id":`,
		string(head) + `{"id":"11111111-1111-1111-1111-111111111111","class":"group","properties":{},"members":["22222222-1111-1111-1111-111111111111"]}`} {
		file := filepath.Join(t.TempDir(), "tenant")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := OpenTenant(file, cfg)
		if e, ok := errors.AsType[*model.Error](err); !ok || e.Hint == "" {
			t.Errorf("%s: %v", text, err)
		}
	}
}
