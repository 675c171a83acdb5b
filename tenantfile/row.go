package tenantfile

import (
	"bytes"
	"encoding/json"
	"fmt"

	"recipientdesk/model"
)

// A row reads one object of a snapshot into a batch. There may be a hundred thousand,
// with fifty properties each: the bytes are walked over as they are.
type row struct {
	k    *model.BatchBuilder
	cols map[string]int
	b    []byte // what is left of the object
}

func newRow(props []model.Attr, k *model.BatchBuilder) *row {
	r := &row{k: k, cols: map[string]int{}}
	for c, a := range props {
		r.cols[string(a)] = c
	}
	return r
}

// UnmarshalJSON implements json.Unmarshaler, which is given valid JSON only.
func (r *row) UnmarshalJSON(object []byte) error {
	r.b = object
	if !r.take('{') {
		return fmt.Errorf("%.20s is no object", object)
	}
	identified := false
	r.k.Begin(model.GUID{}, nil)
	for !r.take('}') {
		r.take(',')
		key, _ := r.text() // only a text can be here
		r.take(':')
		col, known := r.cols[string(key)]
		switch {
		case string(key) == "id":
			v, _ := r.text()
			id, err := model.ParseGUID(string(v))
			if err != nil {
				return fmt.Errorf("%.40s has no ID", object)
			}
			r.k.SetGUID(id)
			if identified = true; known {
				r.k.Put(col, v)
			}
		case !known:
			return unknownKey(string(key), "is not among the properties that were read")
		case !r.values(col):
			return fmt.Errorf("%s of %.60s is neither a text nor a list of texts", key, object)
		}
	}
	if !identified {
		return fmt.Errorf("%.40s has no ID", object)
	}
	r.k.End()
	return nil
}

// values reads a text, or a list of texts.
func (r *row) values(col int) bool {
	if !r.take('[') {
		v, ok := r.text()
		r.k.Put(col, v)
		return ok
	}
	for !r.take(']') {
		r.take(',')
		v, ok := r.text()
		if !ok {
			return false
		}
		r.k.Put(col, v)
	}
	return true
}

// take passes over white space, and over c if that comes next.
func (r *row) take(c byte) bool {
	r.b = bytes.TrimLeft(r.b, " \t\r\n")
	if len(r.b) == 0 || r.b[0] != c {
		return false
	}
	r.b = r.b[1:]
	return true
}

// text reads a text. ok is false if something else comes next.
func (r *row) text() (v []byte, ok bool) {
	if !r.take('"') {
		return nil, false
	}
	plain := true
	for i := 0; i < len(r.b); i++ {
		switch r.b[i] {
		case '\\':
			plain = false
			i++
		case '"':
			v, r.b = r.b[:i], r.b[i+1:]
			if plain {
				return v, true
			}
			var s string
			err := json.Unmarshal([]byte(`"`+string(v)+`"`), &s)
			return []byte(s), err == nil
		}
	}
	return nil, false
}
