package lifecycle

import (
	"fmt"
	"strings"
)

// Script writes steps one after the other, as a script of PowerShell: what each is for
// and where that is stated as comments, so that steps without a command are not lost,
// and so is the way back.
// It does not sign in: whoever runs it decides as whom.
func Script(steps []Step) string {
	if len(steps) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("# Commands of Exchange Online need a sign-in first: Connect-ExchangeOnline\n")
	for i, s := range steps {
		b.WriteByte('\n')
		comment(&b, fmt.Sprintf("%d. %s", i+1, s.Text))
		comment(&b, s.Source)
		switch {
		case s.PowerShell == "":
		case s.Text == takeBack:
			comment(&b, s.PowerShell)
		default:
			b.WriteString(strings.TrimRight(s.PowerShell, "\n") + "\n")
		}
	}
	return b.String()
}

// comment writes text as lines that do nothing, whatever is in it.
func comment(b *strings.Builder, text string) {
	if text == "" {
		return
	}
	for line := range strings.Lines(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)) {
		b.WriteString("# " + strings.TrimRight(line, "\n") + "\n")
	}
}
