package report

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func seq[T any](values ...T) func(func(T) bool) { return slices.Values(values) }

// sample is a report with what a checker has to say, and with text that wants to be
// code.
func sample() *Report {
	return &Report{
		Title: "Check of <contoso.com>",
		Made:  time.Date(2026, 3, 1, 9, 30, 0, 0, time.FixedZone("CET", 3600)),
		By:    "RecipientDesk 1.0",
		Facts: []Fact{{"Directory", "dc1.contoso.com & others"}, {"Objects", "1,234"}},
		Charts: []Chart{{"By severity", []Bar{{"Errors", 3, Bad, Only(Bad)}, {"Warnings", 1, Warn, Only(Warn)}, {"Advice", 0, Notice, Only(Notice)}}},
			{"By rule", []Bar{{"RD1004 Address with more than one owner", 2000, Bad, "#RD1004"}, {"RD1009", 1, Warn, ""}}}},
		Columns: []Column{{ID: "rule"}, {ID: "dn"}, {Label: "Object", Weight: 3, Code: true}, {ID: "value", Label: "Value", Weight: 2}, {ID: "others", Label: "Other owners", Weight: 3}},
		Groups: seq(
			Group{ID: "RD1004", Title: "RD1004 Address with more than one owner", Mark: "error", Text: "An address belongs to one object.", Tone: Bad, Tones: []Tone{Bad},
				Link: Line{Text: "Source", URL: "https://learn.microsoft.com/x?a=1&b=2"},
				Rows: seq(Row{Bad, []Cell{Text("RD1004"), Text("CN=Ann,DC=x"), Text("Ann"), Text("smtp:a@x"), Text("CN=Bo,DC=x", "CN=Cy,DC=x")}},
					Row{Bad, []Cell{Text("RD1004"), Text("CN=Ev"), Text("<script>alert(1)</script>"), Text(`=HYPERLINK("http://x","y")`), {{Text: "bad", URL: "javascript:alert(1)"}, {Text: "good", URL: "#RD1009", Note: "small & \"fine\""}}}})},
			Group{ID: "RD1009", Title: "RD1009", Tone: Warn, Tones: []Tone{Warn}, Rows: seq(Row{Warn, []Cell{Text("RD1009"), Text("CN=Di,DC=x"), Text("Di"), nil, nil}})},
		),
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := sample().WriteCSV(&b, true); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffrule,dn,value,others\r\n" +
		"RD1004,\"CN=Ann,DC=x\",smtp:a@x,\"CN=Bo,DC=x\r\nCN=Cy,DC=x\"\r\n" +
		"RD1004,CN=Ev,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",\"bad\r\ngood\"\r\n" +
		"RD1009,\"CN=Di,DC=x\",,\r\n"
	if b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}
	var plain bytes.Buffer
	if err := sample().WriteCSV(&plain, false); err != nil || "\ufeff"+plain.String() != want {
		t.Errorf("without a mark: %v %q", err, plain.String())
	}
	if rows, err := csv.NewReader(&plain).ReadAll(); err != nil || len(rows) != 4 {
		t.Errorf("read back: %v %q", err, rows)
	}
}

func TestHarmless(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a=b": "a=b", "=1": "'=1", "+49 1": "'+49 1", "-": "'-", "@x": "'@x", "\t=1": "'\t'=1", "\r": "'\r", "a;=1": "a;'=1", "a;b-c": "a;b-c",
		"a\n=1": "a\n'=1", "ä": "ä", "X400:c=US;a= ;p=x": "X400:c=US;a= ;p=x", "\x80=": "\x80=",
	} {
		if got := harmless(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// elements reads a page as XML, which ours is too, and returns the attributes of each
// element, by name.
func elements(t *testing.T, page string) map[string][]map[string]string {
	t.Helper()
	found := map[string][]map[string]string{}
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(page, "<!DOCTYPE html>")))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.Token()
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			attrs := map[string]string{}
			for _, a := range e.Attr {
				attrs[a.Name.Local] = a.Value
			}
			found[e.Name.Local] = append(found[e.Name.Local], attrs)
		}
	}
}

