package graphx

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"testing"

	"recipientdesk/model"
)

// userProps are what a listing of users usually asks for.
var userProps = []model.Attr{"id", "userPrincipalName", "displayName", "givenName", "surname", "mail", "mailNickname", "proxyAddresses", "accountEnabled",
	"usageLocation", "department", "createdDateTime", "onPremisesSyncEnabled", "onPremisesLastSyncDateTime", "onPremisesImmutableId", "onPremisesDistinguishedName",
	"onPremisesProvisioningErrors", "extensionAttribute1", "assignedLicenses"}

// crowd serves 20 pages of 999 users, made beforehand: what is measured is the
// reader.
func crowd() func(http.ResponseWriter, *http.Request, int) {
	const count = 20
	var pages [count][]byte
	for p := range pages {
		var b bytes.Buffer
		for i := range 999 {
			if i > 0 {
				b.WriteByte(',')
			}
			n := p*1000 + i
			fmt.Fprintf(&b, `{"id":"00000000-0000-0000-0000-%012d","userPrincipalName":"user%d@contoso.example","displayName":"User Number %d","givenName":"User","surname":"Number %d",`+
				`"mail":"user%d@contoso.example","mailNickname":"user%d","proxyAddresses":["SMTP:user%d@contoso.example","smtp:user%d@contoso.onmicrosoft.com"],"accountEnabled":true,`+
				`"usageLocation":"DE","department":null,"createdDateTime":"2024-01-02T03:04:05Z","onPremisesSyncEnabled":true,"onPremisesLastSyncDateTime":"2026-11-20T09:30:00Z",`+
				`"onPremisesImmutableId":"AAAAAAAAAAAAAAA%08d==","onPremisesDistinguishedName":"CN=User Number %d,OU=People,DC=contoso,DC=example","onPremisesProvisioningErrors":[],`+
				`"onPremisesExtensionAttributes":{"extensionAttribute1":"E%d","extensionAttribute2":null,"extensionAttribute3":null},`+
				`"assignedLicenses":[{"disabledPlans":[],"skuId":"6fd2c87f-b296-42f0-b197-1e91e994b900"}]}`, n, n, n, n, n, n, n, n, n, n, n)
		}
		pages[p] = b.Bytes()
	}
	return func(w http.ResponseWriter, r *http.Request, _ int) {
		p := 0
		fmt.Sscanf(r.URL.Query().Get("$skiptoken"), "p%d", &p)
		if p+1 < count {
			fmt.Fprintf(w, `{"@odata.nextLink":"http://%s/v1.0/users?$skiptoken=p%d","value":[`, r.Host, p+1)
		} else {
			io.WriteString(w, `{"value":[`)
		}
		w.Write(pages[p])
		io.WriteString(w, `]}`)
	}
}

func BenchmarkList(b *testing.B) {
	t := benchDial(b)
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for batch, err := range t.List(b.Context(), model.CloudUser, userProps...) {
			if err != nil {
				b.Fatal(err)
			}
			n += batch.Len()
		}
		if n != 20*999 {
			b.Fatal(n)
		}
	}
}

var nextLink = regexp.MustCompile(`"@odata.nextLink":"([^"]*)"`)

// BenchmarkBare fetches the same pages and throws them away.
func BenchmarkBare(b *testing.B) {
	t := benchDial(b)
	b.ReportAllocs()
	for b.Loop() {
		for url := t.adapter.GetBaseUrl() + "/users"; url != ""; {
			resp, err := http.Get(url)
			if err != nil {
				b.Fatal(err)
			}
			head := make([]byte, 200)
			n, _ := io.ReadFull(resp.Body, head)
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			url = ""
			if m := nextLink.FindSubmatch(head[:n]); m != nil {
				url = string(m[1])
			}
		}
	}
}

func benchDial(b *testing.B) *Tenant {
	handler := crowd()
	s := newService(func(w http.ResponseWriter, r *http.Request, nth int) { handler(w, r, nth) })
	b.Cleanup(s.Close)
	t, err := Dial(b.Context(), Config{Address: s.URL})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { t.Close() })
	return t
}
