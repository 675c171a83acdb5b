package graphx

import "recipientdesk/model"

// A kind is how Graph offers a class of objects.
type kind struct {
	list      string // path of the listing
	one       string // path of one object
	scope     string
	authority string // path and permission of onPremisesSyncBehavior, "" where there is none
	behavior  string // the permission; there is no lesser one that only reads
	delta     string // path of the changes, "" where there are none
}

var kinds = map[model.CloudClass]kind{
	model.CloudUser: {"/users", "/users/{id}", model.ReadUsers,
		"/users/{id}/onPremisesSyncBehavior", model.UserAuthority, "/users/delta()"},
	model.CloudGroup: {"/groups", "/groups/{id}", model.ReadGroups,
		"/groups/{id}/onPremisesSyncBehavior", model.GroupAuthority, "/groups/delta()"},
	model.CloudContact: {"/contacts", "/contacts/{id}", model.ReadContacts,
		"/contacts/{id}/onPremisesSyncBehavior", model.ContactAuthority, "/contacts/delta()"},
	model.DeletedUser:  {list: "/directory/deletedItems/microsoft.graph.user", one: "/directory/deletedItems/{id}", scope: model.ReadUsers},
	model.DeletedGroup: {list: "/directory/deletedItems/microsoft.graph.group", one: "/directory/deletedItems/{id}", scope: model.ReadGroups},
}

// kindOf returns the kind of a class, or an error for a class that is none.
func kindOf(class model.CloudClass) (kind, error) {
	return kinds[class], model.CheckClass(class)
}
