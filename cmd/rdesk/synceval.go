package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
)

// An evaluated expression is what sync eval says. One that fails is a result too:
// it is what was asked.
type evaluated struct {
	Kind    string         `json:"kind"` // value, null, authoritativeNull, ignoreFlow, error
	Value   syncrule.Value `json:"value"`
	Message string         `json:"message"`
}

func (a *app) syncEval() *cobra.Command {
	var object string
	var params []string
	var parse bool
	c := &cobra.Command{
		Use: "eval EXPRESSION", Short: "Evaluate an expression of a synchronization rule", Args: cobra.ExactArgs(1),
		Long: `Evaluate an expression of a synchronization rule; docs/expressions.md describes the
language. No directory is opened. An expression that begins with a minus sign comes
after --.

JSON is {"kind","value","message"}; kind is value, null, authoritativeNull, ignoreFlow
or error. That an expression is wrong, or raises an error, is a result: the exit
status is 0. With --parse the expression is only read, and a wrong one ends with
exit status 3.`,
		Example: `  rdesk sync eval 'IIF(IsNullOrEmpty([displayName]),[cn],[displayName])' --object joe.json
  rdesk sync eval '[sAMAccountName]&"@"&%Domain.FQDN%' --object joe.json --param Domain.FQDN=corp.example`,
	}
	c.RunE = a.runs(func(_ context.Context, args []string) error {
		in, err := a.evalInput(object, params)
		if err != nil {
			return err
		}
		e, err := syncrule.Parse(args[0])
		if parse {
			return a.showParsed(e, err)
		}
		var v syncrule.Value
		if err == nil {
			v, err = e.Eval(in)
		}
		return a.showOutcome(v, err)
	})
	c.Flags().StringVar(&object, "object", "", `file with the attributes as a JSON object: a value, an array of values,
or {"base64":"…"}; - is standard input`)
	c.Flags().StringArrayVar(&params, "param", nil, "parameter of the connector, NAME=VALUE (repeatable)")
	c.Flags().BoolVar(&parse, "parse", false, "only read the expression; show it in one form, and the names in it")
	return c
}

func (a *app) evalInput(object string, params []string) (*syncrule.Input, error) {
	in := &syncrule.Input{Params: map[string]string{}, Now: time.Now, Random: rand.Reader}
	for _, p := range params {
		name, value, ok := strings.Cut(p, "=")
		if !ok || name == "" {
			return nil, wrong("--param %s: write NAME=VALUE", p)
		}
		in.Params[strings.Trim(name, "%")] = value
	}
	if object == "" {
		return in, nil
	}
	r := a.stdin
	if object != "-" {
		f, err := os.Open(object)
		if err != nil {
			return nil, &model.Error{Code: model.NotFound, Subject: object, Message: "cannot be read", Err: err}
		}
		defer f.Close()
		r = f
	}
	o, err := syncrule.ReadObject(r)
	if err != nil {
		return nil, err
	}
	in.Object = o
	return in, nil
}

func (a *app) showOutcome(v syncrule.Value, err error) error {
	o := evaluated{Kind: v.Outcome(), Value: v}
	var fault *syncrule.Fault
	if err != nil {
		o.Kind, o.Message = "error", err.Error()
		if errors.As(err, &fault) {
			o.Message = fault.Error()
			if fault.Hint != "" {
				fmt.Fprintf(a.stderr, "rdesk: hint: %s\n", oneLine(fault.Hint))
			}
		}
	}
	return a.show(view{
		json: func() (any, error) { return o, nil },
		rows: func() ([]string, [][]string) {
			rows := [][]string{}
			for _, x := range v.Values() {
				rows = append(rows, []string{o.Kind, x.Text(), ""})
			}
			if len(rows) == 0 {
				rows = append(rows, []string{o.Kind, "", o.Message})
			}
			return []string{"kind", "value", "message"}, rows
		},
		table: func(w io.Writer) {
			for _, x := range v.Values() {
				fmt.Fprintln(w, oneLine(x.Text()))
			}
			if o.Message != "" {
				fmt.Fprintf(w, "error: %s\n", oneLine(o.Message))
			} else if v.IsNull() {
				fmt.Fprintln(w, v.Kind())
			}
		},
	})
}

func (a *app) showParsed(e *syncrule.Expression, err error) error {
	if err != nil {
		return err
	}
	doc := struct {
		Expression string   `json:"expression"`
		Type       string   `json:"type"`
		Attributes []string `json:"attributes"`
		Parameters []string `json:"parameters"`
	}{e.String(), e.Kinds().String(), append([]string{}, e.Attributes()...), append([]string{}, e.Parameters()...)}
	return a.show(view{json: func() (any, error) { return doc, nil }, rows: func() ([]string, [][]string) {
		return []string{"property", "value"}, [][]string{{"expression", doc.Expression}, {"type", doc.Type},
			{"attributes", strings.Join(doc.Attributes, ", ")}, {"parameters", strings.Join(doc.Parameters, ", ")}}
	}})
}
