package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

func (a *app) syncWhatIf() *cobra.Command {
	return &cobra.Command{
		Use: "whatif FILE", Short: "Foretell what the tenant makes of cases that are described in JSON", Args: cobra.ExactArgs(1),
		Long: `Foretell what the tenant makes of cases described in FILE, or on standard input if that
is -: one JSON object, an array of them, or {"vectors":[...]}. No directory is opened. A
case has

  tenant  initialDomain, verifiedDomains, features
  input   onPrem (attributes of the object), exoLicensed, cloudRecipientDisplayType,
          existing and addressesInUse (other objects of the tenant)
  prior   the same before the change, and cloud (what stood there); null: first sync

What is not known may be left out: the answer says what depends on it. A name with
random digits is shown as it was drawn.`,
		Example: "  rdesk sync whatif case.json",
		RunE: a.runs(func(_ context.Context, args []string) error {
			cases, err := a.input(args[0])
			if err != nil {
				return err
			}
			answer, err := forecast.WhatIf(cases, rand.Reader)
			if err != nil {
				return err
			}
			return a.show(view{json: func() (any, error) { return answer, nil }, rows: func() ([]string, [][]string) { return whatIfRows(answer) },
				table: func(w io.Writer) { printWhatIf(w, answer) }})
		}),
	}
}

// maxInput bounds a file of cases.
const maxInput = 64 << 20

// input reads a file, or standard input for -, as UTF-8.
func (a *app) input(file string) ([]byte, error) {
	r := a.stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, fileError(file, err)
		}
		defer f.Close()
		r = f
	}
	b, err := io.ReadAll(io.LimitReader(session.PlainText(r), maxInput+1))
	if err != nil {
		return nil, fileError(file, err)
	}
	if len(b) > maxInput {
		return nil, &model.Error{Code: model.Invalid, Subject: file, Message: fmt.Sprintf("has more than %d bytes", maxInput), Hint: "Split it into several files."}
	}
	return b, nil
}

// answersIn reads back one answer or an array of them.
func answersIn(raw json.RawMessage) []forecast.Answer {
	var many []forecast.Answer
	if json.Unmarshal(raw, &many) == nil {
		return many
	}
	var one forecast.Answer
	_ = json.Unmarshal(raw, &one) // it was written by the same package
	return []forecast.Answer{one}
}

func whatIfRows(raw json.RawMessage) ([]string, [][]string) {
	rows := [][]string{}
	for _, x := range answersIn(raw) {
		rows = append(rows, []string{idText(x.ID), text(x.ExoRecipientType), text(x.UserPrincipalName), text(x.Mail), text(x.MailNickname),
			strings.Join(x.ProxyAddresses, ";"), fmt.Sprint(x.ExportErrorPresent)})
	}
	return []string{"id", "exoRecipientType", "userPrincipalName", "mail", "mailNickname", "proxyAddresses", "exportErrorPresent"}, rows
}

func printWhatIf(w io.Writer, raw json.RawMessage) {
	for i, x := range answersIn(raw) {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s: %s\n", idText(x.ID), unknownIf(text(x.ExoRecipientType)))
		for _, p := range []struct {
			name   string
			values []string
		}{{"userPrincipalName", []string{text(x.UserPrincipalName)}}, {"mail", []string{text(x.Mail)}}, {"mailNickname", []string{text(x.MailNickname)}},
			{"proxyAddresses", x.ProxyAddresses}} {
			for _, v := range p.values {
				if v != "" {
					fmt.Fprintf(w, "  %-18s %s\n", p.name, oneLine(v))
				}
			}
		}
		printReasons(w, x.Reasons)
	}
}

func printReasons(w io.Writer, reasons []forecast.Reason) {
	for _, r := range reasons {
		what := strings.TrimSpace(r.Property + " " + r.Value)
		if what != "" { // else it is about the whole object
			what = oneLine(what) + ": "
		}
		fmt.Fprintf(w, "  %s%s: %s\n", what, r.Verdict, oneLine(r.Why))
	}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// idText writes the id of a case, which may be a text or a number.
func idText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil && s != "" {
		return s
	}
	if s = string(raw); s == "null" || s == `""` {
		return "case"
	}
	return s
}

func unknownIf(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}
