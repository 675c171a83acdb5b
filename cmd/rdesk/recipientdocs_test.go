package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model/addresspolicy"
	"recipientdesk/model/template"
)

// generated is what stands between the two marks of docs/recipients.md.
var generated = regexp.MustCompile(`(?s)(<!-- operations: [^\n]*-->\n).*(<!-- end of operations -->)`)

// docs/recipients.md has the table of operations that TestOperations holds the program to.
func TestDocsOfRecipients(t *testing.T) {
	const file = "../../docs/recipients.md"
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := generated.ReplaceAll(got, []byte("${1}\n"+strings.ReplaceAll(operationsTable(), "$", "$$")+"\n${2}"))
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(got, want) {
		t.Error("docs/recipients.md is not what the operations write; run go test ./cmd/rdesk -run Docs -update")
	}
}

func operationsTable() string {
	var b strings.Builder
	b.WriteString("| operation | writes | becomes |\n|---|---|---|\n")
	for _, x := range slices.Concat(operations, newcomers) {
		becomes := x.becomes
		switch {
		case becomes == "":
			becomes = "a license decides"
		case becomes == "None":
			becomes = "gone from the tenant"
		}
		fmt.Fprintf(&b, "| %s<br>`rdesk %s` | `%s` | %s |\n", x.name, commandLine(x.args), strings.Join(block(x.writes), "`<br>`"), becomes)
	}
	return b.String()
}

func commandLine(args []string) string {
	quoted := slices.Clone(args)
	for i, a := range quoted {
		if strings.ContainsAny(a, " ,") {
			quoted[i] = `"` + a + `"`
		}
	}
	return strings.Join(quoted, " ")
}

// examples returns the blocks of JSON in a page.
func examples(t *testing.T, file string) (page string, blocks []string) {
	t.Helper()
	b, err := os.ReadFile("../../docs/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(b, -1) {
		blocks = append(blocks, string(m[1]))
	}
	if len(blocks) == 0 {
		t.Fatalf("%s has no example", file)
	}
	return string(b), blocks
}

// The examples of docs/templates.md are templates, and the first makes what the page says.
func TestDocsOfTemplates(t *testing.T) {
	page, blocks := examples(t, "templates.md")
	for i, text := range blocks {
		tpl, err := template.Load(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if i > 0 {
			continue
		}
		n, err := tpl.Names(template.Person{First: "Zoë", Last: "O'Brien-Müller"})
		if err != nil {
			t.Fatal(err)
		}
		for _, made := range append([]string{n.Object, n.SignIn, n.Primary, n.Account}, n.More...) {
			if !strings.Contains(page, "`"+made+"`") {
				t.Errorf("it makes %q, of which the page says nothing", made)
			}
		}
	}
	for _, m := range template.Makes() {
		if !strings.Contains(page, "`"+string(m)+"`") {
			t.Errorf("the page does not name %s", m)
		}
	}
}

// The examples of docs/policies.md are policies that can be applied to the sample.
func TestDocsOfPolicies(t *testing.T) {
	_, blocks := examples(t, "policies.md")
	for _, text := range blocks {
		if _, err := addresspolicy.Load(strings.NewReader(text)); err != nil {
			t.Errorf("%v in %s", err, text)
		}
		file := t.TempDir() + "/policies.json"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		doc := decode[struct{ Recipients, Changed int }](t, newOrganization(t).ok("policy", "preview", file), "", 0)
		if doc.Recipients == 0 || doc.Changed == 0 {
			t.Errorf("%d recipients are in scope, %d get something", doc.Recipients, doc.Changed)
		}
	}
}
