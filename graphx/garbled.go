package graphx

import (
	"bytes"
	"fmt"
	"strings"

	"recipientdesk/model"
)

// An odd is an answer that is not what Graph documents. As an error it is the text
// for the details and the log: nothing of the answer itself, which may be about a
// person.
type odd struct {
	reply
	err error // what is wrong with it; nil if that is all there is to say
}

func (o *odd) Error() string {
	media, _, _ := strings.Cut(o.header.Get("Content-Type"), ";")
	s := fmt.Sprintf("%d bytes of %q", len(o.body), media)
	if o.err != nil {
		s += ": " + o.err.Error()
	}
	if id := o.header.Get("request-id"); id != "" {
		s += fmt.Sprintf(" (request-id %s, %s)", id, o.header.Get("Date"))
	}
	return s
}

func (o *odd) Unwrap() error { return o.err }

// garbled is the error of an answer that is not what Graph documents: most likely
// not one of Graph.
func garbled(c call, r reply, err error) error {
	if bytes.HasPrefix(bytes.TrimSpace(r.body), []byte("<")) {
		return &model.Error{Code: model.Unreachable, Subject: c.subject, Message: "a web page came in place of the service's answer", Err: &odd{r, err},
			Hint: "The network may want a sign-in of its own: open a web page in the browser, then try again."}
	}
	return &model.Error{Code: model.Internal, Subject: c.subject, Message: "the service's answer makes no sense", Err: &odd{r, err},
		Hint: "Try again; if it stays so, something between here and Microsoft Graph changes the answers."}
}
