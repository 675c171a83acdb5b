package main

import (
	"github.com/spf13/cobra"
)

func (a *app) sample() *cobra.Command {
	return &cobra.Command{Use: "sample", Short: "Serve the sample organization"}
}
