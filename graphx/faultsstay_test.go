package graphx

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/sim/graphd"
)

// requestID is that of every answer of a service; errors in JSON name another one.
const requestID = "11111111-2222-3333-4444-555555555555"

// staying answers the third request and all after it.
func staying(status int, media, body string, header ...string) mishap {
	return func(w http.ResponseWriter, r *http.Request, nth int) bool {
		if nth < 2 {
			return false
		}
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.Header().Set("Content-Type", media)
		respond(w, status, body)
		return true
	}
}

// leading answers the third request and all after it with a link.
func leading(to string) mishap {
	return func(w http.ResponseWriter, r *http.Request, nth int) bool {
		next := to
		if !strings.HasPrefix(to, "http") {
			next = "http://" + r.Host + to
		}
		return staying(200, "application/json", `{"@odata.nextLink":"`+next+`","value":[]}`)(w, r, nth)
	}
}

// TestFaultsThatStay: what does not pass ends the listing with an error that says
// what is wrong, names the request, and comes after rows that are right.
func TestFaultsThatStay(t *testing.T) {
	tenant, want := crowded(t)
	const media = "application/json"
	for name, c := range map[string]struct {
		mishap  mishap
		code    model.Code
		subject string
		request string // in the details
	}{
		"429 for ever":       {staying(429, media, problem("TooManyRequests", "Please retry again later."), "Retry-After", "3600"), model.Limited, "users", "99999999"},
		"503 for ever":       {staying(503, media, problem("serviceNotAvailable", "x")), model.Unreachable, "users", "99999999"},
		"504 without a body": {staying(504, "", ""), model.Unreachable, "users", requestID},
		"cut for ever":       {func(w http.ResponseWriter, r *http.Request, nth int) bool { return nth > 1 && cut(100)(w, r, 0) }, model.Unreachable, "", ""},
		"a page that expired": {staying(400, media, problem("Directory_ExpiredPageToken", "The specified page token value has expired and can no longer be included in your request.")),
			model.Limited, "users", "99999999"},
		"the sign-in ended":      {staying(401, media, problem("InvalidAuthenticationToken", "Access token has expired or is not yet valid.")), model.SignIn, "users", "99999999"},
		"the permission ended":   {staying(403, media, problem("Authorization_RequestDenied", "Insufficient privileges to complete the operation.")), model.Denied, model.ReadUsers, "99999999"},
		"truncated":              {staying(200, media, `{"value":[{"id":"`+id1+`","displayName":"Half a na`), model.Internal, "users", requestID},
		"an error in the stream": {staying(200, media, `{"value":[],"error":{"code":"InternalServerError","message":"x"}}`), model.Internal, "users", requestID},
		"no JSON":                {staying(200, media, "yes"), model.Internal, "users", requestID},
		"a captive portal":       {staying(200, "text/html", "\n<!DOCTYPE html><html><body>Welcome to the hotel, guest@x.example</body></html>"), model.Unreachable, "users", requestID},
		"a link to itself":       {leading("/v1.0/users?$skiptoken=again"), model.Internal, "users", requestID},
		"a link to a stranger":   {leading("http://127.0.0.9:1/v1.0/users"), model.Untrusted, "", ""},
		"no service any longer":  {staying(404, "", ""), model.NotFound, "users", requestID},
		"something else":         {staying(418, media, "{}"), model.Internal, "users", requestID},
	} {
		t.Run(name, func(t *testing.T) {
			x, _ := between(t, tenant, graphd.Config{}, c.mishap, func(cfg *Config) { cfg.Patience = 50 * time.Millisecond })
			e := fails(t, rowsBefore(t, x, want), c.code, c.subject)
			if c.request != "" && (e.Err == nil || !strings.Contains(e.Err.Error(), c.request)) {
				t.Errorf("the details name no request: %v", e.Err)
			}
			if text := e.Error(); strings.Contains(text, "guest@") || strings.Contains(text, "Half a na") {
				t.Errorf("the error repeats what came: %v", text)
			}
		})
	}
}

// rowsBefore checks that the pages before an error came, whole and right, and returns
// the error.
func rowsBefore(t *testing.T, x *Tenant, want map[string]string) (err error) {
	rows := 0
	for b, e := range x.List(t.Context(), model.CloudUser, "displayName") {
		if err = e; e != nil {
			break
		}
		for i := range b.Len() {
			if u := b.Entry(i); want[u.Ref.GUID] != u.First("displayName") {
				t.Errorf("a row that is not the tenant's: %v", u)
			}
			rows++
		}
	}
	if rows != 2*largest {
		t.Errorf("%d rows of the pages before, want %d", rows, 2*largest)
	}
	return err
}

// TestFaultsOfSingleObjects: what is no answer about one object is none of it either.
func TestFaultsOfSingleObjects(t *testing.T) {
	for body, code := range map[string]model.Code{
		"<html>Welcome</html>":     model.Unreachable,
		`{"id":"` + id1 + `","mai`: model.Internal,
		`{"id":"` + id1 + `"} {}`:  model.Internal,
		"":                         model.Internal,
	} {
		x := serve(t, always(200, body)).dial(t)
		_, err := x.Get(t.Context(), model.CloudUser, id1, "mail")
		if e := fails(t, err, code, id1); !strings.Contains(e.Err.Error(), requestID) {
			t.Errorf("%q: the details name no request: %v", body, e.Err)
		}
		_, err = x.Photo(t.Context(), id1)
		fails(t, err, code, id1)
	}
}
