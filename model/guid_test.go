package model

import (
	"bytes"
	"testing"
)

func TestGUIDForms(t *testing.T) {
	const text = "88dd77ca-0102-0304-0506-0708090a0b0c"
	octets := []byte{0xca, 0x77, 0xdd, 0x88, 2, 1, 4, 3, 5, 6, 7, 8, 9, 10, 11, 12}
	for _, form := range []string{text, "{88DD77CA-0102-0304-0506-0708090A0B0C}", "ynfdiAIBBAMFBgcICQoLDA==", "ca77dd880201040305060708090a0b0c"} {
		g, err := ParseGUID(form)
		if err != nil || g.String() != text || !bytes.Equal([]byte(g.Bytes()), octets) {
			t.Errorf("%s: %s, %v", form, g, err)
		}
	}
	for _, bad := range []string{"", "x", "88dd77ca-0102-0304-0506", "ynfdiAIBBAMFBgcICQoLDA", "ca77dd88"} {
		if _, err := ParseGUID(bad); CodeOf(err) != Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzGUID(f *testing.F) {
	f.Add([]byte("0123456789abcdef"))
	f.Fuzz(func(t *testing.T, b []byte) {
		g, ok := GUIDFromBytes(b)
		if !ok {
			return
		}
		for _, s := range []string{g.String(), g.ImmutableID()} {
			if h, err := ParseGUID(s); err != nil || h != g {
				t.Errorf("%q: %v, %v", s, h, err)
			}
		}
	})
}
