package graphx

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"recipientdesk/model"
)

// flatten calls emit for every value of an object of the tenant, in the form that
// model.Tenant describes. name and value are valid during the call.
func flatten(object []byte, emit func(name, value []byte)) {
	members(object, func(key, value []byte) {
		switch {
		case bytes.Contains(key, []byte("@odata.")):
		case string(key) == extensionAttributes:
			members(value, func(name, v []byte) { put(name, v, emit) })
		case string(key) == "assignedLicenses":
			elements(value, func(license []byte) {
				members(license, func(name, v []byte) {
					if string(name) == "skuId" {
						put(key, v, emit)
					}
				})
			})
		case value[0] == '[':
			elements(value, func(v []byte) { put(key, v, emit) })
		default:
			put(key, value, emit)
		}
	})
}

func put(name, v []byte, emit func(name, value []byte)) {
	switch t := text(v); {
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
	if bytes.IndexAny(n, "eE") < 0 {
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

// entryOf makes an Entry of an object.
func entryOf(object []byte) model.Entry {
	attrs := map[model.Attr][]string{}
	flatten(object, func(name, value []byte) {
		attrs[model.Attr(name)] = append(attrs[model.Attr(name)], string(value))
	})
	id := ""
	if v := attrs["id"]; len(v) > 0 {
		id = v[0]
	}
	return model.NewEntry(model.Ref{GUID: strings.ToLower(id)}, attrs)
}
