package graphx

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"recipientdesk/model"
)

// A grant is what an access token says of the session. It is shown, and makes a
// refusal plainer; nothing is decided by it, as tokens are Graph's to read.
type grant struct {
	Tenant string
	User   string // "" for an application
	App    string
	Scopes []string // permissions, sorted
	Roles  []string // directory roles by name, sorted
}

// has reports whether the token carries a permission, or one that includes it.
func (g grant) has(scope string) bool { return model.Grants(g.Scopes, scope) }

// readGrant reads the payload of a token; a token of another form says nothing.
// Claims: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference.
func readGrant(token string) grant {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return grant{}
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return grant{}
	}
	var c struct {
		TID, AppID, SCP, UPN string
		Preferred            string `json:"preferred_username"`
		Unique               string `json:"unique_name"`
		Roles, WIDs          []string
	}
	if json.Unmarshal(payload, &c) != nil {
		return grant{}
	}
	g := grant{Tenant: c.TID, App: c.AppID, Scopes: append(strings.Fields(c.SCP), c.Roles...)}
	if c.SCP != "" {
		g.User = first(c.UPN, c.Preferred, c.Unique)
	}
	for _, id := range c.WIDs {
		if name, ok := roleNames[id]; ok {
			g.Roles = append(g.Roles, name)
		} else if id != everybody {
			g.Roles = append(g.Roles, id)
		}
	}
	slices.Sort(g.Scopes)
	slices.Sort(g.Roles)
	return g
}

func first(s ...string) string {
	for _, v := range s {
		if v != "" {
			return v
		}
	}
	return ""
}

// everybody is the role that each user has; tokens name it beside the real ones.
const everybody = "b79fbf4d-3ef9-4689-8143-76b194e85509"

// roleNames are the built-in roles that matter for reading and repairing
// recipients (https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference).
// Others are shown by their ID.
var roleNames = map[string]string{
	"62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
	"f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
	"fe930be7-5e62-47db-91af-98c3a49a38b1": "User Administrator",
	"29232cdf-9323-42fd-ade2-1d097af3e4de": "Exchange Administrator",
	"31392ffb-586c-42d1-9346-e59415a2cc4e": "Exchange Recipient Administrator",
	"fdd7a751-b60b-444a-984c-02652fe8fa1c": "Groups Administrator",
	"8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2": "Hybrid Identity Administrator",
	"88d8e3e3-8f55-4a1e-953a-9b9898b8876b": "Directory Readers",
	"9360feb5-f418-4baa-8175-e2a00bac4301": "Directory Writers",
	"4d6ac14f-3453-41d0-bef9-a3e0c569773a": "License Administrator",
	"729827e3-9c14-49f7-bb1b-9608f156bbb8": "Helpdesk Administrator",
	"e8611ab8-c189-46e8-94e1-60213ab1f814": "Privileged Role Administrator",
	"4a5d8f65-41da-4de4-8968-e035b65339cf": "Reports Reader",
	"5d6b6bb7-de71-4623-b4af-96380a352509": "Security Reader",
}
