package mailboxguid

import (
	"fmt"
	"strconv"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
)

// A Step is one thing to do by hand.
type Step struct {
	Text    string // sentences; what is on the screen stands in double quotes
	Command string // for Windows PowerShell on the Entra Connect server, or ""
}

const (
	pause    = "Set-ADSyncScheduler -SyncCycleEnabled $false"
	resume   = "Set-ADSyncScheduler -SyncCycleEnabled $true"
	fullSync = "Start-ADSyncSyncCycle -PolicyType Initial"
)

// editor is how to open the rules, in both generations of the program.
const editor = `Start the Synchronization Rules Editor as administrator. At the top, choose "Inbound" under "Direction"; in Azure AD Sync, choose "Inbound" under "Rule Types".`

// PrepareSteps are the same change as the script's, to click; none if the rules are
// prepared.
func (p *Plan) PrepareSteps() []Step {
	if p.Prepared {
		return nil
	}
	steps := []Step{
		{"On the active Entra Connect server, pause the scheduler. Nothing is synchronized until it is on again.", pause},
		{"Save the configuration, to a folder that does not exist yet.", `Get-ADSyncServerConfiguration -Path "$env:ProgramData\EntraConnectBackup"`},
		{Text: editor},
	}
	for _, c := range p.Changes {
		number := strconv.Itoa(c.Precedence)
		if p.Builtin {
			number += " on a server with the default rules"
		}
		steps = append(steps,
			Step{Text: fmt.Sprintf(`Select "%s" and click "Edit". Note its precedence: %s. Click "Yes" to disable the rule and to make an editable copy.`, c.Rule.Name, number)},
			Step{Text: fmt.Sprintf(`On "Description", call the copy "%s", and enter a precedence that no rule has, such as %d.`, c.Copy, c.Temporary)},
			Step{Text: `On "Transformations", find the target attribute msExchMailboxGuid. Choose the flow type "Expression", enter NULL in capitals as source, tick "Apply Once", and choose the merge type "Update". Click "Save".`})
		if p.Options.DeleteOriginal {
			steps = append(steps,
				Step{Text: fmt.Sprintf(`Select the disabled "%s", click "Export" and keep the script; then click "Delete".`, c.Rule.Name)},
				Step{Text: fmt.Sprintf(`Edit the copy once more: give it the precedence %d of the original.`, c.Precedence)})
		} else {
			steps = append(steps, Step{Text: fmt.Sprintf(`Leave "%s" disabled. If the editor lets it have another precedence (%d is free), give the copy the precedence %d of the original; if not, leave the copy where it is.`, c.Rule.Name, c.Spare, c.Precedence)})
		}
	}
	return append(steps,
		Step{"Resume the scheduler.", resume},
		Step{"Synchronize everything, and wait until it is done.", fullSync},
		Step{Text: "Assign the licenses: each gives a mailbox now. Where a license was there before, take it away and assign it again."})
}

// RestoreSteps are the way back, to click.
func (p *Plan) RestoreSteps() []Step {
	steps := []Step{{"On the active Entra Connect server, pause the scheduler.", pause}, {Text: editor}}
	for _, c := range p.Changes {
		steps = append(steps, Step{Text: fmt.Sprintf(`Select "%s" and click "Delete".`, c.Copy)})
		if p.Options.DeleteOriginal {
			steps = append(steps, Step{fmt.Sprintf(`Bring "%s" back with the script that was exported, or with %s.`, strings.TrimSuffix(c.Rule.Name, suffix), BackupFile), ".\\" + BackupFile})
		} else {
			steps = append(steps, Step{Text: fmt.Sprintf(`Select "%s", click "Edit", keep the rule itself (no copy), take the tick from "Disabled", and give it the precedence %d again if it has another.`, c.Rule.Name, c.Precedence)})
		}
	}
	return append(steps, Step{"Resume the scheduler.", resume}, Step{"Synchronize everything.", fullSync},
		Step{Text: "The attribute is in the tenant again after that. Mailboxes that are there stay."})
}

