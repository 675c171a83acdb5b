package sim

import (
	"encoding/binary"
	"fmt"

	"recipientdesk/model"
)

// cloudSID is the SID that follows from an object ID.
func cloudSID(id model.GUID) string {
	out := "S-1-12-1"
	for i := 0; i < 16; i += 4 {
		out += fmt.Sprintf("-%d", binary.LittleEndian.Uint32(id[i:]))
	}
	return out
}
