package sheet

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"recipientdesk/model"
)

// FormatValue writes a stored value of that syntax as text: bytes as Base64, SIDs
// as S-1-…, times as RFC 3339 in UTC, the rest as it is. Text that is no UTF-8 is
// written as Base64 after "base64:", so that nothing is lost on screen.
func FormatValue(syntax model.Syntax, stored string) string {
	switch syntax {
	case model.SyntaxSID:
		return formatSID(stored)
	case model.SyntaxOctets, model.SyntaxSecurity:
		return formatOctets(stored)
	case model.SyntaxTime:
		return formatTime(stored, false)
	}
	if !utf8.ValidString(stored) {
		return "base64:" + formatOctets(stored)
	}
	return stored
}

func formatOctets(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func parseOctets(s string) (string, error) {
	t := strings.Join(strings.Fields(s), "")
	if digits, ok := strings.CutPrefix(t, "hex:"); ok {
		if b, err := hex.DecodeString(digits); err == nil {
			return string(b), nil
		}
		return "", fault("%s is not hexadecimal", "After hex: write two digits 0-9 or a-f for each byte.", quote(s))
	}
	b, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(t, "base64:"))
	if err != nil {
		return "", fault("%s is not Base64", "Write the bytes in Base64, or as hexadecimal digits after hex:.", quote(s))
	}
	return string(b), nil
}

func formatGUID(s string) string {
	if g, ok := model.GUIDFromBytes([]byte(s)); ok {
		return g.String()
	}
	return formatOctets(s)
}

func parseGUID(s string) (string, error) {
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	g, err := model.ParseGUID(s)
	if err != nil {
		return "", fault("%s is no GUID", "Write it as 00000000-0000-0000-0000-000000000000.", quote(s))
	}
	return g.Bytes(), nil
}

// formatSID writes a SID as S-1-authority-part-…, and bytes that are none as Base64.
func formatSID(s string) string {
	if text, ok := model.SIDText(s); ok {
		return text
	}
	return formatOctets(s)
}

func parseSID(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	bad := fault("%s is no SID", "Write it as S-1-5-21-….", quote(s))
	parts := strings.Split(s, "-")
	if len(parts) < 3 || len(parts) > 18 || !strings.EqualFold(parts[0], "S") || parts[1] != "1" {
		return "", bad
	}
	authority, err := strconv.ParseUint(parts[2], 10, 48)
	if err != nil {
		return "", bad
	}
	b := binary.BigEndian.AppendUint64(nil, authority)
	b[0], b[1] = 1, byte(len(parts)-3)
	for _, p := range parts[3:] {
		n, err := strconv.ParseUint(p, 10, 32)
		if err != nil {
			return "", bad
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return string(b), nil
}

// Seconds from 1601, where file times start, to 1970, and their ticks a second
// ([MS-DTYP] 2.3.3).
const (
	epochDistance = 11644473600
	ticks         = 10_000_000
)

// generalized is how Active Directory writes a time; it always writes UTC
// ([MS-ADTS] 3.1.1.2.2.2.12).
const generalized = "20060102150405.0Z"

// Moment returns the moment that a stored value means. ok is false for values
// that mean none: a file time of 0 or of the largest number, which stand for
// "never", and what is no time at all.
func Moment(stored string, fileTime bool) (t time.Time, ok bool) {
	if fileTime {
		n, err := strconv.ParseInt(stored, 10, 64)
		if err != nil || n <= 0 || n == math.MaxInt64 {
			return t, false
		}
		t = time.Unix(n/ticks-epochDistance, n%ticks*100).UTC()
		return t, t.Year() <= 9999
	}
	for _, layout := range []string{generalized, "20060102150405Z", "060102150405Z", "20060102150405.999Z"} {
		if t, err := time.Parse(layout, stored); err == nil {
			return t, true
		}
	}
	return t, false
}

func formatTime(s string, fileTime bool) string {
	if t, ok := Moment(s, fileTime); ok {
		return t.Format(time.RFC3339Nano)
	}
	if fileTime && s == strconv.FormatInt(math.MaxInt64, 10) {
		return "never"
	}
	return s
}

func parseTime(s string, fileTime bool) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	if fileTime {
		if strings.EqualFold(s, "never") {
			return strconv.FormatInt(math.MaxInt64, 10), nil
		}
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return strconv.FormatInt(n, 10), nil
		}
	} else if _, ok := Moment(s, false); ok {
		return s, nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.Year() < 1601 || t.Year() > 9999 {
		return "", fault("%s is no time", "Write it as 2026-12-31T23:59:59Z.", quote(s))
	}
	if fileTime {
		return strconv.FormatInt((t.Unix()+epochDistance)*ticks+int64(t.Nanosecond()/100), 10), nil
	}
	return t.UTC().Format(generalized), nil
}
