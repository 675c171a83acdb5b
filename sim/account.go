package sim

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	//lint:ignore SA1019 the hash of a Windows password is MD4 by definition ([MS-NLMP] 3.3.1)
	"golang.org/x/crypto/md4"

	"recipientdesk/model"
)

// ntHash is the form in which Active Directory keeps a password ([MS-NLMP] 3.3.1).
func ntHash(password string) []byte {
	h := md4.New()
	for _, u := range utf16.Encode([]rune(password)) {
		h.Write(binary.LittleEndian.AppendUint16(nil, u))
	}
	return h.Sum(nil)
}

// setPassword takes a password in clear, as model.NewObject carries it. Errors do
// not contain it.
func (e *edit) setPassword(m Mod) error {
	if m.Op == Remove && len(m.Values) == 0 || m.Op != Remove && len(m.Values) != 1 {
		return refuse(model.Invalid, 53, winUnwilling, m.Attr, e.subject(), "a password takes one value")
	}
	if m.Op == Remove { // the old one, in a change of one's own password
		if !bytes.Equal(ntHash(m.Values[0]), e.n.secret) {
			return refuse(model.Conflict, 19, 0x56, m.Attr, e.subject(), "the old password is another")
		}
		return nil
	}
	if len([]rune(m.Values[0])) < 7 {
		return refuse(model.Invalid, 19, winPassword, m.Attr, e.subject(), "the password is too short for the domain")
	}
	e.password = m.Values[0]
	return nil
}

// account finds a user by the names that Active Directory takes at sign-in: UPN,
// DOMAIN\name, name@dns.domain, DN, and the bare account name for the other ways.
func (st *state) account(name string) *node {
	sam, upn := st.schema.attr(model.SAMAccountName), st.schema.attr(model.UserPrincipalName)
	find := func(a *attr, v string) *node {
		if n := st.index.owner(a, v, nil); n != nil && n.class.is("user") {
			return n
		}
		return nil
	}
	if domain, user, ok := strings.Cut(name, `\`); ok {
		if strings.EqualFold(domain, st.cfg.NetBIOS) {
			return find(sam, user)
		}
		return nil
	}
	if user, domain, ok := strings.Cut(name, "@"); ok && !strings.Contains(name, "=") {
		if n := find(upn, name); n != nil {
			return n
		}
		if strings.EqualFold(domain, st.cfg.Domain) || strings.EqualFold(domain, st.cfg.NetBIOS) {
			return find(sam, user)
		}
		return nil
	}
	if strings.Contains(name, "=") {
		if n, err := st.lookup(name); err == nil && n.class.is("user") {
			return n
		}
		return nil
	}
	return find(sam, name)
}

// SignIn checks a password and returns the session of its owner. The error has
// code SignIn; its cause says why in the way of Windows ([MS-ADTS] 5.1.1.2).
func (f *Forest) SignIn(name, password string) (*Session, error) {
	return f.Prove(name, func(hash []byte) bool { return password != "" && bytes.Equal(ntHash(password), hash) })
}

// Prove is SignIn for protocols that do not show the password: check is given the
// NT hash of the account's password and says whether the client knows it.
func (f *Forest) Prove(name string, check func(ntHash []byte) bool) (*Session, error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	n := f.st.account(name)
	if n == nil || n.secret == nil || !check(n.secret) {
		return nil, badLogon(name, "52e", "the name or the password is wrong")
	}
	if uac, _ := number([]byte(n.first(f.st.schema.attr(model.UserAccountControl)))); uac&2 != 0 {
		return nil, badLogon(name, "533", "the account is disabled")
	}
	return f.session(n), nil
}

func badLogon(name, data, why string) error {
	return &model.Error{Code: model.SignIn, Subject: name, Message: why, Hint: "Check the user name and the password.",
		Err: &Refusal{Result: 49, Win32: winLogonDenied, Data: data}}
}

// SetPassword gives an account a password. The error has code NotFound, or is that
// of writing the file.
func (f *Forest) SetPassword(user, password string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.saving(func() error {
		n := f.st.account(user)
		if n == nil {
			return noObject(user)
		}
		n.secret = ntHash(password)
		return nil
	})
}
