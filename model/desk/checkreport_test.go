package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
)

// found is the result of a check of objects whose order in a report differs from
// that of the check.
func found() *desk.Checked {
	ref := func(name string) model.Ref {
		return model.Ref{GUID: "guid-" + name, DN: "CN=" + name + ",DC=lab,DC=test"}
	}
	shared, alias := &check.Rule{ID: "RD1004", Title: "Shared", Severity: check.Error, Text: "Why.", Source: "https://example.com/1004"},
		&check.Rule{ID: "RD1003", Title: "No alias", Severity: check.Advice, Source: "https://example.com/1003"}
	other := &check.Rule{ID: "RD1002", Title: "Other", Severity: check.Warning, Source: "https://example.com/1002"}
	conflict := func(one, two string) check.Finding {
		return check.Finding{Rule: shared, Ref: ref(one), Problem: check.Problem{Attr: "mail", Value: "a@x.test", Text: "shared", Errors: []string{check.Duplicate}, Action: check.None,
			Others: []check.Other{{Ref: ref(two), Attr: "mail", Value: "A@x.test"}}}}
	}
	return &desk.Checked{Profile: desk.Entra, Checked: 3, Skipped: []desk.Skipped{{ref("x"), "skipped"}}, Findings: []check.Finding{
		{Rule: alias, Ref: ref("bo"), Problem: check.Problem{Attr: "mailNickname", Text: "not set", Errors: []string{check.Blank}, Action: check.Edit, Proposed: "bo"}},
		conflict("bo", "Ann"), conflict("Ann", "bo"), conflict("Di", "Elsewhere"),
		{Rule: other, Ref: ref("Di"), Problem: check.Problem{Attr: "mail", Text: "odd", Action: check.Remove}},
		{Rule: other, Ref: ref("Di"), Problem: check.Problem{Attr: "mail", Value: "x", Text: "odd", Action: check.Edit, Proposed: "x"}},
	}}
}

func TestReport(t *testing.T) {
	const head = "rule,severity,distinguishedName,objectGUID,attribute,value,errors,action,proposed,others,text,source\r\n"
	bo := "RD1004,error,\"CN=bo,DC=lab,DC=test\",guid-bo,mail,a@x.test,Duplicate,None,,\"CN=Ann,DC=lab,DC=test mail A@x.test\",shared,https://example.com/1004\r\n"
	ann := "RD1004,error,\"CN=Ann,DC=lab,DC=test\",guid-Ann,mail,a@x.test,Duplicate,None,,\"CN=bo,DC=lab,DC=test mail A@x.test\",shared,https://example.com/1004\r\n"
	di := "RD1004,error,\"CN=Di,DC=lab,DC=test\",guid-Di,mail,a@x.test,Duplicate,None,,\"CN=Elsewhere,DC=lab,DC=test mail A@x.test\",shared,https://example.com/1004\r\n"
	alias := "RD1003,advice,\"CN=bo,DC=lab,DC=test\",guid-bo,mailNickname,,Blank,Edit,bo,,not set,https://example.com/1003\r\n"
	odd := "RD1002,warning,\"CN=Di,DC=lab,DC=test\",guid-Di,mail,,,Remove,,,odd,https://example.com/1002\r\n" +
		"RD1002,warning,\"CN=Di,DC=lab,DC=test\",guid-Di,mail,x,,Edit,x,,odd,https://example.com/1002\r\n"
	at := desk.ReportHead{Directory: "lab.test", Made: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), By: "RecipientDesk 1"}
	for by, want := range map[desk.Grouping]struct {
		csv  string
		html []string // in this order
		not  string
	}{
		desk.ByRule: {head + bo + ann + di + odd + alias, []string{"Check of lab.test", "Not checked</dt><dd>1<", `href="#only-bad">Errors`, `<b>3</b>`, `href="#only-notice">Advice`, `href="#RD1004"`, `href="#RD1002"`, `href="#RD1003"`,
			`class="group has-bad" id="RD1004"`, `<span class="mark bad">error</span>`, `Why. <a href="https://example.com/1004">Source`, "bo <small>CN=bo,DC=lab,DC=test<", "a person has to decide",
			"Ann <small>mail A@x.test · CN=Ann", `class="group has-warn" id="RD1002"`, `<tr class="warn">`, "to be removed", "x <small>a person has to decide", `class="group has-notice" id="RD1003"`}, `href="#o-`},
		desk.ByObject: {head + ann + bo + alias + di + odd, []string{`id="o-guid-Ann"`, `<a href="https://example.com/1004">RD1004 Shared</a> <small>error`, `href="#o-guid-bo">bo</a>`,
			`class="group has-bad has-notice" id="o-guid-bo"`, `href="#o-guid-Ann"`, `id="o-guid-Di"`, "<td>Elsewhere <small>"}, `href="#RD1004"`},
	} {
		checked := found()
		r := checked.Report(at, by)
		var csv, html strings.Builder
		if err := r.WriteCSV(&csv, false); err != nil || csv.String() != want.csv {
			t.Errorf("%v: %v\ngot  %s\nwant %s", by, err, csv.String(), want.csv)
		}
		if err := r.WriteHTML(&html); err != nil || strings.Contains(html.String(), want.not) {
			t.Errorf("%v: %v, or the page has %s", by, err, want.not)
		}
		if checked.Findings[0].Rule.ID != "RD1003" {
			t.Error("the findings themselves were sorted")
		}
		rest := html.String()
		for _, part := range want.html {
			_, after, ok := strings.Cut(rest, part)
			if !ok {
				t.Errorf("%v: the page lacks %s where it should be", by, part)
				continue
			}
			rest = after
		}
	}
}

func TestEmptyReport(t *testing.T) {
	var b strings.Builder
	if err := (&desk.Checked{Profile: desk.IdFix}).Report(desk.ReportHead{Directory: "lab.test"}, desk.ByObject).WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	few := &desk.Checked{Findings: found().Findings[:1]}
	var page strings.Builder
	if err := few.Report(desk.ReportHead{}, desk.ByRule).WriteHTML(&page); err != nil || !strings.Contains(page.String(), "<span>Errors</span>") {
		t.Error("a bar of nothing leads somewhere", err)
	}
	if !strings.Contains(b.String(), "Nothing was found.") || strings.Contains(b.String(), "By severity") || strings.Contains(b.String(), "Not checked") {
		t.Errorf("got %s", b.String())
	}
}

// BenchmarkReport writes the page of 100,000 findings, each of an object of its own.
func BenchmarkReport(b *testing.B) {
	one, c := found().Findings[1], &desk.Checked{Profile: desk.Entra}
	for i := range 100_000 {
		f := one
		f.Ref = model.Ref{GUID: fmt.Sprintf("%08x-0000-4000-8000-000000000000", i), DN: fmt.Sprintf("CN=User %06d,OU=People,DC=contoso,DC=com", i)}
		c.Findings = append(c.Findings, f)
	}
	for name, by := range map[string]desk.Grouping{"rule": desk.ByRule, "object": desk.ByObject} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var size counter
				if err := c.Report(desk.ReportHead{Directory: "contoso.com"}, by).WriteHTML(&size); err != nil || size < 100_000*100 {
					b.Fatal(err, size)
				}
				b.ReportMetric(float64(size)/1e6, "MB")
			}
		})
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
