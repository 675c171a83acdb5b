package graphx

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// A failure is an answer of Graph that is an error, alone or within a batch. As an
// error it is the text for the details and the log.
type failure struct {
	status    int
	code      string
	message   string
	requestID string
	date      string // of the service, as it wrote it
	details   []string
	header    http.Header
}

// readFailure reads an answer with an error status. What stands between may
// answer with something else than JSON.
func readFailure(status int, header http.Header, body []byte) *failure {
	f := &failure{status: status, header: header, requestID: header.Get("request-id"), date: header.Get("Date")}
	var v struct {
		Error struct {
			Code, Message string
			InnerError    struct {
				Date      string
				RequestID string `json:"request-id"`
			}
			Details []struct{ Code, Target, Message string }
		}
	}
	if json.Unmarshal(body, &v) != nil {
		return f
	}
	f.code, f.message = v.Error.Code, v.Error.Message
	if id := v.Error.InnerError.RequestID; id != "" {
		f.requestID = id
	}
	if f.date == "" {
		f.date = v.Error.InnerError.Date
	}
	for _, d := range v.Error.Details {
		f.details = append(f.details, strings.TrimSpace(d.Code+" "+d.Target))
	}
	return f
}

func (f *failure) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP %d", f.status)
	if f.code != "" {
		b.WriteString(" " + f.code)
	}
	if f.message != "" {
		b.WriteString(": " + f.message)
	}
	if len(f.details) > 0 {
		b.WriteString(" [" + strings.Join(f.details, ", ") + "]")
	}
	if f.requestID != "" {
		fmt.Fprintf(&b, " (request-id %s, %s)", f.requestID, f.date)
	}
	return b.String()
}