func html(t *testing.T, r *Report) string {
	t.Helper()
	var b strings.Builder
	if err := r.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHTML(t *testing.T) {
	text := html(t, sample())
	all := elements(t, text)
	if len(all["script"])+len(all["link"])+len(all["img"]) > 0 {
		t.Error("the page wants something from outside, or runs something")
	}
	if n := len(all["tr"]); n != 1+2+3 { // the head, one a group, the rows
		t.Errorf("%d rows", n)
	}
	if n := len(all["td"]); n != 3*3 {
		t.Errorf("%d cells", n)
	}
	anchors := map[string]bool{"all": true}
	for _, e := range slices.Concat(all["section"], all["span"]) {
		if e["id"] != "" && anchors[e["id"]] {
			t.Errorf("two elements %s", e["id"])
		}
		anchors[e["id"]] = true
	}
	for _, a := range all["a"] {
		if name, local := strings.CutPrefix(a["href"], "#"); local && name != "ZgotmplZ" && !anchors[name] || strings.Contains(a["href"], "javascript") {
			t.Errorf("a link to %q", a["href"])
		}
	}
	for _, want := range []string{"Check of &lt;contoso.com&gt;", "dc1.contoso.com &amp; others", "1 March 2026, 09:30 CET", "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>", "<small>small &amp; &#34;fine&#34;</small>", "CN=Bo,DC=x<br/>CN=Cy,DC=x",
		`href="https://learn.microsoft.com/x?a=1&amp;b=2"`, `<section class="group has-bad" id="RD1004">`, ".group td:nth-child(1){font:", "RecipientDesk 1.0"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	var widths []string
	for _, e := range all["rect"] {
		widths = append(widths, e["width"])
	}
	if !slices.Equal(widths, []string{"100", "33.333333333333336", "0", "100", "1"}) {
		t.Errorf("bars of %q", widths)
	}
	if strings.Contains(text, "<td>RD1009</td>") || strings.Contains(text, "Nothing") {
		t.Error("the page shows what only CSV has")
	}
}

func TestEmptyHTML(t *testing.T) {
	text := html(t, &Report{Title: "Check", Empty: "Nothing was found.", Groups: seq[Group]()})
	if elements(t, text); !strings.Contains(text, "Nothing was found.") || strings.Contains(text, "By severity") {
		t.Errorf("got %s", text)
	}
}

// A fullDisk takes so many bytes.
type fullDisk int

var errFull = errors.New("full")

func (d *fullDisk) Write(p []byte) (int, error) {
	if *d -= fullDisk(len(p)); *d < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	for _, room := range []fullDisk{0, 2, 70_000} {
		csvRoom, htmlRoom := room, room
		if err := large(20_000).WriteCSV(&csvRoom, true); !errors.Is(err, errFull) {
			t.Errorf("CSV with room for %d: %v", room, err)
		}
		if err := large(20_000).WriteHTML(&htmlRoom); !errors.Is(err, errFull) {
			t.Errorf("HTML with room for %d: %v", room, err)
		}
	}
}

// large is a report of n rows in ten groups.
func large(n int) *Report {
	r := sample()
	r.Groups = func(yield func(Group) bool) {
		for i := range 10 {
			rows := func(yield func(Row) bool) {
				for k := range n / 10 {
					dn := fmt.Sprintf("CN=User %06d,OU=People,DC=contoso,DC=com", k)
					if !yield(Row{Bad, []Cell{Text("RD1004"), Text(dn), Text(dn), Text("smtp:user@contoso.com"), Text(dn, dn)}}) {
						return
					}
				}
			}
			if !yield(Group{ID: fmt.Sprint("g", i), Title: "A rule", Tone: Bad, Tones: []Tone{Bad}, Rows: rows}) {
				return
			}
		}
	}
	return r
}

func BenchmarkHTML(b *testing.B) {
	for b.Loop() {
		if err := large(100_000).WriteHTML(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	for b.Loop() {
		if err := large(100_000).WriteCSV(io.Discard, true); err != nil {
			b.Fatal(err)
		}
	}
}
