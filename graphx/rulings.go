package graphx

import (
	"strings"

	"recipientdesk/model"
)

// A ruling is what an error of Graph means to the person at the desk. The first
// that fits wins.
type ruling struct {
	status  int    // 0 fits every one
	code    string // "" fits every one
	text    string // part of Graph's message, which is English always; "" fits every one
	is      model.Code
	message string // about the subject
	hint    string
}

func (r ruling) fits(f *failure) bool {
	return (r.status == 0 || r.status == f.status) &&
		(r.code == "" || strings.EqualFold(r.code, f.code)) &&
		(r.text == "" || strings.Contains(strings.ToLower(f.message), strings.ToLower(r.text)))
}

// rulings, the particular ones first. Codes and texts:
// https://learn.microsoft.com/graph/errors,
// https://learn.microsoft.com/graph/delta-query-overview,
// https://learn.microsoft.com/graph/throttling, and issues of the SDKs for what
// the service really says.
var rulings = []ruling{
	{410, "", "", model.Conflict, "what was read before is too old to be brought up to date", "Read everything again."},
	{400, "", "DeltaLink older than", model.Conflict, "what was read before is too old to be brought up to date", "Read everything again."},
	{400, "Directory_ExpiredPageToken", "", model.Limited, "the listing took longer than the service allows", "Read it again."},

	{400, "", "on-premises mastered Directory Sync objects", model.Elsewhere, "it is synchronized: Active Directory has the say over this", "Change it in Active Directory."},
	{400, "", "originated within an external service", model.Elsewhere, "another service has the say over this, or sync left a mark on it", "Change it in Active Directory or Exchange Online; for an object that is no longer synchronized, deleting and restoring it may help."},
	{400, "", "mail-enabled security groups and or distribution list", model.Elsewhere, "Exchange Online has the say over this group", "Change it in Exchange Online."},
	{400, "", "added object references already exist", model.Exists, "it is already a member", "Nothing has to be done."},
	{400, "", "Another object with the same value for property", model.Exists, "another object has the value", "Find the other object, a deleted one perhaps, and change it first."},
	{400, "", "invalid usage location", model.Invalid, "it has no usage location, which licenses need", "Set the usage location; it may take a minute to count."},
	{400, "", "does not have any available licenses", model.Limited, "there is no seat left of the license", "Free one, or buy more."},
	{400, "", "does not correspond to a valid company License", model.Invalid, "the tenant does not have this license", "Choose one that it has subscribed to."},
	{400, "", "Invalid value specified for property", model.Invalid, "the tenant does not take the value", "Check it; to clear a property, send no value in place of an empty one."},
	{400, "", "$count is not currently supported", model.Internal, "the service does not count this without being asked in another way", "Report this."},
	{400, "Request_UnsupportedQuery", "", model.Internal, "the service does not answer this kind of question", "Report this, with the details."},
	{405, "", "", model.Internal, "the service does not do that with this object", "Report this, with the details."},
	{501, "", "", model.Internal, "the service does not give this property in a listing", "Leave the property out, or read the object alone."},
	{400, "", "", model.Invalid, "the tenant refuses the request", "See the details for what it says."},

	{401, "", "", model.SignIn, "the service does not take the sign-in", "Sign in again."},
	{403, "", "", model.Denied, "the permission is missing", "Ask an administrator to grant it to the application; an account also needs a role that may read the directory, such as Global Reader."},

	{404, "MailboxNotEnabledForRESTAPI", "", model.NotFound, "it has no active mailbox in Exchange Online", "The mailbox is on-premises, inactive or deleted, or there is no license."},
	{404, "ImageNotFound", "", model.NotFound, "there is no picture", ""},
	{404, "", "", model.NotFound, "no such object in the tenant", "Search for it again; it may have been deleted."},
	{409, "", "", model.Exists, "it is taken, or someone else is changing it", "Reload and try again."},
	{412, "", "", model.Conflict, "it was changed by someone else", "Reload it."},
	{413, "", "", model.Invalid, "it is too large for the service", "Make it smaller."},
	{424, "", "", model.Conflict, "it was not tried, because a step before it failed", "See the error of the earlier step."},
	{429, "", "", model.Limited, "the service is too busy with this tenant", "Wait some minutes, and let other programs that read the tenant finish."},
	{503, "", "", model.Unreachable, "the service is not available", "Try again later; see the Microsoft 365 service health."},
	{504, "", "", model.Unreachable, "the service did not answer in time", "Try again later."},
	{502, "", "", model.Unreachable, "the service did not answer in time", "Try again later."},
	{500, "", "", model.Unreachable, "the service failed", "Try again later; the details name the request for Microsoft's support."},
	{0, "", "", model.Internal, "the service gave an unexpected answer", "See the details for what it says."},
}

func rulingFor(f *failure) ruling {
	for _, r := range rulings {
		if r.fits(f) {
			return r
		}
	}
	panic("the last ruling fits everything")
}
