package graphd

import (
	"encoding/json"
	"net/http"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// props reads a body as properties.
func (c *call) props() (map[string]json.RawMessage, *answer) {
	var m map[string]json.RawMessage
	if a := c.decode(&m); a != nil {
		return nil, a
	}
	if m == nil {
		return nil, refuse(http.StatusBadRequest, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.")
	}
	return m, nil
}

func (c *call) createUser() *answer { return c.create(model.CloudUser, c.srv.tenant.CreateUser) }

func (c *call) createGroup() *answer { return c.create(model.CloudGroup, c.srv.tenant.CreateGroup) }

func (c *call) create(class model.CloudClass, make func(map[string]json.RawMessage) (*sim.CloudObject, error)) *answer {
	props, a := c.props()
	if a != nil {
		return a
	}
	o, err := make(props)
	if err != nil {
		return fail(err)
	}
	p, _ := newPlan(class, "", true) // the default properties are known
	p.idLast = false
	a = c.entity(http.StatusCreated, p, o)
	a.header = map[string]string{"Location": c.root() + "/directoryObjects/" + o.ID.String() + "/Microsoft.DirectoryServices." + strings.ToUpper(typeNames[class][:1]) + typeNames[class][1:]}
	return a
}

// update changes an object. Members can be added to a group that way as well.
func (c *call) update(class model.CloudClass) *answer {
	props, a := c.props()
	if a != nil {
		return a
	}
	if raw, ok := props["members@odata.bind"]; ok && class == model.CloudGroup {
		var links []string
		if json.Unmarshal(raw, &links) != nil || len(links) > 20 {
			return fail(badRequest("Invalid value specified for property 'members@odata.bind'."))
		}
		for _, l := range links {
			if err := c.srv.tenant.AddMember(c.args[0], lastSegment(l), false); err != nil {
				return fail(err)
			}
		}
		delete(props, "members@odata.bind")
	}
	if err := c.srv.tenant.Update(class, c.args[0], props, c.beta); err != nil {
		return fail(err)
	}
	return noContent
}

func lastSegment(link string) string { return link[strings.LastIndexByte(link, '/')+1:] }

func (c *call) remove(class model.CloudClass) *answer {
	if err := c.srv.tenant.Delete(class, c.args[0]); err != nil {
		return fail(err)
	}
	return noContent
}

func (c *call) restore() *answer {
	var in struct {
		UPN  string `json:"newUserPrincipalName"`
		Drop bool   `json:"autoReconcileProxyConflict"`
	}
	if len(c.body) > 0 {
		if a := c.decode(&in); a != nil {
			return a
		}
	}
	o, err := c.srv.tenant.Restore(c.args[0], in.UPN, in.Drop)
	if err != nil {
		return fail(err)
	}
	return c.directoryEntity(o)
}

// purge deletes for good. Applications may not.
func (c *call) purge() *answer {
	if a := c.delegatedOnly(); a != nil {
		return a
	}
	if err := c.srv.tenant.Purge(c.args[0]); err != nil {
		return fail(err)
	}
	return noContent
}

func (c *call) assignLicense() *answer {
	var in struct {
		Add    *[]sim.CloudLicense `json:"addLicenses"`
		Remove *[]string           `json:"removeLicenses"`
	}
	if a := c.decode(&in); a != nil {
		return a
	}
	if in.Add == nil || in.Remove == nil {
		return fail(badRequest("One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: addLicenses, removeLicenses."))
	}
	o, err := c.srv.tenant.AssignLicense(c.args[0], *in.Add, *in.Remove)
	if err != nil {
		return fail(err)
	}
	p, _ := newPlan(model.CloudUser, "", true) // the default properties are known
	return c.entity(http.StatusOK, p, o)
}

func (c *call) reprocess() *answer {
	o, a := c.find(model.CloudUser)
	if a != nil {
		return a
	}
	p, _ := newPlan(model.CloudUser, "", true) // the default properties are known
	return c.entity(http.StatusOK, p, o)
}

// retryProvisioning answers as if it had begun.
func (c *call) retryProvisioning() *answer {
	if c.srv.tenant.Object(c.args[0]) == nil {
		return fail(notFound(c.args[0]))
	}
	return noContent
}

func (c *call) revoke() *answer {
	if _, a := c.find(model.CloudUser); a != nil {
		return a
	}
	return c.reply("Edm.Boolean", map[string]any{"value": true})
}

// behavior says who is the authority over an object.
func (c *call) behavior(class model.CloudClass) *answer {
	o, a := c.find(class)
	if a != nil {
		return a
	}
	return c.reply(setNames[class]+"('"+o.ID.String()+"')/onPremisesSyncBehavior/$entity", map[string]any{"id": o.ID.String(), "isCloudManaged": o.Is("x-cloudManaged")})
}

func (c *call) setBehavior(class model.CloudClass) *answer {
	var in struct {
		On *bool `json:"isCloudManaged"`
	}
	if a := c.decode(&in); a != nil {
		return a
	}
	if in.On == nil {
		return fail(badRequest("Invalid value specified for property 'isCloudManaged'."))
	}
	if err := c.srv.tenant.SetCloudManaged(class, c.args[0], *in.On); err != nil {
		return fail(err)
	}
	return noContent
}

func (c *call) addReference(owner bool) *answer {
	var in struct {
		ID string `json:"@odata.id"`
	}
	if a := c.decode(&in); a != nil {
		return a
	}
	if err := c.srv.tenant.AddMember(c.args[0], lastSegment(in.ID), owner); err != nil {
		return fail(err)
	}
	return noContent
}

func (c *call) removeReference(owner bool) *answer {
	if err := c.srv.tenant.RemoveMember(c.args[0], c.args[1], owner); err != nil {
		return fail(err)
	}
	return noContent
}

func (c *call) invite() *answer {
	var in struct {
		Address  string `json:"invitedUserEmailAddress"`
		Name     string `json:"invitedUserDisplayName"`
		Redirect string `json:"inviteRedirectUrl"`
		Send     bool   `json:"sendInvitationMessage"`
		Type     string `json:"invitedUserType"`
		Message  any    `json:"invitedUserMessageInfo"`
		Reset    bool   `json:"resetRedemption"`
		User     any    `json:"invitedUser"`
	}
	if a := c.decode(&in); a != nil {
		return a
	}
	if in.Address == "" || in.Redirect == "" {
		return fail(badRequest("A required property 'inviteRedirectUrl' or 'invitedUserEmailAddress' was not set."))
	}
	o, err := c.srv.tenant.Invite(in.Address, in.Name)
	if err != nil {
		return fail(err)
	}
	a := c.reply("invitations/$entity", map[string]any{"id": c.id, "inviteRedeemUrl": "https://login.microsoftonline.com/redeem?rd=" + c.id, "invitedUserDisplayName": o.Text("displayName"),
		"invitedUserType": "Guest", "invitedUserEmailAddress": in.Address, "sendInvitationMessage": in.Send, "resetRedemption": false, "inviteRedirectUrl": in.Redirect,
		"status": "PendingAcceptance", "invitedUser": map[string]any{"id": o.ID.String()}})
	a.status = http.StatusCreated
	return a
}
