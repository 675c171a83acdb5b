package sheet

import (
	"fmt"

	"recipientdesk/model"
)

// The organization can give each of these fields its own name: see Labels.
var _ = register(Tab{
	ID: "custom", Rank: 30, Label: "Custom attributes",
	Groups: []Group{
		{Fields: numbered(15, Field{ID: "custom", Label: "Custom attribute", Attrs: []model.Attr{"extensionAttribute"}, Edit: Text{},
			Help: "Free text with a meaning the organization chooses. Synced, also without an alias."})},
		{Label: "Multi-valued", Fields: numbered(5, Field{ID: "extensionCustom", Label: "Extension custom attribute",
			Attrs: []model.Attr{"msExchExtensionCustomAttribute"}, Edit: List{}, Optional: true,
			Help: "Several free texts. Synced for users only if the alias is set; Exchange Online does not use them."})},
		{Label: "Cloud extension attributes", Fields: numbered(20, Field{ID: "cloudExtension", Label: "Cloud extension attribute",
			Attrs: []model.Attr{"msDS-cloudExtensionAttribute"}, Edit: Text{}, Optional: true, For: isUser,
			Help: "Free text that users have in every Active Directory since Windows Server 2012. Not synced by the default rules."})},
	},
})

// numbered returns n fields like f, with a number after its ID, label and
// attribute.
func numbered(n int, f Field) (out []Field) {
	for i := 1; i <= n; i++ {
		g := f
		g.ID, g.Label, g.Doc = fmt.Sprint(f.ID, i), fmt.Sprint(f.Label, " ", i), docAttrs
		g.Attrs = []model.Attr{model.Attr(fmt.Sprint(f.Attrs[0], i))}
		out = append(out, g)
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
