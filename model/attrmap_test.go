package model

import "testing"

func TestAttrMap(t *testing.T) {
	var m AttrMap[int]
	if _, ok := m.Get("mail"); ok {
		t.Error("the empty map has something")
	}
	for i, a := range []Attr{"mail", "proxyAddresses", "ÄÖ", "Mail"} {
		m.Put(a, i)
	}
	for a, want := range map[Attr]int{"MAIL": 3, "mail": 3, "proxyaddresses": 1, "äö": 2} {
		if got, ok := m.Get(a); !ok || got != want {
			t.Errorf("%s: %d, %t; want %d", a, got, ok, want)
		}
	}
	if _, ok := m.Get("mai"); ok {
		t.Error("found what was not put")
	}
}
