package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// An Editor says how a field is edited. The set is closed: package ui has exactly
// one widget for each kind.
type Editor interface {
	// Kind names the editor in documentation and in "rdesk fields".
	Kind() string
	// Multi reports whether the field takes several values.
	Multi() bool
	// parse turns what a person wrote into what the directory stores. The error
	// is made by fault.
	parse(text string) (string, error)
	// format turns what the directory stores into what parse takes.
	format(stored string) string
}

type (
	// Text is text of at most Max characters (0: as the schema says). Lines above
	// one makes it a text of several lines, which are stored with CR LF between
	// them. Suggest lets the editor offer values that other objects have.
	Text struct {
		Max     int
		Lines   int
		Suggest bool
	}

	// Check is a box: TRUE, FALSE or not set, which counts as FALSE.
	Check struct{}

	// Number is a whole number from Min to Max, shown with Unit. With both 0 there
	// is no limit but that of the syntax, 64 bits.
	Number struct {
		Min, Max int64
		Unit     string
		Several  bool
	}

	// Choice is one of a few values.
	Choice struct{ Options []Option }

	// Suffix is a name with one of the forest's UPN suffixes, which the session
	// knows (model.Info.Suffixes): name@suffix.
	Suffix struct{}

	// Addresses is the grid of a recipient's addresses. Its values are those of
	// proxyAddresses as they stand in the directory.
	Addresses struct{}

	// Picker holds references to other objects, of the families named: user,
	// contact, group; none: any object. Its values are DNs. Field.AddRef adds.
	Picker struct {
		Families []string
		Several  bool
	}

	// List is multi-valued text, each value of at most Max characters.
	List struct{ Max int }

	// Photo is a picture file of at most MaxBytes. Values are its bytes. Pixels is
	// the advised length of a side.
	Photo struct {
		MaxBytes int
		Pixels   int
	}

	// Flags is a number whose bits have meanings. Its value is the number in
	// decimal, signed as the directory writes it.
	Flags struct{ Bits []Bit }

	// Backlink holds references that are kept by other objects, in their attribute
	// Forward: "Member of" shows the groups whose member is this object. Split
	// turns a change of it into changes of those objects.
	Backlink struct {
		Forward  model.Attr
		Families []string
	}

	// ReadOnly is shown and never written.
	ReadOnly struct{ Syntax model.Syntax }

	// Octets is bytes, written as Base64 or, after "hex:", as hexadecimal digits.
	Octets struct {
		Max     int
		Several bool
	}

	// GUID is a GUID of 16 bytes, written with dashes.
	GUID struct{ Several bool }

	// SID is a security identifier, written S-1-….
	SID struct{ Several bool }

	// Time is a moment, written as RFC 3339. FileTime says that it is stored as a
	// count of 100 ns since 1601 ([MS-DTYP] 2.3.3) and not as generalized time.
	Time struct {
		FileTime bool
		Several  bool
	}
)

// An Option is one value of a Choice.
type Option struct{ Value, Label string }

// A Bit is one flag of a number.
type Bit struct {
	Mask  int64
	Label string
}

func (Text) Kind() string      { return "text" }
func (Check) Kind() string     { return "check" }
func (Number) Kind() string    { return "number" }
func (Choice) Kind() string    { return "choice" }
func (Suffix) Kind() string    { return "suffix" }
func (Addresses) Kind() string { return "addresses" }
func (Picker) Kind() string    { return "picker" }
func (List) Kind() string      { return "list" }
func (Photo) Kind() string     { return "photo" }
func (Flags) Kind() string     { return "flags" }
func (Backlink) Kind() string  { return "backlink" }
func (ReadOnly) Kind() string  { return "readonly" }
func (Octets) Kind() string    { return "octets" }
func (GUID) Kind() string      { return "guid" }
func (SID) Kind() string       { return "sid" }
func (Time) Kind() string      { return "time" }

func (Text) Multi() bool      { return false }
func (Check) Multi() bool     { return false }
func (n Number) Multi() bool  { return n.Several }
func (Choice) Multi() bool    { return false }
func (Suffix) Multi() bool    { return false }
func (Addresses) Multi() bool { return true }
func (p Picker) Multi() bool  { return p.Several }
func (List) Multi() bool      { return true }
func (Photo) Multi() bool     { return false }
func (Flags) Multi() bool     { return false }
func (Backlink) Multi() bool  { return true }
func (ReadOnly) Multi() bool  { return true }
func (o Octets) Multi() bool  { return o.Several }
func (g GUID) Multi() bool    { return g.Several }
func (s SID) Multi() bool     { return s.Several }
func (t Time) Multi() bool    { return t.Several }

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
	return FormatValue(r.Syntax, s)
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
	return "", fault("is written by the server alone", "Change the attribute it is made from.")
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
