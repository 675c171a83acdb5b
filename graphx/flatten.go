package graphx

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"recipientdesk/model"
)

// A form is how a property of the tenant becomes one of model.Tenant.
type form uint8

const (
	asIs       form = iota
	annotation      // of OData: left out
	extensions      // onPremisesExtensionAttributes: its members are properties
	licenses        // assignedLicenses: the GUIDs
)

func formOf(key []byte) form {
	switch {
	case bytes.IndexByte(key, '@') >= 0 && bytes.Contains(key, []byte("@odata.")):
		return annotation
	case string(key) == extensionAttributes:
		return extensions
	case string(key) == "assignedLicenses":
		return licenses
	}
	return asIs
}

// flatten walks over an object of the tenant and calls emit for every value of it,
// in the form that model.Tenant describes. name and value are valid during the
// call.
func (w *walker) flatten(emit func(name, value []byte)) {
	w.object(func(key []byte) { w.unfold(formOf(key), key, emit) })
}

// unfold walks over the value of a member and emits what it consists of.
func (w *walker) unfold(f form, key []byte, emit func(name, value []byte)) {
	switch c := w.peek(); {
	case f == annotation:
		w.value()
	case f == extensions && c == '{':
		w.object(func(name []byte) { w.put(name, emit) })
	case f == licenses && c == '[':
		w.array(func() { w.license(key, emit) })
	case c == '[':
		w.array(func() { w.put(key, emit) })
	default:
		w.put(key, emit)
	}
}

// license takes the GUID out of an assigned license.
func (w *walker) license(name []byte, emit func(name, value []byte)) {
	if w.peek() != '{' { // as a list of texts would be
		w.put(name, emit)
		return
	}
	w.object(func(key []byte) {
		if string(key) == "skuId" {
			w.put(name, emit)
		}
	})
}

// put walks over one value and emits it.
func (w *walker) put(name []byte, emit func(name, value []byte)) {
	v := w.value()
	switch t := w.text(v); {
	case len(t) == 0:
	case v[0] == '"' && bytes.HasSuffix(name, []byte("DateTime")):
		emit(name, inUTC(t))
	case v[0] == '-' || v[0] >= '0' && v[0] <= '9':
		emit(name, decimal(t))
	default:
		emit(name, t)
	}
}

// inUTC writes a time as RFC 3339 in UTC, which it is already unless a service
// behind Graph wrote it.
func inUTC(t []byte) []byte {
	if t[len(t)-1] == 'Z' {
		return t
	}
	at, err := time.Parse(time.RFC3339Nano, string(t))
	if err != nil {
		return t
	}
	return []byte(at.UTC().Format(time.RFC3339Nano))
}

func decimal(n []byte) []byte {
	if !bytes.ContainsAny(n, "eE") {
		return n
	}
	f, err := strconv.ParseFloat(string(n), 64)
	if err != nil {
		return n
	}
	return strconv.AppendFloat(nil, f, 'f', -1, 64)
}

// extensionAttributes is the property that holds extensionAttribute1 to 15.
const extensionAttributes = "onPremisesExtensionAttributes"

// selection returns what to ask Graph for: the ID, and each property once under
// the name that Graph knows it by.
func selection(props []model.Attr) []string {
	out := []string{"id"}
	seen := map[string]bool{"id": true}
	for _, p := range props {
		name := string(p)
		if strings.HasPrefix(strings.ToLower(name), "extensionattribute") {
			name = extensionAttributes
		}
		name, _, _ = strings.Cut(name, "@") // members@delta comes with members
		if k := strings.ToLower(name); k != "" && !seen[k] {
			seen[k] = true
			out = append(out, name)
		}
	}
	return out
}

// entry walks over an object and makes an Entry of it.
func (w *walker) entry() model.Entry {
	attrs := map[model.Attr][]string{}
	w.flatten(func(name, value []byte) {
		attrs[model.Attr(name)] = append(attrs[model.Attr(name)], string(value))
	})
	id := ""
	if v := attrs["id"]; len(v) > 0 {
		id = v[0]
	}
	return model.NewEntry(model.Ref{GUID: strings.ToLower(id)}, attrs)
}
