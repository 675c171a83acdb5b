//go:build !windows

package ui

import "os/exec"

// withoutWindow does nothing: only Windows opens a window for a console program.
func withoutWindow(*exec.Cmd) {}
