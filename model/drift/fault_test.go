package drift

import (
	"testing"
	"time"

	"recipientdesk/model"
)

func TestFaults(t *testing.T) {
	at := time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	for name, c := range map[string]struct {
		property model.Attr
		value    string
		want     Fault
	}{
		"conflict": {PropErrors, `{"category":"PropertyConflict","occurredDateTime":"2026-02-03T04:05:06Z","propertyCausingError":"ProxyAddresses","value":"SMTP:a@x.example"}`,
			Fault{Category: "PropertyConflict", Property: "ProxyAddresses", Value: "SMTP:a@x.example", Since: at,
				Text: "another object of the tenant has SMTP:a@x.example, so ProxyAddresses of this one does not get it"}},
		"other category": {PropErrors, `{"category":"Weird","occurredDateTime":null,"propertyCausingError":"mail","value":"v"}`,
			Fault{Category: "Weird", Property: "mail", Value: "v", Text: "the synchronization reports Weird for mail"}},
		"service": {PropServiceErrors, `{"@odata.type":"#microsoft.graph.serviceProvisioningXmlError","createdDateTime":"2026-02-03T04:05:06Z","isResolved":true,"serviceInstance":"exchange/eurprd03-001-01","errorDetail":"<e><ErrorDescription> It is taken. </ErrorDescription></e>"}`,
			Fault{Service: "exchange", Since: at, Resolved: true, Value: "<e><ErrorDescription> It is taken. </ErrorDescription></e>", Text: "exchange reports: It is taken."}},
		"service without details": {PropServiceErrors, `{"isResolved":false,"serviceInstance":"exchange/x"}`, Fault{Service: "exchange", Text: "exchange reports an error without details"}},
		"no JSON":                 {PropErrors, "broken", Fault{Text: "broken"}},
	} {
		got := FaultsOf(model.NewEntry(model.Ref{}, attrsOf{c.property: {c.value}}))
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestADeletedObjectIsGoneAfterThirtyDays(t *testing.T) {
	e := model.NewEntry(model.Ref{}, attrsOf{"deletedDateTime": {"2026-02-01T10:00:00Z"}})
	if got := (Object{Class: model.DeletedUser, Entry: e}).GoneAt(); !got.Equal(time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("gone at %s", got)
	}
	if got := (Object{Class: model.CloudUser, Entry: e}).GoneAt(); !got.IsZero() {
		t.Errorf("not deleted, and gone at %s", got)
	}
}
