package ui

import (
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// badge is the badge about the tenant of a field; the sheet is at another tab then.
func (d *twinDriver) badge(id string) syncBadge {
	d.t.Helper()
	for _, p := range d.sheet.pages {
		d.sheet.show(p.id)
		for _, v := range p.views {
			if v.field.ID == id {
				return v.sync
			}
		}
	}
	d.t.Fatalf("no field %q", id)
	return syncBadge{}
}

func (d *twinDriver) finding(part string) *finding {
	for i, f := range d.sheet.now.findings {
		if strings.Contains(f.text, part) {
			return &d.sheet.now.findings[i]
		}
	}
	return nil
}

func TestASheetSaysThatTheCloudManagesItsObject(t *testing.T) {
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	d.properties("Aqua Analytics Sales")
	if got := d.sheet.notice.Text(); !strings.Contains(got, "managed in the cloud") || !strings.Contains(got, "no effect in the tenant") {
		t.Fatalf("above the tabs: %q", got)
	}
	b := d.badge("displayName")
	if b.word != "cloud-managed" || !strings.Contains(b.tip, "isCloudManaged") || !strings.Contains(b.tip, "Source: https://") {
		t.Errorf("the badge of the name: %+v", b)
	}
	if d.finding("no effect") != nil {
		t.Error("a warning of an edit that was not made")
	}
	d.sheet.do("test", func(e model.Entry) (model.Entry, error) { return e.With(model.DisplayName, "Aqua"), nil })
	d.run.drain()
	f := d.finding("no effect in the tenant")
	if f == nil || f.tone != kit.ToneWarning || !strings.Contains(f.about, "Display name") {
		t.Fatalf("the review does not warn: %+v in %+v", f, d.sheet.now.findings)
	}
	if !strings.Contains(d.sheet.now.text, "1 warning") || !strings.Contains(d.sheet.now.text, "nothing changes in the cloud") {
		t.Errorf("the review line: %q", d.sheet.now.text)
	}
	if !d.sheet.now.savable {
		t.Error("it cannot be saved")
	}
	d.sheet.save()
	d.run.drain()
	if d.sheet.dirty() {
		t.Error("it was not saved")
	}
	d.look()
	if got := d.fact("Authority"); !strings.Contains(got, "The cloud, moved from Active Directory") {
		t.Errorf("on the tab: %q", got)
	}
}

func TestASheetOfAnObjectOfADHasNoNotice(t *testing.T) {
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	d.properties("Claudia Weber")
	if len(d.sheet.standings.known) != 1 || d.sheet.notice.Text() != "" || d.badge("displayName").word != "" {
		t.Errorf("known %v, notice %q", d.sheet.standings.known, d.sheet.notice.Text())
	}
	d.sheet.do("test", func(e model.Entry) (model.Entry, error) { return e.With(model.DisplayName, "C"), nil })
	d.run.drain()
	if f := d.finding("effect"); f != nil {
		t.Errorf("a warning: %+v", f)
	}
}

func TestNoticesOfTheStory(t *testing.T) {
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	for name, want := range map[string]string{"Jana Siemers": "managed in the cloud", "Summer party 2026": "managed in the cloud", "Hugo Vaz": "was made in the cloud"} {
		d.properties(name)
		if got := d.sheet.notice.Text(); !strings.Contains(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	d.look()
}

func TestDeletedTwinsAreCountedDown(t *testing.T) {
	d := openTwin(t, "田中 健二 (Tanaka, Kenji)")
	if got := d.fact("Deleted"); !strings.Contains(got, "can be restored for") || strings.Contains(got, " 0 days") {
		t.Errorf("the former account: %q", got)
	}
}

func TestExchangeAttributesManagedInTheCloud(t *testing.T) {
	d := &twinDriver{windowDriver: openCloudWindow(t)}
	d.properties("Claudia Weber")
	e := d.sheet.draft.Base()[0]
	d.sheet.standings.known = map[string]drift.Standing{e.Ref.GUID: {Authority: drift.ExchangeCloudManaged, Why: "its Exchange attributes are managed in the cloud (IsExchangeCloudManaged)", Source: sourceOfTests}}
	d.sheet.refresh()
	if got := d.sheet.notice.Text(); !strings.HasPrefix(got, "The Exchange attributes of this mailbox") {
		t.Errorf("above the tabs: %q", got)
	}
	if b := d.badge("displayName"); b.word == "cloud-managed" {
		t.Error("the name comes from AD")
	}
	if b := d.badge("proxyAddresses"); b.word != "cloud-managed" || !strings.Contains(b.tip, "IsExchangeCloudManaged") {
		t.Errorf("the badge of the addresses: %+v", b)
	}
	d.sheet.do("test", func(e model.Entry) (model.Entry, error) { return e.With(model.DisplayName, "C"), nil })
	d.run.drain()
	if d.finding("no effect") != nil || !strings.Contains(d.sheet.now.text, "displayName") {
		t.Errorf("an edit of the name: %q, %+v", d.sheet.now.text, d.sheet.now.findings)
	}
	d.alias("c.weber.new@brightwater.example")
	if d.finding("no effect in the tenant") == nil || strings.Contains(d.sheet.now.text, "proxyAddresses") {
		t.Errorf("an edit of the addresses: %q", d.sheet.now.text)
	}
}

func TestAnAuthorityThatIsNotKnownIsAdviceOnly(t *testing.T) {
	d := &twinDriver{windowDriver: newCloudWindow(t)}
	d.cloud.scopes = []string{"Organization.Read.All"}
	d.cmd.run("sample")
	d.run.drain()
	d.properties("Claudia Weber")
	if got := d.sheet.notice.Text(); !strings.Contains(got, "is not known: the permission User.Read.All is missing") {
		t.Errorf("above the tabs: %q", got)
	}
	d.sheet.do("test", func(e model.Entry) (model.Entry, error) { return e.With(model.DisplayName, "C"), nil })
	d.run.drain()
	if f := d.finding("effect"); f == nil || f.tone != kit.ToneInfo {
		t.Errorf("the review: %+v", d.sheet.now.findings)
	}
	findButton(d.sheet.notice, func(l string) bool { return l == "OK" }).OnTapped()
	d.sheet.refresh()
	if d.sheet.notice.Visible() {
		t.Error("the notice comes back after OK")
	}
}
