package graphx

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	khttp "github.com/microsoft/kiota-http-go"
)

const (
	slowest = 30 * time.Second // between two attempts, where the server names no time
	attempt = 2 * time.Minute  // for one of them, the whole answer included
	faults  = 4                // attempts at what fails for other reasons than throttling
)

// largestAnswer is more bytes than any page has: a thousand users have a few megabytes.
const largestAnswer = 256 << 20

var errTooLarge = errors.New("the answer does not end")

// A retry sends a request again that the server was too busy for, and a read that
// was lost on the way. It reads every answer to its end before it gives it on, so
// that a connection that breaks within a page counts as an attempt.
type retry struct {
	first, total time.Duration
	now          func() time.Time
	spare        sync.Pool // *[]byte, of pages that were worked on
}

var _ khttp.Middleware = (*retry)(nil)

func (r *retry) Intercept(next khttp.Pipeline, at int, req *http.Request) (*http.Response, error) {
	body, err := bodyOf(req)
	if err != nil {
		return nil, err
	}
	var waited time.Duration
	for n := 1; ; n++ {
		resp, err := r.try(next, at, req, body)
		if !again(req, resp, err, n) {
			return resp, err
		}
		pause := r.pause(resp, n)
		if waited += pause; waited > r.total {
			return resp, err
		}
		if stop := wait(req.Context(), pause); stop != nil {
			return nil, stop
		}
	}
}

func bodyOf(req *http.Request) ([]byte, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return nil, nil
	}
	defer req.Body.Close()
	return io.ReadAll(req.Body)
}

// try sends a copy of the request and reads the whole answer.
func (r *retry) try(next khttp.Pipeline, at int, req *http.Request, body []byte) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), attempt)
	defer cancel()
	copied := req.Clone(ctx)
	copied.Body, copied.ContentLength, copied.GetBody = nil, 0, nil
	if body != nil {
		copied.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
		copied.Body, _ = copied.GetBody()
		copied.ContentLength = int64(len(body))
	}
	resp, err := next.Next(copied, at)
	if err != nil {
		return nil, err
	}
	if err := r.settle(resp); err != nil {
		return nil, err
	}
	return resp, nil
}

// A settled body is one that was read already.
type settled struct {
	bytes.Reader
	data []byte
}

func (*settled) Close() error { return nil }

// settle reads the answer to its end.
func (r *retry) settle(resp *http.Response) error {
	defer resp.Body.Close()
	b := r.buffer(resp.ContentLength)
	n, err := b.ReadFrom(io.LimitReader(resp.Body, largestAnswer+1))
	if err != nil {
		return err
	}
	if n > largestAnswer {
		return errTooLarge
	}
	s := &settled{data: b.Bytes()}
	s.Reset(s.data)
	resp.Body = s
	return nil
}

// buffer returns one for an answer of some length, -1 if that is not known. What is
// a page, most likely, goes where an earlier page was.
func (r *retry) buffer(length int64) *bytes.Buffer {
	if length < 0 || length > 64<<10 {
		if used, ok := r.spare.Get().(*[]byte); ok && int64(cap(*used)) > length+bytes.MinRead {
			return bytes.NewBuffer((*used)[:0])
		}
	}
	b := &bytes.Buffer{}
	b.Grow(int(min(max(length, 512)+bytes.MinRead, 16<<20)))
	return b
}

// readOnly marks the context of a POST that changes nothing.
type readOnly struct{}

func reads(req *http.Request) bool {
	return req.Method == http.MethodGet || req.Context().Value(readOnly{}) != nil
}

// again says whether another attempt may help. A write is sent again only if the
// server said that it did not take it.
func again(req *http.Request, resp *http.Response, err error, n int) bool {
	if req.Context().Err() != nil {
		return false
	}
	if err != nil {
		return n < faults && reads(req) && onTheWay(err)
	}
	notTaken := resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable
	return passing(resp.StatusCode, n) && (notTaken || reads(req))
}

// passing reports whether what ails a request, or an item of a batch, may have passed
// at the attempt after the nth.
func passing(status, n int) bool {
	switch status {
	case http.StatusTooManyRequests:
		return true
	case http.StatusServiceUnavailable:
		return n < 2*faults
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusGatewayTimeout:
		return n < faults
	}
	return false
}

// onTheWay reports whether the connection failed after it stood: a server that is
// not there, a certificate that is not trusted and a sign-in that is refused will
// be so the next time.
func onTheWay(err error) bool {
	if _, ok := errors.AsType[*signInError](err); ok {
		return false
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return false
	}
	return !distrusted(err) && !errors.Is(err, errTooLarge)
}

func distrusted(err error) bool {
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	_, name := errors.AsType[x509.HostnameError](err)
	_, invalid := errors.AsType[x509.CertificateInvalidError](err)
	return unknown || name || invalid
}

// pause is how long to wait before attempt n+1.
func (r *retry) pause(resp *http.Response, n int) time.Duration {
	if resp != nil {
		if d := retryAfter(resp.Header, r.now); d > 0 {
			return d
		}
	}
	return backoff(r.first, n)
}

func backoff(first time.Duration, n int) time.Duration {
	return min(first<<min(n-1, 10), slowest)
}

// retryAfter reads the header of that name: seconds, which Graph may give with a
// fraction (https://learn.microsoft.com/graph/throttling), or a date, which is
// compared with the server's own clock.
func retryAfter(h http.Header, now func() time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.ParseFloat(v, 64); err == nil && s >= 0 && s < 1e6 {
		return time.Duration(math.Ceil(s * float64(time.Second)))
	}
	at, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	if here, err := http.ParseTime(h.Get("Date")); err == nil {
		return at.Sub(here)
	}
	return at.Sub(now())
}

// wait returns after d, or with the context's error.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
