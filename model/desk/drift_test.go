package desk_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/drift"
)

// What a query leaves out is still no object that is only in the cloud.
func TestDriftOfAPart(t *testing.T) {
	c := newCompany(t)
	whole := c.drift()
	part, err := c.desk.Drift(t.Context(), model.Query{Base: "OU=Lisbon,OU=Staff,DC=corp,DC=example"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var want []drift.Item
	for _, it := range whole.Items {
		if strings.HasSuffix(it.Ref.DN, ",OU=Lisbon,OU=Staff,DC=corp,DC=example") {
			want = append(want, it)
		}
	}
	if len(want) == 0 || !slices.Equal(part.Items, want) {
		t.Errorf("%d items, want %d", len(part.Items), len(want))
	}
	if part.Result.Counts[drift.StatusOnlyCloud] != whole.Result.Counts[drift.StatusOnlyCloud] || len(part.Result.Orphans) != len(whole.Result.Orphans) {
		t.Errorf("only in the cloud: %d, %d orphans; of the whole %d, %d", part.Result.Counts[drift.StatusOnlyCloud], len(part.Result.Orphans),
			whole.Result.Counts[drift.StatusOnlyCloud], len(whole.Result.Orphans))
	}
	sum := 0
	for s, n := range part.Result.Counts {
		if drift.Status(s) != drift.StatusOnlyCloud {
			sum += n
		}
	}
	if sum != len(part.Items) {
		t.Errorf("%d objects are counted of %d", sum, len(part.Items))
	}
}

func TestDriftIsInTheOrderOfNames(t *testing.T) {
	items := newCompany(t).drift().Items
	if !slices.IsSortedFunc(items, func(a, b drift.Item) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) }) {
		t.Error("not sorted")
	}
}

func TestDriftWithNothingToCompare(t *testing.T) {
	c := newCompany(t)
	c.desk.UseRules(nil)
	if _, err := c.desk.Drift(t.Context(), model.Query{}, nil); model.CodeOf(err) != model.NotFound {
		t.Errorf("without rules: %v", err)
	}
	c.desk.UseTenant(nil)
	if _, err := c.desk.Drift(t.Context(), model.Query{}, nil); model.CodeOf(err) != model.NotFound {
		t.Errorf("without a tenant: %v", err)
	}
}

// The columns are part of the command line contract.
func TestDriftReport(t *testing.T) {
	d := newCompany(t).drift()
	head := desk.ReportHead{Directory: "corp.example", Made: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), By: "test"}
	lines := func(keep func(drift.Item) bool) [][]string {
		var b bytes.Buffer
		if err := d.Report(head, keep).WriteCSV(&b, false); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\ufeff"))))
		all, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	all := lines(func(drift.Item) bool { return true })
	want := "section,status,state,class,name,distinguishedName,objectGUID,cloudId,cloudName,property,pairedBy,authority,value,text,source"
	if got := strings.Join(all[0], ","); got != want {
		t.Errorf("columns %s", got)
	}
	count := map[string]int{}
	for _, l := range all[1:] {
		count[l[0]]++
		if l[4] == "" || l[0] != "objects" && l[13] == "" {
			t.Errorf("line %q", l)
		}
	}
	duplicates := 0
	for _, x := range d.Result.Duplicates {
		duplicates += len(x.AD) + len(x.Objects)
	}
	for section, n := range map[string]int{"objects": len(d.Items), "unsynced": len(d.Result.Unsynced), "orphans": len(d.Result.Orphans), "duplicates": duplicates,
		"candidates": len(d.Result.Candidates), "anchors": len(d.Result.Anchors), "types": len(d.Result.Types)} {
		if count[section] != n {
			t.Errorf("%s: %d lines, want %d", section, count[section], n)
		}
	}
	differing := 0
	for _, it := range d.Items {
		if it.Status != drift.StatusEqual {
			differing++
		}
	}
	if n := len(lines(nil)) - (len(all) - len(d.Items)); n != differing {
		t.Errorf("%d of %d that differ", n, differing)
	}
	var page bytes.Buffer
	if err := d.Report(head, nil).WriteHTML(&page); err != nil || !strings.Contains(page.String(), "Ursula Petzold") && !strings.Contains(page.String(), "u.petzold") {
		t.Errorf("the page lacks the orphan: %v", err)
	}
}
