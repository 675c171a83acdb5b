package graphd_test

import (
	"testing"

	"recipientdesk/sim/graphd"
)

func TestReadEverything(t *testing.T) {
	w := newWorld(t, graphd.Config{}, 0)
	u := w.user("cweber")
	groups := w.all("/groups")
	g := groups[0]["id"].(string)
	contact := w.all("/contacts")[0]["id"].(string)
	for _, path := range []string{"/organization", "/domains", "/domains/brightwater.example", "/domains/brightwater.example/domainNameReferences", "/subscribedSkus",
		"/users", "/users?$top=5", "/users/" + u, "/users/" + u + "/licenseDetails", "/users/" + u + "/mailboxSettings", "/users/" + u + "/mailboxSettings/userPurpose",
		"/users/" + u + "/settings/exchange", "/users/" + u + "/memberOf", "/users/" + u + "/transitiveMemberOf", "/users/" + u + "/manager", "/users/" + u + "/directReports",
		"/users/" + u + "/onPremisesSyncBehavior", "/groups/" + g + "/onPremisesSyncBehavior", "/contacts/" + contact + "/onPremisesSyncBehavior",
		"/groups/" + g, "/groups/" + g + "/members", "/groups/" + g + "/members/microsoft.graph.user", "/groups/" + g + "/transitiveMembers", "/groups/" + g + "/owners",
		"/groups/" + g + "/memberOf", "/contacts", "/contacts/" + contact, "/contacts/" + contact + "/memberOf",
		"/directory/deletedItems/microsoft.graph.user", "/directory/deletedItems/microsoft.graph.group", "/directory/onPremisesSynchronization",
		"/directoryObjects/" + u, "/users/delta", "/groups/delta", "/contacts/delta", "/users/delta()", "/groups/delta()?$select=displayName,members",
		"/admin/reportSettings", "/groups?$expand=members", "/users?$expand=manager",
	} {
		w.get(path)
	}
	t.Log(len(groups))
}
