package model

import "testing"

func TestSIDText(t *testing.T) {
	const users = "\x01\x02\x00\x00\x00\x00\x00\x05\x20\x00\x00\x00\x21\x02\x00\x00"
	for octets, want := range map[string]string{users: "S-1-5-32-545", "\x01\x00\x01\x00\x00\x00\x00\x01": "S-1-1099511627777",
		users[:15]: "", users + "\x00": "", "\x02" + users[1:]: "", "\x01\x00\x00": "", "": ""} {
		if got, ok := SIDText(octets); got != want || ok != (want != "") {
			t.Errorf("%x is %q, %v; want %q", octets, got, ok, want)
		}
	}
}
