package graphx

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"recipientdesk/model"
	"recipientdesk/sim"
	"recipientdesk/sim/graphd"
)

// TestFindWhateverTheValue plants objects with values that mean something to URLs,
// to OData or to JSON, next to others that a clumsy question would find as well.
func TestFindWhateverTheValue(t *testing.T) {
	tenant := sim.NewTenant(sim.TenantConfig{Name: "x", Domains: []sim.CloudDomain{{Name: "x.example", Initial: true, Default: true}}})
	values := []string{"o'brien@x.example", "o''brien@x.example", "a_b.example#EXT#@x.example", "r&d@x.example", "r&d", "a+b@x.example", "a b@x.example",
		"50%@x.example", "50%25@x.example", "x') or (mail ne '@x.example", `back\slash"@x.example`, "łódź@x.example", "a/b?c=d@x.example", "{id}@x.example", "$top@x.example", "😀@x.example"}
	want := map[string]string{}
	for i, v := range values {
		quoted := fmt.Sprintf("%q", v)
		want[v] = tenant.Plant(model.CloudUser, map[string]string{"displayName": fmt.Sprintf(`"%d"`, i), "userPrincipalName": quoted, "mail": quoted,
			"proxyAddresses": fmt.Sprintf(`["SMTP:other%d@x.example",%q]`, i, "smtp:"+v), "onPremisesImmutableId": quoted}).String()
	}
	x := graphOf(t, tenant, graphd.Config{})
	for _, v := range values {
		for attr, prefix := range map[model.Attr]string{"mail": "", "userPrincipalName": "", "proxyAddresses": "smtp:", "onPremisesImmutableId": ""} {
			got, err := x.Find(t.Context(), model.CloudUser, model.Equal{Attr: attr, Value: prefix + v}, "displayName")
			if err != nil || len(got) != 1 || got[0].Ref.GUID != want[v] {
				t.Errorf("%s %s: %v, %v; want %s", attr, v, got, err, want[v])
			}
		}
	}
}

// TestFindManyAndTwins: results come in pages, and two objects may have one value.
func TestFindManyAndTwins(t *testing.T) {
	tenant := sim.NewTenant(sim.TenantConfig{Name: "x"})
	for i := range 250 {
		tenant.Plant(model.CloudUser, map[string]string{"displayName": `"One of many"`, "userPrincipalName": fmt.Sprintf(`"u%d@x.example"`, i), "mail": `"same@x.example"`})
	}
	for _, anchor := range []string{"AAAA", "aaaa", "AAAA"} {
		tenant.Plant(model.CloudUser, map[string]string{"displayName": `"Anchored"`, "userPrincipalName": `"a@x.example"`, "onPremisesImmutableId": `"` + anchor + `"`})
	}
	for name, x := range map[string]model.Tenant{"Graph": graphOf(t, tenant, graphd.Config{}), "simulator": tenant.Open()} {
		for where, n := range map[model.Equal]int{{Attr: "mail", Value: "SAME@x.example"}: 250, {Attr: "onPremisesImmutableId", Value: "AAAA"}: 2} {
			got, err := x.Find(t.Context(), model.CloudUser, where, "displayName")
			ids := map[string]bool{}
			for _, e := range got {
				ids[e.Ref.GUID] = true
			}
			if err != nil || len(got) != n || len(ids) != n {
				t.Errorf("%s: %v: %d objects, %d IDs, %v; want %d", name, where, len(got), len(ids), err, n)
			}
		}
	}
}

// TestFindAsksTheIndexOnlyIfItMust: a filter that the directory refuses is asked
// again with what advanced queries need, as one of deleted objects is at once.
func TestFindAsksTheIndexOnlyIfItMust(t *testing.T) {
	advanced := func(r seen) bool {
		q, _ := url.ParseQuery(r.query)
		return r.header.Get("ConsistencyLevel") == "eventual" && q.Get("$count") == "true"
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		if r.URL.Path == "/v1.0/contacts" && r.Header.Get("ConsistencyLevel") == "" {
			respond(w, 400, problem("Request_UnsupportedQuery", "Unsupported Query."))
			return
		}
		respond(w, 200, `{"value":[{"id":"`+id1+`"}]}`)
	})
	x := s.dial(t)
	for class, want := range map[model.CloudClass][]bool{model.CloudUser: {false}, model.CloudContact: {false, true}, model.DeletedUser: {true}} {
		before := len(s.requests())
		if got, err := x.Find(t.Context(), class, model.Equal{Attr: "mail", Value: "a@x.example"}); err != nil || len(got) != 1 {
			t.Errorf("%s: %v, %v", class, got, err)
		}
		var asked []bool
		for _, r := range s.requests()[before:] {
			asked = append(asked, advanced(r))
		}
		if fmt.Sprint(asked) != fmt.Sprint(want) {
			t.Errorf("%s: asked in an advanced way: %v, want %v", class, asked, want)
		}
	}
	before := len(s.requests())
	if got, err := x.Find(t.Context(), model.CloudUser, model.Equal{Attr: "id", Value: "no ID"}); err != nil || len(got) > 0 || len(s.requests()) > before {
		t.Errorf("what is no ID: %v, %v", got, err)
	}
}
