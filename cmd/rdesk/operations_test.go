package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
)

// An organization is the sample, kept in a file between commands, with a clock that goes
// on by a minute with each.
type organization struct {
	*testing.T
	env map[string]string
	now time.Time
}

func newOrganization(t *testing.T) *organization {
	dir := t.TempDir()
	return &organization{t, map[string]string{"RDESK_DIRECTORY": "sample:" + filepath.Join(dir, "organization"), "HOME": dir, "XDG_STATE_HOME": dir}, time.Now()}
}

func (o *organization) rdesk(args ...string) (stdout, stderr string, code int) {
	o.Helper()
	var out, errs bytes.Buffer
	a := &app{world: world{stdin: strings.NewReader(""), stdout: &sink{w: &out}, stderr: &errs, getenv: func(k string) string { return o.env[k] }}}
	root := a.command()
	o.now = o.now.Add(time.Minute)
	now := o.now
	a.target.Now = func() time.Time { return now }
	root.SetArgs(args)
	root.SetOut(&out)
	root.SetErr(&errs)
	err := root.ExecuteContext(o.Context())
	if cerr := a.close(); err == nil {
		err = cerr
	}
	code = a.fail(context.Background(), err)
	return out.String(), errs.String(), code
}

// ok runs a command that has to succeed.
func (o *organization) ok(args ...string) string {
	o.Helper()
	out, errs, code := o.rdesk(args...)
	if code != 0 {
		o.Fatalf("rdesk %q: status %d: %s", args, code, errs)
	}
	return out
}

// counted is what a directory counts, and not the object's own.
var counted = regexp.MustCompile(`^\s*"(uSNChanged|whenChanged)": `)

// object returns an object as get shows it, but for what a directory counts, and for the
// order of values, which means nothing there.
func (o *organization) object(id string) []string {
	o.Helper()
	var lines []string
	for l := range strings.Lines(o.ok("get", id, "-o", "json")) {
		if !counted.MatchString(l) {
			lines = append(lines, strings.TrimSuffix(strings.TrimSpace(l), ","))
		}
	}
	return sorted(lines)
}

func (o *organization) review(args ...string) operationDoc {
	o.Helper()
	return decode[operationDoc](o.T, o.ok(args...), "", 0)
}

// inTenant holds the tenant after a cycle to what was foreseen. Of mail users and groups
// Microsoft Graph does not tell the type.
func (o *organization) inTenant(id string, x operationCase) {
	o.Helper()
	o.ok("sample", "cycle")
	out, errs, code := o.rdesk("tenant", "diff", id)
	d := decode[diffDoc](o.T, out, errs, code)
	if x.becomes == "None" {
		if d.Twin != nil {
			o.Errorf("it is in the tenant: %+v", d.Twin)
		}
		return
	}
	if want := cmp.Or(x.status, "equal"); string(d.Status) != want {
		o.Errorf("after the cycle: %s, want %s: %s %s: %s", d.Status, want, d.Property, d.State, d.Why)
	}
	kind := d.rowFor(o.T, "exoRecipientType")
	if strings.Join(kind.After, " ") != x.becomes || !slices.Equal(kind.Now, kind.After) && (len(kind.Now) > 0 || strings.HasSuffix(x.becomes, "Mailbox")) {
		o.Errorf("the tenant says %q, foreseen %q, want %s", kind.Now, kind.After, x.becomes)
	}
	for _, r := range d.Rows {
		if r.Property != "proxyAddresses" {
			continue
		}
		sip := func(v string) bool { return strings.HasPrefix(v, "SIP:") } // the tenant's own
		if !slices.Equal(slices.DeleteFunc(sorted(r.After), sip), slices.DeleteFunc(sorted(r.Now), sip)) {
			o.Errorf("addresses in the tenant are %q, foreseen %q", r.Now, r.After)
		}
	}
}

func sorted(vals []string) []string { return slices.Sorted(slices.Values(vals)) }

// An operationDoc is what the table of operations looks at.
type operationDoc struct {
	DN      string `json:"dn"`
	Changes []struct {
		Attribute string   `json:"attribute"`
		Before    []string `json:"before"`
		After     []string `json:"after"`
	} `json:"changes"`
	Forecast struct {
		Cloud map[string]json.RawMessage `json:"cloud"`
	} `json:"forecast"`
	Saved   bool             `json:"saved"`
	Journal *int             `json:"journal"`
	Cloud   []lifecycle.Step `json:"cloud"`
}

func (d operationDoc) becomes() string {
	return strings.Trim(string(d.Forecast.Cloud["exoRecipientType"]), `"`)
}

