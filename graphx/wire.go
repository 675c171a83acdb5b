package graphx

import (
	"net/http"
	"net/url"
	"time"

	"github.com/microsoft/kiota-abstractions-go/authentication"
	"github.com/microsoft/kiota-abstractions-go/serialization"
	khttp "github.com/microsoft/kiota-http-go"
	kjson "github.com/microsoft/kiota-serialization-json-go"
	graphcore "github.com/microsoftgraph/msgraph-sdk-go-core"
)

// sdkVersion is the release of msgraph-sdk-go in go.mod, for Graph's statistics.
const sdkVersion = "1.103.0"

// newClient returns the client that every request goes through. The order of its
// steps matters: what is sent again passes all later steps anew, so each attempt
// has a body, a token and a request ID of its own. There is no compression: it
// would take the body of a second attempt for compressed, which it is not.
func newClient(cfg Config, root *url.URL) (*http.Client, *retry, *bearer) {
	r := &retry{first: cfg.Backoff, total: cfg.Patience, now: cfg.Now}
	b := &bearer{cred: cfg.Credential, root: root, now: cfg.Now}
	base := cfg.Transport
	if base == nil {
		base = newTransport()
	}
	telemetry := graphcore.NewGraphTelemetryHandler(&graphcore.GraphClientOptions{GraphServiceLibraryVersion: sdkVersion})
	steps := []khttp.Middleware{
		r,
		khttp.NewRedirectHandler(),
		b,
		telemetry,
		khttp.NewParametersNameDecodingHandler(),
		khttp.NewUserAgentHandler(),
	}
	return &http.Client{
		Transport:     khttp.NewCustomTransportWithParentTransport(base, steps...),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, r, b
}

func newTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ResponseHeaderTimeout = time.Minute
	t.MaxIdleConnsPerHost = 8
	t.ReadBufferSize = 64 << 10 // pages have megabytes
	return t
}

// newAdapter returns the SDK's adapter with parsers and serializers of its own:
// those that the SDK registers are state of the whole program.
func newAdapter(client *http.Client, base string) (*graphcore.GraphRequestAdapterBase, *serialization.ParseNodeFactoryRegistry, error) {
	const jsonType = "application/json"
	read := serialization.NewParseNodeFactoryRegistry()
	read.ContentTypeAssociatedFactories[jsonType] = kjson.NewJsonParseNodeFactory()
	write := serialization.NewSerializationWriterFactoryRegistry()
	write.ContentTypeAssociatedFactories[jsonType] = kjson.NewJsonSerializationWriterFactory()
	a, err := graphcore.NewGraphRequestAdapterBaseWithParseNodeFactoryAndSerializationWriterFactoryAndHttpClient(
		&authentication.AnonymousAuthenticationProvider{}, graphcore.GraphClientOptions{}, read, write, client)
	if err != nil {
		return nil, nil, err
	}
	a.EnableBackingStore(nil) // a write then has the changed properties only, cleared ones included
	a.SetBaseUrl(base)
	return a, read, nil
}
