package graphx

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

const (
	id1 = "00000000-0000-0000-0000-000000000001"
	id2 = "00000000-0000-0000-0000-000000000002"
	id3 = "00000000-0000-0000-0000-000000000003"
)

// pagesOf serves users in pages, with links to the next one.
func pagesOf(pages ...string) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, _ int) {
		n := 0
		fmt.Sscanf(r.URL.Query().Get("$skiptoken"), "p%d", &n)
		next := ""
		if n+1 < len(pages) {
			next = fmt.Sprintf(`"@odata.nextLink":"http://%s%s?$skiptoken=p%d",`, r.Host, r.URL.Path, n+1)
		}
		respond(w, 200, fmt.Sprintf(`{"@odata.context":"x",%s"value":[%s]}`, next, pages[n]))
	}
}

func TestListFollowsPages(t *testing.T) {
	s := serve(t, pagesOf(
		`{"id":"`+id1+`","displayName":"Ann","proxyAddresses":["SMTP:a@x.example","smtp:b@x.example"],"accountEnabled":true}`,
		``, // an empty page with a link is normal
		`{"id":"`+id2+`","displayName":null,"onPremisesImmutableId":"same"},{"id":"`+id3+`","onPremisesImmutableId":"same"}`))
	got, err := listed(s.dial(t), model.CloudUser, "displayName", "proxyAddresses", "accountEnabled", "onPremisesImmutableId")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0].Ref.GUID != id1 || got[2].Ref.GUID != id3 {
		t.Fatalf("got %v", got)
	}
	if v := got[0].Values("proxyAddresses"); !slices.Equal(v, []string{"SMTP:a@x.example", "smtp:b@x.example"}) {
		t.Errorf("proxyAddresses are %q", v)
	}
	if got[0].First("accountEnabled") != "true" || got[1].Has("displayName") {
		t.Errorf("a Boolean or a null is wrong: %v", got)
	}
	if got[1].First("onPremisesImmutableId") != "same" || got[2].First("onPremisesImmutableId") != "same" {
		t.Error("of two objects with one anchor, both must be listed")
	}
	q, _ := url.ParseQuery(s.requests()[0].query)
	if q.Get("$top") != "999" || q.Get("$select") != "id,displayName,proxyAddresses,accountEnabled,onPremisesImmutableId" {
		t.Errorf("asked for %v", q)
	}
}

func TestListHasColumnsInOrder(t *testing.T) {
	s := serve(t, pagesOf(`{"surname":"S","id":"`+id1+`","onPremisesExtensionAttributes":{"extensionAttribute1":"one","extensionAttribute15":"last","extensionAttribute2":null},
		"assignedLicenses":[{"disabledPlans":["x"],"skuId":"`+id2+`"},{"skuId":"`+id3+`"}],
		"onPremisesProvisioningErrors":[ {"category" : "PropertyConflict", "value":"a@x.example"} ]}`))
	props := []model.Attr{"extensionAttribute15", "surname", "assignedLicenses", "id", "extensionAttribute1", "onPremisesProvisioningErrors"}
	for b, err := range s.dial(t).List(context.Background(), model.CloudUser, props...) {
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(b.Columns(), props) {
			t.Errorf("columns are %v", b.Columns())
		}
		vals := make([][]string, len(props))
		b.Read(0, vals)
		want := "[[last] [S] [" + id2 + " " + id3 + "] [" + id1 + `] [one] [{"category":"PropertyConflict","value":"a@x.example"}]]`
		if fmt.Sprint(vals) != want {
			t.Errorf("got %v, want %s", vals, want)
		}
	}
	if q, _ := url.ParseQuery(s.requests()[0].query); q.Get("$select") != "id,onPremisesExtensionAttributes,surname,assignedLicenses,onPremisesProvisioningErrors" {
		t.Errorf("selected %s", q.Get("$select"))
	}
}

func TestListOfEveryClass(t *testing.T) {
	for class, path := range map[model.CloudClass]string{
		model.CloudUser: "/users", model.CloudGroup: "/groups", model.CloudContact: "/contacts",
		model.DeletedUser: "/directory/deletedItems/microsoft.graph.user", model.DeletedGroup: "/directory/deletedItems/microsoft.graph.group",
	} {
		s := serve(t, answers(map[string]string{path: `{"value":[{"id":"` + id1 + `"}]}`}))
		if got, err := listed(s.dial(t), class, "displayName"); err != nil || len(got) != 1 {
			t.Errorf("%s: %v, %v", class, got, err)
		}
	}
	_, err := listed(serve(t, always(200, `{}`)).dial(t), "device", "displayName")
	fails(t, err, model.Invalid, "device")
}

func TestEmptyTenant(t *testing.T) {
	got, err := listed(serve(t, always(200, `{"value":[]}`)).dial(t), model.CloudUser, "mail")
	if err != nil || len(got) != 0 {
		t.Fatalf("got %v, %v", got, err)
	}
}

func TestListStopsWhereAsked(t *testing.T) {
	var pages []string
	for range 20 {
		pages = append(pages, `{"id":"`+id1+`"}`)
	}
	s := serve(t, pagesOf(pages...))
	for range s.dial(t).List(context.Background(), model.CloudUser, "mail") {
		break
	}
	if n := len(s.requests()); n > pagesAhead+3 {
		t.Errorf("%d pages were fetched for one", n)
	}
}

func TestCancelIsNeverAnEnd(t *testing.T) {
	s := serve(t, pagesOf(`{"id":"`+id1+`"}`, `{"id":"`+id2+`"}`, `{"id":"`+id3+`"}`))
	tenant := s.dial(t)
	for range 20 {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		var last error
		rows := 0
		for b, err := range tenant.List(ctx, model.CloudUser, "mail") {
			cancel()
			if last = err; err == nil {
				rows += b.Len()
			}
		}
		switch {
		case last != nil:
			fails(t, last, model.Canceled, "")
		case rows < 3: // all of them may have been on their way already
			t.Fatal("a canceled listing looks complete")
		}
	}
}

func TestListRefusesNonsense(t *testing.T) {
	for name, body := range map[string]string{
		"no JSON": `yes`, "another error": `{"value":[],"error":{"code":"InternalServerError"}}`, "cut off": `{"value":[{"id":"1"`, "no list": `{"id":"1"}`, "list is null": `{"value":null}`, "nothing": ``,
	} {
		_, err := listed(serve(t, always(200, body)).dial(t), model.CloudUser, "mail")
		if model.CodeOf(err) != model.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLinksLeadHome(t *testing.T) {
	stranger := serve(t, always(200, `{"value":[]}`))
	s := serve(t, always(200, `{"value":[],"@odata.nextLink":"`+stranger.URL+`/v1.0/users?$skiptoken=x"}`))
	_, err := listed(s.dial(t), model.CloudUser, "mail")
	fails(t, err, model.Untrusted, s.URL)
	if len(stranger.requests()) > 0 {
		t.Error("the link was followed to another server")
	}
}

func TestClose(t *testing.T) {
	arrived, hold := make(chan bool), make(chan bool)
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		arrived <- true
		select {
		case <-hold:
		case <-r.Context().Done():
		}
	})
	defer close(hold)
	tenant := s.dial(t)
	done := make(chan error)
	go func() { _, err := listed(tenant, model.CloudUser, "mail"); done <- err }()
	<-arrived
	tenant.Close()
	fails(t, <-done, model.Unreachable, "")
	_, err := tenant.Get(context.Background(), model.CloudUser, id1)
	if e := fails(t, err, model.Unreachable, ""); !strings.Contains(e.Message, "closed") {
		t.Error(e)
	}
}