// DefaultThreshold is how many deletions an export may hold before Entra Connect
// stops it
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-prevent-accidental-deletes).
const DefaultThreshold = 500

// Threshold returns how many deletions the server lets pass, by the settings of its
// export; on is false if the protection is off.
func Threshold(set *syncrule.RuleSet) (n int, on bool) {
	n, err := strconv.Atoi(set.Settings["Microsoft.OptionalFeature.ExportDeletionThresholdValue"])
	if err != nil || n <= 0 {
		n = DefaultThreshold
	}
	return n, !strings.EqualFold(set.Settings["Microsoft.OptionalFeature.ExportDeletionThreshold"], "False")
}

// Excluded says whether the attribute is taken out of the synchronization already,
// by the attribute filter of the wizard: neither connector has it selected then.
func Excluded(set *syncrule.RuleSet) model.Maybe {
	known := false
	for _, c := range set.Connectors {
		if c.Attributes == nil {
			continue
		}
		if known = true; !c.Reads(string(Attribute)) {
			return model.Yes
		}
	}
	for name := range strings.FieldsFuncSeq(set.Settings["Microsoft.AADFilter.AttributeExclusionList"], func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		if strings.EqualFold(name, string(Attribute)) {
			return model.Yes
		}
	}
	if !known {
		return model.Unsure
	}
	return model.No
}

// Alternative is the longer way, for when the rules cannot be changed, or the users
// are in the tenant with their GUIDs and the change did not help: take the users out
// of the synchronization, delete them in the tenant for good, and synchronize anew
// without the attribute. deleted is how many users that deletes.
func Alternative(set *syncrule.RuleSet, deleted int) []Step {
	limit, on := Threshold(set)
	threshold := fmt.Sprintf("%d users will be deleted in the tenant; they can be restored for 30 days. Entra Connect lets up to %d deletions pass in one export.", deleted, limit)
	command := ""
	switch {
	case !on:
		threshold = fmt.Sprintf("%d users will be deleted in the tenant; they can be restored for 30 days. The protection from accidental deletions is off: nothing will stop the export.", deleted)
	case deleted > limit:
		threshold += " That is not enough: the export will stop with the status \"stopped-deletion-threshold-exceeded\". Deselect the containers in parts, or turn the protection off for this one time, and on again afterwards with Enable-ADSyncExportDeletionThreshold."
		command = "Disable-ADSyncExportDeletionThreshold"
	}
	return []Step{
		{threshold, command},
		{Text: `Start the Synchronization Service Manager, open "Connectors", select the connector of the type "Active Directory Domain Services", and choose "Properties" in its menu.`},
		{Text: `Under "Configure Directory Partitions", click "Containers", enter the password, take the ticks from the organizational units with these users, and click "OK" twice.`},
		{"Synchronize everything.", fullSync},
		{Text: `In the Synchronization Service Manager, open "Operations": every run must have the status "success".`},
		{Text: `In the Microsoft 365 admin center, open "Users", "Deleted users": all of them must be there. Save the list.`},
		{Text: `In the Microsoft Entra admin center, open "Users", "Deleted users", tick these users and click "Delete permanently". This cannot be undone. Deleted users go for good after 30 days anyway, mailboxes on hold not before the hold ends.`},
		{Text: `In the Microsoft 365 admin center, see that none of these users is there any more.`},
		{Text: `Start Microsoft Entra Connect, click "Configure", choose "Customize synchronization options", sign in to Microsoft Entra ID, and tick the organizational units again on "Domain and OU filtering".`},
		{Text: `On "Optional features", tick "Microsoft Entra app and attribute filtering" (older: "Azure AD app and attribute filtering"). On the page of attributes, choose "I want to further limit the attributes exported", and take the tick from msExchMailboxGuid.`},
		{Text: `On the last page, leave "Start the synchronization process when configuration completes" ticked, and click "Configure".`},
		{Text: "Other tools are used in the same way: leave msExchMailboxGuid out of what they synchronize. In Cloud Sync, remove its attribute mapping from the configuration."},
	}
}
