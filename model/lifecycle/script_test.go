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
	for line := range strings.Lines(Script(PlainTextForAll())) {
		if !strings.HasPrefix(line, "#") && strings.TrimSpace(line) != "" && !strings.Contains(line, "-") {
			t.Errorf("%q is neither a comment nor a command", line)
		}
	}
}
