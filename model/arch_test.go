package model_test

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// allowed is the architecture: for each package, what it may import of this
// module, and which outside modules. Tests are not held to it. Whoever changes it
// changes docs/architecture.md with it and says why there.
var allowed = map[string]string{
	"model":                "github.com/google/uuid",
	"model/sheet":          "model",
	"model/check":          "model",
	"model/syncrule":       "model model/powershell",
	"model/powershell":     "model",
	"model/journal":        "model github.com/rogpeppe/go-internal",
	"model/forecast":       "model",
	"model/drift":          "model model/forecast model/powershell",
	"model/check/idfix":    "model model/check",
	"model/report":         "",
	"model/mailboxguid":    "model model/syncrule model/forecast model/powershell",
	"model/desk":           "model model/addresspolicy model/lifecycle model/template model/naming github.com/google/uuid model/sheet model/check model/check/idfix model/syncrule model/forecast model/drift model/report model/journal",
	"model/naming":         "github.com/mozillazg/go-unidecode golang.org/x/text",
	"model/addresspolicy":  "model model/naming",
	"model/lifecycle":      "model model/naming model/powershell",
	"model/template":       "model model/addresspolicy",
	"model/modeltest":      "model",
	"model/lifecycletest":  "model model/lifecycle model/template model/desk",
	"ldapx":                "model github.com/go-ldap/ldap/v3 github.com/go-asn1-ber/asn1-ber github.com/jcmturner/gokrb5/v8",
	"sim":                  "model model/forecast assets github.com/google/uuid github.com/rogpeppe/go-internal golang.org/x/crypto",
	"graphx":               "model github.com/microsoftgraph/msgraph-sdk-go github.com/microsoftgraph/msgraph-sdk-go-core github.com/microsoft/kiota-abstractions-go github.com/microsoft/kiota-http-go github.com/microsoft/kiota-serialization-json-go github.com/Azure/azure-sdk-for-go/sdk github.com/AzureAD/microsoft-authentication-extensions-for-go/cache",
	"tenantfile":           "model",
	"sim/ldapd":            "model sim github.com/go-asn1-ber/asn1-ber github.com/go-ldap/ldap/v3",
	"sim/graphd":           "model sim github.com/google/uuid",
	"sim/graphd/graphtest": "github.com/getkin/kin-openapi",
	"assets":               "",
	"ui":                   "model model/sheet model/check model/syncrule model/forecast model/drift model/lifecycle model/mailboxguid model/naming model/powershell model/report model/journal model/desk model/template model/addresspolicy ui/kit assets fyne.io/fyne/v2 golang.org/x/image",
	"ui/kit":               "fyne.io/fyne/v2",
	"cmd/session":          "model model/syncrule model/forecast model/drift model/desk model/journal ldapx sim graphx tenantfile",
	"cmd/rdesk":            "model model/sheet model/check model/check/idfix model/syncrule model/forecast model/drift model/mailboxguid model/powershell model/report model/journal model/desk cmd/session sim sim/ldapd sim/graphd github.com/spf13/cobra golang.org/x/term golang.org/x/text model/lifecycle model/template model/addresspolicy",
	"cmd/recipientdesk":    "model model/desk model/journal cmd/session ui assets fyne.io/fyne/v2 github.com/zalando/go-keyring",
	"testing/bench":        "*",
	"testing/entra":        "",
	"testing/screenshots":  "*",
}

type listed struct {
	ImportPath, Dir, Doc string
	Imports              []string
	GoFiles, CgoFiles    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-tags", "migrated_fynedo", "-json=ImportPath,Imports,Dir,Doc,GoFiles,CgoFiles", "recipientdesk/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, "recipientdesk/")
		all = append(all, p)
	}
}

func TestArchitecture(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles)+len(p.CgoFiles) == 0 {
			continue // only tests
		}
		may, ok := allowed[p.ImportPath]
		if !ok {
			t.Errorf("package %s is not in the architecture; add it to allowed and to docs/architecture.md", p.ImportPath)
		}
		if p.Doc == "" {
			t.Errorf("package %s says nothing of what it is for", p.ImportPath)
		}
		for _, imp := range p.Imports {
			local, ours := strings.CutPrefix(imp, "recipientdesk/")
			if !ours && !strings.Contains(strings.Split(imp, "/")[0], ".") {
				continue // standard library
			}
			if !permits(may, local, ours) {
				t.Errorf("%s must not import %s", p.ImportPath, local)
			}
		}
	}
}

func permits(may, imp string, ours bool) bool {
	for m := range strings.FieldsSeq(may) {
		if m == "*" || imp == m || !ours && strings.HasPrefix(imp, m+"/") {
			return true
		}
	}
	return false
}

// background is what only ui/async.go may say.
var background = regexp.MustCompile(`(?m)^[^/\n]*(\bgo func|\bgo [a-zA-Z_.]+\(|fyne\.Do(AndWait)?\(|time\.AfterFunc|time\.Sleep)`)

func TestBackgroundHasOneDoor(t *testing.T) {
	for _, p := range packages(t) {
		if !strings.HasPrefix(p.ImportPath, "ui") {
			continue
		}
		for _, f := range p.GoFiles {
			text := read(t, p.Dir, f)
			if f != "async.go" && background.MatchString(text) {
				t.Errorf("%s/%s leaves the UI goroutine by itself: %q", p.ImportPath, f, background.FindString(text))
			}
		}
	}
}

// sleeping finds waits that are not bound to an event. Nothing in the product
// waits that way.
var sleeping = regexp.MustCompile(`\btime\.Sleep\(`)

// worldly finds what only package main may ask: everything below gets it passed in.
var worldly = regexp.MustCompile(`\bos\.(Getenv|LookupEnv|Environ|UserHomeDir|UserConfigDir|UserCacheDir)\(|\btime\.Now\(|\brand\.(Int|N|Read)`)

func TestTheWorldIsPassedIn(t *testing.T) {
	for _, p := range packages(t) {
		for _, f := range p.GoFiles {
			text := read(t, p.Dir, f)
			if sleeping.MatchString(text) {
				t.Errorf("%s/%s sleeps", p.ImportPath, f)
			}
			if strings.HasPrefix(p.ImportPath, "model") && worldly.MatchString(text) {
				t.Errorf("%s/%s asks the world: %q", p.ImportPath, f, worldly.FindString(text))
			}
		}
	}
}

func read(t *testing.T, dir, file string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A file is one idea; beyond this it is certainly two.
const longest = 600

func TestFilesAreShort(t *testing.T) {
	for _, p := range packages(t) {
		for _, f := range p.GoFiles {
			if n := strings.Count(read(t, p.Dir, f), "\n"); n > longest {
				t.Errorf("%s/%s has %d lines; the limit is %d", p.ImportPath, f, n, longest)
			}
		}
	}
}
