// Package assets embeds the files that ship inside the programs: the icon and
// the tables of facts that code and test servers share. It knows nothing of
// what they are used for and imports nothing of this module.
package assets

import _ "embed"

// Icon is the program's icon, a square PNG of 512 pixels made from icon.svg
// by "make icon". It must not be modified.
//
//go:embed icon.png
var Icon []byte

//go:embed exchange-schema.tsv
var exchangeSchema string
