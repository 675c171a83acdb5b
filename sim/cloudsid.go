package sim

import (
	"encoding/binary"
	"fmt"
	"strconv"

	"recipientdesk/model"
)

// sidText writes the octets of a SID as S-1-… ([MS-DTYP] 2.4.2.1), "" if they are none.
func sidText(b []byte) string {
	if len(b) < 8 || len(b) != 8+4*int(b[1]) {
		return ""
	}
	out := "S-" + strconv.Itoa(int(b[0])) + "-" + strconv.FormatUint(binary.BigEndian.Uint64(append([]byte{0, 0}, b[2:8]...)), 10)
	for i := 8; i < len(b); i += 4 {
		out += "-" + strconv.FormatUint(uint64(binary.LittleEndian.Uint32(b[i:])), 10)
	}
	return out
}

// cloudSID is the SID that follows from an object ID.
func cloudSID(id model.GUID) string {
	out := "S-1-12-1"
	for i := 0; i < 16; i += 4 {
		out += fmt.Sprintf("-%d", binary.LittleEndian.Uint32(id[i:]))
	}
	return out
}
