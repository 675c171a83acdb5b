package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
	"recipientdesk/model/mailboxguid"
	"recipientdesk/model/powershell"
)

func (a *app) assistant() *cobra.Command {
	c := &cobra.Command{Use: "assistant", Short: "Prepare what is done on the synchronization server", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(a.mailboxGUID())
	return c
}

// A guidWork is what assistant mailbox-guid is asked for.
type guidWork struct {
	all, list, steps, alternative bool
	script, restore, backup       string
	options                       mailboxguid.Options
}

func (a *app) mailboxGUID() *cobra.Command {
	var v guidWork
	c := &cobra.Command{
		Use: "mailbox-guid", Short: "Keep msExchMailboxGuid from keeping mailboxes away in the cloud", Args: cobra.NoArgs,
		Long: `Find the users whose msExchMailboxGuid keeps a license from making a mailbox in Exchange
Online, and prepare the change of the synchronization rules that keeps the GUID out of
the tenant: as a script for the Entra Connect server, or as steps to click, each with
the way back. What the changed rules make of each user is foreseen by loading them.

Nothing is changed by this command. Give the organization's own rules with --rules, so
that names and precedences are its own.`,
		Example: `  rdesk assistant mailbox-guid --rules ./ADSyncExport -o table
  rdesk assistant mailbox-guid --rules ./ADSyncExport --script prepare.ps1 --restore restore.ps1
  rdesk sync preview anna --rules ./ADSyncExport --rules prepare.ps1`,
		RunE: a.runs(func(ctx context.Context, _ []string) error { return a.runMailboxGUID(ctx, v) }),
	}
	f := c.Flags()
	f.BoolVar(&v.list, "list", false, "list the users only, without what is to be done to the rules")
	f.BoolVar(&v.all, "all", false, "list every user with a GUID, also those that need nothing")
	f.StringVar(&v.script, "script", "", "write the script of the change to this file")
	f.StringVar(&v.restore, "restore", "", "write the script of the way back to this file")
	f.StringVar(&v.backup, "backup", "", "write the rules that are changed, as they are, to this file")
	f.BoolVar(&v.steps, "steps", false, "show the steps to click")
	f.BoolVar(&v.alternative, "alternative", false, "show the longer way, without a change of rules")
	f.BoolVar(&v.options.DeleteOriginal, "delete-original", false, "delete the original rules in place of leaving them disabled")
	return c
}

func (a *app) runMailboxGUID(ctx context.Context, v guidWork) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	if mailboxguid.Needed(s.Schema) == model.No {
		return a.showGUIDs(guidDoc{Rules: rulesOf(s), Users: []guidUserDoc{}}, v)
	}
	plan, err := mailboxguid.New(s.Desk.Rules(), v.options)
	if none := model.CodeOf(err) == model.NotFound; err != nil && (!none || v.script+v.restore+v.backup != "") {
		return err
	} else if none { // no rule carries it: there is nothing to change
		plan = nil
	}
	d, err := a.guids(ctx, s, plan, v)
	if err != nil {
		return err
	}
	if plan != nil {
		for _, w := range []struct{ file, text string }{{v.script, plan.Prepare}, {v.restore, plan.Restore}, {v.backup, plan.Backup}} {
			if err := writeScript(w.file, w.text); err != nil {
				return err
			}
		}
	}
	d.Scripts = scriptsDoc{v.script, v.restore, v.backup}
	return a.showGUIDs(d, v)
}

// writeScript writes a script as Windows PowerShell reads it. A file that is there is
// left as it is: it may be the way back of a change that was made.
func writeScript(file, text string) error {
	if file == "" {
		return nil
	}
	if text == "" {
		return &model.Error{Code: model.Invalid, Subject: filepath.Base(file), Message: "there is nothing to write", Hint: "Give the organization's own rules with --rules."}
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if os.IsExist(err) {
		return &model.Error{Code: model.Exists, Subject: file, Message: "is there already", Hint: "Give another name, or remove the file."}
	}
	if err == nil {
		_, err = f.Write(powershell.File(text))
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		return unwritable(file, err)
	}
	return nil
}

// guids says of each user with a GUID what it means, and what the change makes of it.
func (a *app) guids(ctx context.Context, s *session.Session, plan *mailboxguid.Plan, v guidWork) (guidDoc, error) {
	d := guidDoc{Rules: rulesOf(s), Needed: true, Carried: plan != nil, Prepared: plan != nil && plan.Prepared, Changes: []guidChangeDoc{}, Users: []guidUserDoc{}, Remarks: []string{}}
	if plan != nil && !v.list {
		d.planned(plan, v)
	}
	if v.alternative {
		n, err := deletedByDeselecting(ctx, s)
		if err != nil {
			return d, err
		}
		d.Alternative = stepDocs(mailboxguid.Alternative(s.Desk.Rules(), n))
	}
	users, err := guidUsers(ctx, s, plan)
	if err != nil {
		return d, err
	}
	for _, u := range users {
		if d.Found++; u.Alarm {
			d.Alarms++
		}
		if u.Alarm || v.all {
			d.Users = append(d.Users, u)
		}
	}
	return d, nil
}
