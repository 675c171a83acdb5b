package drift

import (
	"encoding/json"
	"strings"
	"time"

	"recipientdesk/model"
)

// PropServiceErrors are the errors that services report of an object.
const PropServiceErrors model.Attr = "serviceProvisioningErrors"

// A Fault is an error that the tenant reports of one of its objects.
type Fault struct {
	Service  string     `json:"service"`  // that reports it: "exchange"; "" for the synchronization
	Category string     `json:"category"` // PropertyConflict; "" of a service
	Property model.Attr `json:"property"` // that causes it
	Value    string     `json:"value"`
	Since    time.Time  `json:"since"` // zero: not said
	Resolved bool       `json:"resolved"`
	Text     string     `json:"text"` // a sentence without a period
}

// FaultsOf reads the errors of an object, those of the synchronization first
// (https://learn.microsoft.com/graph/api/resources/onpremisesprovisioningerror,
// https://learn.microsoft.com/graph/api/resources/serviceprovisioningerror).
func FaultsOf(e model.Entry) (out []Fault) {
	for _, v := range e.Values(PropErrors) {
		var x struct {
			Category, PropertyCausingError, Value string
			OccurredDateTime                      time.Time
		}
		if json.Unmarshal([]byte(v), &x) != nil {
			out = append(out, Fault{Text: v})
			continue
		}
		f := Fault{Category: x.Category, Property: model.Attr(x.PropertyCausingError), Value: x.Value, Since: x.OccurredDateTime}
		f.Text = "the synchronization reports " + f.Category + " for " + string(f.Property)
		if f.Category == "PropertyConflict" {
			f.Text = "another object of the tenant has " + f.Value + ", so " + string(f.Property) + " of this one does not get it"
		}
		out = append(out, f)
	}
	for _, v := range e.Values(PropServiceErrors) {
		out = append(out, serviceFault(v))
	}
	return out
}

func serviceFault(v string) Fault {
	var x struct {
		ServiceInstance, ErrorDetail string
		IsResolved                   bool
		CreatedDateTime              time.Time
	}
	if json.Unmarshal([]byte(v), &x) != nil {
		return Fault{Service: "unknown", Text: v}
	}
	name, _, _ := strings.Cut(x.ServiceInstance, "/")
	f := Fault{Service: name, Since: x.CreatedDateTime, Resolved: x.IsResolved, Value: x.ErrorDetail}
	if f.Text = name + " reports: " + textOf(x.ErrorDetail); x.ErrorDetail == "" {
		f.Text = name + " reports an error without details"
	}
	return f
}

// textOf takes the description out of the XML that services report errors in, all of
// it if there is none.
func textOf(detail string) string {
	for _, tag := range []string{"ErrorDescription", "Message"} {
		if _, rest, ok := strings.Cut(detail, "<"+tag+">"); ok {
			if text, _, ok := strings.Cut(rest, "</"+tag+">"); ok {
				return strings.TrimSpace(text)
			}
		}
	}
	return strings.TrimSpace(detail)
}

// restorable is how long a deleted object can be restored
// (https://learn.microsoft.com/graph/api/resources/directory).
const restorable = 30 * 24 * time.Hour

// GoneAt returns when a deleted object is gone for good, zero if that is not known.
func (o Object) GoneAt() time.Time {
	t, err := time.Parse(time.RFC3339, o.First("deletedDateTime"))
	if err != nil || !o.Deleted() {
		return time.Time{}
	}
	return t.Add(restorable)
}
