package ldapx

import "errors"

// The tags that a listing meets (RFC 4511 section 4.5.2 and appendix B).
const (
	tagInteger    = 0x02
	tagOctets     = 0x04
	tagSequence   = 0x30
	tagSet        = 0x31
	tagEntry      = 0x64 // searchResEntry
	tagReferral   = 0x73 // searchResRef
	maxLengthSize = 4
)

// maxMessage bounds one message of a server, so that a length made up by somebody
// cannot make us allocate what is not there. Photos and long attributes of one
// object stay far below.
const maxMessage = 64 << 20

var errMalformed = errors.New("ldapx: malformed message")

// header reads tag and length at the start of b. size is the number of bytes they
// take, 0 if b ends before they do. LDAP knows definite lengths and one-byte tags
// only (RFC 4511 section 5.1).
func header(b []byte) (tag byte, size, length int, err error) {
	if len(b) < 2 {
		return 0, 0, 0, nil
	}
	tag, first := b[0], b[1]
	switch {
	case tag&0x1f == 0x1f:
		return 0, 0, 0, errMalformed
	case first < 0x80:
		return tag, 2, int(first), nil
	case first == 0x80 || first > 0x80+maxLengthSize:
		return 0, 0, 0, errMalformed
	}
	n := int(first & 0x7f)
	if len(b) < 2+n {
		return 0, 0, 0, nil
	}
	wide := uint64(0)
	for _, c := range b[2 : 2+n] {
		wide = wide<<8 | uint64(c)
	}
	if wide > maxMessage {
		return 0, 0, 0, errMalformed
	}
	return tag, 2 + n, int(wide), nil
}

// element takes the first element off b, which must hold all of it.
func element(b []byte) (tag byte, content, rest []byte, err error) {
	tag, size, length, err := header(b)
	if err != nil || size == 0 || len(b)-size < length {
		return 0, nil, nil, errMalformed
	}
	return tag, b[size : size+length], b[size+length:], nil
}

// expect is element for an element that must have the given tag.
func expect(want byte, b []byte) (content, rest []byte, err error) {
	tag, content, rest, err := element(b)
	if err == nil && tag != want {
		err = errMalformed
	}
	return content, rest, err
}
