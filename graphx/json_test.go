package graphx

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
)

// FuzzWalk compares the walk with encoding/json on everything that is valid.
func FuzzWalk(f *testing.F) {
	for _, s := range []string{`{}`, `[]`, ` { "a" : [ 1 , "x\"]\\" , { } , [ ] , null , true ] , "b\u00e9" : -1.5e3 } `, `[[],{"a":{"b":"}\\\""}}]`, `"\\"`, `[1,2]`, `{"a":1}`, `{"":"","":[""]}`, `{"a":"\\\\","b":"\\\""}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		b = bytes.TrimSpace(b)
		if !json.Valid(b) {
			return
		}
		if n := length(b); n != len(b) {
			t.Fatalf("%s has %d bytes, not %d", b, len(b), n)
		}
		var list []json.RawMessage
		if b[0] == '[' && json.Unmarshal(b, &list) == nil {
			var got []json.RawMessage
			elements(b, func(v []byte) { got = append(got, v) })
			if len(got) != len(list) || len(got) > 0 && !reflect.DeepEqual(got, list) {
				t.Errorf("%s: elements are %s", b, got)
			}
		}
		if b[0] == '{' {
			again := []byte{'{'}
			members(b, func(k, v []byte) { again = fmt.Appendf(again, `"%s":%s,`, k, v) })
			again = append(bytes.TrimSuffix(again, []byte(",")), '}')
			var want, got bytes.Buffer
			if json.Compact(&want, b) != nil || json.Compact(&got, again) != nil || !bytes.Equal(want.Bytes(), got.Bytes()) {
				t.Errorf("%s was walked as %s", b, again)
			}
		}
		flatten(b, func(name, value []byte) {
			if len(value) == 0 {
				t.Errorf("%s: %s has an empty value", b, name)
			}
		})
		entryOf(b)
	})
}
