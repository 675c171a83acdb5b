package main

import "github.com/spf13/cobra"

// sync is the group of commands about Entra Connect. None of them opens a
// directory by itself.
func (a *app) sync() *cobra.Command {
	c := &cobra.Command{Use: "sync", Short: "Foretell what Microsoft Entra Connect makes of the directory",
		Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(a.syncEval(), a.syncPreview(), a.syncRules(), a.syncWhatIf())
	return c
}
