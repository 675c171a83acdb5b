package naming

import "golang.org/x/text/unicode/norm"

// compose joins letters with the marks that follow them: macOS and some programs write
// them apart.
func compose(s string) string { return norm.NFC.String(s) }
