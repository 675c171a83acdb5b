package session

import (
	"context"
	"io"
	"math"
	"os"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/tenantfile"
)

// SnapshotOptions say what a snapshot of a tenant holds beside its objects.
type SnapshotOptions struct {
	NoMembers bool                        // leave the members and owners of groups out
	Mailboxes bool                        // ask of every user whether there is a mailbox, however many there are
	Progress  func(part string, done int) // how many objects of a part were read; nil: nobody wants to know
}

// maxMailboxes is how many users are asked about unless all are, as many as a desk asks
// about when it reads a tenant: Exchange Online answers some ten of them in a second.
const maxMailboxes = 2000

// WriteSnapshot reads all of a tenant and writes it to a file that only its owner can
// read: what a comparison needs of each object, so that the tenant json:FILE gives the
// same answers. It returns the parts that may not be read. Of a snapshot that fails no
// file is left.
func WriteSnapshot(ctx context.Context, file string, t model.Tenant, target Target, o SnapshotOptions) (unread []string, err error) {
	mailboxes := maxMailboxes
	if o.Mailboxes {
		mailboxes = math.MaxInt
	}
	return tenantfile.WriteFile(ctx, file, t, tenantfile.Options{Now: target.Now, Properties: snapshotProperties, Open: undecided,
		Members: !o.NoMembers, Mailboxes: mailboxes, Progress: o.Progress})
}

// more are the properties that lists show of objects besides those that a comparison
// needs. Services of licenses are not among them: there may be fifty for each user.
var more = map[model.CloudClass][]model.Attr{
	model.CloudUser:    {"onPremisesDomainName", "licenseAssignmentStates", "createdDateTime", "otherMails", "employeeType", "externalUserState", "lastPasswordChangeDateTime"},
	model.DeletedUser:  {"onPremisesDomainName", "createdDateTime"},
	model.CloudGroup:   {"onPremisesDomainName", "createdDateTime", "visibility", "renewedDateTime", "membershipRule"},
	model.DeletedGroup: {"onPremisesDomainName", "createdDateTime"},
	model.CloudContact: {"addresses", "phones"},
}

func snapshotProperties(class model.CloudClass) (out []model.Attr) {
	out = drift.Properties(class)
	for _, a := range more[class] {
		if !slices.ContainsFunc(out, a.Is) {
			out = append(out, a)
		}
	}
	return out
}

// undecided reports whether only the tenant can say who decides about an object.
func undecided(_ model.CloudClass, e model.Entry) bool {
	return drift.AuthorityOf(e, model.Unsure, model.Unsure).Authority == drift.AuthorityUnknown
}

// SaveSnapshot writes everything that the tenant holds to a file. progress is told how
// many objects were read; it may be called from any goroutine.
func (s *Session) SaveSnapshot(ctx context.Context, file string, progress func(objects int)) error {
	t := s.Desk.Tenant()
	if t == nil {
		return NoTenant()
	}
	part, before, last := "", 0, 0
	_, err := WriteSnapshot(ctx, file, t, s.target, SnapshotOptions{Progress: func(p string, done int) {
		if p != part {
			part, before, last = p, before+last, 0
		}
		last = done
		if progress != nil {
			progress(before + done)
		}
	}})
	return err
}

// fileLink is a tenant in a file: a snapshot, which is opened when something is asked
// of it first, or no more than what forecasts rest on.
func fileLink(file string) (link, error) {
	is, err := isSnapshot(file)
	if err != nil {
		return link{}, err
	}
	if !is {
		facts, err := factsFile(file)
		return link{facts: facts, why: &model.Error{Code: model.NotFound, Subject: file, Message: "it holds what forecasts rest on, and no objects of the tenant",
			Hint: `Sign in to the tenant, or open a snapshot that "rdesk tenant snapshot" wrote.`}}, err
	}
	return link{tenant: newLazyTenant(func(_ context.Context, was model.Tenant) (model.Tenant, error) {
		if was != nil {
			return was, nil
		}
		t, err := tenantfile.Open(file)
		if err != nil { // not the nil *Tenant, which would be a Tenant that is not nil
			return nil, err
		}
		return t, nil
	})}, nil
}

func isSnapshot(file string) (bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return false, unreadableTenant(file, err)
	}
	defer f.Close()
	head := make([]byte, 200)
	n, _ := io.ReadFull(f, head) // a shorter file is none
	return tenantfile.Is(head[:n]), nil
}
