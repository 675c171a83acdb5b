package graphx

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
)

// FuzzWalk compares the walk with encoding/json.
func FuzzWalk(f *testing.F) {
	for _, s := range []string{`{}`, `[]`, ` { "a" : [ 1 , "x\"]\\" , { } , [ ] , null , true ] , "b\u00e9" : -1.5e3 } `, `[[],{"a":{"b":"}\\\""}}]`, `"\\"`, `[1,2]`, `{"a":1}`,
		`{"":"","":[""]}`, `{"a":"\\\\","b":"\\\""}`, `{"onPremisesExtensionAttributes":[{}],"assignedLicenses":{"a":1}}`, `{"assignedLicenses":[{"skuId":["x"]},7]}`, `{"a":"\x"}`, `{,}`, `[1,]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		w := walker{b: b}
		w.flatten(func(name, value []byte) {
			if len(value) == 0 {
				t.Errorf("%s: %s has an empty value", b, name)
			}
		})
		b = bytes.TrimSpace(b)
		if !json.Valid(b) || b[0] != '{' && b[0] != '[' {
			return
		}
		if again := rewritten(t, b); !sameText(string(again), string(b)) {
			t.Errorf("%s was walked as %s", b, again)
		}
		for n := range b {
			if w := (walker{b: b[:n]}); len(w.value()) > 0 || !w.bad {
				t.Errorf("%s is cut off, which was not noticed", b[:n])
			}
		}
	})
}

// rewritten writes down what a walk over valid JSON sees.
func rewritten(t *testing.T, b []byte) []byte {
	w := walker{b: b}
	var out []byte
	if b[0] == '{' {
		w.object(func(k []byte) { out = fmt.Appendf(out, `,%s:%s`, requoted(k), compact(w.value())) })
		out = fmt.Appendf(nil, "{%s}", bytes.TrimPrefix(out, []byte(",")))
	} else {
		w.array(func() { out = fmt.Appendf(out, `,%s`, compact(w.value())) })
		out = fmt.Appendf(nil, "[%s]", bytes.TrimPrefix(out, []byte(",")))
	}
	if w.bad || w.i != len(b) {
		t.Errorf("%s was walked to %d (%v)", b, w.i, w.bad)
	}
	return out
}

func requoted(s []byte) []byte {
	b, _ := json.Marshal(string(s))
	return b
}

func compact(b []byte) []byte {
	var out bytes.Buffer
	_ = json.Compact(&out, b)
	return out.Bytes()
}

func TestWalkNoticesNonsense(t *testing.T) {
	for _, s := range []string{``, `x`, `{`, `[1`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{"a" 1}`, `{a:1}`, `{"a":tru}`, `{"a":"\x"}`, `{"a":{"b":}}`, `<html>`, `{"a":1]`, `{"a":"b`} {
		w := walker{b: []byte(s)}
		if w.entry(); !w.bad {
			t.Errorf("%s is taken for JSON", s)
		}
	}
}
