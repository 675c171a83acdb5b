package modeltest

import (
	"maps"
	"slices"

	"recipientdesk/model"
)

// testTenantProbe asks about many objects what is also asked about each.
func testTenantProbe(a *tenancy) {
	const nobody = "00000000-0000-4000-8000-00000000dead"
	users := slices.Sorted(maps.Keys(a.listed(model.CloudUser, "id")))
	ids := slices.Concat(users[:min(30, len(users))], []string{nobody}, users[min(30, len(users)):])
	mailboxes := map[model.Maybe]int{}
	for i, got := range a.probed(model.MailboxTrait, model.CloudUser, ids) {
		want, err := a.Tenant.Mailbox(a.Context(), ids[i])
		if want.GUID = ""; got.Mailbox != want || model.CodeOf(got.Err) != model.CodeOf(err) {
			a.Errorf("%s: %+v %v, alone %+v %v", ids[i], got.Mailbox, got.Err, want, err)
		}
		mailboxes[want.Exists]++
	}
	if mailboxes[model.Yes] == 0 || mailboxes[model.No] == 0 || mailboxes[model.Unsure] != 1 {
		a.Errorf("mailboxes: %v", mailboxes)
	}
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		ids := append(slices.Sorted(maps.Keys(a.listed(class, "id"))), nobody)
		for i, got := range a.probed(model.AuthorityTrait, class, ids) {
			want, err := a.Tenant.CloudManaged(a.Context(), class, ids[i])
			if got.Managed != want || model.CodeOf(got.Err) != model.CodeOf(err) {
				a.Errorf("%s %s: %v %v, alone %v %v", class, ids[i], got.Managed, got.Err, want, err)
			}
		}
	}
	a.probed(model.MailboxTrait, model.CloudUser, nil)
	for range a.Tenant.Probe(a.Context(), model.MailboxTrait, model.CloudUser, users) {
		break
	}
	for trait, class := range map[model.CloudTrait]model.CloudClass{model.MailboxTrait: model.CloudGroup, model.AuthorityTrait: model.DeletedUser, "shoe size": model.CloudUser} {
		for _, err := range a.Tenant.Probe(a.Context(), trait, class, users) {
			a.refused(err, model.Invalid, "the "+string(trait)+" of a "+string(class))
		}
	}
}

// probed collects the answers, one for each ID in their order.
func (a *tenancy) probed(trait model.CloudTrait, class model.CloudClass, ids []string) (out []model.CloudAnswer) {
	a.Helper()
	for got, err := range a.Tenant.Probe(a.Context(), trait, class, ids) {
		if a.must(err); len(out) == len(ids) || got.ID != ids[len(out)] {
			a.Fatalf("answer %d is about %q", len(out), got.ID)
		}
		out = append(out, got)
	}
	if len(out) != len(ids) {
		a.Fatalf("%d answers about %d objects", len(out), len(ids))
	}
	return out
}
