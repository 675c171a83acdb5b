package ldapd

import (
	"strings"

	ber "github.com/go-asn1-ber/asn1-ber"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// change runs an operation that writes.
func (c *conn) change(r request, op string, tag byte, bad *sim.Refusal, f func() error) error {
	if c.srv.dropped(op, false) {
		return errLeave
	}
	if bad == nil && c.who == nil {
		bad = mustBind
	}
	if bad != nil {
		c.reply(reply{id: r.id, tag: tag, refusal: bad})
		return nil
	}
	err := f()
	if c.srv.dropped(op, true) {
		return errLeave
	}
	return c.done(r, tag, err)
}

// at names an object by what a client gave for its DN.
func at(p *ber.Packet) model.Ref { return model.Ref{DN: content(p)} }

func (c *conn) modify(r request) error {
	bad := r.uncritical(ctlPermissive, ctlShowDeleted, ctlSDFlags)
	var mods []sim.Mod
	if len(r.op.Children) != 2 {
		bad = protocolError("The request cannot be read")
	} else if bad == nil {
		mods, bad = c.mods(r.op.Children[1])
	}
	return c.change(r, "modify", tagModifyResponse, bad, func() error {
		_, permissive := r.control(ctlPermissive)
		return c.who.Modify(c.ctx(), at(r.op.Children[0]), mods, permissive)
	})
}

func (c *conn) mods(list *ber.Packet) (out []sim.Mod, bad *sim.Refusal) {
	ops := map[int64]sim.Op{0: sim.Add, 1: sim.Remove, 2: sim.Replace}
	for _, k := range list.Children {
		if len(k.Children) != 2 {
			return nil, protocolError("The request cannot be read")
		}
		op, ok := ops[integer(k.Children[0])]
		if !ok {
			return nil, protocolError("The operation is not known")
		}
		name, vals, bad := c.attribute(k.Children[1])
		if bad != nil {
			return nil, bad
		}
		if op == sim.Add && len(vals) == 0 {
			return nil, protocolError("Nothing is to be added")
		}
		out = append(out, sim.Mod{Op: op, Attr: name, Values: vals})
	}
	return out, nil
}

// attribute reads a name and its values. A password is turned to clear text.
func (c *conn) attribute(p *ber.Packet) (name model.Attr, vals []string, bad *sim.Refusal) {
	if len(p.Children) != 2 {
		return "", nil, protocolError("The request cannot be read")
	}
	base, _, _ := strings.Cut(content(p.Children[0]), ";")
	name = model.Attr(base)
	for _, v := range p.Children[1].Children {
		vals = append(vals, content(v))
	}
	if name.Is("unicodePwd") {
		if c.crypt == nil {
			return name, nil, &sim.Refusal{Result: 53, Win32: 0x1F}
		}
		for i, v := range vals {
			clear, ok := decodePassword(v)
			if !ok {
				return name, nil, &sim.Refusal{Result: 53, Win32: 0x1F}
			}
			vals[i] = clear
		}
	}
	return name, vals, nil
}

// decodePassword reads a value of unicodePwd: UTF-16, low byte first, within
// quotation marks ([MS-ADTS] 3.1.1.3.1.5).
func decodePassword(v string) (string, bool) {
	if len(v)%2 != 0 {
		return "", false
	}
	s := utf16String(v)
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	return s[1 : len(s)-1], true
}

func (c *conn) add(r request) error {
	bad := r.uncritical(ctlSDFlags)
	obj := model.NewObject{Attrs: map[model.Attr][]string{}}
	if len(r.op.Children) != 2 {
		bad = protocolError("The request cannot be read")
	} else {
		obj.DN = content(r.op.Children[0])
		for _, k := range r.op.Children[1].Children {
			name, vals, wrong := c.attribute(k)
			if wrong == nil && len(vals) == 0 {
				wrong = protocolError("An attribute has no value")
			}
			if wrong != nil && bad == nil {
				bad = wrong
			}
			obj.Attrs[name] = append(obj.Attrs[name], vals...)
		}
	}
	return c.change(r, "add", tagAddResponse, bad, func() error {
		_, err := c.who.Create(c.ctx(), obj)
		return err
	})
}

func (c *conn) delete(r request) error {
	return c.change(r, "delete", tagDeleteResponse, r.uncritical(), func() error {
		return c.who.Delete(c.ctx(), at(r.op))
	})
}

func (c *conn) rename(r request) error {
	bad := r.uncritical()
	k := r.op.Children
	parent := ""
	switch {
	case len(k) < 3:
		bad = protocolError("The request cannot be read")
	case len(k) == 4:
		parent = content(k[3])
	}
	if bad == nil {
		if last, _ := k[2].Value.(bool); !last { // Active Directory keeps no old names
			bad = &sim.Refusal{Result: 53, Win32: 0x2035}
		}
	}
	return c.change(r, "rename", tagModifyDNResponse, bad, func() error {
		return c.who.Rename(c.ctx(), at(k[0]), content(k[1]), parent)
	})
}

func (c *conn) compare(r request) error {
	k := r.op.Children
	out := reply{id: r.id, tag: tagCompareResponse}
	switch {
	case len(k) != 2 || len(k[1].Children) != 2:
		out.refusal = protocolError("The request cannot be read")
	case c.who == nil:
		out.refusal = mustBind
	default:
		equal, err := c.who.Compare(c.ctx(), at(k[0]), model.Attr(content(k[1].Children[0])), content(k[1].Children[1]))
		out.refusal, out.code = refusal(err), 5
		if equal {
			out.code = 6
		}
	}
	c.reply(out)
	return nil
}
