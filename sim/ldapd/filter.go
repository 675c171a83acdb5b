package ldapd

import (
	ber "github.com/go-asn1-ber/asn1-ber"

	"recipientdesk/model"
)

// maxDepth bounds the nesting of a filter.
const maxDepth = 100

// filter reads a filter (RFC 4511 section 4.5.1.7); ok is false if it is none.
func filter(p *ber.Packet, depth int) (f model.Filter, ok bool) {
	if depth > maxDepth || p.ClassType != ber.ClassContext {
		return nil, false
	}
	switch p.Tag {
	case 0, 1:
		parts := make([]model.Filter, len(p.Children))
		for i, k := range p.Children {
			if parts[i], ok = filter(k, depth+1); !ok {
				return nil, false
			}
		}
		if p.Tag == 0 {
			return model.And(parts), true
		}
		return model.Or(parts), true
	case 2:
		if len(p.Children) != 1 {
			return nil, false
		}
		f, ok = filter(p.Children[0], depth+1)
		return model.Not{F: f}, ok
	case 7:
		return model.Present{Attr: model.Attr(content(p))}, true
	case 9:
		return extensible(p)
	}
	if len(p.Children) != 2 {
		return nil, false
	}
	attr := model.Attr(content(p.Children[0]))
	if p.Tag == 4 {
		return substrings(attr, p.Children[1])
	}
	value := content(p.Children[1])
	switch p.Tag {
	case 3, 8: // what is approximately equal is up to the server: equal
		return model.Equal{Attr: attr, Value: value}, true
	case 5:
		return model.AtLeast{Attr: attr, Value: value}, true
	case 6:
		return model.AtMost{Attr: attr, Value: value}, true
	}
	return nil, false
}

func substrings(attr model.Attr, p *ber.Packet) (model.Filter, bool) {
	f := model.Like{Attr: attr}
	for _, k := range p.Children {
		switch v := content(k); k.Tag {
		case 0:
			f.Prefix = v
		case 1:
			f.Any = append(f.Any, v)
		case 2:
			f.Suffix = v
		default:
			return nil, false
		}
	}
	return f, len(p.Children) > 0
}

func extensible(p *ber.Packet) (model.Filter, bool) {
	var f model.Matching
	for _, k := range p.Children {
		switch k.Tag {
		case 1:
			f.Rule = content(k)
		case 2:
			f.Attr = model.Attr(content(k))
		case 3:
			f.Value = content(k)
		}
	}
	return f, f.Attr != ""
}
