package check

// An arena keeps many short strings in a few large blocks, which are never copied and
// which the garbage collector need not look into.
type arena struct{ blocks [][]byte }

// A span is the place of a string in an arena.
type span struct {
	at  uint32 // number of the block, and place in it
	len uint16
}

const blockBits = 20 // a block is a megabyte, and 4096 of them can be numbered

// keep stores text, of which the directory's own limits leave less than 64 KB.
func (a *arena) keep(s string) span {
	s = s[:min(len(s), 1<<16-1)]
	last := len(a.blocks) - 1
	if last < 0 || len(a.blocks[last])+len(s) > 1<<blockBits {
		a.blocks = append(a.blocks, make([]byte, 0, 1<<blockBits))
		last++
	}
	from := len(a.blocks[last])
	a.blocks[last] = append(a.blocks[last], s...)
	return span{uint32(last<<blockBits | from), uint16(len(s))}
}

// at returns the string at a place.
func (a *arena) at(s span) string {
	from := int(s.at & (1<<blockBits - 1))
	return string(a.blocks[s.at>>blockBits][from : from+int(s.len)])
}
