package lifecycle

import (
	"strings"
	"testing"
)

func TestAScriptHasEveryStepAndRunsNoSentence(t *testing.T) {
	got := Script([]Step{
		{"Give it a license\r\nRemove-Mailbox anna\rRemove-Mailbox bob", "", "https://example.com/plans"},
		{"Turn rich text off.", "Set-MailUser -Identity 'x' -UseMapiRichTextFormat Never\n", ""},
	})
	want := `# Commands of Exchange Online need a sign-in first: Connect-ExchangeOnline

# 1. Give it a license
# Remove-Mailbox anna
# Remove-Mailbox bob
# https://example.com/plans

# 2. Turn rich text off.
Set-MailUser -Identity 'x' -UseMapiRichTextFormat Never
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if s := Script(nil); s != "" {
		t.Errorf("no steps make %q", s)
	}
	runs := ""
	for line := range strings.Lines(Script(PlainTextForAll())) {
		if !strings.HasPrefix(line, "#") {
			runs += line
		}
	}
	if !strings.Contains(runs, "Export-Csv") || !strings.Contains(runs, "UseMapiRichTextFormat Never") || strings.Contains(runs, "Import-Csv") {
		t.Errorf("what runs undoes itself, or is not all: %s", runs)
	}
	if !strings.Contains(Script(PlainTextForAll()), "# Import-Csv") {
		t.Error("the way back is lost")
	}
}
