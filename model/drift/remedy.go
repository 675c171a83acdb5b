package drift

import (
	"fmt"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
	"recipientdesk/model/powershell"
)

// A Remedy is one way to settle a difference. What has to be done in the tenant is a
// script to be read, and run by hand: nothing here runs it.
type Remedy struct {
	Title  string // of the way, in a few words
	Text   string // sentences
	Script string // PowerShell; "" if there is nothing to run
	Source string

	// Convert is the type of mailbox that AD is to ask for, as Set-Mailbox has it; "" if
	// that is not what is to be done.
	Convert string
}

const connectExchange = "Connect-ExchangeOnline\n"

func connectGraph(scopes ...string) string {
	for i, s := range scopes {
		scopes[i] = powershell.Quote(s)
	}
	return "Connect-MgGraph -Scopes " + strings.Join(scopes, ", ") + "\n"
}

// patch changes an object as it is written in JSON: the typed commands cannot send
// null (https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/2514).
func patch(path, body string) string {
	return "Invoke-MgGraphRequest -Method PATCH -ContentType 'application/json' `\n  -Uri " + powershell.Quote("/v1.0/"+path) + " -Body " + powershell.Quote(body)
}

// kinds are what the classes are called in addresses and names of permissions.
var kinds = map[model.CloudClass]struct{ path, scope, behavior string }{
	model.CloudUser:    {"users", "User.ReadWrite.All", "User-OnPremisesSyncBehavior.ReadWrite.All"},
	model.CloudGroup:   {"groups", "Group.ReadWrite.All", "Group-OnPremisesSyncBehavior.ReadWrite.All"},
	model.CloudContact: {"contacts", "", "Contacts-OnPremisesSyncBehavior.ReadWrite.All"},
}

// Remedies returns what can be done about an orphan, the careful ways first. Deleting
// for good is none of them.
func (o Orphan) Remedies() []Remedy {
	k, id := kinds[o.Object.Class], o.Object.ID()
	out := []Remedy{
		{"Bring its object of AD back", "If the object of AD was deleted or moved by mistake, restore it from the recycle bin of Active Directory, or move it back to where it synchronizes. With its old GUID it has its old anchor, and the next synchronization links the two again.", "", srcAnchor, ""},
		{"Keep it as an object of the cloud", "The source of authority is moved to the tenant: the object stays as it is and can be edited there. People's mailboxes have to be in Exchange Online before. The way back is the same command with false.",
			connectGraph(k.behavior) + patch(k.path+"/"+id+"/onPremisesSyncBehavior", `{"isCloudManaged": true}`), srcAuthority, ""}}
	if o.Object.Class == model.CloudUser {
		out = append(out,
			Remedy{"Delete it; it can be restored for 30 days", "A synchronization that still knows the object deletes it as soon as it exports the deletion. Where none does, it is deleted by hand. Its mailbox can be restored with it.",
				connectGraph(k.scope) + "Remove-MgUser -UserId " + powershell.Quote(id), srcDeleted, ""},
			Remedy{"Cut its link with AD", "Deleted and restored, it is an object of the cloud, and its anchor can be cleared. Keep the old anchor: with it the link can be made again. While it is deleted nobody can sign in, and mail to it is returned.",
				connectGraph(k.scope, "User.DeleteRestore.All") + "# anchor now: " + plainLine(o.Object.First(PropAnchor)) + "\nRemove-MgUser -UserId " + powershell.Quote(id) + "\nRestore-MgDirectoryDeletedItem -DirectoryObjectId " + powershell.Quote(id) + "\n" +
					patch("users/"+id, `{"onPremisesImmutableId": null}`), srcExisting, ""})
	}
	return out
}

// plainLine keeps a text within the line of a comment.
func plainLine(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }

// mailboxWords are the types as Set-Mailbox has them.
var mailboxWords = map[string]string{"UserMailbox": "Regular", "SharedMailbox": "Shared", "RoomMailbox": "Room", "EquipmentMailbox": "Equipment"}

// Remedies returns what can be done about a type: the change has to be made on the side
// that is wrong, and AD wins if it is made in the cloud alone.
func (d TypeDrift) Remedies() []Remedy {
	ad := Remedy{Title: "Exchange Online is right: change the type in AD", Source: srcType, Convert: mailboxWords[d.Cloud],
		Text: "Convert the object of AD to " + d.Cloud + ". Values of AD win at the next synchronization, so until then the mailbox may be changed back."}
	if d.Cloud == "SharedMailbox" && d.Want == "UserMailbox" {
		ad.Text = "It was made a shared mailbox in the cloud alone, as is done when somebody leaves, and AD still asks for a user mailbox. Once AD's values are written to the cloud again it is a user mailbox, " +
			"and without a license that is deleted 30 days later. " + ad.Text
	}
	out := []Remedy{ad}
	if t := mailboxWords[d.Want]; t != "" && d.AD.CloudID != "" {
		out = append(out, Remedy{Title: "AD is right: change the type in Exchange Online", Source: srcType,
			Text:   "The next synchronization may do it; where it does not, this does. A shared mailbox that becomes a person's needs a license.",
			Script: connectExchange + "Set-Mailbox -Identity " + powershell.Quote(d.AD.CloudID) + " -Type " + t})
	}
	return out
}

