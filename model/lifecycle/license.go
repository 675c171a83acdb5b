package lifecycle

import (
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/powershell"
)

const (
	docLicense = "https://learn.microsoft.com/microsoft-365/enterprise/assign-licenses-to-user-accounts-with-microsoft-365-powershell"
	docMailbox = "https://learn.microsoft.com/powershell/module/exchangepowershell/get-mailbox"
)

// exchangePlans tells the service plans that make a mailbox from the others of that
// name: those go with services that use a mailbox, or add an archive to one
// (https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference).
const exchangePlans = "^EXCHANGE_[SLB]_(?!FOUNDATION|ARCHIVE)"

// licenseSteps say how a synchronized user gets a license with Exchange Online, and how
// to see that it made a mailbox. The license is chosen from those that the tenant has.
func (s Situation) licenseSteps() []Step {
	name := s.Entry.First(model.UserPrincipalName)
	if s.User != nil && s.User.UserPrincipalName != "" { // another where the domain is not verified
		name = s.User.UserPrincipalName
	}
	user := powershell.Quote(name)
	lines := []string{"Connect-MgGraph -Scopes 'User.ReadWrite.All', 'Organization.Read.All'"}
	if !s.Entry.Has(usageLocation) { // else it synchronizes
		lines = append(lines, "Update-MgUser -UserId "+user+" -UsageLocation "+location(s.Entry))
	}
	lines = append(lines,
		"$license = Get-MgSubscribedSku -All | Where-Object { $_.ServicePlans.ServicePlanName -match '"+exchangePlans+"' } | Out-GridView -Title 'License' -OutputMode Single",
		"Set-MgUserLicense -UserId "+user+" -AddLicenses @(@{ SkuId = $license.SkuId }) -RemoveLicenses @()")
	return []Step{
		{"Give the user a usage location, without which no license can be given, and a license with Exchange Online. The list shows those that the tenant has.",
			strings.Join(lines, "\n"), docLicense},
		{"See that the mailbox is there. It takes a few minutes.", "Get-Mailbox -Identity " + identity(s.Entry) + " | Format-List RecipientTypeDetails, PrimarySmtpAddress, EmailAddresses", docMailbox},
	}
}

const usageLocation model.Attr = "msExchUsageLocation"

// location is the country that AD has of a user, for PowerShell; else a question for it.
func location(e model.Entry) string {
	if c := e.First("c"); len(c) == 2 && strings.Trim(c, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return powershell.Quote(strings.ToUpper(c))
	}
	return "(Read-Host 'Country of the user in two letters, as DE')"
}
