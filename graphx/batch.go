package graphx

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	kiota "github.com/microsoft/kiota-abstractions-go"

	"recipientdesk/model"
)

// together is how many requests Graph takes in a batch
// (https://learn.microsoft.com/graph/json-batching).
const together = 20

// A result is what became of one call of a batch: a body or an error.
type result struct {
	body []byte
	err  error
}

// batch sends reads together and returns their results in order. Items that are
// throttled, each on its own, are sent again. An error means that no result is
// known.
func (t *Tenant) batch(ctx context.Context, calls []call) ([]result, error) {
	results := make([]result, len(calls))
	for from := 0; from < len(calls); from += together {
		to := min(from+together, len(calls))
		if err := t.batchOf20(ctx, calls[from:to], results[from:to]); err != nil {
			return nil, err
		}
	}
	return results, nil
}

func (t *Tenant) batchOf20(ctx context.Context, calls []call, results []result) error {
	bound, done, err := t.begin(ctx)
	if err != nil {
		return err
	}
	defer done()
	left := make([]int, len(calls))
	for i := range left {
		left[i] = i
	}
	var waited time.Duration
	for n := 1; len(left) > 0; n++ {
		again, pause, err := t.post(ctx, calls, left, results, n)
		if err != nil {
			return err
		}
		if pause = max(pause, backoff(t.cfg.Backoff, n)); len(again) > 0 {
			if waited += pause; waited > t.cfg.Patience {
				return nil // the results say that they were throttled
			}
			if err := wait(bound, pause); err != nil {
				return t.classify(bound, call{subject: t.name()}, nil, err)
			}
		}
		left = again
	}
	return nil
}

type batchRequest struct {
	ID     string `json:"id"`
	Method string `json:"method"`
	URL    string `json:"url"`
}

type batchResponse struct {
	ID      string
	Status  int
	Headers map[string]string
	Body    json.RawMessage
}

// post sends the calls that are left, stores their results, and returns those
// that the service wants again, and after what time.
func (t *Tenant) post(ctx context.Context, calls []call, left []int, results []result, n int) (again []int, pause time.Duration, err error) {
	c := call{method: kiota.POST, path: "/$batch", safe: true, subject: t.name()}
	if c.body, err = t.envelope(ctx, calls, left); err != nil {
		return nil, 0, err
	}
	r, err := t.do(ctx, c)
	if err != nil {
		return nil, 0, err
	}
	var got struct{ Responses []batchResponse }
	if err := json.Unmarshal(r.body, &got); err != nil {
		return nil, 0, garbled(c, r, err)
	}
	missing := map[int]bool{}
	for _, i := range left {
		missing[i] = true
	}
	for _, item := range got.Responses {
		i, err := strconv.Atoi(item.ID)
		if err != nil || !missing[i] {
			return nil, 0, garbled(c, r, err)
		}
		delete(missing, i)
		header := http.Header{}
		for k, v := range item.Headers {
			header.Set(k, v)
		}
		results[i] = t.itemResult(ctx, calls[i], item, header)
		if passing(item.Status, n) {
			again = append(again, i)
			pause = max(pause, retryAfter(header, t.cfg.Now))
		}
	}
	if len(missing) > 0 {
		return nil, 0, garbled(c, r, nil)
	}
	return again, pause, nil
}

func (t *Tenant) itemResult(ctx context.Context, c call, r batchResponse, header http.Header) result {
	if r.Status >= 300 {
		return result{err: t.classify(ctx, c, readFailure(r.Status, header, r.Body), nil)}
	}
	return result{body: r.Body}
}

// envelope writes the body of a batch. Its URLs begin after the version.
func (t *Tenant) envelope(ctx context.Context, calls []call, left []int) ([]byte, error) {
	requests := []batchRequest{}
	for _, i := range left {
		req, err := t.request(ctx, calls[i])
		if err != nil {
			return nil, err
		}
		u := req.URL.RequestURI()[len("/v1.0"):]
		requests = append(requests, batchRequest{strconv.Itoa(i), req.Method, u})
	}
	body, err := json.Marshal(map[string]any{"requests": requests})
	if err != nil {
		return nil, &model.Error{Code: model.Internal, Subject: t.name(), Message: "the batch cannot be written", Err: err}
	}
	return body, nil
}