// Remedies returns what can be done about a match that is to come, or is blocked.
// anchor is what the rules export, "" if that is not known.
func (c Candidate) Remedies(anchor string) []Remedy {
	var out []Remedy
	if c.Kind == "soft" {
		out = append(out, Remedy{"They are one: let the synchronization match them", "Nothing has to be done. Compare the two first: whatever stands in AD replaces what stands in the tenant.", "", srcExisting, ""})
	}
	if c.Object.Class == model.CloudUser && anchor != "" {
		out = append(out, Remedy{"They are one: link them by the anchor", "The anchor of the object of AD is written to the user, and the next synchronization finds it by that. A tenant may block such a match, and does where the user has a role of an administrator.",
			connectGraph("User.ReadWrite.All") + patch("users/"+c.Object.ID(), fmt.Sprintf(`{"onPremisesImmutableId": %q}`, anchor)), srcExisting, ""})
	}
	return append(out, Remedy{"They are two: give one of them another address", "As long as both have the address, or the sign-in name, the object of AD is matched with this one, or cannot be exported. Change it in AD, or in the tenant.", "", srcClash, ""})
}

// Remedies returns what can be done about anchors that are not equal.
func (m AnchorMismatch) Remedies() []Remedy {
	out := []Remedy{{"Look who the tenant's object was linked with", "Its anchor is that of another object of AD, a former one perhaps, or was made of another attribute. Whatever is changed, compare the two first: the link decides whose values, mailbox and licenses somebody gets.", "", srcAnchor, ""}}
	if id := m.ImmutableID; id != "" && m.AD.Ref.GUID != "" {
		out = append(out, Remedy{"Keep the tenant's: write its anchor to AD", "Where the rules export mS-DS-ConsistencyGuid, the object of AD gets the anchor that the tenant has.",
			"Set-ADObject -Identity " + powershell.Quote(m.AD.Ref.GUID) + " -Replace @{ 'mS-DS-ConsistencyGuid' = [Convert]::FromBase64String(" + powershell.Quote(id) + ") }", srcAnchor, ""})
	}
	if m.Object.Class == model.CloudUser {
		out = append(out, Remedy{"Keep that of AD: clear the tenant's anchor", "That works for a user who does not synchronize. One who does has to leave the scope of the synchronization first, which deletes him, and is restored then. A user in a federated domain cannot be without an anchor.",
			connectGraph("User.ReadWrite.All") + "# anchor now: " + plainLine(m.ImmutableID) + "\n" + patch("users/"+m.Object.ID(), `{"onPremisesImmutableId": null}`), srcExisting, ""})
	}
	return out
}

// Remedies returns what can be done about something that several objects claim.
func (d Duplicate) Remedies() []Remedy {
	if d.What == string(ByAnchor) {
		return []Remedy{{"Leave the anchor with one of them", "One object of AD belongs to one of the tenant. Compare them, and delete or cut the link of those that nobody uses. A deleted user can be restored for 30 days.", "", srcAnchor, ""}}
	}
	return []Remedy{{"Leave the address with one of them", "Take it away from the others where they are managed: in AD, or in the tenant. Until then the tenant leaves the address out of the one that comes later, or refuses it as a whole.", "", srcClash, ""}}
}

