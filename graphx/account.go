package graphx

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"recipientdesk/model"
)

// An Account is what is kept of a sign-in to find its tokens again. There is no
// secret in it.
type Account struct {
	Auth     Auth            `json:"auth"`
	Cloud    string          `json:"cloud"`
	TenantID string          `json:"tenantId,omitempty"`
	ClientID string          `json:"clientId,omitempty"`
	Record   json.RawMessage `json:"record,omitempty"` // who signed in, and where
}

// Config returns what Dial needs to sign in with the account again.
func (a Account) Config() Config {
	return Config{Auth: a.Auth, Cloud: a.Cloud, TenantID: a.TenantID, ClientID: a.ClientID, Record: a.Record}
}

// SaveAccount writes a to a file that only the user can read.
func SaveAccount(file string, a Account) error {
	b, err := json.MarshalIndent(a, "", "\t")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o700)
	}
	if err == nil {
		err = os.WriteFile(file, append(b, '\n'), 0o600)
	}
	if err != nil {
		return &model.Error{Code: model.Internal, Subject: file, Message: "who signed in cannot be kept", Hint: "Sign in again next time, or make room for the file.", Err: err}
	}
	return nil
}

// LoadAccount reads what SaveAccount wrote. Without a file the error has the code
// SignIn.
func LoadAccount(file string) (Account, error) {
	var a Account
	b, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(b, &a)
	}
	if err != nil {
		return a, &model.Error{Code: model.SignIn, Subject: "Microsoft 365", Message: "nobody is signed in", Hint: "Sign in first.", Err: err}
	}
	return a, nil
}

// SignOut deletes the account's file, and the tokens that were kept below
// cacheDir, which is os.UserCacheDir. It is no error if there are none.
func SignOut(file, cacheDir string) error {
	err := os.Remove(file)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err = errors.Join(err, forget(cacheDir)); err != nil {
		return &model.Error{Code: model.Internal, Subject: file, Message: "not everything of the sign-in could be deleted", Hint: "Delete it by hand; the details name it.", Err: err}
	}
	return nil
}

// cacheName is what the tokens are kept under; those for continuous access
// evaluation have a cache of their own, with the ending .cae.
const cacheName = "recipientdesk"

var cacheNames = [...]string{cacheName, cacheName + ".cae"}

// CanKeep says whether this computer can keep tokens in encrypted form: Windows
// by the user's keys, macOS in the keychain, Linux with a key in the kernel, until
// the next start. If it cannot, every program start needs a sign-in.
func CanKeep() bool {
	_, err := keep()
	return err == nil
}
