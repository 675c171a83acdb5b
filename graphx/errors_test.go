package graphx

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

var update = flag.Bool("update", false, "write the generated files anew")

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		status  int
		code    string
		message string
		want    model.Code
	}{
		{404, "Request_ResourceNotFound", "Resource 'x' does not exist or one of its queried reference-property objects are not present.", model.NotFound},
		{400, "Request_BadRequest", "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.", model.Elsewhere},
		{400, "Request_BadRequest", "Unable to update the specified properties for objects that have originated within an external service.", model.Elsewhere},
		{400, "Request_BadRequest", "One or more added object references already exist for the following modified properties: 'members'.", model.Exists},
		{400, "Request_BadRequest", "Cannot Update a mail-enabled security groups and or distribution list.", model.Elsewhere},
		{400, "Request_BadRequest", "License assignment cannot be done for user with invalid usage location.", model.Invalid},
		{400, "Request_BadRequest", "Subscription with SKU 6fd2c87f-b296-42f0-b197-1e91e994b900 does not have any available licenses.", model.Limited},
		{400, "Request_BadRequest", "License x does not correspond to a valid company License.", model.Invalid},
		{400, "Request_BadRequest", "Another object with the same value for property userPrincipalName already exists.", model.Exists},
		{400, "Request_BadRequest", "Another object with the same value for property onPremisesImmutableId already exists.", model.Exists},
		{400, "Request_BadRequest", "Invalid value specified for property 'givenName' of resource 'User'.", model.Invalid},
		{400, "Request_BadRequest", "$count is not currently supported.", model.Internal},
		{400, "Request_UnsupportedQuery", "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'", model.Internal},
		{400, "Request_UnsupportedQuery", "Unsupported Query.", model.Internal},
		{400, "Request_UnsupportedQuery", "The request uses a filter property that is not indexed", model.Internal},
		{400, "Request_UnsupportedQuery", "DeltaLink older than 30 days is not supported.", model.Conflict},
		{410, "syncStateNotFound", "The sync state was not found.", model.Conflict},
		{400, "Directory_ExpiredPageToken", "The specified page token value has expired.", model.Limited},
		{403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.", model.Denied},
		{401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.", model.SignIn},
		{404, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive, soft-deleted, or is hosted on-premise.", model.NotFound},
		{404, "ImageNotFound", "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.", model.NotFound},
		{429, "TooManyRequests", "Please retry again later.", model.Limited},
		{501, "NotImplemented", "This operation target is not yet supported.", model.Internal},
		{405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.", model.Internal},
		{424, "", "", model.Conflict},
		{418, "Teapot", "short and stout", model.Internal},
	} {
		s := serve(t, always(c.status, problem(c.code, c.message)))
		_, err := s.dial(t, func(c *Config) { c.Patience = time.Millisecond }).Get(context.Background(), model.CloudUser, id1)
		subject := id1
		if c.status == 403 {
			subject = model.ReadUsers
		}
		e := fails(t, err, c.want, subject)
		details := fmt.Sprint(e.Err)
		for _, part := range []string{strconv.Itoa(c.status), c.code, c.message, "request-id 99999999-8888-7777-6666-555555555555"} {
			if !strings.Contains(details, part) {
				t.Errorf("%d %s: the details lack %q: %s", c.status, c.code, part, details)
			}
		}
	}
}

// TestEveryKnownError holds the table above against the collected error shapes:
// none may fall to the last ruling.
func TestEveryKnownError(t *testing.T) {
	f, err := os.Open("../../shared/facts/graph-errors.tsv")
	if err != nil {
		t.Skip("the collected errors of Graph are not here: ", err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		v := strings.Split(lines.Text(), "\t")
		if n == 0 {
			continue
		}
		status, _ := strconv.Atoi(v[0])
		r := rulingFor(&failure{status: status, code: v[1], message: v[2]})
		if r == rulings[len(rulings)-1] || r.message == "the tenant refuses the request" {
			t.Errorf("line %d, %s %s: nothing particular is said of %q", n, v[0], v[1], v[2])
		}
	}
	if n < 20 {
		t.Errorf("only %d lines", n)
	}
}

// TestEachPermission takes the permissions away one by one: each call names its
// own, and the others go on.
func TestEachPermission(t *testing.T) {
	paths := map[string]string{
		"/organization": model.ReadOrganization, "/domains": model.ReadDomains, "/directory/onPremisesSynchronization": model.ReadFeatures,
		"/users": model.ReadUsers, "/groups": model.ReadGroups, "/contacts": model.ReadContacts, "/subscribedSkus": model.ReadLicenses,
		"/groups/" + id1 + "/members": model.ReadMembers, "/groups/" + id1 + "/owners": model.ReadMembers,
		"/users/" + id1 + "/photo/$value":               model.ReadPhotos,
		"/users/" + id1 + "/onPremisesSyncBehavior":     "User-OnPremisesSyncBehavior.ReadWrite.All",
		"/groups/" + id1 + "/onPremisesSyncBehavior":    readGroupBehavior,
		"/contacts/" + id1 + "/onPremisesSyncBehavior":  "Contacts-OnPremisesSyncBehavior.ReadWrite.All",
		"/directory/deletedItems/microsoft.graph.user":  model.ReadUsers,
		"/directory/deletedItems/microsoft.graph.group": model.ReadGroups,
		"/reports/getMailboxUsageDetail(period='D7')":   model.ReadReports,
		"/users/delta()":    model.ReadUsers,
		"/groups/delta()":   model.ReadGroups,
		"/contacts/delta()": model.ReadContacts,
	}
	for denied, scope := range paths {
		s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
			if strings.TrimPrefix(r.URL.Path, "/v1.0") == denied {
				respond(w, 403, problem("Authorization_RequestDenied", "Insufficient privileges to complete the operation."))
				return
			}
			if strings.HasSuffix(r.URL.Path, "$value") {
				respond(w, 200, "\xff\xd8\xff a picture")
				return
			}
			respond(w, 200, everything)
		})
		failed := false
		for name, err := range useEverything(s.dial(t)) {
			if err != nil {
				failed = true
				fails(t, fmt.Errorf("%s: %w", name, err), model.Denied, scope)
			}
		}
		// What Facts can do without: the organization names the domains, and
		// switches may be unknown.
		if without := denied == "/domains" || strings.HasSuffix(denied, "Synchronization"); failed == without {
			t.Errorf("without %s: failed is %v", scope, failed)
		}
	}
}

const readGroupBehavior = "Group-OnPremisesSyncBehavior.ReadWrite.All"

// everything is a body that each call can make something of.
const everything = "{\"isCloudManaged\":true,\"@odata.deltaLink\":\"x\",\"value\":[{\"id\":\"" + id1 + "\",\"displayName\":\"Contoso\"," +
	"\"verifiedDomains\":[{\"name\":\"Contoso.onmicrosoft.com\",\"isInitial\":true}]}]}\n"

// useEverything makes each call once.
func useEverything(t *Tenant) map[string]error {
	ctx := context.Background()
	errs := map[string]error{}
	_, errs["Info"] = t.Info(ctx)
	_, errs["Facts"] = t.Facts(ctx)
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact, model.DeletedUser, model.DeletedGroup} {
		_, errs["List "+string(class)] = listed(t, class, "mail")
	}
	for _, class := range []model.CloudClass{model.CloudUser, model.CloudGroup, model.CloudContact} {
		_, _, errs["Changes "+string(class)] = changed(t, class, "", "mail")
		_, errs["CloudManaged "+string(class)] = t.CloudManaged(ctx, class, id1)
	}
	for _, err := range t.Members(ctx, id1) {
		errs["Members"] = err
	}
	for _, err := range t.Owners(ctx, id1) {
		errs["Owners"] = err
	}
	_, errs["Licenses"] = t.Licenses(ctx)
	_, errs["Photo"] = t.Photo(ctx, id1)
	if _, err := t.MailboxUsage(ctx); model.CodeOf(err) == model.Denied {
		errs["MailboxUsage"] = err
	}
	return errs
}

func TestDeniedRole(t *testing.T) {
	s := serve(t, always(403, problem("Authorization_RequestDenied", "Insufficient privileges to complete the operation.")))
	for scopes, want := range map[string]string{"User.Read.All": "has the permission", "User.ReadWrite.All": "has the permission", "Directory.Read.All": "has the permission",
		"Group.Read.All": "permission is missing", "": "permission is missing"} {
		tenant := s.dial(t, func(c *Config) { c.Token = token(`{"scp":"openid ` + scopes + `","upn":"a@x.example"}`) })
		_, err := tenant.Get(context.Background(), model.CloudUser, id1)
		if e := fails(t, err, model.Denied, model.ReadUsers); !strings.Contains(e.Message, want) || !strings.Contains(e.Message, id1) || !strings.Contains(e.Hint, "role") {
			t.Errorf("%s: %s %s", scopes, e.Message, e.Hint)
		}
		_, err = tenant.Info(context.Background())
		fails(t, err, model.Denied, model.ReadOrganization)
		r := result{err: tenant.classify(context.Background(), call{subject: id1, scope: model.ReadMailbox}, &failure{status: 403}, nil)}
		_, err = mailbox(r)
		if e := fails(t, err, model.Denied, model.ReadMailbox); !strings.Contains(e.Hint, "applications only") {
			t.Errorf("%s %s", e.Message, e.Hint)
		}
	}
}

func TestClockSkew(t *testing.T) {
	now := time.Now()
	for off, want := range map[time.Duration]string{
		2 * time.Hour: "120 minutes fast", -10 * time.Minute: "10 minutes slow", time.Minute: "",
	} {
		s := serve(t, always(401, problem("InvalidAuthenticationToken", "Access token has expired or is not yet valid.")))
		_, err := s.dial(t, func(c *Config) { c.Now = func() time.Time { return now.Add(off) } }).Get(context.Background(), model.CloudUser, id1)
		e := fails(t, err, model.SignIn, id1)
		if want == "" == strings.Contains(e.Message, "clock") || !strings.Contains(e.Message, want) {
			t.Errorf("%v off: %s", off, e.Message)
		}
	}
}

func TestRulingsDoc(t *testing.T) {
	const file = "../docs/graph-errors.md"
	var b bytes.Buffer
	b.WriteString("# What errors of Microsoft Graph mean\n\nGenerated from `graphx/rulings.go` and `graphx/refusal.go`; `go test ./graphx -run Doc -update` writes it anew. The first line that fits counts.\n\n" +
		"| status | code | part of the message | code here | message | hint |\n|---|---|---|---|---|---|\n")
	for _, r := range rulings {
		status := "any"
		if r.status != 0 {
			status = strconv.Itoa(r.status)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", status, r.code, r.text, r.is, r.message, r.hint)
	}
	b.WriteString("\nRefusals of Entra ID to sign in; the code here is `sign-in`.\n\n| code | message | hint |\n|---|---|---|\n")
	for _, code := range sortedCodes() {
		fmt.Fprintf(&b, "| AADSTS%s | %s | %s |\n", code, byAADSTS[code].message, byAADSTS[code].hint)
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if old, err := os.ReadFile(file); errors.Is(err, os.ErrNotExist) || !bytes.Equal(old, b.Bytes()) {
		t.Errorf("%s is out of date; run go test ./graphx -run Doc -update", file)
	}
}
