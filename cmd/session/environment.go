package session

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"recipientdesk/model"
)

// Environment variables.
const (
	EnvDirectory = "RDESK_DIRECTORY"
	EnvPassword  = "RDESK_PASSWORD"
	EnvTenant    = "RDESK_TENANT"
	EnvToken     = "RDESK_TENANT_TOKEN" // of a simulator
	EnvCloud     = "RDESK_CLOUD"
	EnvClientID  = "RDESK_CLIENT_ID"

	// Those that azidentity and with it every tool for Azure read
	// (https://learn.microsoft.com/azure/developer/go/sdk/authentication/authentication-overview).
	EnvTenantID            = "AZURE_TENANT_ID"
	EnvAzureClientID       = "AZURE_CLIENT_ID"
	EnvSecret              = "AZURE_CLIENT_SECRET"
	EnvCertificate         = "AZURE_CLIENT_CERTIFICATE_PATH"
	EnvCertificatePassword = "AZURE_CLIENT_CERTIFICATE_PASSWORD"
)

// Defaults returns a target with what the environment and the machine say.
func Defaults(getenv func(string) string) Target {
	t := Target{
		Directory: getenv(EnvDirectory), CCache: getenv("KRB5CCNAME"), KRB5Config: getenv("KRB5_CONFIG"),
		StateDir: stateDir(getenv), ConfigDir: configDir(getenv), Now: time.Now,
		Tenant: TenantTarget{Source: getenv(EnvTenant), Token: getenv(EnvToken), Cloud: getenv(EnvCloud), TenantID: getenv(EnvTenantID),
			ClientID: first(getenv(EnvClientID), getenv(EnvAzureClientID)), Secret: getenv(EnvSecret),
			CertificateFile: getenv(EnvCertificate), CertificatePassword: getenv(EnvCertificatePassword)},
	}
	if runtime.GOOS == "windows" { // Windows keeps the tickets itself
		t.CCache, t.KRB5Config = "", ""
	}
	t.Host, _ = os.Hostname()
	t.CacheDir, _ = os.UserCacheDir()
	if u, err := user.Current(); err == nil {
		t.LocalUser = u.Username
	}
	return t
}

// stateDir returns where the program keeps what must outlive it: below
// XDG_STATE_HOME, on Windows in the part of the profile that does not roam.
func stateDir(getenv func(string) string) string {
	return userDir(getenv, "LocalAppData", "XDG_STATE_HOME", ".local", "state")
}

// configDir returns where the user's own files of this program are, such as policies:
// below XDG_CONFIG_HOME, on Windows in the part of the profile that roams.
func configDir(getenv func(string) string) string {
	return userDir(getenv, "AppData", "XDG_CONFIG_HOME", ".config")
}

// userDir returns a folder of the program's own in the user's profile, given the variables
// that name its parent on Windows and elsewhere
// (https://specifications.freedesktop.org/basedir-spec), and where that is by default below
// the home directory. "" if the user has no home.
func userDir(getenv func(string) string, windows, xdg string, usual ...string) string {
	const name = "recipientdesk"
	if runtime.GOOS == "windows" {
		if d := getenv(windows); d != "" {
			return filepath.Join(d, "RecipientDesk")
		}
	}
	if d := getenv(xdg); filepath.IsAbs(d) {
		return filepath.Join(d, name)
	}
	home := getenv("HOME")
	switch {
	case home == "":
		return ""
	case runtime.GOOS == "darwin":
		return filepath.Join(home, "Library", "Application Support", "RecipientDesk")
	}
	return filepath.Join(home, filepath.Join(usual...), name)
}

// PolicyDir returns the folder in which the window keeps the address policies of each
// directory; "" if the user has no home.
func (t Target) PolicyDir() string {
	if t.ConfigDir == "" {
		return ""
	}
	return filepath.Join(t.ConfigDir, "policies")
}

// TemplateDir returns the folder of the user's own templates for new recipients; "" if
// the user has no home.
func (t Target) TemplateDir() string {
	if t.ConfigDir == "" {
		return ""
	}
	return filepath.Join(t.ConfigDir, "templates")
}

// journalDir returns the folder of the journal. Servers share one, whose records
// name the domain. A file has one of its own: two samples have the same domain.
// The sample in memory has one that ends with the session, as its changes do.
func journalDir(t Target) (dir string, temporary bool, err error) {
	file, isFile := fileOf(t.Directory)
	switch {
	case t.JournalDir != "":
		return t.JournalDir, false, nil
	case t.Directory == sampleScheme:
		dir, err := os.MkdirTemp("", "recipientdesk-journal-")
		if err != nil {
			return "", false, &model.Error{Code: model.Internal, Subject: os.TempDir(), Message: "no folder for the journal can be made",
				Hint: "Give one with --journal.", Err: err}
		}
		return dir, true, nil
	case t.StateDir == "":
		return "", false, &model.Error{Code: model.Invalid, Subject: "journal", Message: "there is no home folder to keep it in",
			Hint: "Give a folder with --journal."}
	case isFile:
		if abs, err := filepath.Abs(file); err == nil {
			file = abs
		}
		sum := sha256.Sum256([]byte(file))
		return filepath.Join(t.StateDir, "files", filepath.Base(file)+"-"+hex.EncodeToString(sum[:6])), false, nil
	}
	return filepath.Join(t.StateDir, "journal"), false, nil
}

// The schemes of directories without a server.
const (
	sampleScheme = "sample:"
	ldifScheme   = "ldif:"
)

func fileOf(directory string) (file string, ok bool) {
	for _, scheme := range []string{sampleScheme, ldifScheme} {
		if rest, found := strings.CutPrefix(directory, scheme); found && rest != "" {
			return rest, true
		}
	}
	return "", false
}