// writes are the changes as the table of operations has them: a line for each value that
// stands after it, or the attribute alone if it is taken away.
func (d operationDoc) writes() (lines []string) {
	for _, c := range d.Changes {
		if len(c.After) == 0 {
			lines = append(lines, c.Attribute+":")
		}
		for _, v := range c.After {
			if model.Attr(c.Attribute).Is("msExchArchiveGUID") {
				v = "(new)"
			}
			lines = append(lines, c.Attribute+": "+v)
		}
	}
	return lines
}

// block is a text of the table without its indent.
func block(s string) (lines []string) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Every operation on the sample: what it writes is what Exchange's cmdlets stamp, a dry
// run says the same and changes nothing, the tenant is then as was foreseen, and taking
// it back leaves the object as it was.
func TestOperations(t *testing.T) {
	for _, x := range operations {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			o := newOrganization(t)
			for _, args := range x.after {
				o.ok(args...)
			}
			before := o.object(x.on)
			dry := o.review(append(slices.Clone(x.args), "--dry-run")...)
			if dry.Saved || dry.Journal != nil || !slices.Equal(o.object(x.on), before) {
				t.Fatalf("the dry run did something: %+v", dry)
			}
			done := o.review(x.args...)
			if !done.Saved || done.Journal == nil {
				t.Fatalf("not saved: %+v", done)
			}
			if want, got := block(x.writes), done.writes(); !slices.Equal(want, got) {
				t.Errorf("it writes\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
			if !slices.Equal(dry.writes(), done.writes()) || dry.becomes() != done.becomes() {
				t.Errorf("the dry run says %q %s", dry.writes(), dry.becomes())
			}
			o.stands(done)
			if got := done.becomes(); got != x.becomes {
				t.Errorf("foreseen is %q, want %q", got, x.becomes)
			}
			if x.powershell != "" && !slices.ContainsFunc(done.Cloud, func(s lifecycle.Step) bool { return s.PowerShell == x.powershell }) {
				t.Errorf("to do in the tenant: %+v, want %s", done.Cloud, x.powershell)
			}
			o.inTenant(done.DN, x)
			n, _ := json.Marshal(*done.Journal)
			o.ok("undo", string(n))
			if after := o.object(x.on); !slices.Equal(after, before) {
				t.Errorf("taken back, the object is\n%s\nand was\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
			}
		})
	}
}

// stands holds the object to the changes that were told.
func (o *organization) stands(d operationDoc) {
	o.Helper()
	doc := decode[struct {
		Attributes map[string]any `json:"attributes"`
	}](o.T, o.ok("get", d.DN, "-o", "json"), "", 0)
	for _, c := range d.Changes {
		var got []string
		switch v := doc.Attributes[c.Attribute].(type) {
		case string:
			got = []string{v}
		case []any:
			for _, one := range v {
				got = append(got, one.(string))
			}
		}
		if !slices.Equal(sorted(got), sorted(c.After)) {
			o.Errorf("%s is %q, want %q", c.Attribute, got, c.After)
		}
	}
}

// The recipe's table tells how the license is given, command by command, and what is no
// user is named as what it is.
func TestRecipeTellsLicense(t *testing.T) {
	t.Parallel()
	o := newOrganization(t)
	out := o.ok("recipe", "cloud-mailbox", "kjablonska", "-o", "table")
	for _, line := range []string{"         Set-MgUserLicense -UserId ", "         Get-Mailbox -Identity "} {
		if !strings.Contains(out, "\n"+line) {
			t.Errorf("%q is not told:\n%s", line, out)
		}
	}
	for id, is := range map[string]string{"OU=Staff,DC=corp,DC=example": "is no recipient", "CN=Everyone,OU=Groups,DC=corp,DC=example": "is a distribution group"} {
		if _, errs, code := o.rdesk("recipe", "cloud-mailbox", id); code != 3 || !strings.Contains(errs, is) {
			t.Errorf("%s: status %d, %s", id, code, errs)
		}
	}
}

// A dry run finds what the saving would: a container of a template that is not there.
func TestNewLooksForTheTemplatesContainer(t *testing.T) {
	t.Parallel()
	o := newOrganization(t)
	file := filepath.Join(o.env["HOME"], "t.json")
	if err := os.WriteFile(file, []byte(`{"name":"A","makes":"shared-mailbox","container":"OU=Nowhere,DC=corp,DC=example"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := o.rdesk("new", "shared", "--template", file, "--name", "Lost and found", "--dry-run"); code != 5 || !strings.Contains(errs, "OU=Nowhere") {
		t.Errorf("status %d, %s", code, errs)
	}
}
