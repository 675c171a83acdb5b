package syncrule

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/expressions.md anew")

const docsFile = "../../docs/expressions.md"

// docs/expressions.md is made of the table of functions.
func TestDocsAreUpToDate(t *testing.T) {
	want := functionReference()
	if *update {
		if err := os.WriteFile(docsFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(docsFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
		t.Error("docs/expressions.md is not what the table of functions says; run go test ./model/syncrule -run Docs -update")
	}
}

const docsHead = `# Expressions of synchronization rules

<!-- Made by "go test ./model/syncrule -run Docs -update" from the table of functions. Do not edit. -->

The language of the attribute flows of Microsoft Entra Connect Sync, as ` + "`rdesk sync eval`" + ` and the forecast understand it. Microsoft describes
[the language](https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning-expressions) and
[its functions](` + reference + `); where both are silent, Visual Basic for Applications decides.

| written | means |
|---|---|
| ` + "`[mail]`" + ` | an attribute; NULL if the object has none |
| ` + "`%Domain.FQDN%`" + ` | a parameter of the connector |
| ` + "`\"text\"`" + ` | a text in straight quotes; a quote inside is doubled, two backslashes are one |
| ` + "`98052`, `&HFF`" + ` | a number, decimal or hexadecimal |
| ` + "`True`, `False`, `CRLF`" + ` | constants |
| ` + "`NULL`" + ` | no value: the rule next in precedence may contribute one |
| ` + "`AuthoritativeNull`" + ` | no value, and nobody else contributes one |
| ` + "`IgnoreThisFlow`" + ` | as if the flow did not exist |
| ` + "`$item`" + ` | a variable of Select, Where or With |
| ` + "`+ - * / &`" + ` | arithmetic; & joins texts. All of one strength, from left to right: 1+2*3 is 9 |
| ` + "`= <> < <= > >=`" + ` | comparison, weaker than those; text without regard to case |
| ` + "`&& \\|\\|`" + ` | and, or: weaker still, of one strength, from left to right; the right side is left alone when the left has decided |

- Names of functions, attributes, parameters and constants are case-sensitive.
- Functions check types: ` + "`str`" + ` text, ` + "`num`" + ` number, ` + "`bool`, `ref`" + ` distinguished name, ` + "`bin`" + ` octets, ` + "`dt`" + ` date and time in UTC, ` + "`var`" + ` any of them, ` + "`mv…`" + ` all values of an attribute.
- A function or operator that expects one value and gets a multi-valued attribute works on every value; values that become NULL are left out.
- NULL as an argument makes the result NULL, unless the function says otherwise. NULL equals only NULL, and counts as false.
- Characters are counted in UTF-16 units, as .NET does.

`

func functionReference() []byte {
	var b bytes.Buffer
	b.WriteString(docsHead)
	topic := ""
	for _, f := range Functions() {
		if f.Topic != topic {
			topic = f.Topic
			fmt.Fprintf(&b, "## %s\n\n| function | does |\n|---|---|\n", topic)
		}
		words := ""
		for _, p := range f.Params {
			if p.Words != "" {
				words += fmt.Sprintf(" %s: %s.", p.Name, strings.Join(strings.Fields(p.Words), ", "))
			}
		}
		fmt.Fprintf(&b, "| [`%s`](%s) | %s%s |\n", strings.ReplaceAll(f.Syntax(), "|", `\|`), f.Source, f.Doc, words)
		if last := Functions(); f == last[len(last)-1] || nextTopic(last, f) != topic {
			b.WriteString("\n")
		}
	}
	return append(bytes.TrimSpace(b.Bytes()), '\n')
}

func nextTopic(all []*Function, f *Function) string {
	for i, x := range all {
		if x == f {
			return all[i+1].Topic
		}
	}
	return ""
}

// The table is complete and says something of each function.
func TestFunctionsAreExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Functions() {
		if seen[f.Name] {
			t.Errorf("%s is there twice", f.Name)
		}
		seen[f.Name] = true
		if f.Topic == "" || !strings.HasSuffix(f.Doc, ".") || !strings.HasPrefix(f.Source, "https://") {
			t.Errorf("%s is not explained: %+v", f.Name, f)
		}
		if (f.call == nil) == (f.special == nil && !f.scoped) {
			t.Errorf("%s does nothing, or two things", f.Name)
		}
	}
	for _, name := range strings.Fields(microsoft) {
		if !seen[name] {
			t.Errorf("there is no %s", name)
		}
	}
}

// microsoft is every function of the reference, of the edition of April 9, 2025.
const microsoft = `CertExtensionOids CertFormat CertFriendlyName CertHashString CertIssuer CertIssuerDN CertIssuerOid CertKeyAlgorithm
CertKeyAlgorithmParams CertNameInfo CertNotAfter CertNotBefore CertPublicKeyOid CertPublicKeyParametersOid CertSerialNumber
CertSignatureAlgorithmOid CertSubject CertSubjectNameDN CertSubjectNameOid CertThumbprint CertVersion IsCert
CBool CDate CGuid ConvertFromBase64 ConvertToBase64 ConvertFromUTF8Hex ConvertToUTF8Hex CNum CRef CStr StringFromGuid StringFromSid
DateAdd DateFromNum FormatDateTime Now NumFromDate DNComponent DNComponentRev EscapeDNComponent
IsBitSet IsDate IsEmpty IsGuid IsNull IsNullOrEmpty IsNumeric IsPresent IsString BitAnd BitOr RandomNum
Contains Count Item ItemOrNull Join RemoveDuplicates Split Error IIF Select Switch Where With
Guid InStr InStrRev LCase Left Len LTrim Mid PadLeft PadRight PCase Replace ReplaceChars Right RTrim Trim UCase Word`
