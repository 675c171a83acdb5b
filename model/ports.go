package model

import (
	"context"
	"iter"
)

// A Directory is the on-premises forest, as much of it as the desk needs.
// Implementations are safe for concurrent use and return errors that carry a
// [Code]. Package modeltest holds what every one of them must do.
type Directory interface {
	// Info describes the directory and the session. It asks the server only once.
	Info(ctx context.Context) (Info, error)

	// Schema returns the forest's schema. It asks the server only once.
	Schema(ctx context.Context) (*Schema, error)

	// Get reads the named attributes of one object, or all if none is named: those
	// a server sends unasked, so none of the constructed ones. Values are complete,
	// however many there are. A Ref without GUID is looked up by DN.
	Get(ctx context.Context, ref Ref, attrs ...Attr) (Entry, error)

	// Search yields matching entries as they arrive. An error ends it. Attributes
	// with very many values may be cut off; Get is complete.
	Search(ctx context.Context, q Query) iter.Seq2[Entry, error]

	// List yields the same objects as Search in compact form, for lists of many
	// thousand objects. The columns of the batches are q.Attrs in that order.
	List(ctx context.Context, q Query) iter.Seq2[*Batch, error]

	// Apply makes the change, all of it or none; a later Get sees it. A value to
	// be removed that is not there is a Conflict, and so is a value to be added
	// that is there. Once the request is sent, canceling ctx yields Unknown.
	Apply(ctx context.Context, cs ChangeSet) error

	// Create makes a new object and returns its identity. Attributes with the
	// name unicodePwd are passwords in clear, which the adapter encodes; they must
	// not be logged. An object that is there already yields Exists.
	Create(ctx context.Context, obj NewObject) (Ref, error)

	// Delete removes one object without children.
	Delete(ctx context.Context, ref Ref) error

	// Close ends the session. Later calls yield Unreachable.
	Close() error
}

// A NewObject is an object to be made.
type NewObject struct {
	DN    string
	Attrs map[Attr][]string // objectClass included
}

// A Scope says how deep a search goes.
type Scope uint8

// The scopes of LDAP (RFC 4511 section 4.5.1.2). Subtree is the zero value.
const (
	Subtree Scope = iota
	Children
	BaseObject
)

// A Query selects objects.
type Query struct {
	Base    string   // DN; "" is the default naming context of the session
	Scope   Scope    //
	Where   Filter   // nil: every object
	Attrs   []Attr   // nil: all that a server sends unasked
	Exclude []string // DNs; what is at or below them is left out
	Limit   int      // at most so many entries, 0: no limit
	Deleted bool     // deleted objects too, where the session may see them
}

// Info describes a directory and who is signed in.
type Info struct {
	Server      string   `json:"server"`   // host name, or the file or "sample" for directories without one
	Security    string   `json:"security"` // "LDAPS", "StartTLS", "plain", "in memory", "file"
	User        string   `json:"user"`     // as the directory names the signed-in user: DOMAIN\name or UPN; "" if it does not say
	Auth        string   `json:"auth"`     // "simple", "ntlm", "kerberos", "none"
	Domain      string   `json:"domain"`   // DNS name
	NetBIOS     string   `json:"netbios,omitempty"`
	Base        string   `json:"base"`       // DN of the default naming context
	ConfigBase  string   `json:"configBase"` // DN of the configuration naming context
	SchemaBase  string   `json:"schemaBase"` // DN of the schema naming context
	Suffixes    []string `json:"upnSuffixes"`
	DomainLevel int      `json:"domainLevel"`    // domainFunctionality: 4 is 2008 R2, 7 is 2016 ([MS-ADTS] 6.1.4.3)
	ForestLevel int      `json:"forestLevel"`    // forestFunctionality
	Exchange    int      `json:"exchangeSchema"` // as Schema.Exchange
	ReadOnly    bool     `json:"readOnly"`       // a file that is not to be written, a read-only domain controller
}
