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

func TestSIDOctetsUndoesSIDText(t *testing.T) {
	for _, s := range []string{"S-1-5-21-1004336348-1177238915-682003330-512", "S-1-1-0", "S-1-5-32-544", "S-1-12-1-1-2-3-4294967295"} {
		octets, ok := SIDOctets(s)
		if back, fine := SIDText(octets); !ok || !fine || back != s {
			t.Errorf("%s becomes %q", s, back)
		}
	}
	if octets, _ := SIDOctets("s-1-5-32"); octets != "\x01\x01\x00\x00\x00\x00\x00\x05\x20\x00\x00\x00" {
		t.Errorf("in small letters: %x", octets)
	}
	for _, s := range []string{"", "S-1", "S-1-5", "S-1--1", "S-1-5-x", "S-2-5-21", "S-1-5-4294967296", "S-1-x", "1-5-21", "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16"} {
		if octets, ok := SIDOctets(s); ok {
			t.Errorf("%s is taken for %q", s, octets)
		}
	}
}
