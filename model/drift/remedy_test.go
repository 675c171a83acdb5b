package drift

import (
	"strings"
	"testing"

	"recipientdesk/model"
)

func scripts(list []Remedy) string {
	var out []string
	for _, r := range list {
		out = append(out, r.Title+"\n"+r.Text+"\n"+r.Script)
	}
	return strings.Join(out, "\n\n")
}

func remedyUser(attrs attrsOf) Object {
	return Object{Class: model.CloudUser, Entry: model.NewEntry(model.Ref{GUID: "11111111-2222-3333-4444-555555555555"}, attrs)}
}

func TestRemediesNameTheObjectAndRunNothingForGood(t *testing.T) {
	o := remedyUser(attrsOf{PropAnchor: {"abc==\nRemove-Everything"}})
	ad := Item{Ref: model.Ref{GUID: "aaaaaaaa-2222-3333-4444-555555555555"}, CloudID: o.ID()}
	for name, c := range map[string]struct {
		list []Remedy
		want []string
	}{
		"orphan":     {Orphan{Object: o}.Remedies(), []string{"Remove-MgUser -UserId '11111111", "Restore-MgDirectoryDeletedItem -DirectoryObjectId '11111111", `/users/11111111-2222-3333-4444-555555555555/onPremisesSyncBehavior' -Body '{"isCloudManaged": true}'`, `{"onPremisesImmutableId": null}`}},
		"group":      {Orphan{Object: Object{Class: model.CloudGroup, Entry: o.Entry}}.Remedies(), []string{"/groups/11111111", "Group-OnPremisesSyncBehavior.ReadWrite.All"}},
		"type":       {TypeDrift{AD: ad, Want: "UserMailbox", Cloud: "SharedMailbox"}.Remedies(), []string{"Convert the object of AD to SharedMailbox", "Set-Mailbox -Identity '11111111-2222-3333-4444-555555555555' -Type Regular"}},
		"soft":       {Candidate{AD: ad, Object: o, Kind: "soft"}.Remedies("xyz=="), []string{"let the synchronization match", `{"onPremisesImmutableId": "xyz=="}`, "another address"}},
		"anchors":    {AnchorMismatch{AD: ad, Object: o, AnchorRow: AnchorRow{ImmutableID: "it's=="}}.Remedies(), []string{"FromBase64String('it''s==')", "-Identity 'aaaaaaaa"}},
		"waiting":    {Item{Finding: Finding{State: Waiting}}.Remedies(Object{}, nil), []string{"-PolicyType Delta"}},
		"in cloud":   {Item{Finding: Finding{State: InCloud}, CloudID: o.ID()}.Remedies(o, nil), []string{`{"isCloudManaged": false}`}},
		"deleted":    {Item{}.Remedies(Object{}, []Object{o}), []string{"Restore-MgDirectoryDeletedItem -DirectoryObjectId '11111111"}},
		"sign-in":    {Item{Property: "userPrincipalName", Finding: Finding{State: Rewritten}}.Remedies(Object{}, nil), []string{"sign-in name in a verified domain"}},
		"type clash": {Item{Property: "exoRecipientType", Finding: Finding{State: Different, Source: srcType}, Status: StatusDifferent}.Remedies(Object{}, nil), []string{"Change the type on the side that is wrong"}},
		"late":       {Item{Property: "city", Finding: Finding{State: Different, Source: srcCycle}}.Remedies(Object{}, nil), []string{"-PolicyType Initial"}},
		"no alias":   {Item{Property: "targetAddress", Finding: Finding{State: Blocked, Source: srcDefaults}}.Remedies(Object{}, nil), []string{"The alias, mailNickname"}},
		"bad proxy":  {Item{Property: "proxyAddresses", Finding: Finding{State: Blocked, Source: srcProxies}}.Remedies(Object{}, nil), []string{"Correct the address"}},
		"old GUID":   {Item{Property: "exoRecipientType", Finding: Finding{State: Blocked, Source: srcOldGUID}}.Remedies(Object{}, nil), []string{"clear msExchMailboxGuid"}},
		"merged":     {Item{Finding: Finding{State: Blocked, Source: srcMerged}, Status: StatusOnlyAD}.Remedies(Object{}, nil), []string{"give this one a mail of its own"}},
		"refused":    {Item{Finding: Finding{State: Blocked, Source: srcMerged}, Status: StatusError}.Remedies(Object{}, nil), []string{"Restore the former value"}},
		"too large":  {Item{Finding: Finding{State: Blocked, Source: srcGraph}, Status: StatusError}.Remedies(Object{}, nil), []string{"refuses the export as a whole"}},
		"filtered":   {Item{Finding: Finding{State: Blocked, Source: srcFiltering}, Status: StatusOnlyAD}.Remedies(Object{}, nil), []string{"kept out on purpose"}},
		"duplicate":  {Duplicate{What: "address"}.Remedies(), []string{"Leave the address with one"}},
	} {
		text := scripts(c.list)
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, text)
			}
		}
		for _, r := range c.list {
			if r.Title == "" || r.Text == "" || !strings.HasPrefix(r.Source, "https://") {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if strings.Contains(text, "\nRemove-Everything") || strings.Contains(text, "Remove-MgDirectoryDeletedItem") {
			t.Errorf("%s runs what it must not:\n%s", name, text)
		}
	}
	if blocked := scripts((Candidate{AD: ad, Object: o, Kind: "blocked"}).Remedies("")); strings.Contains(blocked, "let the synchronization") || strings.Contains(blocked, "onPremisesImmutableId") {
		t.Errorf("blocked, and no anchor is known:\n%s", blocked)
	}
	if len(Item{Finding: Finding{State: Equal}}.Remedies(Object{}, nil)) != 0 {
		t.Error("what is equal needs no remedy")
	}
	if twin := scripts((Item{CloudID: "x"}).Remedies(Object{}, []Object{o})); twin != "" {
		t.Errorf("it has a twin, and a deleted one is restored:\n%s", twin)
	}
}
