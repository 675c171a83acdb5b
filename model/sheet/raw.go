package sheet

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"recipientdesk/model"
)

// RawPrefix before the name of an attribute asks Find for the attribute itself,
// without what a field of the same name would keep in step.
const RawPrefix = "raw:"

// Find returns the field that a person means by name: a field ID, or else the name
// of an attribute, or else the label of a field ("alias", "last name", "e-mail"),
// without regard to case and, in a label, to blanks and hyphens. An attribute that
// one field alone edits is that field; any other is Raw. "raw:mail" is the
// attribute mail without the field of that name. Limits are those of the schema. The error has code
// NoSchema if the forest lacks the attribute, NotFound if the name means nothing.
func Find(s *model.Schema, name string) (Field, error) {
	name = strings.TrimSpace(name)
	if len(name) > len(RawPrefix) && strings.EqualFold(name[:len(RawPrefix)], RawPrefix) {
		return findRaw(s, name[len(RawPrefix):])
	}
	if f, ok := Lookup(name); ok {
		return f.In(s), nil
	}
	for _, f := range Fields() {
		if f.Attrs[0].Is(model.Attr(name)) && f.plain() {
			return f.In(s), nil
		}
	}
	if f, ok := byLabel(name); ok && !s.Has(model.Attr(name)) {
		return f.In(s), nil
	}
	return findRaw(s, name)
}

func byLabel(name string) (Field, bool) {
	plain := strings.NewReplacer(" ", "", "-", "").Replace
	for _, f := range Fields() {
		if strings.EqualFold(plain(f.Label), plain(name)) {
			return f, true
		}
	}
	return Field{}, false
}

// plain reports whether the field is its attribute and nothing more.
func (f Field) plain() bool {
	return len(f.Attrs) == 1 && len(f.Also) == 0 && f.Get == nil && f.Place == nil
}

func findRaw(s *model.Schema, name string) (Field, error) {
	a := model.Attr(name)
	if d, ok := s.Lookup(a); ok {
		return Raw(d), nil
	}
	known := slices.ContainsFunc(Attrs(), a.Is)
	switch {
	case s == nil && isName(name):
		return Raw(model.AttrDef{Name: a, Syntax: model.SyntaxString}), nil
	case known:
		st := missing(s, a)
		return Field{}, &model.Error{Code: st.Code, Subject: name, Message: st.Reason, Hint: st.Hint}
	}
	return Field{}, &model.Error{Code: model.NotFound, Subject: name, Message: "is neither a field nor an attribute of this forest",
		Hint: `"rdesk fields" lists the fields.`}
}

func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	})
}

// Raw returns a field for one attribute as the schema defines it, with an editor
// that fits its syntax. Its ID and label are the name of the attribute.
func Raw(d model.AttrDef) Field {
	kind := d.Syntax.String()
	if !d.Single {
		kind += ", several values"
	}
	return Field{ID: string(d.Name), Label: string(d.Name), Help: kind + ".", Attrs: []model.Attr{d.Name}, Edit: rawEditor(d)}
}

func rawEditor(d model.AttrDef) Editor {
	if d.System || d.BackLink() {
		d.System, d.LinkID = false, 0
		return ReadOnly{rawEditor(d)}
	}
	several := !d.Single
	switch d.Syntax {
	case model.SyntaxBoolean:
		return Check{}
	case model.SyntaxInteger, model.SyntaxLargeInt:
		return rawNumber(d)
	case model.SyntaxDN, model.SyntaxORName:
		return Picker{Several: several}
	case model.SyntaxSID:
		return SID{several}
	case model.SyntaxTime:
		return Time{Several: several}
	case model.SyntaxSecurity:
		return ReadOnly{Octets{}}
	case model.SyntaxOctets:
		switch {
		case guids[lower(d.Name)]:
			return GUID{several}
		case d.Name.Is("thumbnailPhoto"):
			return Photo{MaxBytes: d.Max, Pixels: PhotoPixels}
		}
		return Octets{d.Max, several}
	}
	if several {
		return List{d.Max}
	}
	return Text{Max: d.Max, Lines: 2}
}

func rawNumber(d model.AttrDef) Editor {
	if bits, ok := flags[lower(d.Name)]; ok && d.Single {
		return Flags{bits}
	}
	if d.Syntax == model.SyntaxLargeInt && fileTimes[lower(d.Name)] {
		return Time{FileTime: true, Several: !d.Single}
	}
	n := Number{Several: !d.Single}
	switch {
	case d.Min != 0 || d.Max != 0:
		n.Min, n.Max = int64(d.Min), int64(d.Max)
		if d.Max == 0 {
			n.Max = math.MaxInt32
		}
	case d.Syntax == model.SyntaxInteger:
		n.Min, n.Max = math.MinInt32, math.MaxInt32
	}
	return n
}

func lower(a model.Attr) string { return strings.ToLower(string(a)) }

// guids are octet strings that hold a GUID.
var guids = map[string]bool{
	"objectguid": true, "msexchmailboxguid": true, "msexcharchiveguid": true, "ms-ds-consistencyguid": true,
	"schemaidguid": true, "attributesecurityguid": true, "msexchobjectid": true, "parentguid": true,
}

// fileTimes are large integers that hold a moment ([MS-ADA1] to [MS-ADA3]).
var fileTimes = map[string]bool{
	"accountexpires": true, "badpasswordtime": true, "lastlogoff": true, "lastlogon": true, "lastlogontimestamp": true,
	"lockouttime": true, "pwdlastset": true, "msexchlitigationholddate": true, "creationtime": true,
	"msds-userpasswordexpirytimecomputed": true,
}

// flags are numbers whose bits have meanings: [MS-ADTS] 2.2.12 and 2.2.16, and for
// msExchRemoteRecipientType
// https://learn.microsoft.com/powershell/exchange/filter-properties, where the bits
// 32 and 64 together mean a shared mailbox.
var flags = map[string][]Bit{
	"grouptype": {{1, "Made by the system"}, {2, "Global"}, {4, "Domain local"}, {8, "Universal"},
		{math.MinInt32, "Security group"}},
	"useraccountcontrol": {{0x2, "Disabled"}, {0x10, "Locked out"}, {0x20, "No password needed"}, {0x40, "Cannot change the password"},
		{0x200, "Normal account"}, {0x10000, "Password never expires"}, {0x40000, "Smart card needed"},
		{0x100000, "Not delegated"}, {0x800000, "Password expired"}},
	"msexchremoterecipienttype": {{1, "Mailbox provisioned"}, {2, "Archive provisioned"}, {4, "Migrated"}, {8, "Mailbox removed"},
		{16, "Archive removed"}, {32, "Room (with 64: shared)"}, {64, "Equipment (with 32: shared)"}, {128, "Team mailbox"}},
}

// String writes the flags that are set in value.
func (f Flags) String(value int64) string {
	var out []string
	rest := value
	for _, b := range f.Bits {
		if value&b.Mask != 0 {
			out, rest = append(out, b.Label), rest&^b.Mask
		}
	}
	if rest != 0 && value >= 0 {
		out = append(out, fmt.Sprintf("0x%X", rest))
	}
	return strings.Join(out, ", ")
}
