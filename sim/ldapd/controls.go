package ldapd

import (
	ber "github.com/go-asn1-ber/asn1-ber"

	"recipientdesk/sim"
)

// Controls of [MS-ADTS] 3.1.1.3.4.1 that are known here.
const (
	ctlPaged       = "1.2.840.113556.1.4.319"
	ctlShowDeleted = "1.2.840.113556.1.4.417"
	ctlSDFlags     = "1.2.840.113556.1.4.801"
	ctlDomainScope = "1.2.840.113556.1.4.1339"
	ctlPermissive  = "1.2.840.113556.1.4.1413"
	ctlRecycled    = "1.2.840.113556.1.4.2064"
)

var supportedControls = []string{ctlPaged, ctlShowDeleted, ctlSDFlags, ctlDomainScope, ctlPermissive, ctlRecycled}

type control struct {
	oid      string
	critical bool
	value    string
}

func controls(p *ber.Packet) (out []control) {
	for _, k := range p.Children {
		if len(k.Children) == 0 {
			continue
		}
		c := control{oid: content(k.Children[0])}
		for _, part := range k.Children[1:] {
			if part.Tag == ber.TagBoolean {
				c.critical, _ = part.Value.(bool)
			} else {
				c.value = content(part)
			}
		}
		out = append(out, c)
	}
	return out
}

// control returns the control, if the client sent it.
func (r request) control(oid string) (control, bool) {
	for _, c := range r.controls {
		if c.oid == oid {
			return c, true
		}
	}
	return control{}, false
}

// uncritical refuses a critical control that is not known, or not for this
// operation (RFC 4511 section 4.1.11).
func (r request) uncritical(known ...string) *sim.Refusal {
next:
	for _, c := range r.controls {
		for _, k := range known {
			if k == c.oid {
				continue next
			}
		}
		if c.critical {
			return &sim.Refusal{Result: 12, Win32: 0x57, Data: "Error processing control"}
		}
	}
	return nil
}

// paged reads the control of a paged search (RFC 2696).
func (r request) paged() (size int, cookie string, ok bool, bad *sim.Refusal) {
	c, ok := r.control(ctlPaged)
	if !ok {
		return 0, "", false, nil
	}
	p, err := ber.DecodePacketErr([]byte(c.value))
	if err != nil || len(p.Children) != 2 || integer(p.Children[0]) < 0 {
		return 0, "", true, protocolError("Error processing control")
	}
	return int(min(integer(p.Children[0]), 1<<30)), content(p.Children[1]), true, nil
}

func (c *conn) pageControl(cookie string) {
	b := &c.out
	all := b.begin(tagControls)
	one := b.begin(tagSequence)
	b.text(tagOctets, ctlPaged)
	var v buffer
	seq := v.begin(tagSequence)
	v.int(tagInteger, 0)
	v.text(tagOctets, cookie)
	v.end(seq)
	b.bytes(tagOctets, v)
	b.end(one)
	b.end(all)
}
