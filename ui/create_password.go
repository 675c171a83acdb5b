package ui

import (
	"crypto/rand"
	"math/big"
	"strings"
)

// passwordLetters leaves out what is easily mistaken for something else.
const passwordLetters = "abcdefghijkmnpqrstuvwxyz"

// newPassword thinks up a password of some 79 bits, with three of the kinds of
// characters that Active Directory's complexity rule counts: for example
// Wkfea-mqpuh-7274-zdbnt.
func newPassword() string {
	pick := func(from string) byte {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(from))))
		if err != nil {
			panic("ui: no randomness: " + err.Error()) // crypto/rand never fails on supported systems
		}
		return from[n.Int64()]
	}
	group := func(from string, n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = pick(from)
		}
		return string(b)
	}
	return strings.ToUpper(group(passwordLetters, 1)) + group(passwordLetters, 4) + "-" + group(passwordLetters, 5) +
		"-" + group("23456789", 4) + "-" + group(passwordLetters, 5)
}
