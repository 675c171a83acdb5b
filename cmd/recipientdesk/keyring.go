package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"

	"github.com/zalando/go-keyring"

	"recipientdesk/model"
	"recipientdesk/ui"
)

// keys keeps passwords in the keyring of the system: Credential Manager on
// Windows, Keychain on macOS, the Secret Service elsewhere.
type keys struct{}

const service = "RecipientDesk"

// openKeyring returns nil and the reason where there is no keyring. It asks no
// server: a keyring that is there and locked asks its owner when it is used.
func openKeyring(getenv func(string) string) (ui.Secrets, string) {
	switch runtime.GOOS {
	case "windows", "darwin":
		return keys{}, ""
	}
	if getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return keys{}, ""
	}
	bus := filepath.Join(or(getenv("XDG_RUNTIME_DIR"), "/run/user/"+strconv.Itoa(os.Getuid())), "bus")
	if _, err := os.Stat(bus); err == nil {
		return keys{}, ""
	}
	return nil, "this session has no keyring (no D-Bus session bus)."
}

// account names a password in the keyring: it belongs to a user at a directory.
func account(t ui.Target) string { return t.User + " at " + t.Directory }

// Get implements ui.Secrets.
func (keys) Get(t ui.Target) (string, bool) {
	p, err := keyring.Get(service, account(t))
	return p, err == nil
}

// Set implements ui.Secrets.
func (keys) Set(t ui.Target) error {
	if err := keyring.Set(service, account(t), t.Password); err != nil {
		return &model.Error{Code: model.Internal, Subject: "Keyring", Message: "the password was not kept",
			Hint: "Unlock the keyring of this system, or type the password at each start.", Err: err}
	}
	return nil
}

// Delete implements ui.Secrets.
func (keys) Delete(t ui.Target) error {
	if err := keyring.Delete(service, account(t)); err != nil && err != keyring.ErrNotFound {
		return err
	}
	return nil
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