// Remedies returns what can be done about an object as it stands. now is its twin, if it
// has one, and deleted are objects of the tenant with its anchor or an address that can
// be restored.
func (it Item) Remedies(now Object, deleted []Object) []Remedy {
	var out []Remedy
	if it.CloudID == "" {
		for _, o := range deleted {
			scope := "User.DeleteRestore.All"
			if o.Class == model.DeletedGroup {
				scope = "Group.ReadWrite.All"
			}
			out = append(out, Remedy{"Restore " + o.Name(), "The tenant has deleted it, and keeps it for 30 days. Restored it has its licenses, its groups and its mailbox again, and the next synchronization links it.",
				connectGraph(scope) + "Restore-MgDirectoryDeletedItem -DirectoryObjectId " + powershell.Quote(o.ID()), srcDeleted, ""})
		}
	}
	switch it.State {
	case Waiting:
		out = append(out, Remedy{"Wait for the next synchronization, or start it", "On the synchronization server this starts one at once; Cloud Sync runs every two minutes by itself.", "Start-ADSyncSyncCycle -PolicyType Delta", srcCycle, ""})
	case Blocked:
		out = append(out, it.blocked())
	case Different:
		if it.Source == srcType {
			return append(out, Remedy{"Change the type on the side that is wrong", "Where Exchange Online is right, change the type in AD: its values win at the next synchronization, so a type that was changed in the cloud alone may be changed back. Where AD is right, set the type in Exchange Online.", "", srcType, ""})
		}
		out = append(out, Remedy{"Look at the synchronization server", "A synchronization ran after the last change and did not settle it: look for errors of the export and for rules of your own there. A complete cycle looks at every object again.", "Start-ADSyncSyncCycle -PolicyType Initial", srcCycle, ""})
	case Quarantined:
		out = append(out, Remedy{"Find who has the value", "Another object of the tenant has it, and keeps it. Take it away there, or here, and the next synchronization settles the rest.", "", srcClash, ""})
	case Sanitized:
		out = append(out, Remedy{"Verify the domain, or take another address", "The tenant takes addresses of verified domains alone. Verify the domain in the admin center of Microsoft 365 if it is yours, or put an address of a verified domain in its place.", "", srcShadow, ""})
	case Rewritten:
		out = append(out, it.rewritten())
	case InCloud:
		out = append(out, Remedy{"Change it in the tenant", "AD decides about it no longer. What is to change has to be changed in the tenant, or the authority is given back to AD.", giveBack(now), srcAuthority, ""})
	}
	return out
}

// rewritten says how AD and the tenant come to agree where the tenant makes something
// else of a value.
func (it Item) rewritten() Remedy {
	if it.Property.Is(forecast.PropUPN) {
		return Remedy{"Give it a sign-in name in a verified domain", "Change the suffix of userPrincipalName in AD to a domain that is verified in the tenant. A domain that only exists within the network, such as one in .local, cannot be verified.", "", srcSignIn, ""}
	}
	return Remedy{"Write to AD what the tenant takes", "The tenant makes something else of the value by its own rules. Nothing is lost, but the two stay different until AD has what stands in the tenant.", "", srcShadow, ""}
}

// blocked says what lets a value, or the object as a whole, through.
func (it Item) blocked() Remedy {
	switch {
	case it.Source == srcMerged && it.Status == StatusError:
		return Remedy{"Bring the former anchor back", "The tenant refuses to change the anchor of an object. Restore the former value of the attribute that the rules make it of, mS-DS-ConsistencyGuid as a rule, and the next synchronization goes through.", "", srcAnchor, ""}
	case it.Status == StatusError:
		return Remedy{"Mend what the tenant refuses", "The tenant refuses the export as a whole: nothing of the object arrives until the reason that is named is gone. The synchronization server shows the error with its details.", "", it.Source, ""}
	case it.Source == srcMerged && it.Property == "":
		return Remedy{"Leave it so, or part the two by their addresses", "Objects of AD with the same mail become one object of the tenant. If they are two people, give this one a mail of its own; if they are one, nothing has to be done.", "", srcMerged, ""}
	case it.Source == srcOldGUID:
		return Remedy{"Migrate the mailbox, or take its GUID out of AD", "As long as msExchMailboxGuid arrives, Exchange Online waits for the mailbox of Exchange Server and makes none for the license. If that mailbox exists, migrate it. If it is gone, clear msExchMailboxGuid; what then arrives decides whether the license makes a mailbox.", "", srcOldGUID, ""}
	case it.Source == srcProxies:
		return Remedy{"Correct the address, or remove it", "The tenant leaves out an address that it cannot take, without an error. Write it in AD as the tenant takes it, with its prefix and without characters that are not allowed, or remove it.", "", srcProxies, ""}
	case it.Source == srcDefaults && it.Property != "":
		return Remedy{"Set what the rule asks for", "The rule that carries the value applies only under the condition that is named. The alias, mailNickname, is what the rules for Exchange ask for: with it all of these values arrive.", "", srcDefaults, ""}
	}
	return Remedy{"Remove what holds it back", "Open the object; its tab Sync shows the rule that decides, and the clause. If it is kept out on purpose, nothing has to be done.", "", srcFiltering, ""}
}

// giveBack is the command that makes AD the authority over an object again.
func giveBack(now Object) string {
	k, ok := kinds[now.Class]
	if !ok || now.ID() == "" {
		return ""
	}
	return connectGraph(k.behavior) + patch(k.path+"/"+now.ID()+"/onPremisesSyncBehavior", `{"isCloudManaged": false}`)
}
