package model

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/google/uuid"
)

// A GUID is an object identity as the directory stores it: sixteen octets, the
// first three groups with the low byte first ([MS-DTYP] 2.3.4.2). It is
// comparable; the zero GUID names nothing.
type GUID [16]byte

// ParseGUID reads a GUID as text, dashed with or without braces, as the Base64 of
// its octets (the immutable ID of Entra), or as 32 hexadecimal digits, which are
// taken as octets in directory order. The error has code Invalid.
func ParseGUID(s string) (GUID, error) {
	t := strings.TrimSpace(s)
	if strings.Contains(t, "-") {
		if u, err := uuid.Parse(t); err == nil {
			return swapGUID(GUID(u)), nil
		}
	} else if b, err := hex.DecodeString(t); err == nil && len(b) == 16 {
		return GUID(b), nil
	} else if b, err := base64.StdEncoding.Strict().DecodeString(t); err == nil && len(b) == 16 {
		return GUID(b), nil
	}
	return GUID{}, &Error{Code: Invalid, Subject: s, Message: "is no GUID",
		Hint: "Give it as 00000000-0000-0000-0000-000000000000, as Base64 of 16 bytes, or as 32 hexadecimal digits."}
}

// GUIDFromBytes takes the octets of a value of objectGUID. ok is false if there
// are not sixteen.
func GUIDFromBytes(b []byte) (g GUID, ok bool) {
	if len(b) != 16 {
		return g, false
	}
	return GUID(b), true
}

// String writes the GUID as people do: dashed, lower case.
func (g GUID) String() string { return uuid.UUID(swapGUID(g)).String() }

// Bytes returns the octets as the directory stores them.
func (g GUID) Bytes() string { return string(g[:]) }

// ImmutableID writes the octets as Base64, the form Entra ID shows as
// onPremisesImmutableId.
func (g GUID) ImmutableID() string { return base64.StdEncoding.EncodeToString(g[:]) }

// IsZero reports whether g names nothing.
func (g GUID) IsZero() bool { return g == GUID{} }

func swapGUID(g GUID) GUID {
	g[0], g[1], g[2], g[3] = g[3], g[2], g[1], g[0]
	g[4], g[5] = g[5], g[4]
	g[6], g[7] = g[7], g[6]
	return g
}
