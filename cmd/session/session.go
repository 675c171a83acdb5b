// Package session opens what --directory names, for both programs: a server, the
// sample organization, or an LDIF file. It wires the adapters to a desk and knows
// neither a command line nor a window.
package session

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/journal"
)

// A Target says what to open and as whom. Defaults fills what the environment
// says; only Directory must be set.
type Target struct {
	// Directory is sample:, sample:FILE, ldap://host[:port] (StartTLS),
	// ldaps://host[:port], ldif:FILE or a DNS domain.
	Directory string

	User string // UPN, DOMAIN\user or DN; "": whoever is signed in to this computer
	Auth string // simple, ntlm, kerberos or none; "": kerberos without User, simple with it

	// Password is called at most once, and only for a way to sign in that takes a
	// password. need says that there is no way without one; else "" is a good
	// answer, and nobody should be asked. nil: there is none.
	Password func(need bool) (string, error)

	CCache     string // Kerberos: value of KRB5CCNAME; not used on Windows
	Keytab     string // Kerberos: file with the keys of User
	KRB5Config string // Kerberos: krb5.conf; "": the system's

	CAFile             string // PEM, trusted beside the system's authorities
	CAPEM              []byte // the same in memory
	ServerName         string // name expected in the certificate; "": the host
	InsecureSkipVerify bool   // takes any certificate; then nothing can be written, unless
	IKnow              bool   // says that this is meant
	InsecurePlain      bool   // ldap:// without StartTLS

	Bases   []string // DNs that lists are confined to; nil: the domain
	Exclude []string // DNs that they leave out

	// Tenant is the tenant that the directory synchronizes to.
	Tenant TenantTarget

	// Rules are where the synchronization rules are, as for Rules.
	Rules []string

	JournalDir string // "": the journal of the sample or file, or that in StateDir
	StateDir   string // of the user, for this program
	ConfigDir  string // likewise, for files that the user writes; "": none
	CacheDir   string // of the user, for all programs: where tokens are kept
	WriteLDIF  string // file that an ldif: directory is written to; "": it is read-only

	LocalUser string // for the journal, where the directory names nobody
	Host      string // of this machine, for the journal
	Now       func() time.Time
}

// A Session is an open directory with everything that was asked at its start.
type Session struct {
	Desk   *desk.Desk
	Dir    model.Directory
	Info   model.Info
	Schema *model.Schema

	// ReadOnly says why nothing can be written, nil if something can. Rights do not
	// tell: they are those of the user.
	ReadOnly *model.Error

	// Notes are sentences for a person: what became of changes that an earlier run
	// left without an answer, and why nothing can be written here.
	Notes []string

	// Tenant is what the desk is connected with, nil for none. TenantErr says why
	// there is none although one was named: somebody has to sign in. OpenTenant changes
	// both; whoever may call it from elsewhere asks the desk.
	Tenant    model.Tenant
	TenantErr *model.Error

	// Cycle synchronizes the sample organization with its tenant once, and says in a
	// sentence what it did. nil: that is for the synchronization server.
	Cycle func(context.Context) (string, error)

	mu       sync.Mutex // held while the tenant is changed for another
	target   Target
	own      *sampleSide // the cloud's side of the sample organization; nil: it is not one
	signedIn bool        // to Tenant
	closers  []func() error
}

// Open opens the target, reads its schema, and settles what an earlier run left
// unfinished. The session is the caller's to close. Errors are *model.Error.
func Open(ctx context.Context, t Target) (*Session, error) {
	s := &Session{}
	if err := s.open(ctx, t); err != nil {
		s.Close() // of what there was to close nothing was written
		return nil, err
	}
	return s, nil
}

func (s *Session) open(ctx context.Context, t Target) (err error) {
	for _, dn := range append(append([]string(nil), t.Bases...), t.Exclude...) {
		if _, err := model.ParseDN(dn); err != nil {
			return err
		}
	}
	if t.Now == nil {
		t.Now = time.Now
	}
	s.target = t
	forest, err := sampleForest(t)
	if err != nil {
		return err
	}
	if forest != nil {
		s.own = newSampleSide(t, forest)
		s.Cycle = s.cycle
	}
	tenant, err := newLink(t, s.own)
	if err != nil {
		return err
	}
	if s.Dir, err = directory(ctx, t, forest); err != nil {
		return err
	}
	s.closers = append(s.closers, s.Dir.Close)
	if t.InsecureSkipVerify && !t.IKnow {
		s.refuseWrites(unverified(t.Directory))
	}
	if s.Info, err = s.Dir.Info(ctx); err != nil {
		return err
	}
	if s.Schema, err = s.Dir.Schema(ctx); err != nil {
		return err
	}
	rules, err := rulesFor(t, s.Info)
	if err != nil {
		return err
	}
	if s.Info.ReadOnly && s.ReadOnly == nil {
		s.ReadOnly = readOnlyDirectory(s.Info)
	}
	j, err := s.journal(t)
	if err != nil {
		return err
	}
	s.Desk = desk.New(s.Dir, j, desk.Options{
		LocalUser: t.LocalUser, Bases: t.Bases, Exclude: t.Exclude, Now: t.Now,
		Alive: func(host string, pid int) bool { return host != t.Host || alive(pid) },
	})
	s.use(tenant)
	s.closers = append(s.closers, func() error { return s.OpenTenant(context.Background(), TenantTarget{}) })
	if e := s.TenantErr; e != nil && e.Code == model.SignIn {
		s.Notes = append(s.Notes, "The tenant is not connected. "+e.Subject+": "+e.Message+". "+e.Hint)
	}
	s.Desk.UseRules(rules)
	s.settle(ctx)
	return nil
}

// journal opens the journal. Where that fails the directory can still be read.
func (s *Session) journal(t Target) (*journal.Journal, error) {
	dir, temporary, err := journalDir(t)
	var j *journal.Journal
	if err == nil {
		if temporary {
			s.closers = append(s.closers, func() error { return os.RemoveAll(dir) })
		}
		j, err = journal.Open(dir, journal.Options{Host: t.Host, PID: os.Getpid(), Now: t.Now})
	}
	if e, ok := errors.AsType[*model.Error](err); ok && !temporary {
		s.refuseWrites(e)
		s.Notes = append(s.Notes, "Nothing can be changed now. "+e.Subject+": "+e.Message+".")
		t.JournalDir, t.Directory = "", sampleScheme // one that ends with the session
		return s.journal(t)
	}
	if err != nil {
		return nil, err
	}
	s.closers = append(s.closers, j.Close)
	return j, nil
}

// settle finds out what became of changes that were sent and never answered. A
// failure to do so is no reason not to work.
func (s *Session) settle(ctx context.Context) {
	settled, err := s.Desk.Settle(ctx)
	for _, one := range settled {
		s.Notes = append(s.Notes, one.Text)
	}
	if err != nil {
		s.Notes = append(s.Notes, fmt.Sprintf("Changes of an earlier run could not be looked up: %v", err))
	}
}

// Close ends the session.
func (s *Session) Close() error {
	var err error
	for i := len(s.closers) - 1; i >= 0; i-- {
		err = errors.Join(err, s.closers[i]())
	}
	s.closers = nil
	return err
}
