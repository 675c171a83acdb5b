package sheet

import (
	"fmt"

	"recipientdesk/model"
)

// The organization can give each of these fields its own name: see Labels.
var _ = register(Tab{
	ID: "custom", Rank: 30, Label: "Custom attributes",
	Groups: []Group{
		{Fields: numbered("custom", "Custom attribute", "extensionAttribute", 15, Text{},
			"Free text with a meaning the organization chooses. Synced, also without an alias.")},
		{Label: "Multi-valued", Fields: numbered("extensionCustom", "Extension custom attribute", "msExchExtensionCustomAttribute", 5, List{},
			"Several free texts. Synced for users only if the alias is set; Exchange Online does not use them.")},
		{Label: "Cloud extension attributes", Fields: numbered("cloudExtension", "Cloud extension attribute", "msDS-cloudExtensionAttribute", 20, Text{},
			"Free text that every Active Directory since Windows Server 2012 has. Not synced by the default rules.")},
	},
})

func numbered(id, label, attr string, n int, edit Editor, help string) (out []Field) {
	for i := 1; i <= n; i++ {
		out = append(out, Field{
			ID:    fmt.Sprintf("%s%d", id, i),
			Label: fmt.Sprintf("%s %d", label, i),
			Help:  help,
			Attrs: []model.Attr{model.Attr(fmt.Sprintf("%s%d", attr, i))},
			Edit:  edit,
			Doc:   docAttrs,
		})
	}
	return out
}

// Labels are the names an organization gives to fields, by field ID. They belong
// to the settings; nil is no names.
type Labels map[string]string

// Name returns the field under the organization's name for it.
func (l Labels) Name(f Field) Field {
	if label := l[f.ID]; label != "" {
		f.Label = label
	}
	return f
}
