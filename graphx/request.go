package graphx

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	kiota "github.com/microsoft/kiota-abstractions-go"
	"github.com/microsoft/kiota-abstractions-go/serialization"

	"recipientdesk/model"
)

// A call is one request, and what an error about it has to say.
type call struct {
	method   kiota.HttpMethod // the zero value is GET
	path     string           // below the version, as a URI template: /users/{id}
	id       string           // fills {id}
	sel      []string         // $select
	filter   string           // $filter
	advanced bool             // the filter needs the search index, which lags behind writes
	top      int              // $top
	latest   bool             // $deltatoken=latest: the link to later changes alone
	link     string           // a URL that Graph gave, in place of the path
	body     []byte           // JSON
	safe     bool             // changes nothing, although it is a POST
	subject  string           // what the request is about
	scope    string           // the permission it needs
}

func (c call) writes() bool { return c.method != kiota.GET && !c.safe }

// A reply is a whole answer that is no error.
type reply struct {
	body   []byte
	header http.Header
}

// do sends the call.
func (t *Tenant) do(ctx context.Context, c call) (reply, error) {
	bound, done, err := t.begin(ctx)
	if err != nil {
		return reply{}, err
	}
	defer done()
	if c.safe {
		bound = context.WithValue(bound, readOnly{}, true)
	}
	req, err := t.request(bound, c)
	if err != nil {
		return reply{}, err
	}
	resp, err := t.client.Do(req)
	if err != nil {
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err // the address may hold that of a person
		}
		return reply{}, t.classify(bound, c, nil, err)
	}
	body, err := all(resp)
	if err != nil {
		return reply{}, t.classify(bound, c, nil, err)
	}
	if resp.StatusCode >= 300 {
		return reply{}, t.classify(bound, c, readFailure(resp.StatusCode, resp.Header, body), nil)
	}
	return reply{body, resp.Header}, nil
}

func all(resp *http.Response) ([]byte, error) {
	if s, ok := resp.Body.(*settled); ok {
		return s.data, nil
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// request has the SDK make the HTTP request.
func (t *Tenant) request(ctx context.Context, c call) (*http.Request, error) {
	if dollar(c.id) {
		c.path = strings.Replace(c.path, "/users/{id}", "/users('{id}')", 1)
		c.id = strings.ReplaceAll(c.id, "'", "''")
	}
	info := kiota.NewRequestInformationWithMethodAndUrlTemplateAndPathParameters(c.method,
		"{+baseurl}"+c.path+"{?%24select,%24top,%24filter,%24count,%24deltatoken}", map[string]string{"baseurl": t.adapter.GetBaseUrl()})
	if c.id != "" {
		info.PathParameters["id"] = c.id
	}
	if len(c.sel) > 0 {
		info.QueryParametersAny["%24select"] = c.sel
	}
	if c.filter != "" {
		info.QueryParametersAny["%24filter"] = c.filter
	}
	if c.advanced {
		info.QueryParametersAny["%24count"] = true
		info.Headers.Add("ConsistencyLevel", "eventual")
	}
	if c.top > 0 {
		info.QueryParametersAny["%24top"] = c.top
	}
	if c.latest {
		info.QueryParametersAny["%24deltatoken"] = "latest"
	}
	if c.link != "" {
		u, err := t.follow(c.link)
		if err != nil {
			return nil, err
		}
		info.SetUri(*u)
	}
	if c.body != nil {
		info.SetStreamContentAndContentType(c.body, "application/json")
	}
	native, err := t.adapter.ConvertToNativeRequest(ctx, info)
	if err != nil {
		return nil, &model.Error{Code: model.Internal, Subject: c.subject, Message: "the request cannot be made", Err: err}
	}
	return native.(*http.Request), nil
}

// follow returns the URL of a link, which must lead back to the tenant's own
// service: the token goes with it.
func (t *Tenant) follow(link string) (*url.URL, error) {
	u, err := url.Parse(link)
	if err != nil || u.Host != t.root.Host || u.Scheme != t.root.Scheme {
		return nil, &model.Error{Code: model.Untrusted, Subject: t.name(), Message: "the answer goes on at another server; it was not followed",
			Hint: "Connect to the service itself, without a proxy that rewrites addresses halfway."}
	}
	return u, nil
}

// objects reads every element of a listing into one of the SDK's models.
func objects[T serialization.Parsable](ctx context.Context, t *Tenant, c call, make serialization.ParsableFactory) ([]T, error) {
	var out []T
	for p, err := range t.pages(ctx, c) {
		if err != nil {
			return nil, err
		}
		var bad error
		err := p.each(func() {
			v, e := t.parse(p.value(), make)
			if m, ok := v.(T); ok && e == nil {
				out = append(out, m)
				return
			}
			bad = garbled(c, p.reply, e)
		})
		if err = cmp.Or(err, bad); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (t *Tenant) parse(object []byte, make serialization.ParsableFactory) (serialization.Parsable, error) {
	node, err := t.parsers.GetRootParseNode("application/json", object)
	if err != nil {
		return nil, err
	}
	return node.GetObjectValue(make)
}

// dollar reports whether a sign-in name has to stand in parentheses, as one that
// begins with a dollar sign does (https://learn.microsoft.com/graph/api/user-get).
func dollar(id string) bool { return strings.HasPrefix(id, "$") }
