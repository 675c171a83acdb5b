package ui

import (
	"os/exec"
	"syscall"
)

// withoutWindow keeps a program of the console from opening a window.
func withoutWindow(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }
