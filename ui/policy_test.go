package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recipientdesk/model/addresspolicy"
)

func TestPoliciesArePreviewed(t *testing.T) {
	d := openPolicies(t, twoPolicies)
	if len(d.policyPage.file.list) != 2 || !d.none.Visible() || d.r.last != nil {
		t.Fatalf("%d policies, and something is previewed without being asked for: %v", len(d.policyPage.file.list), d.r.last)
	}
	d.policyPage.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF5})
	d.run.drain()
	if d.r.last == nil || d.rows() == 0 {
		t.Fatalf("F5 previews nothing: %v", d.r.failed)
	}
	counts := d.head.bar.Counts()
	shown := 0
	for i, o := range outcomeOrder {
		if counts[i].N != d.r.last.total[o] || counts[i].Icon == nil || !strings.HasPrefix(counts[i].Tip, counts[i].Number+" ") {
			t.Errorf("%s: %+v, want %d", o, counts[i], d.r.last.total[o])
		}
		if o == addresspolicy.Gets || o == addresspolicy.Numbered || o == addresspolicy.Lacks {
			shown += counts[i].N
		}
	}
	if d.rows() != shown || d.r.last.total[addresspolicy.Outside] == 0 || d.r.last.total[addresspolicy.Exempt] == 0 {
		t.Errorf("%d rows, want %d: %v", d.rows(), shown, d.r.last.total)
	}
	l := d.pickLine("Ciara Quinn")
	if l.policy != "Dublin" || l.after != "ciara.quinn@dublin.example" || !strings.HasSuffix(l.before, "@brightwater.example") {
		t.Errorf("%+v", l)
	}
	first := d.detail.lines[0]
	if first.then.Value() != l.after || first.has || !strings.Contains(first.why, "%g.%s@dublin.example of Dublin") {
		t.Errorf("the primary address is shown as %+v", first)
	}
	for _, a := range d.detail.lines[1:] {
		if !a.gets {
			t.Errorf("an address goes: %+v", a)
		}
	}
}

func TestAPolicyShowsWhatItGives(t *testing.T) {
	d := openPolicies(t, twoPolicies).previewed()
	all := d.rows()
	d.policyPage.list.Select(1)
	d.policyPage.list.OnSelect()
	d.run.drain()
	if d.rows() == 0 || d.rows() == all || slices.ContainsFunc(d.lines(), func(l *policyLine) bool { return l.policy != "Dublin" }) {
		t.Errorf("%d of %d rows", d.rows(), all)
	}
	d.win.Canvas().Focus(d.table)
	for _, r := range "quinn" {
		d.table.TypedRune(r)
	}
	d.run.drain()
	if d.rows() != 1 || d.lines()[0].name != "Ciara Quinn" {
		t.Errorf("%d rows", d.rows())
	}
	d.table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.policyPage.list.Select(0)
	d.policyPage.list.OnSelect()
	d.run.drain()
	if d.rows() != all {
		t.Errorf("%d rows, had %d", d.rows(), all)
	}
}

func TestPoliciesMoveAndSwitch(t *testing.T) {
	d := openPolicies(t, twoPolicies).previewed()
	d.policyPage.list.Select(2)
	d.policyPage.list.OnSelect()
	d.cmd.run("policy-up")
	d.run.drain()
	if got := d.kept(); got[0].Name != "Everybody" || d.policyPage.list.Cursor() != 1 || d.r.old == "" {
		t.Errorf("%s is first, row %d is chosen, old: %q", got[0].Name, d.policyPage.list.Cursor(), d.r.old)
	}
	if d.cmd.get("policy-up").enabled() || !d.cmd.get("policy-down").enabled() {
		t.Error("the first can go up, or not down")
	}
	d.policyPage.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	d.run.drain()
	if !d.kept()[0].Off {
		t.Error("Space does not switch it off")
	}
	d.cmd.run("policy-copy")
	d.run.drain()
	if got := d.kept(); len(got) != 3 || got[1].Name != "Everybody (2)" || !got[1].Off {
		t.Errorf("the copy is %+v", got[1])
	}
	d.policyPage.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	press(d.win.Canvas(), "Delete")
	d.run.drain()
	if got := d.kept(); len(got) != 2 || got[1].Name != "Dublin" {
		t.Errorf("%d policies are left", len(got))
	}
	d.previewed()
	for _, l := range d.lines() {
		if l.policy != "Dublin" {
			t.Errorf("%s has the policy %s", l.name, l.policy)
		}
	}
}
