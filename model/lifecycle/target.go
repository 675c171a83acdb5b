package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

// DangerousTarget says in a sentence why the target address of a mailbox in the cloud is
// dangerous, "" if it is not, or if there is none. It is where mail goes as long as the
// license is missing, as Exchange Online makes a mail user of the object then, and where
// servers of the own organization pass mail on to; only an address of the tenant itself
// leads to the mailbox. Its routing domains end in .onmicrosoft.com, and in the national
// clouds in .onmicrosoft.us and the like
// (https://learn.microsoft.com/powershell/module/exchangepowershell/set-remotemailbox).
func DangerousTarget(e model.Entry) string {
	target := bare(e.First(model.TargetAddress))
	_, domain, ok := strings.Cut(target, "@")
	if _, mailbox := TypeOf(e); !mailbox || !ok {
		return ""
	}
	if domain = strings.ToLower(domain); strings.Contains(domain, ".onmicrosoft.") {
		return ""
	}
	return "The target address " + target + " is dangerous: " + domain + " is no routing domain of the tenant. Mail goes there and not into the mailbox while the user has no license, and whenever a server of the own organization passes it on. Write an address in the tenant's routing domain."
}

func (d *editor) warnOfTarget() {
	if why := DangerousTarget(d.After); why != "" && d.err == nil {
		d.note(why)
	}
}
