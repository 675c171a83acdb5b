package sim

import "net/http"

// A CloudRefusal is what a tenant says when it does not do what it was asked, in
// Graph's words: programs match codes and texts.
type CloudRefusal struct {
	Status  int
	Code    string
	Message string
	Details []CloudDetail
	Header  map[string]string
}

// A CloudDetail names one of the things that are wrong.
type CloudDetail struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Target  string `json:"target,omitempty"`
}

func (r *CloudRefusal) Error() string { return r.Code + ": " + r.Message }

func badCloudRequest(message string) *CloudRefusal {
	return &CloudRefusal{Status: http.StatusBadRequest, Code: "Request_BadRequest", Message: message}
}

// NoSuchResource is what a tenant says of an ID that it does not know.
func NoSuchResource(id string) *CloudRefusal {
	return &CloudRefusal{Status: http.StatusNotFound, Code: "Request_ResourceNotFound",
		Message: "Resource '" + id + "' does not exist or one of its queried reference-property objects are not present."}
}

// What Graph says, word for word, as programs match it. Sources are in the issues
// and documents that describe them.
const (
	textMastered = "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration."
	textMailList = "Cannot Update a mail-enabled security groups and or distribution list."
	textMember   = "One or more added object references already exist for the following modified properties: 'members'."
	textUsage    = "License assignment cannot be done for user with invalid usage location."
	textDomain   = "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization."
)
