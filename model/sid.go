package model

import (
	"encoding/binary"
	"strconv"
)

// SIDText writes the octets of a security identifier as S-1-authority-part-…
// ([MS-DTYP] 2.4.2.1). ok is false if they are none.
func SIDText(octets string) (s string, ok bool) {
	b := []byte(octets)
	if len(b) < 8 || b[0] != 1 || len(b) != 8+4*int(b[1]) {
		return "", false
	}
	var authority uint64
	for _, c := range b[2:8] {
		authority = authority<<8 | uint64(c)
	}
	s = "S-1-" + strconv.FormatUint(authority, 10)
	for i := 8; i < len(b); i += 4 {
		s += "-" + strconv.FormatUint(uint64(binary.LittleEndian.Uint32(b[i:])), 10)
	}
	return s, true
}
