package check

import (
	"strings"

	"recipientdesk/model"
)

const homeServer model.Attr = "msExchHomeServerName"

var _ = register(&Rule{
	ID:    "RD1032",
	Title: "Left over from an Exchange server",
	Text: "The object names the server or the database of a mailbox that is not there any more: it is a remote mailbox, or it has a server and no database. Exchange " +
		"management tools may take it for a mailbox on premises.",
	Source:   "https://learn.microsoft.com/exchange/decommission-on-premises-exchange",
	Severity: Advice,
	Attrs:    []model.Attr{homeServer, homeMDB},
	For:      User,
	If:       []model.Attr{homeServer, homeMDB},
	Check: func(c *Case) (out []Problem) {
		remote := remoteType(c)
		for _, a := range []model.Attr{homeServer, homeMDB} {
			if v := c.First(a); v != "" && (remote || a == homeServer && !c.Has(homeMDB)) {
				out = append(out, Problem{Attr: a, Value: v, Text: serverName(v) + " has no mailbox of this user", Errors: []string{"Leftover"}, Action: Remove})
			}
		}
		return out
	},
	Mendable: true,
})

// serverName returns the last part of a legacy DN (/o=…/cn=Servers/cn=EX01), or the
// name of another.
func serverName(v string) string {
	if i := strings.LastIndex(v, "/cn="); i >= 0 {
		return v[i+len("/cn="):]
	}
	return model.NameOf(v)
}
