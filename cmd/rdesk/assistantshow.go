package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"recipientdesk/model/mailboxguid"
)

// A guidDoc is what assistant mailbox-guid prints.
type guidDoc struct {
	Rules       rulesDoc        `json:"rules"`
	Needed      bool            `json:"needed"`   // false: this forest has no msExchMailboxGuid
	Prepared    bool            `json:"prepared"` // the rules keep the GUID back already
	Carried     bool            `json:"carried"`  // false: no rule carries the GUID
	Changes     []guidChangeDoc `json:"changes"`
	Remarks     []string        `json:"remarks"`
	Found       int             `json:"found"` // users with a GUID
	Alarms      int             `json:"alarms"`
	Users       []guidUserDoc   `json:"users"`
	Scripts     scriptsDoc      `json:"scripts"`
	Steps       []stepDoc       `json:"steps,omitempty"`
	Back        []stepDoc       `json:"back,omitempty"`
	Alternative []stepDoc       `json:"alternative,omitempty"`
}

// A guidChangeDoc is what happens to one rule.
type guidChangeDoc struct {
	Rule       string `json:"rule"`
	Copy       string `json:"copy"`
	Precedence int    `json:"precedence"`
	Temporary  int    `json:"temporaryPrecedence"`
	Spare      int    `json:"originalPrecedence"` // of the disabled original; 0: it is deleted
}

// A scriptsDoc names the files that were written.
type scriptsDoc struct {
	Prepare string `json:"prepare,omitempty"`
	Restore string `json:"restore,omitempty"`
	Backup  string `json:"backup,omitempty"`
}

type stepDoc struct {
	Text    string `json:"text"`
	Command string `json:"command,omitempty"`
}

func stepDocs(steps []mailboxguid.Step) []stepDoc {
	out := []stepDoc{}
	for _, s := range steps {
		out = append(out, stepDoc(s))
	}
	return out
}

func (d *guidDoc) planned(p *mailboxguid.Plan, v guidWork) {
	for _, c := range p.Changes {
		d.Changes = append(d.Changes, guidChangeDoc{c.Rule.Name, c.Copy, c.Precedence, c.Temporary, c.Spare})
	}
	d.Remarks = append(d.Remarks, p.Remarks...)
	if v.steps {
		d.Steps, d.Back = stepDocs(p.PrepareSteps()), stepDocs(p.RestoreSteps())
	}
	if v.steps || v.script != "" {
		for _, r := range mailboxguid.Remarks() {
			d.Remarks = append(d.Remarks, r.Text)
		}
	}
}

func (a *app) showGUIDs(d guidDoc, v guidWork) error {
	return a.show(view{
		json: func() (any, error) { return d, nil },
		rows: func() ([]string, [][]string) {
			rows := [][]string{}
			for _, u := range d.Users {
				after := ""
				if u.After != nil {
					after = u.After.RecipientType
				}
				rows = append(rows, []string{u.Name, string(u.State), u.Licensed.String(), u.Mailbox.String(), u.Before.RecipientType, after, u.Why, u.Todo, u.DN})
			}
			return []string{"name", "state", "exchangeLicensed", "cloudMailbox", "before", "after", "why", "todo", "distinguishedName"}, rows
		},
		table: func(w io.Writer) { d.print(w) },
	})
}

func (d guidDoc) print(w io.Writer) {
	switch {
	case !d.Needed:
		fmt.Fprintln(w, "This forest has no msExchMailboxGuid; nothing needs to be done.")
		return
	case !d.Carried:
		fmt.Fprintln(w, "No rule carries msExchMailboxGuid to the tenant; nothing needs to be done.")
	case d.Prepared:
		fmt.Fprintln(w, "The rules keep msExchMailboxGuid back already; what is left is the way back.")
	}
	fmt.Fprintf(w, "%d %s msExchMailboxGuid, %d of them need something to be done.\n", d.Found, map[bool]string{true: "user has", false: "users have"}[d.Found == 1], d.Alarms)
	for _, u := range d.Users {
		fmt.Fprintf(w, "\n%s\n  %s\n", oneLine(u.DN), sentence(u.Why))
		if u.Todo != "" {
			fmt.Fprintf(w, "  %s\n", u.Todo)
		}
		if u.After != nil {
			fmt.Fprintf(w, "  now: %s; with the changed rules: %s\n", u.Before, u.After)
		}
	}
	for _, c := range d.Changes {
		fmt.Fprintf(w, "\n%s (precedence %d)\n  is replaced by %s\n", oneLine(c.Rule), c.Precedence, oneLine(c.Copy))
	}
	printSteps(w, "What to do", d.Steps)
	printSteps(w, "The way back", d.Back)
	printSteps(w, "The longer way, without a change of rules", d.Alternative)
	if len(d.Remarks) > 0 {
		fmt.Fprintln(w, "\nBefore you begin")
		for _, r := range d.Remarks {
			fmt.Fprintf(w, "  - %s\n", r)
		}
	}
	for _, f := range []string{d.Scripts.Prepare, d.Scripts.Restore, d.Scripts.Backup} {
		if f != "" {
			fmt.Fprintf(w, "Wrote %s.\n", f)
		}
	}
}

// String says what becomes of a user in a few words.
func (o guidOutcomeDoc) String() string {
	kind := unknownIf(o.RecipientType)
	if o.GUIDFlows {
		return kind + ", the GUID arrives"
	}
	return kind + ", the GUID does not arrive"
}

func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func printSteps(w io.Writer, title string, steps []stepDoc) {
	if len(steps) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for i, s := range steps {
		fmt.Fprintf(w, "  %s. %s\n", strconv.Itoa(i+1), s.Text)
		if s.Command != "" {
			fmt.Fprintf(w, "       %s\n", s.Command)
		}
	}
}
