// Package journal records every change before it is sent and its outcome after,
// one JSON object a line, appended and never rewritten. It is the audit trail and
// the source of undo. docs/journal.md specifies the format.
//
// Several processes may write one journal at a time: the window and a script. It
// holds personal data and no secrets: passwords are never part of a change.
package journal

import (
	"encoding/json"
	"time"
	"unicode/utf8"

	"recipientdesk/model"
)

// An Op says what kind of request was sent.
type Op string

// The kinds of request.
const (
	Modify Op = "modify"
	Create Op = "create"
	Delete Op = "delete"
)

// States of a change besides the codes of model.Error, which stand for a failure.
const (
	Sent    = "sent"     // recorded and not answered yet; or the program ended before the answer
	Done    = "done"     // made
	NotMade = "not-made" // found out later: it did not happen
)

// A Record is one change with what became of it.
type Record struct {
	N         int             // 1, 2, 3 …: the number that undo takes
	Time      time.Time       // UTC, when it was about to be sent
	Who       string          // the account that made it, as the directory names it, else the local user
	Op        Op              //
	Directory string          // DN of the default naming context
	Change    model.ChangeSet // of a new object: every attribute, from nothing; of a deleted one: the reverse
	Undoes    int             // the number of the change that this one took back, 0: none
	Batch     string          // the bulk run that it is part of, "": none

	Host string // where the program ran, and
	PID  int    // as which process: to tell a crash from a change under way

	Outcome  string    // a state or a model.Code
	Ended    time.Time // UTC, zero while Outcome is Sent
	Message  string    // of a failure
	USN      string    // uSNChanged after the change, where the server said so
	UndoneBy int       // the number of the change that took this one back, 0: none
}

// open reports whether it is not known what became of the change.
func (r Record) open() bool { return r.Outcome == Sent || r.Outcome == string(model.Unknown) }

// Undoable reports whether there is something to take back.
func (r Record) Undoable() bool { return r.Outcome == Done && r.UndoneBy == 0 && r.Op != Delete }

// line is what stands in the file. The first line of a change has all but the
// outcome; the second has the number, the time and the outcome.
type line struct {
	N         int             `json:"n"`
	Time      time.Time       `json:"time"`
	State     string          `json:"state"`
	Op        Op              `json:"op,omitempty"`
	Who       string          `json:"who,omitempty"`
	Directory string          `json:"directory,omitempty"`
	GUID      string          `json:"guid,omitempty"`
	DN        string          `json:"dn,omitempty"`
	Changes   json.RawMessage `json:"changes,omitempty"` // []change; of a long journal few are looked at
	Undoes    int             `json:"undoes,omitempty"`
	Batch     string          `json:"batch,omitempty"`
	Host      string          `json:"host,omitempty"`
	PID       int             `json:"pid,omitempty"`
	Message   string          `json:"message,omitempty"`
	USN       string          `json:"usn,omitempty"`
}

type change struct {
	Attribute model.Attr `json:"attribute"`
	Before    []value    `json:"before"`
	After     []value    `json:"after"`
}

// A value is written as a string, or as {"base64":"…"} if it is not valid UTF-8:
// JSON would replace its bytes, and undo would write back something else.
type value string

func (v value) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(v)) {
		return json.Marshal(string(v))
	}
	return json.Marshal(struct {
		Base64 []byte `json:"base64"`
	}{[]byte(v)})
}

func (v *value) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		var s string
		err := json.Unmarshal(b, &s)
		*v = value(s)
		return err
	}
	var o struct {
		Base64 []byte `json:"base64"`
	}
	err := json.Unmarshal(b, &o)
	*v = value(o.Base64)
	return err
}

// maxValues is how many values of an attribute are written, before and after
// together, with those that stay. Beyond, as in a group of many thousand members,
// the values that went and came are enough to explain and undo the change.
const maxValues = 500

func encode(cs model.ChangeSet) (json.RawMessage, error) {
	var out []change
	for _, c := range cs.Changes {
		if len(c.Before)+len(c.After) > maxValues {
			c.Before, c.After = c.Removed(), c.Added()
		}
		out = append(out, change{c.Attr, convert[value](c.Before), convert[value](c.After)})
	}
	if out == nil {
		return nil, nil
	}
	return json.Marshal(out)
}

func decode(raw json.RawMessage) (out []model.Change, err error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var changes []change
	if err := json.Unmarshal(raw, &changes); err != nil {
		return nil, err
	}
	for _, c := range changes {
		out = append(out, model.Change{Attr: c.Attribute, Before: convert[string](c.Before), After: convert[string](c.After)})
	}
	return out, nil
}

func convert[To, From ~string](in []From) []To {
	var out []To
	for _, v := range in {
		out = append(out, To(v))
	}
	return out
}
