package check

import (
	"fmt"
	"slices"
	"strconv"

	"recipientdesk/model"
)

var _ = register(&Rule{
	ID:    "RD1021",
	Title: "Recipient types that disagree",
	Text: "Three attributes say what kind of recipient an object is, and Exchange Online reads all of them. Where they disagree, a room shows as a person, or a " +
		"mailbox that was converted in the cloud turns back. Where two agree, the third is proposed to follow; a group's type follows groupType.",
	Source:   "https://learn.microsoft.com/exchange/troubleshoot/user-and-shared-mailboxes/shared-mailboxes-unexpectedly-converted-to-user-mailboxes",
	Severity: Warning,
	Attrs:    []model.Attr{model.DisplayType, model.RemoteRecipientType, model.RecipientType},
	If:       []model.Attr{model.RecipientType},
	Check: func(c *Case) []Problem {
		details, _ := c.number(model.RecipientType)
		t, known := recipientTypes[details]
		switch {
		case !known || c.class == 0:
			return nil
		case c.class != t.class:
			return []Problem{disagrees(c, model.RecipientType, t.name, 0, false)}
		case c.class == Group:
			return groupTypes(c, details, t)
		}
		return userTypes(c, t)
	},
	Mendable: true,
})

// userTypes compares the display type and the type bits of a remote mailbox with the
// recipient type.
func userTypes(c *Case, t recipientType) (out []Problem) {
	display, hasDisplay := c.number(model.DisplayType)
	remote, hasRemote := c.number(model.RemoteRecipientType)
	hasRemote = hasRemote && t.remote >= 0
	displayAgrees := slices.Contains(t.display, display)
	remoteAgrees := remote&model.RemoteTypeBits == t.remote
	if hasDisplay && !displayAgrees {
		out = append(out, disagrees(c, model.DisplayType, t.name, t.display[0], !hasRemote || remoteAgrees))
	}
	if hasRemote && !remoteAgrees {
		certain := hasDisplay && displayAgrees && !slices.Contains(displayOfRemote(remote), display)
		out = append(out, disagrees(c, model.RemoteRecipientType, t.name, remote&^model.RemoteTypeBits|t.remote, certain))
	}
	return out
}

// displayOfRemote returns the display types of a remote mailbox with those type bits.
// A user's and a shared mailbox have the same, which then decides nothing.
func displayOfRemote(remote int64) []int64 {
	for _, t := range recipientTypes {
		if t.remote == remote&model.RemoteTypeBits {
			return t.display
		}
	}
	return nil
}

// groupTypes compares the types of a group with groupType, and with each other.
func groupTypes(c *Case, details int64, t recipientType) (out []Problem) {
	group, _ := c.number(model.GroupType)
	right := details
	switch security := uint32(group)&0x80000000 != 0; {
	case security && details == model.TypeDistributionGroup:
		right = model.TypeMailSecurityGroup
	case !security && details == model.TypeMailSecurityGroup:
		right = model.TypeDistributionGroup
	}
	if right != details {
		t = recipientTypes[right]
		out = append(out, disagrees(c, model.RecipientType, t.name+" by its groupType", right, true))
	}
	if display, ok := c.number(model.DisplayType); ok && !slices.Contains(t.display, display) {
		out = append(out, disagrees(c, model.DisplayType, t.name, t.display[0], true))
	}
	return out
}

func disagrees(c *Case, a model.Attr, what string, right int64, certain bool) Problem {
	p := Problem{Attr: a, Value: c.First(a), Text: fmt.Sprintf("%s is %s, but the object is %s", a, c.First(a), what), Errors: []string{"TypeMismatch"}, Action: None}
	if a == model.RecipientType && right == 0 {
		p.Text = fmt.Sprintf("%s says %s, which an object of this class cannot be", a, what)
	}
	if certain {
		p.Action, p.Proposed = Edit, strconv.FormatInt(right, 10)
	}
	return p
}
