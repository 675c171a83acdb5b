package lifecycle

import (
	"strings"

	"recipientdesk/model"
)

const docSetGroup = "https://learn.microsoft.com/powershell/module/exchangepowershell/set-distributiongroup"

// Unsynced says what has to be set in Exchange Online, too, after an edit: the settings
// of mail flow that no rule of the synchronization carries
// (https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-attributes-synchronized).
// It is empty where the edit touches none of them.
func Unsynced(before, after model.Entry) (out []Step) {
	k := (model.Recipient{Entry: after}).Kind()
	for _, u := range unsynced {
		_, changed := model.Diff(before.Only(u.attr), after.Only(u.attr)).Change(u.attr)
		value := after.First(u.attr)
		if !changed && !(u.attr == keepsCopy && value == "TRUE" && forwarded(before, after)) {
			continue
		}
		set := u.set(value)
		cmdlet, source := u.cmdlet(k)
		if set == "" || cmdlet == "" {
			continue
		}
		out = append(out, Step{u.label + " does not synchronize. Set it in Exchange Online, too.", cmdlet + " -Identity " + identity(after) + " " + set, source})
	}
	return out
}

// keepsCopy says that forwarded mail is delivered, too.
const keepsCopy model.Attr = "deliverAndRedirect"

// forwarded reports whether an edit has mail forwarded, or to somebody else.
func forwarded(before, after model.Entry) bool {
	const forward model.Attr = "altRecipient"
	return after.Has(forward) && before.First(forward) != after.First(forward)
}

// unsynced are the attributes that have a setting of their own in Exchange Online. set
// makes the parameters of a value, "" where there is no saying what the tenant's default
// is; cmdlet returns "" for kinds that do not have the setting.
var unsynced = []struct {
	attr   model.Attr
	label  string
	cmdlet func(model.Kind) (name, source string)
	set    func(value string) string
}{
	{keepsCopy, "Keeping a copy of what is forwarded", ofMailbox, func(v string) string {
		if v == "TRUE" {
			return "-DeliverToMailboxAndForward $true"
		}
		return "-DeliverToMailboxAndForward $false"
	}},
	{"mAPIRecipient", "Rich text of Outlook", ofExternal, func(v string) string {
		return "-UseMapiRichTextFormat " + choose(v, "UseDefaultSettings", "TRUE", "Always", "FALSE", "Never")
	}},
	{"internetEncoding", "The message format", ofExternal, messageFormat},
	{"delivContLength", "The largest message received", ofMailbox, func(v string) string { return size("-MaxReceiveSize", v) }},
	{"submissionContLength", "The largest message sent", ofMailbox, func(v string) string { return size("-MaxSendSize", v) }},
	{"msExchRecipLimit", "The most recipients of a message", ofMailbox, func(v string) string { return parameter("-RecipientLimits", v) }},
	{"msExchGroupJoinRestriction", "Joining", ofGroup, func(v string) string {
		return "-MemberJoinRestriction " + choose(v, "Closed", "1", "Open", "2", "ApprovalRequired")
	}},
	{"msExchGroupDepartRestriction", "Leaving", ofGroup, func(v string) string {
		return "-MemberDepartRestriction " + choose(v, "Closed", "1", "Open")
	}},
}

// HasOwnSetting reports whether Exchange Online keeps a setting of its own in the place
// of an attribute, as no default rule carries it there.
func HasOwnSetting(a model.Attr) bool {
	for _, u := range unsynced {
		if u.attr.Is(a) {
			return true
		}
	}
	return false
}

func ofMailbox(k model.Kind) (name, source string) {
	if k.IsMailbox() {
		return "Set-Mailbox", docSetBox
	}
	return "", ""
}

func ofExternal(k model.Kind) (name, source string) {
	switch k {
	case model.KindMailUser:
		return "Set-MailUser", docSetUser
	case model.KindMailContact:
		return "Set-MailContact", docSetContact
	}
	return "", ""
}

func ofGroup(k model.Kind) (name, source string) {
	if k.Family() == "group" && k.MailEnabled() {
		return "Set-DistributionGroup", docSetGroup
	}
	return "", ""
}

// choose returns the name that stands behind the value in pairs, other if it is none.
func choose(value, other string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.EqualFold(value, pairs[i]) {
			return pairs[i+1]
		}
	}
	return other
}

// size writes a number of kilobytes as PowerShell does.
func size(parameter, kb string) string {
	if kb == "" || kb == "0" {
		return ""
	}
	return parameter + " " + kb + "KB"
}

// parameter writes a value as it is; none says nothing, as the default is the tenant's.
func parameter(name, value string) string {
	if value == "" {
		return ""
	}
	return name + " " + value
}

// messageFormat writes bits of internetEncoding as parameters. Text as the format takes
// no other body than text.
func messageFormat(value string) string {
	if value == "" {
		return ""
	}
	bits := number(model.NewEntry(model.Ref{}, map[model.Attr][]string{"internetEncoding": {value}}), "internetEncoding")
	prefer := ""
	if bits&0x20000 != 0 {
		prefer = " -UsePreferMessageFormat $true"
	}
	switch {
	case bits&0x40000 == 0:
		return "-MessageFormat Text -MessageBodyFormat Text" + prefer
	case bits&0x100000 != 0:
		return "-MessageFormat Mime -MessageBodyFormat TextAndHtml" + prefer
	case bits&0x80000 != 0:
		return "-MessageFormat Mime -MessageBodyFormat Html" + prefer
	}
	return "-MessageFormat Mime -MessageBodyFormat Text" + prefer
}

// takeBack begins a step that undoes those before it. In a script it is a comment, or
// the script would undo itself.
const takeBack = "If it has to be taken back:"

// PlainTextForAll says how rich text of Outlook is turned off in Exchange Online for all
// mail users at once: meeting requests to them arrive broken otherwise, and what AD says
// of it does not synchronize. It is taken back with the file that the first command writes.
func PlainTextForAll() []Step {
	return []Step{
		{"Keep what is set now.", "Get-MailUser -ResultSize Unlimited | Select-Object PrimarySmtpAddress, UseMapiRichTextFormat | Export-Csv -Path RichText.csv -NoTypeInformation -Encoding UTF8", docSetUser},
		{"Turn rich text off for all mail users.", "Get-MailUser -ResultSize Unlimited | Set-MailUser -UseMapiRichTextFormat Never", docSetUser},
		{takeBack, "Import-Csv -Path RichText.csv | ForEach-Object { Set-MailUser -Identity $_.PrimarySmtpAddress -UseMapiRichTextFormat $_.UseMapiRichTextFormat }", docSetUser},
	}
}
