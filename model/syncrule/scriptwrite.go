package syncrule

import (
	"fmt"
	"io"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/powershell"
)

// WriteScript writes rules as the Synchronization Rules Editor exports them, so
// that the script makes them on a server, and [LoadScript] reads them back: all but
// the version, which the server counts. A flow that was not understood is an error
// (code Invalid), as it cannot be written out.
func WriteScript(w io.Writer, rules ...*Rule) error {
	var b strings.Builder
	for i, r := range rules {
		if i > 0 {
			b.WriteString("\n\n")
		}
		for _, f := range r.Flows {
			if f.Problem != "" {
				return &model.Error{Code: model.Invalid, Subject: r.Name, Message: fmt.Sprintf("cannot be written: the flow to %s was not understood: %s", f.Target, f.Problem)}
			}
		}
		r.script(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// A commandWriter writes a command over several lines.
type commandWriter struct{ b *strings.Builder }

func (c commandWriter) begin(name string) commandWriter { c.b.WriteString(name); return c }

// arg writes a parameter; value stands as it is.
func (c commandWriter) arg(name, value string) commandWriter {
	c.b.WriteString(" `\n-" + name)
	if value != "" {
		c.b.WriteString(" " + value)
	}
	return c
}

func (c commandWriter) text(name, value string) commandWriter {
	return c.arg(name, powershell.Quote(value))
}

func (c commandWriter) flag(name string, on bool) commandWriter {
	if on {
		c.arg(name, "")
	}
	return c
}

func (c commandWriter) end() { c.b.WriteString("\n\n") }

func (r *Rule) script(b *strings.Builder) {
	c := commandWriter{b}
	id := strings.Trim(r.ID, "{}")
	none := strings.Trim(nobody, "{}")
	c.begin("New-ADSyncRule").text("Name", r.Name).text("Identifier", id).text("Description", r.Description).text("Direction", r.direction()).
		arg("Precedence", fmt.Sprint(r.Precedence)).text("PrecedenceAfter", none).text("PrecedenceBefore", none).
		text("SourceObjectType", r.Source).text("TargetObjectType", r.Target).text("Connector", strings.Trim(r.Connector, "{}")).text("LinkType", string(r.Link)).
		arg("SoftDeleteExpiryInterval", "0").text("ImmutableTag", r.Tag).flag("EnablePasswordSync", r.PasswordSync).flag("Disabled", r.Disabled).
		arg("OutVariable", "syncRule").end()
	for i := range r.Flows {
		r.Flows[i].script(c)
	}
	for _, g := range r.Scope {
		for i, x := range g {
			c.condition("ScopeCondition", i, fmt.Sprintf("%s,%s,%s", powershell.Quote(x.Attribute), powershell.Quote(x.Value), powershell.Quote(x.Operator.exported())))
		}
		c.group("Scope", len(g))
	}
	for _, g := range r.Joins {
		for i, x := range g {
			c.condition("JoinCondition", i, fmt.Sprintf("%s,%s,$%t", powershell.Quote(x.Connector), powershell.Quote(x.Metaverse), x.CaseSensitive))
		}
		c.group("Join", len(g))
	}
	c.begin("Add-ADSyncRule").arg("SynchronizationRule", "$syncRule[0]").end()
	c.begin("Get-ADSyncRule").text("Identifier", id).end()
}

func (f *Flow) script(c commandWriter) {
	c.begin("Add-ADSyncAttributeFlowMapping").arg("SynchronizationRule", "$syncRule[0]")
	switch {
	case !f.Constant.IsNull():
		c.arg("Source", quoteList([]string{f.Constant.Text()}))
	case len(f.Reads) > 0:
		c.arg("Source", quoteList(f.Reads))
	}
	c.text("Destination", f.Target).text("FlowType", f.property("flowtype").(string)).text("ValueMergeType", string(f.Merge)).flag("ExecuteOnce", f.ApplyOnce)
	if f.Expression != nil {
		c.text("Expression", f.Expression.Source())
	}
	c.arg("OutVariable", "syncRule").end()
}

func quoteList(ss []string) string {
	q := make([]string, len(ss))
	for i, s := range ss {
		q[i] = powershell.Quote(s)
	}
	return "@(" + strings.Join(q, ",") + ")"
}

func (c commandWriter) condition(kind string, i int, args string) {
	c.begin("New-Object").text("TypeName", "Microsoft.IdentityManagement.PowerShell.ObjectModel."+kind).arg("ArgumentList", args).arg("OutVariable", fmt.Sprintf("condition%d", i)).end()
}

func (c commandWriter) group(kind string, n int) {
	var conditions []string
	for i := range n {
		conditions = append(conditions, fmt.Sprintf("$condition%d[0]", i))
	}
	c.begin("Add-ADSync"+kind+"ConditionGroup").arg("SynchronizationRule", "$syncRule[0]").arg(kind+"Conditions", "@("+strings.Join(conditions, ",")+")").arg("OutVariable", "syncRule").end()
}

// exported is the operator as exports spell it.
func (o Operator) exported() string {
	if o == IsNotBitSet {
		return "ISBITNOTSET"
	}
	return string(o)
}
