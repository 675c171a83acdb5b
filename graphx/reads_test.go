package graphx

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

const organization = `{"value":[{"id":"` + id1 + `","displayName":"Contoso","onPremisesSyncEnabled":true,"onPremisesLastSyncDateTime":"2026-11-20T09:30:00Z",
	"verifiedDomains":[{"name":"Contoso.example","isInitial":false,"isDefault":true},{"name":"contoso.onmicrosoft.com","isInitial":true}]}]}`

func TestInfo(t *testing.T) {
	s := serve(t, answers(map[string]string{"/organization": organization}))
	tenant := s.dial(t, func(c *Config) {
		c.Credential = &tokens{token(`{"appid":"app","scp":"User.Read.All","upn":"a@x.example","wids":["62e90394-69f5-4237-9190-012177145e10"]}`)}
	})
	got, err := tenant.Info(context.Background())
	want := model.TenantInfo{Name: "Contoso", ID: id1, InitialDomain: "contoso.onmicrosoft.com", Source: s.URL, User: "a@x.example", App: "app",
		Roles: []string{"Global Administrator"}, Scopes: []string{"User.Read.All"}, SyncEnabled: model.Yes, LastSync: time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestTenantWithoutSync(t *testing.T) {
	s := serve(t, answers(map[string]string{"/organization": `{"value":[{"id":"` + id1 + `","displayName":"New","onPremisesSyncEnabled":null,"onPremisesLastSyncDateTime":null,"verifiedDomains":[{"name":"new.onmicrosoft.com","isInitial":true}]}]}`,
		"/domains": `{"value":[{"id":"new.onmicrosoft.com","isInitial":true,"isVerified":true}]}`, "/directory/onPremisesSynchronization": `{"value":[]}`}))
	tenant := s.dial(t)
	for scope, want := range map[string]model.Maybe{"": model.No, "Organization.Read.All": model.No, "Directory.Read.All": model.No, "User.Read": model.Unsure} {
		info, err := s.dial(t, func(c *Config) {
			if scope != "" {
				c.Credential = &tokens{token(`{"scp":"` + scope + `"}`)}
			}
		}).Info(context.Background())
		if err != nil || info.SyncEnabled != want || !info.LastSync.IsZero() {
			t.Errorf("%q: got %+v, %v", scope, info, err)
		}
	}
	facts, err := tenant.Facts(context.Background())
	if err != nil || facts.InitialDomain != "new.onmicrosoft.com" || facts.Features != (model.SyncFeatures{}) {
		t.Errorf("got %+v, %v", facts, err)
	}
}

func TestFacts(t *testing.T) {
	s := serve(t, answers(map[string]string{"/organization": organization,
		"/domains":                             `{"value":[{"id":"Contoso.example","isVerified":true},{"id":"new.example","isVerified":false},{"id":"contoso.onmicrosoft.com","isVerified":true,"isInitial":true}]}`,
		"/directory/onPremisesSynchronization": `{"value":[{"id":"x","features":{"softMatchOnUpnEnabled":true,"blockSoftMatchEnabled":false,"synchronizeUpnForManagedUsersEnabled":null}}]}`}))
	got, err := s.dial(t).Facts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprintf("%s %s %s", got.Name, got.InitialDomain, got.VerifiedDomains) != "Contoso contoso.onmicrosoft.com [contoso.example contoso.onmicrosoft.com]" {
		t.Errorf("got %+v", got)
	}
	if got.Features != (model.SyncFeatures{SoftMatchOnUPN: model.Yes, BlockSoftMatch: model.No}) {
		t.Errorf("features are %+v", got.Features)
	}
}

func TestFactsWithoutTheOrganization(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		if strings.HasSuffix(r.URL.Path, "/domains") {
			respond(w, 200, `{"value":[{"id":"Contoso.onmicrosoft.com","isVerified":true,"isInitial":true}]}`)
			return
		}
		respond(w, 403, problem("Authorization_RequestDenied", "Insufficient privileges to complete the operation."))
	})
	got, err := s.dial(t).Facts(context.Background())
	if err != nil || got.InitialDomain != "contoso.onmicrosoft.com" || len(got.VerifiedDomains) != 1 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestGet(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		respond(w, 200, `{"@odata.context":"x","id":"`+id1+`","lastPasswordChangeDateTime":"2026-11-20T10:00:00+01:00","size":1.5e3,"text":"a\u00e9\"\n","nothing":"","none":null,"list":[],"o":{ "a" : [ 1 ] }}`)
	})
	tenant := s.dial(t)
	for id, path := range map[string]string{
		id1: "/v1.0/users/" + id1, "a@x.example": "/v1.0/users/a@x.example", "o'b+c@x.example": "/v1.0/users/o'b+c@x.example",
		"a_x#EXT#@x.example": "/v1.0/users/a_x#EXT#@x.example", "$o'b@x.example": "/v1.0/users('$o''b@x.example')",
	} {
		e, err := tenant.Get(context.Background(), model.CloudUser, id, "mail")
		if err != nil {
			t.Fatal(err)
		}
		if got := s.requests()[len(s.requests())-1].path; got != path {
			t.Errorf("%s was asked for as %s", id, got)
		}
		got := fmt.Sprintf("%s %s %s %s %d", e.First("lastPasswordChangeDateTime"), e.First("size"), e.Values("text"), e.First("o"), e.Len())
		if got != "2026-11-20T09:00:00Z 1500 [aé\"\n] {\"a\":[1]} 5" {
			t.Errorf("got %q", got)
		}
	}
	_, err := tenant.Get(context.Background(), model.CloudUser, " ")
	fails(t, err, model.Invalid, "")
}

