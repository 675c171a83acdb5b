package check

import (
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

func TestIgnoring(t *testing.T) {
	f := func(guid string, attr model.Attr, value string) Finding {
		r, _ := Lookup("RD1005")
		return Finding{r, model.Ref{GUID: guid}, Problem{Attr: attr, Value: value}}
	}
	one := f("g1", "proxyAddresses", "smtp:a b@x.test")
	tests := []struct {
		name string
		in   Ignored
		f    Finding
		want bool
	}{
		{"the same", Ignore(one, "so", "me", time.Time{}), one, true},
		{"in other letters", Ignored{Rule: "rd1005", Object: "G1", Attr: "PROXYADDRESSES", Value: "SMTP:A B@X.TEST"}, one, true},
		{"of another object", Ignored{Rule: "RD1005", Object: "g2"}, one, false},
		{"of another value", Ignored{Rule: "RD1005", Object: "g1", Value: "smtp:b@x.test"}, one, false},
		{"of another attribute", Ignored{Rule: "RD1005", Attr: "mail"}, one, false},
		{"of another rule", Ignored{Rule: "RD1006"}, one, false},
		{"of any object", Ignored{Rule: "RD1005"}, one, true},
		{"without a rule", Ignored{}, one, false},
	}
	for _, tt := range tests {
		l := IgnoreList{tt.in}
		open, ignored := l.Split([]Finding{tt.f})
		if len(ignored) == 1 != tt.want || len(open)+len(ignored) != 1 {
			t.Errorf("%s: %d are ignored", tt.name, len(ignored))
		}
	}
}

func TestIgnoredFile(t *testing.T) {
	l := IgnoreList{{Rule: "RD1024", Object: "g", Attr: "mail", Value: "<a&b>", Reason: "on leave", By: `CORP\me`, Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
		{Rule: "RD1017", Reason: "old domain"}}
	var b strings.Builder
	if err := l.Write(&b); err != nil {
		t.Fatal(err)
	}
	back, err := ReadIgnored(strings.NewReader(b.String()))
	if err != nil || len(back) != 2 || back[0] != l[0] || back[1] != l[1] {
		t.Errorf("%v, %+v of\n%s", err, back, b.String())
	}
	b.Reset()
	if err := IgnoreList(nil).Write(&b); err != nil || !strings.Contains(b.String(), `"ignored": []`) {
		t.Errorf("%v, %s", err, b.String())
	}
	for name, text := range map[string]string{
		"no JSON":          "x",
		"another version":  `{"version":2,"ignored":[]}`,
		"no reason":        `{"version":1,"ignored":[{"rule":"RD1005","reason":" "}]}`,
		"no rule":          `{"version":1,"ignored":[{"reason":"x"}]}`,
		"an unknown field": `{"version":1,"ignored":[{"rule":"RD1005","reason":"x","vlaue":"y"}]}`,
	} {
		if _, err := ReadIgnored(strings.NewReader(text)); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
