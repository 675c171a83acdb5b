package sheet

import (
	_ "embed"
	"strings"

	"recipientdesk/model"
)

// countries lists ISO 3166-1: alpha-2 code, number and English name (as Unicode
// CLDR has it), a line each, in name order.
//
//go:embed countries.tsv
var countries string

type countryRow struct{ code, number, name string }

func countryRows() (out []countryRow) {
	for line := range strings.Lines(countries) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		out = append(out, countryRow{cells[0], cells[1], cells[2]})
	}
	return out
}

func countryOptions() (out []Option) {
	for _, c := range countryRows() {
		out = append(out, Option{c.code, c.name})
	}
	return out
}

// country returns the code, or the name where an object has no code.
func country(e model.Entry) []string {
	if e.Has("c") {
		return e.Values("c")[:1]
	}
	return e.Values("co")
}

// setCountry writes c, co and countryCode, as Active Directory Users and Computers
// does: the three are one choice to a person, and directory sync sends each of
// them. Without a country, countryCode is 0, its value on a new user.
func setCountry(e model.Entry, values []string) (model.Entry, error) {
	if len(values) == 0 {
		if e.Has("countryCode") {
			e = e.With("countryCode", "0")
		}
		return e.With("c").With("co"), nil
	}
	for _, c := range countryRows() {
		if c.code == values[0] {
			return e.With("c", c.code).With("co", c.name).With("countryCode", c.number), nil
		}
	}
	return e, fault("%s is no country of ISO 3166", "Write a two-letter code such as DE, or the English name.", quote(values[0]))
}
