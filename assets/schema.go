package assets

import (
	"fmt"
	"strconv"
	"strings"
)

// Origin says where an attribute of the Exchange table comes from.
type Origin string

const (
	OriginExchange Origin = "exchange" // added by the Exchange schema
	OriginChanged  Origin = "changed"  // in every Active Directory, indexing changed by Exchange setup
	OriginAD       Origin = "ad"       // in every Active Directory
)

// A SchemaRow is one line of exchange-schema.tsv, whose head describes each
// column.
type SchemaRow struct {
	Name     string // lDAPDisplayName
	CN       string // name of the attributeSchema object
	OID      string // attributeID
	Syntax   string // attributeSyntax, [MS-ADTS] 3.1.1.2.2.2
	OMSyntax int
	Single   bool // isSingleValued

	// RangeLower and RangeUpper limit the length (characters of text, bytes
	// of octets) or the number itself; nil where the schema sets none.
	RangeLower, RangeUpper *int

	// LinkID is a number, or "auto" for a linked attribute whose number is
	// not public, or empty for an attribute that is not linked.
	LinkID string

	// BackLinkOf names the forward link that this attribute mirrors. The
	// server computes a back link, so no client may write it.
	BackLinkOf string

	SearchFlags   int      // [MS-ADTS] 2.2.10; zero also where not public
	GlobalCatalog bool     // isMemberOfPartialAttributeSet
	GUID          string   // schemaIDGUID with dashes, empty where not public
	Origin        Origin   // where it comes from
	Classes       []string // classes whose mayContain lists it
}

// Linked reports whether the attribute is a forward or a back link.
func (r SchemaRow) Linked() bool { return r.LinkID != "" }

// ExchangeSchema returns the attributes that Exchange uses on users, groups
// and contacts, in the order of the table. The slice belongs to the caller.
// It panics if the embedded table is malformed, which a test rules out.
func ExchangeSchema() []SchemaRow {
	var rows []SchemaRow
	header := true
	for line := range strings.Lines(exchangeSchema) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if header { // the line with the column names
			header = false
			continue
		}
		row, err := parseRow(line)
		if err != nil {
			panic("assets: exchange-schema.tsv: " + err.Error())
		}
		rows = append(rows, row)
	}
	return rows
}

func parseRow(line string) (SchemaRow, error) {
	cells := strings.Split(line, "\t")
	if len(cells) != 15 {
		return SchemaRow{}, fmt.Errorf("%d columns instead of 15 in %q", len(cells), line)
	}
	numbers := make(map[int]*int)
	for _, i := range []int{4, 6, 7, 10} {
		if cells[i] == "" {
			continue
		}
		n, err := strconv.Atoi(cells[i])
		if err != nil {
			return SchemaRow{}, fmt.Errorf("%s: column %d: %w", cells[0], i+1, err)
		}
		numbers[i] = &n
	}
	row := SchemaRow{
		Name: cells[0], CN: cells[1], OID: cells[2], Syntax: cells[3],
		Single:     cells[5] == "single",
		RangeLower: numbers[6], RangeUpper: numbers[7],
		LinkID: cells[8], BackLinkOf: cells[9],
		GlobalCatalog: cells[11] == "yes",
		GUID:          cells[12], Origin: Origin(cells[13]),
	}
	if numbers[4] == nil {
		return SchemaRow{}, fmt.Errorf("%s: no oMSyntax", row.Name)
	}
	row.OMSyntax = *numbers[4]
	if numbers[10] != nil {
		row.SearchFlags = *numbers[10]
	}
	if cells[14] != "" {
		row.Classes = strings.Split(cells[14], ",")
	}
	return row, nil
}
