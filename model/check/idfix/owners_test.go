package idfix

import (
	"fmt"
	"testing"

	"recipientdesk/model"
)

func TestOwners(t *testing.T) {
	w := newOwners()
	ann, bo := model.Ref{GUID: guid("ann"), DN: "CN=ann"}, model.Ref{DN: "CN=bo"}
	for _, v := range []string{"A@x", "Ärger", "", "b"} {
		if _, taken := w.claim(ann, model.Mail, v); taken {
			t.Errorf("%q is taken", v)
		}
	}
	w.claim(bo, model.MailNickname, "c")
	for v, want := range map[string]string{"a@X": "A@x", "äRGER": "Ärger", "": "", "B": "b"} {
		if o, taken := w.claim(bo, model.Mail, v); !taken || o.Ref != ann || o.Attr != model.Mail || o.Value != want {
			t.Errorf("%q belongs to %+v", v, o)
		}
	}
	if o, ok := w.find(model.MailNickname, "C"); !ok || o.Ref != bo {
		t.Errorf("c belongs to %+v", o)
	}
	for attr, v := range map[model.Attr]string{model.Mail: "c", model.MailNickname: "b"} {
		if o, ok := w.find(attr, v); ok {
			t.Errorf("%s %s belongs to %+v", attr, v, o)
		}
	}
}

// TestOwnersOfOneHash gives all values the same hash.
func TestOwnersOfOneHash(t *testing.T) {
	w := newOwners()
	for i := range 5 {
		v := fmt.Sprint("v", i)
		w.claim(model.Ref{DN: "CN=" + v}, model.Mail, v)
		w.newest[w.hash(0, "v0")] = w.newest[w.hash(0, v)]
		w.newest[w.hash(0, fmt.Sprint("v", i+1))] = w.newest[w.hash(0, v)]
	}
	for i := range 5 {
		v := fmt.Sprint("v", i)
		if o, ok := w.among(w.newest[w.hash(0, "v4")], 0, v); !ok || o.Value != v {
			t.Errorf("%s belongs to %+v", v, o)
		}
	}
	if o, ok := w.among(w.newest[w.hash(0, "v4")], 1, "v0"); ok {
		t.Errorf("another attribute of %+v", o)
	}
	if o, ok := w.find(model.Mail, "v5"); ok {
		t.Errorf("v5 belongs to %+v", o)
	}
}
