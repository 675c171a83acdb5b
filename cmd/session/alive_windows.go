package session

import (
	"errors"
	"syscall"
)

// alive reports whether a process runs. One of another user denies access; the
// object of one that ended can stay, with its exit code, for as long as somebody
// holds it.
func alive(pid int) bool {
	const queryLimitedInformation, stillActive = 0x1000, 259
	if pid <= 0 {
		return false
	}
	h, err := syscall.OpenProcess(queryLimitedInformation, false, uint32(pid))
	if err != nil {
		return errors.Is(err, syscall.ERROR_ACCESS_DENIED)
	}
	defer syscall.CloseHandle(h)
	var code uint32
	return syscall.GetExitCodeProcess(h, &code) != nil || code == stillActive
}
