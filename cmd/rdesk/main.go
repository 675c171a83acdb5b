// Rdesk is RecipientDesk without a window, for scripts and servers: one static
// program that needs no C library. docs/cli.md describes its commands.
package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

func main() { os.Exit(mainStatus()) }

func mainStatus() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	signal.Ignore(syscall.SIGPIPE) // "rdesk list | head" ends by the error of a write, and cleans up
	return run(ctx, world{
		args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv,
		outIsTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		inIsTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		errIsTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		hidden:        func() ([]byte, error) { return term.ReadPassword(int(os.Stdin.Fd())) },
		width:         func() int { n, _, _ := term.GetSize(int(os.Stdout.Fd())); return n },
	})
}

// A world is everything outside of the program that a command may touch.
type world struct {
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	outIsTerminal  bool
	inIsTerminal   bool
	errIsTerminal  bool
	hidden         func() ([]byte, error) // a line from the terminal, not shown
	cloud365       http.RoundTripper      // Microsoft 365; nil: what answers at its addresses
	width          func() int             // of the terminal in characters; nil or 0 if not known
}

// run is main with its world passed in. It returns the exit status.
func run(ctx context.Context, w world) int {
	out := &sink{w: w.stdout}
	w.stdout = out
	a := &app{world: w}
	root := a.command()
	root.SetArgs(w.args)
	root.SetIn(w.stdin)
	root.SetOut(w.stdout)
	root.SetErr(w.stderr)
	err := root.ExecuteContext(ctx)
	if cerr := a.close(); err == nil {
		err = cerr
	}
	if err == nil && out.err != nil {
		err = failure{out.err}
	}
	return a.fail(ctx, err)
}
