package ui

import (
	"os"
	"path/filepath"
	"testing"

	"recipientdesk/model/addresspolicy"
)

// A policyDriver works the page of address policies as a person does, on the sample
// organization.
type policyDriver struct {
	*windowDriver
	*policyPage
}

const twoPolicies = `{"policies":[
	{"name":"Dublin","scope":{"under":["OU=Dublin,OU=Staff,DC=corp,DC=example"]},"addresses":["SMTP:%g.%s@dublin.example","%m@dublin.example"]},
	{"name":"Everybody","addresses":["SMTP:%1g%s@brightwater.example"]}]}`

// openPolicies is on the page, with the policies of a file.
func openPolicies(t *testing.T, text string) *policyDriver {
	t.Helper()
	d := openWindowDriver(t)
	d.opt.PolicyDir = t.TempDir()
	if text != "" {
		if err := os.WriteFile(filepath.Join(d.opt.PolicyDir, "corp.example.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d.cmd.run("policies")
	d.run.drain()
	p, ok := d.pages[placePolicies].(*policyPage)
	if !ok {
		t.Fatal("there is no page of address policies")
	}
	return &policyDriver{d, p}
}

// previewed has been through a dry run.
func (d *policyDriver) previewed() *policyDriver {
	d.t.Helper()
	d.cmd.run("policy-preview")
	d.run.drain()
	if d.r.last == nil {
		d.t.Fatalf("nothing was previewed: %v", d.r.failed)
	}
	return d
}

// lines are the rows shown.
func (d *policyDriver) lines() (out []*policyLine) {
	for i := range d.rows() {
		out = append(out, d.s.line(i))
	}
	return out
}

// pickLine selects the recipient of that name.
func (d *policyDriver) pickLine(name string) *policyLine {
	d.t.Helper()
	for i, l := range d.lines() {
		if l.name == name {
			d.table.Select(i)
			d.table.OnSelect()
			d.run.drain()
			return l
		}
	}
	d.t.Fatalf("%q is not shown", name)
	return nil
}

// kept are the policies as the file has them.
func (d *policyDriver) kept() addresspolicy.Policies {
	d.t.Helper()
	f, err := readPolicyFile(d.file.path)
	if err != nil {
		d.t.Fatal(err)
	}
	return f.list
}
