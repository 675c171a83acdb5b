package model

import (
	"encoding/binary"
	"strconv"
	"strings"
)

// SIDText writes the octets of a security identifier as S-1-authority-part-…
// ([MS-DTYP] 2.4.2.1). ok is false if they are none.
func SIDText(octets string) (s string, ok bool) {
	b := octets
	if len(b) < 8 || b[0] != 1 || len(b) != 8+4*int(b[1]) {
		return "", false
	}
	var authority uint64
	for i := 2; i < 8; i++ {
		authority = authority<<8 | uint64(b[i])
	}
	text := make([]byte, 0, 64)
	text = strconv.AppendUint(append(text, "S-1-"...), authority, 10)
	for i := 8; i < len(b); i += 4 {
		n := uint64(b[i]) | uint64(b[i+1])<<8 | uint64(b[i+2])<<16 | uint64(b[i+3])<<24
		text = strconv.AppendUint(append(text, '-'), n, 10)
	}
	return string(text), true
}

// SIDOctets undoes SIDText, of identifiers with one part or more after the authority, as
// those of accounts have. ok is false if s is none.
func SIDOctets(s string) (octets string, ok bool) {
	parts := strings.Split(s, "-")
	if len(parts) < 4 || len(parts) > 3+15 || !strings.EqualFold(parts[0], "S") || parts[1] != "1" {
		return "", false
	}
	authority, err := strconv.ParseUint(parts[2], 10, 48)
	if err != nil {
		return "", false
	}
	b := binary.BigEndian.AppendUint64(nil, authority)
	b[0], b[1] = 1, byte(len(parts)-3)
	for _, p := range parts[3:] {
		n, err := strconv.ParseUint(p, 10, 32)
		if err != nil {
			return "", false
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return string(b), true
}
