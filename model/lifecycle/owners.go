package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

const (
	managedBy model.Attr = "managedBy"
	coOwners  model.Attr = "msExchCoManagedByLink"
)

// SetOwners says who owns a group with mail: the first in managedBy, the others in
// msExchCoManagedByLink, as Set-DistributionGroup -ManagedBy writes them
// (https://learn.microsoft.com/powershell/module/exchangepowershell/set-distributiongroup).
// An owner is a user with mail or a security group with mail; the latter gets lost in
// synchronization, which a note says.
func SetOwners(e model.Entry, owners []model.Recipient, w World) (Outcome, error) {
	d := begin(e, w)
	d.needsGroup()
	if len(owners) == 0 && (model.Recipient{Entry: e}).Kind().MailEnabled() {
		d.refuse(model.Invalid, "would have no owner", "Name at least one: Exchange wants one for every group with mail.")
	}
	var dns []string
	seen := map[string]bool{}
	for _, o := range owners {
		k := o.Kind()
		switch {
		case k == model.KindMailSecurityGroup:
			d.note(o.Name() + " is a group: Exchange Online does not take it over, and its members cannot manage the group in Outlook.")
		case k.Family() != "user" || !k.MailEnabled():
			d.fail(&model.Error{Code: model.Invalid, Subject: o.Name(), Message: "cannot own a group with mail: it is " + k.Phrase(),
				Hint: "Name a user with a mailbox, a mail user, or a mail-enabled security group."})
		}
		if key := strings.ToLower(o.Ref.DN); !seen[key] {
			seen[key] = true
			dns = append(dns, o.Ref.DN)
		}
	}
	d.After = d.After.With(managedBy, dns[:min(1, len(dns))]...)
	if rest := dns[min(1, len(dns)):]; len(rest) > 0 {
		d.set(coOwners, rest...)
	} else {
		d.clear(coOwners)
	}
	d.changed("has these owners already", "Nothing has to be changed.")
	return d.end()
}
