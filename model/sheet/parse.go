package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// How each editor writes a stored value, and reads what a person wrote. format and
// parse are each other's inverse for every value that parse accepts.

func (t Text) format(s string) string    { return formatLines(s, t.Lines) }
func (Check) format(s string) string     { return s }
func (Number) format(s string) string    { return s }
func (Choice) format(s string) string    { return s }
func (Suffix) format(s string) string    { return s }
func (Addresses) format(s string) string { return s }
func (Picker) format(s string) string    { return s }
func (List) format(s string) string      { return formatLines(s, 1) }
func (Photo) format(s string) string     { return s }
func (Flags) format(s string) string     { return s }
func (Backlink) format(s string) string  { return s }
func (r ReadOnly) format(s string) string {
	if r.Like == nil {
		return s
	}
	return r.Like.format(s)
}
func (Octets) format(s string) string { return formatOctets(s) }
func (GUID) format(s string) string   { return formatGUID(s) }
func (SID) format(s string) string    { return formatSID(s) }
func (t Time) format(s string) string { return formatTime(s, t.FileTime) }

func (t Text) parse(s string) (string, error) { return parseText(s, t.Max, t.Lines) }
func (l List) parse(s string) (string, error) { return parseText(s, l.Max, 1) }

func (Check) parse(s string) (string, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "yes", "on", "1":
		return "TRUE", nil
	case "false", "no", "off", "0":
		return "FALSE", nil
	case "":
		return "", nil
	}
	return "", fault("%s is neither TRUE nor FALSE", "Write TRUE or FALSE, or nothing to remove the value.", quote(s))
}

func (n Number) parse(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	v, err := strconv.ParseInt(s, 10, 64)
	limited := n.Min != 0 || n.Max != 0
	switch {
	case err != nil && limited, limited && (v < n.Min || v > n.Max):
		return "", fault("%s is not a whole number from %d to %d", "Write the number in digits%s.", quote(s), n.Min, n.Max, unit(n.Unit))
	case err != nil:
		return "", fault("%s is not a whole number", "Write the number in digits.", quote(s))
	}
	return strconv.FormatInt(v, 10), nil
}

func unit(u string) string {
	if u == "" {
		return ""
	}
	return ", in " + u
}

func (c Choice) parse(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	for _, o := range c.Options {
		if strings.EqualFold(s, o.Value) || strings.EqualFold(s, o.Label) {
			return o.Value, nil
		}
	}
	return "", fault("%s is none of the choices", "Choose one of %s.", quote(s), c.list())
}

// list writes the choices for a hint, or how many there are.
func (c Choice) list() string {
	if len(c.Options) > 10 {
		return fmt.Sprintf("%d, such as %s (%s)", len(c.Options), c.Options[0].Value, c.Options[0].Label)
	}
	var names []string
	for _, o := range c.Options {
		names = append(names, fmt.Sprintf("%s (%s)", o.Value, o.Label))
	}
	return strings.Join(names, ", ")
}

// Label returns the label of a value, the value itself if it is none of the
// choices.
func (c Choice) Label(value string) string {
	if i := slices.IndexFunc(c.Options, func(o Option) bool { return o.Value == value }); i >= 0 {
		return c.Options[i].Label
	}
	return value
}

func (Addresses) parse(s string) (string, error) { return parseText(s, model.MaxAddress, 1) }
func (Picker) parse(s string) (string, error)    { return parseDN(s) }
func (Backlink) parse(s string) (string, error)  { return parseDN(s) }

func parseDN(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	if _, err := parseText(s, 0, 1); err != nil {
		return "", err
	}
	if _, err := model.ParseDN(s); err != nil {
		return "", fault("%s is no distinguished name", "Pick the object, or write its name as CN=Name,OU=Unit,DC=corp,DC=example.", quote(s))
	}
	return s, nil
}

func (f Flags) parse(s string) (string, error) { return Number{}.parse(s) }

func (ReadOnly) parse(string) (string, error) {
	return "", fault("cannot be changed here", "Where the server makes it from another attribute, change that one.")
}

func (o Octets) parse(s string) (string, error) {
	v, err := parseOctets(s)
	if err == nil && o.Max > 0 && len(v) > o.Max {
		return "", fault("has %d bytes; the limit is %d", "Choose a shorter value.", len(v), o.Max)
	}
	return v, err
}

func (GUID) parse(s string) (string, error)   { return parseGUID(s) }
func (SID) parse(s string) (string, error)    { return parseSID(s) }
func (t Time) parse(s string) (string, error) { return parseTime(s, t.FileTime) }

func (Suffix) parse(s string) (string, error) {
	s, err := parseText(s, 1024, 1)
	if err != nil || s == "" {
		return s, err
	}
	local, suffix := SplitUPN(s)
	if local == "" || suffix == "" || strings.ContainsAny(s, " ") || strings.Contains(local, "@") {
		return "", fault("%s is no user principal name", "Write it as name@suffix, with one @ and no blanks.", quote(s))
	}
	return s, nil
}

// SplitUPN returns the two parts of a user principal name; suffix is "" without
// an @.
func SplitUPN(upn string) (local, suffix string) {
	if i := strings.LastIndexByte(upn, '@'); i >= 0 {
		return upn[:i], upn[i+1:]
	}
	return upn, ""
}
