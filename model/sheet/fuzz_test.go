package sheet

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"recipientdesk/model"
)

// everyField returns the fields of the sheet, of those that differ by a number
// only the first, and one of every syntax.
func everyField() []Field {
	out := slices.DeleteFunc(Fields(), func(f Field) bool {
		return regexp.MustCompile(`^(custom|extensionCustom|cloudExtension)([2-9]|1\d|20)$`).MatchString(f.ID)
	})
	for _, d := range raws {
		out = append(out, Raw(d))
	}
	return out
}

// checkField writes text to a field of e in every way there is. No text may make
// it panic, lose what it was not told to touch, or accept what it would refuse
// when it reads it back.
func checkField(t *testing.T, f Field, e model.Entry, text string) {
	t.Helper()
	e = e.Only(append(f.Reads(), model.Mail, "title")...) // comparing all of it would take most of the time
	edits := map[string]func() (model.Entry, error){
		"with":   func() (model.Entry, error) { return f.WithText(e, text) },
		"two":    func() (model.Entry, error) { return f.With(e, []string{text, "x@lab.test"}) },
		"add":    func() (model.Entry, error) { return f.Add(e, text) },
		"remove": func() (model.Entry, error) { return f.Remove(e, text) },
	}
	for name, edit := range edits {
		after, err := edit()
		if err != nil {
			me, ok := err.(*model.Error)
			if !ok || me.Subject != f.Label || me.Message == "" {
				t.Fatalf("%s %s %q: error %#v", f.ID, name, text, err)
			}
			if !model.Diff(e, after).Empty() {
				t.Fatalf("%s %s %q: failed and changed the entry", f.ID, name, text)
			}
			continue
		}
		again, err := f.With(after, f.Values(after))
		if err != nil || !model.Diff(after, again).Empty() {
			t.Fatalf("%s %s %q: read back it is %v %v", f.ID, name, text, changes(after, again), err)
		}
		for _, c := range model.Diff(e, after).Changes {
			if !slices.ContainsFunc(f.Reads(), c.Attr.Is) {
				t.Fatalf("%s %s %q: changes %s", f.ID, name, text, c.Attr)
			}
			checkStored(t, f, c)
		}
	}
}

func checkPasted(t *testing.T, e model.Entry, text string) {
	t.Helper()
	after, results := AddPasted(e, text)
	for _, r := range results {
		if r.Text == "" {
			t.Fatalf("pasted %q: an empty address", text)
		}
	}
	for _, c := range model.Diff(e, after).Changes {
		if !c.Attr.Is(model.ProxyAddresses) || len(c.Removed()) > 0 {
			t.Fatalf("pasted %q: %s", text, changes(e, after))
		}
	}
}

// checkStored looks at values that came in.
func checkStored(t *testing.T, f Field, c model.Change) {
	t.Helper()
	switch f.Edit.(type) {
	case Photo, Octets, GUID, SID:
		return
	}
	for _, v := range c.Added() {
		if !utf8.ValidString(v) || v == "" {
			t.Fatalf("%s stored %q", f.ID, v)
		}
		for _, r := range v {
			if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
				t.Fatalf("%s stored the control character %U", f.ID, r)
			}
		}
	}
}

func TestRandomBytes(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	alphabet := []byte("\x00\r\n\t *()\\,;:\"'<>@.%=+/#-aZ09\xff\xc3\xa4\xf0\x9f\x99\x82SMTPX500hex")
	e, fields := person().With("title", "Boss"), everyField()
	for range 2000 {
		text := make([]byte, rng.IntN(40))
		for i := range text {
			text[i] = byte(rng.UintN(256))
			if rng.IntN(2) == 0 {
				text[i] = alphabet[rng.IntN(len(alphabet))]
			}
		}
		for _, f := range fields {
			checkField(t, f, e, string(text))
		}
		checkPasted(t, e, string(text))
	}
}

func FuzzFieldWith(f *testing.F) {
	fields := everyField()
	for _, s := range []string{"", " ", "a\x00b", "SMTP:a@b.test", "X500:/o=a", "S-1-5-18", "never", "CN=a\\,b,DC=c", "\xff\xd8\xff", "hex:00", "🙂"} {
		for i := range fields {
			f.Add(i, s)
		}
	}
	e := person().With("title", "Boss")
	f.Fuzz(func(t *testing.T, i int, text string) {
		checkField(t, fields[uint(i)%uint(len(fields))], e, text)
		checkPasted(t, e, text)
	})
}
