package syncrule

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"recipientdesk/model"
)

const topicConvert = "Conversion"

var convertFunctions = []*Function{
	{Name: "CBool", Topic: topicConvert, Result: Bool, Params: one("Expression", Bool|Number|Text|Null), Doc: "Makes a boolean: True of True, of a number other than 0 and of a text that says so; False of all else, and of NULL.",
		call: func(_ *run, a []Value) (Value, string) { b, why := truth(a[0]); return Boolean(b), why }},
	{Name: "CDate", Topic: topicConvert, Result: Date, Params: one("value", Text|Date), Doc: "Reads a date and time. A time without a zone is UTC; 12/25/2007 has the month first.", call: cDate},
	{Name: "CGuid", Topic: topicConvert, Result: Binary, Params: one("GUID", Text), Doc: "Makes the 16 bytes of a GUID, in the order of Active Directory, from its text with or without braces.", call: cGuid},
	{Name: "ConvertFromBase64", Topic: topicConvert, Result: Text, Params: []Param{{Name: "source", Type: Text}, {Name: "Encoding", Type: enum, Optional: true, Words: "Unicode ASCII UTF8"}},
		Doc: "Decodes Base64 to text, which is UTF-16 (Unicode) unless said otherwise.", call: fromBase64},
	{Name: "ConvertToBase64", Topic: topicConvert, Result: Text, Params: one("source", Text|Binary), Doc: "Encodes a text, as UTF-16, or a binary value with Base64.", call: toBase64},
	{Name: "ConvertFromUTF8Hex", Topic: topicConvert, Result: Text, Params: one("source", Text), Doc: "Decodes hexadecimal digits of UTF-8, the form of distinguished names in Entra ID, to text.", call: fromHex},
	{Name: "ConvertToUTF8Hex", Topic: topicConvert, Result: Text, Params: one("source", Text), Doc: "Writes the UTF-8 bytes of a text as hexadecimal digits in upper case.",
		call: mapText(func(s string) string { return fmt.Sprintf("%X", s) })},
	{Name: "CNum", Topic: topicConvert, Result: Number, Params: one("value", Text|Number|Binary), Doc: "Reads a decimal number. Up to 8 bytes of a binary value are a number whose low byte comes first.", call: cNum},
	{Name: "CRef", Topic: topicConvert, Result: Ref, Params: one("value", Text|Ref), Doc: "Makes a reference of a distinguished name.",
		call: func(_ *run, a []Value) (Value, string) { return Reference(a[0].text), "" }},
	{Name: "CStr", Topic: topicConvert, Result: Text, Params: one("value", Text|Number|Ref|Bool), Doc: "Makes a text of a number, a reference or a boolean (True, False).",
		call: func(_ *run, a []Value) (Value, string) { return String(a[0].Text()), "" }},
	{Name: "StringFromGuid", Topic: topicConvert, Result: Text, Params: one("GUID", Binary), Doc: "Writes the 16 bytes of a GUID as text, in lower case with dashes.", call: stringFromGuid},
	{Name: "StringFromSid", Topic: topicConvert, Result: Text, Params: one("ObjectSID", Binary), Doc: "Writes a security identifier as S-1-….", call: stringFromSid},
}

func quoteShort(s string) string {
	if utf8.RuneCountInString(s) > 40 {
		s = string([]rune(s)[:40]) + "…"
	}
	return strconv.Quote(s)
}

func cDate(_ *run, a []Value) (Value, string) {
	if a[0].kind == Date {
		return a[0], ""
	}
	if t, ok := parseDate(a[0].text); ok {
		return t, ""
	}
	return NullValue, quoteShort(a[0].text) + " is no date"
}

// guidOf reads a GUID in one of the two documented patterns.
func guidOf(s string) (model.GUID, bool) {
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") && len(s) > 1 {
		s = s[1 : len(s)-1]
	}
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return model.GUID{}, false
	}
	g, err := model.ParseGUID(s)
	return g, err == nil
}

func cGuid(_ *run, a []Value) (Value, string) {
	g, ok := guidOf(a[0].text)
	if !ok {
		return NullValue, quoteShort(a[0].text) + " is no GUID"
	}
	return Bytes(g.Bytes()), ""
}

func stringFromGuid(_ *run, a []Value) (Value, string) {
	g, ok := model.GUIDFromBytes([]byte(a[0].text))
	if !ok {
		return NullValue, fmt.Sprintf("a GUID has 16 bytes, not %d", len(a[0].text))
	}
	return String(g.String()), ""
}

// stringFromSid writes the string form of [MS-DTYP] 2.4.2.1.
func stringFromSid(_ *run, a []Value) (Value, string) {
	s := []byte(a[0].text)
	if len(s) < 8 || len(s) != 8+4*int(s[1]) || s[1] > 15 || s[0] != 1 {
		return NullValue, "the bytes are no security identifier"
	}
	authority := uint64(binary.BigEndian.Uint16(s[2:4]))<<32 | uint64(binary.BigEndian.Uint32(s[4:8]))
	out := strconv.AppendUint(append(make([]byte, 0, 64), "S-1-"...), authority, 10)
	if authority >= 1<<32 {
		out = fmt.Appendf(nil, "S-1-0x%012X", authority)
	}
	for s = s[8:]; len(s) > 0; s = s[4:] {
		out = strconv.AppendUint(append(out, '-'), uint64(binary.LittleEndian.Uint32(s)), 10)
	}
	return String(string(out)), ""
}

func fromBase64(_ *run, a []Value) (Value, string) {
	s := strings.Map(func(r rune) rune { // .NET passes over white space
		if r == ' ' || r == '\t' || r == '\r' || r == '\n' {
			return -1
		}
		return r
	}, a[0].text)
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return NullValue, quoteShort(a[0].text) + " is not Base64"
	}
	encoding := "Unicode"
	if len(a) > 1 {
		encoding = a[1].text
	}
	switch encoding {
	case "Unicode":
		return String(decode16(b)), ""
	case "UTF8":
		return String(strings.ToValidUTF8(string(b), string(unicode.ReplacementChar))), ""
	case "ASCII":
		for i, c := range b {
			if c >= utf8.RuneSelf {
				b[i] = '?'
			}
		}
		return String(string(b)), ""
	}
	return NullValue, quoteShort(encoding) + " is no encoding"
}

func toBase64(_ *run, a []Value) (Value, string) {
	b := []byte(a[0].text)
	if a[0].kind == Text {
		b = encode16(a[0].text)
	}
	return String(base64.StdEncoding.EncodeToString(b)), ""
}

func fromHex(_ *run, a []Value) (Value, string) {
	b, err := hex.DecodeString(a[0].text)
	if err != nil {
		return NullValue, quoteShort(a[0].text) + " is not hexadecimal"
	}
	return String(strings.ToValidUTF8(string(b), string(unicode.ReplacementChar))), ""
}

func cNum(_ *run, a []Value) (Value, string) {
	switch a[0].kind {
	case Number:
		return a[0], ""
	case Binary:
		if len(a[0].text) > 8 {
			return NullValue, fmt.Sprintf("%d bytes are too many for a number", len(a[0].text))
		}
		var b [8]byte
		copy(b[:], a[0].text)
		return Int(int64(binary.LittleEndian.Uint64(b[:]))), ""
	}
	n, ok := parseNumber(a[0].text)
	if !ok {
		return NullValue, quoteShort(a[0].text) + " is no number"
	}
	return n, ""
}
