package ldapd

// A buffer collects BER (X.690) as Active Directory writes it: the length of
// everything with parts takes five bytes, 84 and four, so that it can be filled
// in when the parts are there.
type buffer []byte

// begin opens an element; end(begin(tag)) closes it.
func (b *buffer) begin(tag byte) int {
	*b = append(*b, tag, 0x84, 0, 0, 0, 0)
	return len(*b)
}

func (b *buffer) end(from int) {
	n := len(*b) - from
	p := (*b)[from-4 : from]
	p[0], p[1], p[2], p[3] = byte(n>>24), byte(n>>16), byte(n>>8), byte(n)
}

// head writes a tag and the shortest length.
func (b *buffer) head(tag byte, n int) {
	switch {
	case n < 0x80:
		*b = append(*b, tag, byte(n))
	case n < 0x100:
		*b = append(*b, tag, 0x81, byte(n))
	case n < 0x10000:
		*b = append(*b, tag, 0x82, byte(n>>8), byte(n))
	default:
		*b = append(*b, tag, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
}

func (b *buffer) bytes(tag byte, v []byte) {
	b.head(tag, len(v))
	*b = append(*b, v...)
}

func (b *buffer) text(tag byte, v string) {
	b.head(tag, len(v))
	*b = append(*b, v...)
}

// int writes an INTEGER or, with that tag, an ENUMERATED.
func (b *buffer) int(tag byte, v int64) {
	n := 1
	for k := v; k > 127 || k < -128; k >>= 8 {
		n++
	}
	b.head(tag, n)
	for i := n - 1; i >= 0; i-- {
		*b = append(*b, byte(v>>(8*i)))
	}
}

// Tags of RFC 4511 appendix B, as they stand on the wire.
const (
	tagInteger    = 0x02
	tagOctets     = 0x04
	tagEnumerated = 0x0A
	tagSequence   = 0x30
	tagSet        = 0x31
	tagControls   = 0xA0

	tagBindResponse     = 0x61
	tagEntry            = 0x64
	tagSearchDone       = 0x65
	tagModifyResponse   = 0x67
	tagAddResponse      = 0x69
	tagDeleteResponse   = 0x6B
	tagModifyDNResponse = 0x6D
	tagCompareResponse  = 0x6F
	tagExtendedResponse = 0x78
	tagServerCreds      = 0x87
	tagResponseName     = 0x8A
	tagResponseValue    = 0x8B
)