func TestMembersAndOwners(t *testing.T) {
	s := serve(t, answers(map[string]string{
		"/groups/" + id1 + "/members": `{"value":[{"@odata.type":"#microsoft.graph.user","id":"` + id2 + `","mail":"a@x.example"},{"@odata.type":"#microsoft.graph.user","id":"` + id3 + `","mail":null}]}`,
		"/groups/" + id1 + "/owners":  `{"value":[]}`,
	}))
	tenant := s.dial(t)
	var got []model.Entry
	for e, err := range tenant.Members(context.Background(), id1) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e)
	}
	if len(got) != 2 || got[0].First("mail") != "a@x.example" || got[1].Ref.GUID != id3 || got[1].Len() != 1 {
		t.Errorf("got %v", got)
	}
	for e, err := range tenant.Owners(context.Background(), id1) {
		t.Error(e, err)
	}
	for _, err := range tenant.Members(context.Background(), id3) {
		fails(t, err, model.NotFound, id3)
	}
}

func TestMailbox(t *testing.T) {
	const gone = "The mailbox is either inactive, soft-deleted, or is hosted on-premise."
	exchange := `{"id":"1","status":200,"body":{"primaryMailboxId":"MBX:` + strings.ToUpper(id2) + `@` + id1 + `"}}`
	for name, c := range map[string]struct {
		settings, exchange string
		want               model.CloudMailbox
		code               model.Code
	}{
		"there":          {`200,"body":{"userPurpose":"shared"}`, exchange, model.CloudMailbox{Exists: model.Yes, Purpose: "shared", GUID: id2}, ""},
		"wrapped":        {`200,"body":{"userPurpose":{"value":"user"}}`, exchange, model.CloudMailbox{Exists: model.Yes, Purpose: "user", GUID: id2}, ""},
		"no GUID":        {`200,"body":{}`, `{"id":"1","status":403,"body":{}}`, model.CloudMailbox{Exists: model.Yes}, ""},
		"cut GUID":       {`200,"body":{}`, `{"id":"1","status":200,"body":{"primaryMailboxId":"MBX:e0643f21@a7809c93"}}`, model.CloudMailbox{Exists: model.Yes}, ""},
		"none":           {`404,"body":` + problem("MailboxNotEnabledForRESTAPI", gone), exchange, model.CloudMailbox{Exists: model.No}, ""},
		"who knows":      {`404,"body":` + problem("ErrorItemNotFound", "?"), exchange, model.CloudMailbox{}, ""},
		"no such user":   {`404,"body":` + problem("Request_ResourceNotFound", "?"), exchange, model.CloudMailbox{}, model.NotFound},
		"not permitted":  {`403,"body":` + problem("ErrorAccessDenied", "Access is denied."), exchange, model.CloudMailbox{}, model.Denied},
		"not authorized": {`401,"body":` + problem("InvalidAuthenticationToken", "?"), exchange, model.CloudMailbox{}, model.SignIn},
	} {
		s := serve(t, always(200, `{"responses":[`+c.exchange+`,{"id":"0","status":`+c.settings+`}]}`))
		got, err := s.dial(t).Mailbox(context.Background(), id1)
		if model.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if c.code == "" && got.Why == "" {
			t.Errorf("%s: does not say why", name)
		}
		if got.Why = ""; got != c.want {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestPhoto(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		if strings.Contains(r.URL.Path, id2) {
			respond(w, 404, problem("ImageNotFound", "none"))
			return
		}
		w.Header().Set("Content-Type", "image/jpeg")
		respond(w, 200, "\xff\xd8\xffpicture")
	})
	if got, err := s.dial(t).Photo(context.Background(), id1); err != nil || string(got) != "\xff\xd8\xffpicture" {
		t.Errorf("got %q, %v", got, err)
	}
	if p := s.requests()[0].path; p != "/v1.0/users/"+id1+"/photo/$value" {
		t.Error(p)
	}
	_, err := s.dial(t).Photo(context.Background(), id2)
	fails(t, err, model.NotFound, id2)
}

func TestCloudManaged(t *testing.T) {
	for body, want := range map[string]model.Maybe{`{"id":"x","isCloudManaged":true}`: model.Yes, `{"isCloudManaged":false}`: model.No,
		`{"isCloudManaged":null}`: model.Unsure, `{}`: model.Unsure, `{"value":{"isCloudManaged":true}}`: model.Yes, `{"value":{"isCloudManaged":"Boolean"}}`: model.Unsure} {
		if got, err := serve(t, always(200, body)).dial(t).CloudManaged(context.Background(), model.CloudGroup, id1); err != nil || got != want {
			t.Errorf("%s: %v, %v", body, got, err)
		}
	}
}

func TestLicenses(t *testing.T) {
	s := serve(t, answers(map[string]string{"/subscribedSkus": `{"value":[{"skuId":"` + id1 + `","skuPartNumber":"ENTERPRISEPACK","capabilityStatus":"Warning","consumedUnits":14,
		"prepaidUnits":{"enabled":25,"warning":3},"servicePlans":[{"servicePlanId":"` + id2 + `","servicePlanName":"EXCHANGE_S_ENTERPRISE","provisioningStatus":"Success"}]}]}`}))
	got, err := s.dial(t).Licenses(context.Background())
	if err != nil || fmt.Sprint(got) != "[{"+id1+" ENTERPRISEPACK 25 14 Warning [{"+id2+" EXCHANGE_S_ENTERPRISE Success}]}]" {
		t.Errorf("got %v, %v", got, err)
	}
}
