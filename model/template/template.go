// Package template describes recipients that are made again and again: what they are,
// how their names and addresses follow from a person's name, and what else they get.
// Templates are files, one for each, that people write and share.
package template

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"

	"recipientdesk/model"
	"recipientdesk/model/addresspolicy"
)

// A Template is what recipients of one sort have in common. What is left empty is
// derived when one is made.
type Template struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Makes       Make   `json:"makes"`

	Object    Pattern `json:"object,omitempty"`    // of the object's name; "": %g %s, of what is no person %d
	Display   Pattern `json:"display,omitempty"`   // "": as Object
	Container string  `json:"container,omitempty"` // DN; "": Users of the domain
	SignIn    string  `json:"signIn,omitempty"`    // template of an address: %g.%s@contoso.com; "": the primary address
	Suffix    string  `json:"upnSuffix,omitempty"` // behind the account name, where SignIn says nothing: contoso.com
	Account   string  `json:"account,omitempty"`   // template without @: %1g%s; "": from the sign-in name
	Alias     string  `json:"alias,omitempty"`     // likewise

	Addresses []addresspolicy.Template `json:"addresses,omitempty"` // the primary one with SMTP:
	Groups    []string                 `json:"groups,omitempty"`    // DNs that it becomes a member of
	Values    map[string][]string      `json:"values,omitempty"`    // further attributes: company, department …

	Archive        bool `json:"archive,omitempty"`
	HideFromLists  bool `json:"hideFromAddressLists,omitempty"`
	Disabled       bool `json:"disabled,omitempty"`       // the account is made disabled
	ChangePassword bool `json:"changePassword,omitempty"` // the user has to choose another password first
}

// A Make is what is made.
type Make string

// What can be made.
const (
	CloudMailbox      Make = "user-mailbox"
	SharedMailbox     Make = "shared-mailbox"
	RoomMailbox       Make = "room-mailbox"
	EquipmentMailbox  Make = "equipment-mailbox"
	MailUser          Make = "mail-user"
	MailContact       Make = "mail-contact"
	DistributionGroup Make = "distribution-group"
	SecurityGroup     Make = "mail-security-group"
	RoomList          Make = "room-list"
	PlainAccount      Make = "plain-user"
)

// makes are all, in the order of a menu.
var makes = []struct {
	make          Make
	label, family string
	person        bool
}{
	{CloudMailbox, "User with cloud mailbox", "user", true},
	{SharedMailbox, "Shared mailbox", "user", false},
	{RoomMailbox, "Room mailbox", "user", false},
	{EquipmentMailbox, "Equipment mailbox", "user", false},
	{MailUser, "Mail user", "user", true},
	{MailContact, "Mail contact", "contact", true},
	{DistributionGroup, "Distribution group", "group", false},
	{SecurityGroup, "Mail-enabled security group", "group", false},
	{RoomList, "Room list", "group", false},
	{PlainAccount, "Account without mailbox", "user", true},
}

// Makes returns everything that can be made, in the order of a menu.
func Makes() (out []Make) {
	for _, m := range makes {
		out = append(out, m.make)
	}
	return out
}

func (m Make) at() int {
	for i, k := range makes {
		if k.make == m {
			return i
		}
	}
	return -1
}

// Label returns what is made in words.
func (m Make) Label() string { return makes[m.at()].label }

// Family returns "user", "group" or "contact".
func (m Make) Family() string { return makes[m.at()].family }

// Person reports whether it has a given name and a surname.
func (m Make) Person() bool { return makes[m.at()].person }

// HasMail reports whether it gets addresses.
func (m Make) HasMail() bool { return m != PlainAccount }

// Load reads one template. A name that means nothing is refused: misspelled, a value
// would silently be missing. The error has code Invalid.
func Load(r io.Reader) (*Template, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	t := &Template{}
	if err := dec.Decode(t); err != nil {
		if e, ok := errors.AsType[*model.Error](err); ok {
			return nil, e
		}
		return nil, &model.Error{Code: model.Invalid, Subject: "Template", Message: "the file is not as it has to be", Err: err,
			Hint: `Write {"name":"Staff","makes":"user-mailbox","addresses":["SMTP:%g.%s@contoso.com"]}.`}
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, &model.Error{Code: model.Invalid, Subject: t.Name, Message: "the file holds more than one template", Hint: "Keep each in a file of its own."}
	}
	return t, t.Check()
}

// Save writes what Load reads.
func (t *Template) Save(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(t)
}

//go:embed builtin/*.json
var builtin embed.FS

// Builtin returns the templates that come with the program, in the order of Makes.
func Builtin() (out []*Template) {
	files, _ := fs.Glob(builtin, "builtin/*.json")
	for _, f := range files {
		b, _ := builtin.ReadFile(f)
		t, err := Load(bytes.NewReader(b))
		if err != nil {
			panic("template: " + path.Base(f) + ": " + err.Error()) // a test loads them
		}
		out = append(out, t)
	}
	slices.SortStableFunc(out, func(a, b *Template) int { return a.Makes.at() - b.Makes.at() })
	return out
}
