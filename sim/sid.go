package sim

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
)

// parseSID reads S-1-5-21-… into octets ([MS-DTYP] 2.4.2), nil if it is none.
func parseSID(s string) []byte {
	parts := strings.Split(s, "-")
	if len(parts) < 3 || len(parts) > 18 || !strings.EqualFold(parts[0], "S") || parts[1] != "1" {
		return nil
	}
	authority, err := strconv.ParseUint(parts[2], 10, 48)
	if err != nil {
		return nil
	}
	out := []byte{1, byte(len(parts) - 3)}
	out = append(out, binary.BigEndian.AppendUint64(nil, authority)[2:]...)
	for _, p := range parts[3:] {
		n, err := strconv.ParseUint(p, 10, 32)
		if err != nil {
			return nil
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	return out
}

func (st *state) bySID(sid []byte) *node {
	if bytes.Equal(sid, st.sid(0)) {
		return st.root
	}
	if len(sid) != 28 || !bytes.HasPrefix(sid, st.sid(1)[:24]) {
		return nil
	}
	rid := binary.LittleEndian.Uint32(sid[24:])
	for _, n := range st.byGUID {
		if n.rid == rid && rid != 0 {
			return n
		}
	}
	return nil
}
