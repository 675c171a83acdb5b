package sheet

import "recipientdesk/model"

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

	// ReadOnly is shown, as Like shows it, and never written.
	ReadOnly struct{ Like Editor }

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
