package main

import (
	"errors"
	"fmt"
	"net"
	"runtime"
	"strings"
)

// checkDisplay says what is missing for a window, so that the program ends with a
// sentence instead of a stack: the toolkit ends it without one. Only Unix systems
// with X11 or Wayland can lack a display.
func checkDisplay(getenv func(string) string) error {
	switch runtime.GOOS {
	case "windows", "darwin":
		return nil
	}
	display := getenv("DISPLAY")
	switch {
	case getenv("WAYLAND_DISPLAY") != "":
		return nil
	case display == "":
		return errors.New("there is no display: DISPLAY and WAYLAND_DISPLAY are not set.\nRun it in a desktop session, or use the command line program rdesk")
	}
	if !reachable(display) {
		return fmt.Errorf("the display %s does not answer.\nCheck DISPLAY, or use the command line program rdesk", display)
	}
	return nil
}

// reachable tries to reach an X server, named [host]:number[.screen].
func reachable(display string) bool {
	i := strings.LastIndexByte(display, ':')
	if i < 0 {
		return false
	}
	host := display[:i]
	number, _, _ := strings.Cut(display[i+1:], ".")
	if host != "" && host != "unix" {
		return true // over the network: the toolkit's own attempt is soon enough
	}
	path := "/tmp/.X11-unix/X" + number
	for _, address := range []string{path, "@" + path} {
		if c, err := net.Dial("unix", address); err == nil {
			c.Close()
			return true
		}
	}
	return false
}
