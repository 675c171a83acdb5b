package syncrule

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// MarshalJSON writes texts, references and dates as strings, numbers and booleans
// as such, binary as {"base64":"…"}, lists as arrays and all else as null.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.Kind() {
	case Number:
		return []byte(v.Text()), nil
	case Bool:
		return strconv.AppendBool(nil, v.n != 0), nil
	case Binary:
		return json.Marshal(map[string]string{"base64": v.Text()})
	case List:
		return json.Marshal(v.list)
	case Text, Ref, Date:
		return json.Marshal(v.Text())
	}
	return []byte("null"), nil
}

// An Object is the attributes of one object. It implements [Attributes].
type Object map[string]Value

// Attribute returns the value, NULL if there is none. Names are case-sensitive:
// to ask for displayname of an object that has displayName is an error, as it is
// in Entra Connect.
func (o Object) Attribute(name string) (Value, error) {
	if v, ok := o[name]; ok {
		return v, nil
	}
	for have := range o {
		if strings.EqualFold(have, name) {
			return NullValue, &model.Error{Code: model.Invalid, Subject: "[" + name + "]", Message: "is written [" + have + "]",
				Hint: "Names of attributes are case-sensitive."}
		}
	}
	return NullValue, nil
}

// maxObject bounds the JSON of one object, in bytes.
const maxObject = 64 << 20

// ReadObject reads a JSON object of attribute names and values: a string, a
// number, a boolean, {"base64":"…"}, or an array of these for an attribute with
// several values. null and [] are an absent attribute. The error has code Invalid.
func ReadObject(r io.Reader) (Object, error) {
	dec := json.NewDecoder(io.LimitReader(r, maxObject))
	dec.UseNumber()
	var raw map[string]any
	if err := dec.Decode(&raw); err != nil {
		return nil, &model.Error{Code: model.Invalid, Subject: "object", Message: "is not a JSON object of attributes", Err: err}
	}
	if dec.More() {
		return nil, &model.Error{Code: model.Invalid, Subject: "object", Message: "is followed by something else"}
	}
	o := make(Object, len(raw))
	for name, x := range raw {
		v, ok := fromJSON(x, true)
		if !ok {
			return nil, &model.Error{Code: model.Invalid, Subject: name, Message: "has a value that is neither a string, number, boolean nor Base64",
				Hint: `Octets are written {"base64":"…"}; several values as an array.`}
		}
		o[name] = v
	}
	return o, nil
}

func fromJSON(x any, outer bool) (Value, bool) {
	switch x := x.(type) {
	case nil:
		return NullValue, outer
	case string:
		return String(x), true
	case bool:
		return Boolean(x), true
	case json.Number:
		if v, ok := parseNumber(x.String()); ok {
			return v, true
		}
		f, err := x.Float64() // with an exponent
		return Float(f), err == nil && strings.ContainsAny(x.String(), "eE")
	case map[string]any:
		s, ok := x["base64"].(string)
		if !ok || len(x) != 1 {
			return NullValue, false
		}
		b, err := base64.StdEncoding.DecodeString(s)
		return Bytes(string(b)), err == nil
	case []any:
		vs := make([]Value, len(x))
		for i, e := range x {
			var ok bool
			if vs[i], ok = fromJSON(e, false); !ok || !outer {
				return NullValue, false
			}
		}
		return Multi(vs...), true
	}
	return NullValue, false
}
