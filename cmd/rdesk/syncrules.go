package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model/syncrule"
)

// A ruleDoc is one synchronization rule as JSON shows it.
type ruleDoc struct {
	Name        string        `json:"name"`
	ID          string        `json:"id"`
	Direction   string        `json:"direction"` // inbound, outbound
	Precedence  int           `json:"precedence"`
	Disabled    bool          `json:"disabled"`
	Connector   string        `json:"connector"`
	Source      string        `json:"sourceObjectType"`
	Target      string        `json:"targetObjectType"`
	Link        syncrule.Link `json:"linkType"`
	Scope       [][]clauseDoc `json:"scope"` // one of the groups must hold, whole; none: every object
	Joins       [][]joinDoc   `json:"joins"`
	Flows       []flowDoc     `json:"flows"`
	Description string        `json:"description"`
	Tag         string        `json:"tag"`
}

type clauseDoc struct {
	Attribute string            `json:"attribute"`
	Operator  syncrule.Operator `json:"operator"`
	Value     string            `json:"value"`
}

type joinDoc struct {
	Connector     string `json:"connectorAttribute"`
	Metaverse     string `json:"metaverseAttribute"`
	CaseSensitive bool   `json:"caseSensitive"`
}

type flowDoc struct {
	Target    string         `json:"target"`
	Type      string         `json:"type"`   // direct, constant, expression, unknown
	Source    string         `json:"source"` // an attribute, a value or an expression
	ApplyOnce bool           `json:"applyOnce"`
	Merge     syncrule.Merge `json:"mergeType"`
	Problem   string         `json:"problem,omitempty"`
}

func (a *app) syncRules() *cobra.Command {
	return &cobra.Command{
		Use: "rules", Short: "List the synchronization rules: precedence, scope and flows", Args: cobra.NoArgs,
		Long: `List the synchronization rules that --rules names, in order of precedence, with what
they apply to and what they write. No directory is opened. What was not understood goes
to standard error.`,
		Example: "  rdesk sync rules --rules ./ADSyncExport -o table",
		RunE: a.runs(func(context.Context, []string) error {
			set, err := session.Rules(a.target.Rules)
			if err != nil {
				return err
			}
			a.noteRules(set)
			return a.show(rulesView(set))
		})}
}

// noteRules tells what of the rules was not understood: a forecast can be wrong
// there.
func (a *app) noteRules(set *syncrule.RuleSet) {
	for _, n := range set.Notes {
		fmt.Fprintf(a.stderr, "rdesk: %s: %s\n", oneLine(n.Rule), oneLine(n.Text))
	}
}

func rulesView(set *syncrule.RuleSet) view {
	return view{
		json: func() (any, error) {
			docs := []ruleDoc{}
			for _, r := range set.Rules {
				docs = append(docs, ruleDocOf(r))
			}
			return docs, nil
		},
		rows: func() ([]string, [][]string) {
			var rows [][]string
			for _, r := range set.Rules {
				rows = append(rows, []string{strconv.Itoa(r.Precedence), direction(r), r.Name, r.Source + " > " + r.Target, strconv.Itoa(len(r.Flows)), scopeText(r)})
			}
			return []string{"precedence", "direction", "name", "classes", "flows", "scope"}, rows
		},
		table: func(w io.Writer) {
			for _, r := range set.Rules {
				off := ""
				if r.Disabled {
					off = " (disabled)"
				}
				fmt.Fprintf(w, "%4d  %-8s  %s%s\n      %s to %s, %s, %d %s\n", r.Precedence, direction(r), oneLine(r.Name), off,
					r.Source, r.Target, strings.ToLower(string(r.Link)), len(r.Flows), plural("flow", len(r.Flows)))
				if s := scopeText(r); s != "" {
					fmt.Fprintf(w, "      if %s\n", oneLine(s))
				}
			}
		},
	}
}

func direction(r *syncrule.Rule) string {
	if r.Outbound {
		return "outbound"
	}
	return "inbound"
}

// scopeText writes the scope in a line, "" for every object.
func scopeText(r *syncrule.Rule) string {
	var groups []string
	for _, g := range r.Scope {
		var clauses []string
		for _, c := range g {
			clauses = append(clauses, strings.TrimSpace(c.Attribute+" "+string(c.Operator)+" "+c.Value))
		}
		groups = append(groups, strings.Join(clauses, " and "))
	}
	if len(groups) > 1 {
		for i, g := range groups {
			groups[i] = "(" + g + ")"
		}
	}
	return strings.Join(groups, " or ")
}

func ruleDocOf(r *syncrule.Rule) ruleDoc {
	d := ruleDoc{Name: r.Name, ID: r.ID, Direction: direction(r), Precedence: r.Precedence, Disabled: r.Disabled, Connector: r.Connector,
		Source: r.Source, Target: r.Target, Link: r.Link, Description: r.Description, Tag: r.Tag,
		Scope: [][]clauseDoc{}, Joins: [][]joinDoc{}, Flows: []flowDoc{}}
	for _, g := range r.Scope {
		group := []clauseDoc{}
		for _, c := range g {
			group = append(group, clauseDoc{c.Attribute, c.Operator, c.Value})
		}
		d.Scope = append(d.Scope, group)
	}
	for _, g := range r.Joins {
		group := []joinDoc{}
		for _, c := range g {
			group = append(group, joinDoc{c.Connector, c.Metaverse, c.CaseSensitive})
		}
		d.Joins = append(d.Joins, group)
	}
	for i := range r.Flows {
		d.Flows = append(d.Flows, flowDocOf(&r.Flows[i]))
	}
	return d
}

func flowDocOf(f *syncrule.Flow) flowDoc {
	d := flowDoc{Target: f.Target, Type: "unknown", ApplyOnce: f.ApplyOnce, Merge: f.Merge, Problem: f.Problem}
	switch {
	case f.Problem != "":
	case f.Direct != "":
		d.Type, d.Source = "direct", f.Direct
	case f.Expression != nil:
		d.Type, d.Source = "expression", f.Expression.Source()
	default:
		d.Type, d.Source = "constant", f.Constant.Text()
	}
	return d
}
