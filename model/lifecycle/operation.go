package lifecycle

import (
	"strconv"

	"recipientdesk/model"
	"recipientdesk/model/powershell"
)

// A World is what an operation has to know beside the object.
type World struct {
	Schema  *model.Schema
	Routing string            // domain of remote routing addresses: contoso.mail.onmicrosoft.com; "": not known
	Pattern string            // of a routing address' part before the @: "%m" (as "") for the alias, "%u" for sAMAccountName
	NewGUID func() model.GUID // for archives
	Mailbox model.Maybe       // whether the tenant has a mailbox of the object
}

// An Outcome is what an operation makes of an object.
type Outcome struct {
	Before, After model.Entry
	Cloud         []Step   // what has to be done in the tenant, in this order
	Notes         []string // sentences about what the operation leaves or does not reach
}

// Change is the difference, which is saved as one.
func (o Outcome) Change() model.ChangeSet { return model.Diff(o.Before, o.After) }

// A Step is something to do in the tenant.
type Step struct {
	Text       string `json:"text"`                 // a sentence
	PowerShell string `json:"powershell,omitempty"` // of the Exchange Online module; "" if there is none
	Source     string `json:"source"`
}

const (
	docRemote  = "https://learn.microsoft.com/powershell/module/exchangepowershell/enable-remotemailbox"
	docDisable = "https://learn.microsoft.com/powershell/module/exchangepowershell/disable-remotemailbox"
	docType    = "https://support.microsoft.com/kb/2710029"
	docSetBox  = "https://learn.microsoft.com/powershell/module/exchangepowershell/set-mailbox"
	docUser    = "https://learn.microsoft.com/powershell/module/exchangepowershell/enable-mailuser"
	docGroup   = "https://learn.microsoft.com/powershell/module/exchangepowershell/enable-distributiongroup"
	docSetUser = "https://learn.microsoft.com/powershell/module/exchangepowershell/set-mailuser"

	docSetContact = "https://learn.microsoft.com/powershell/module/exchangepowershell/set-mailcontact"
)

// An editor is an operation under way.
type editor struct {
	World
	Outcome
	err error // the first refusal
}

// begin starts an operation. What is Exchange's own is refused.
func begin(e model.Entry, w World) *editor {
	d := &editor{World: w, Outcome: Outcome{Before: e, After: e}}
	d.notReserved()
	return d
}

func (d *editor) end() (Outcome, error) {
	if d.err != nil {
		return Outcome{}, d.err
	}
	return d.Outcome, nil
}

// set gives an attribute that the forest must have a value.
func (d *editor) set(a model.Attr, values ...string) {
	if d.err == nil && len(values) > 0 && !d.has(a) {
		d.err = &model.Error{Code: model.NoSchema, Subject: string(a), Message: "this forest does not have the attribute",
			Hint: "It comes with the Exchange schema, which Exchange's setup adds with /PrepareSchema; no server has to be installed for that."}
	}
	d.After = d.After.With(a, values...)
}

// may sets an attribute if the forest has it.
func (d *editor) may(a model.Attr, values ...string) {
	if d.has(a) {
		d.After = d.After.With(a, values...)
	}
}

func (d *editor) number(a model.Attr, n int64) { d.set(a, strconv.FormatInt(n, 10)) }

func (d *editor) has(a model.Attr) bool { return d.Schema == nil || d.Schema.Has(a) }

func (d *editor) refuse(code model.Code, message, hint string) {
	if d.err == nil {
		d.err = &model.Error{Code: code, Subject: model.Recipient{Entry: d.Before}.Name(), Message: message, Hint: hint}
	}
}

func (d *editor) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// changed refuses an operation that leaves everything as it is.
func (d *editor) changed(message, hint string) {
	if d.err == nil && d.Change().Empty() {
		d.refuse(model.Exists, message, hint)
	}
}

func (d *editor) note(s string) { d.Notes = append(d.Notes, s) }

func (d *editor) step(text, powershell, source string) {
	d.Cloud = append(d.Cloud, Step{text, powershell, source})
}

// number reads an integer, 0 if there is none.
func number(e model.Entry, a model.Attr) int64 {
	n, _ := strconv.ParseInt(e.First(a), 10, 64)
	return n
}

// identity is how Exchange Online's cmdlets find the object, quoted for PowerShell: by
// its address, as the sign-in name of AD may be another in the tenant.
func identity(e model.Entry) string {
	id := model.Recipient{Entry: e}.Primary()
	if id == "" {
		id = e.First(model.UserPrincipalName)
	}
	if id == "" {
		id = model.Recipient{Entry: e}.Name()
	}
	return powershell.Quote(id)
}
