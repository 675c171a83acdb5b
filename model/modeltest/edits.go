package modeltest

import (
	"slices"
	"testing"

	"recipientdesk/model"
)

// testEdits checks the heart of the matter: one modify, named deletes, nothing of
// a colleague's lost.
func testEdits(a *arena) {
	tests := []struct {
		name string
		edit func(model.Entry) model.Entry // what another administrator does first
		mine func(model.Entry) model.Entry // what we then save, made from the old read
		code model.Code
		attr model.Attr
		want []string
	}{{
		name: "set an empty attribute",
		mine: set("description", "one"), attr: "description", want: []string{"one"},
	}, {
		name: "clear an attribute",
		mine: set("displayName"), attr: "displayName",
	}, {
		name: "swap the primary address in one step",
		mine: promote("a.b@lab.example"), attr: model.ProxyAddresses,
		want: []string{"SMTP:a.b@lab.example", "X500:/o=Lab/ou=First (A)/cn=ann", "smtp:ann@lab.example"},
	}, {
		name: "mail follows the primary in the same step",
		mine: promote("a.b@lab.example"), attr: "mail", want: []string{"a.b@lab.example"},
	}, {
		name: "change only the case",
		mine: set("displayName", "ANN"), attr: "displayName", want: []string{"ANN"},
	}, {
		name: "two people add different addresses",
		edit: add(model.ProxyAddresses, "smtp:x@lab.example"), mine: add(model.ProxyAddresses, "smtp:y@lab.example"), attr: model.ProxyAddresses,
		want: []string{"SMTP:ann@lab.example", "X500:/o=Lab/ou=First (A)/cn=ann", "smtp:a.b@lab.example", "smtp:x@lab.example", "smtp:y@lab.example"},
	}, {
		name: "two people add the same address",
		edit: add(model.ProxyAddresses, "smtp:x@lab.example"), mine: add(model.ProxyAddresses, "smtp:x@lab.example"), attr: model.ProxyAddresses,
		code: model.Conflict,
		want: []string{"SMTP:ann@lab.example", "X500:/o=Lab/ou=First (A)/cn=ann", "smtp:a.b@lab.example", "smtp:x@lab.example"},
	}, {
		name: "a value to remove is gone",
		edit: set("displayName", "Anna"), mine: set("displayName", "Ann B"),
		code: model.Conflict, attr: "displayName", want: []string{"Anna"},
	}, {
		name: "an empty attribute is no longer empty",
		edit: set("givenName", "Ann"), mine: set("givenName", "Anna"),
		code: model.Conflict, attr: "givenName", want: []string{"Ann"},
	}, {
		name: "all or nothing",
		edit: set("displayName", "Anna"),
		mine: func(e model.Entry) model.Entry { return e.With("description", "x").With("displayName", "Ann B") },
		code: model.Conflict, attr: "description",
	}}
	for _, tt := range tests {
		a.Run(tt.name, func(t *testing.T) {
			s := &arena{T: t, Fixture: a.Fixture}
			ref := s.ann()
			read := s.get(ref, "displayName", "givenName", "description", "mail", model.ProxyAddresses)
			if tt.edit != nil {
				if err := s.Dir.Apply(t.Context(), model.Diff(read, tt.edit(read))); err != nil {
					t.Fatal("other edit:", err)
				}
			}
			s.code(s.Dir.Apply(t.Context(), model.Diff(read, tt.mine(read))), tt.code)
			if got := sorted(s.get(ref, tt.attr).Values(tt.attr)); !slices.Equal(got, tt.want) {
				t.Errorf("%s = %q, want %q", tt.attr, got, tt.want)
			}
		})
	}
}

func promote(addr string) func(model.Entry) model.Entry {
	return func(e model.Entry) model.Entry {
		p, err := model.SMTPAddress(addr, true)
		if err != nil {
			panic(err)
		}
		l, err := model.Addresses(e).Promote(p)
		if err != nil {
			panic(err)
		}
		return model.WithAddresses(e, l)
	}
}

// testRefusals checks that what a directory cannot take is refused whole and with
// the code a person needs.
func testRefusals(a *arena) {
	ref := a.ann()
	tests := []struct {
		name string
		edit func(model.Entry) model.Entry
		code []model.Code
	}{
		{"an attribute the schema lacks", set("noSuchAttribute", "x"), []model.Code{model.NoSchema}},
		{"an attribute the class lacks", set("member", ref.DN), []model.Code{model.Invalid}},
		{"text that is too long", set("displayName", string(make257())), []model.Code{model.Invalid}},
		{"a name that leads nowhere", set("manager", "CN=Nobody,"+a.Arena), []model.Code{model.Invalid, model.NotFound}},
		{"an attribute only the server writes", set("whenCreated", "20200101000000.0Z"), []model.Code{model.Invalid, model.Denied, model.Conflict}},
		{"two values for one", set("displayName", "one", "two"), []model.Code{model.Invalid, model.Conflict}},
	}
	if a.CaseBlind {
		tests = append(tests, struct {
			name string
			edit func(model.Entry) model.Entry
			code []model.Code
		}{"a second spelling of an address", add(model.ProxyAddresses, "smtp:ANN@lab.example"), []model.Code{model.Conflict}})
	}
	for _, tt := range tests {
		a.Run(tt.name, func(t *testing.T) {
			s := &arena{T: t, Fixture: a.Fixture}
			before := s.get(ref)
			next := tt.edit(before).With("description", "side effect")
			err := s.Dir.Apply(t.Context(), model.Diff(before, next))
			if got := model.CodeOf(err); !slices.Contains(tt.code, got) {
				t.Errorf("code = %q, want one of %q (%v)", got, tt.code, err)
			}
			if s.get(ref, "description").Has("description") {
				t.Error("a part of the change was made")
			}
		})
	}
}

func make257() []byte {
	b := make([]byte, 257)
	for i := range b {
		b[i] = 'x'
	}
	return b
}

func testBytes(a *arena) {
	ref := a.ann()
	photo := "\xff\xd8\xff\xe0\x00\x10\x00 \x0a\x0d(*)\\"
	name := `Zoë "Ω" 😀 O'Neil, (x*)\`
	if err := a.apply(ref, func(e model.Entry) model.Entry {
		return e.With("thumbnailPhoto", photo).With("displayName", name)
	}, "displayName", "thumbnailPhoto"); err != nil {
		a.Fatal(err)
	}
	e := a.get(ref)
	if got := e.First("thumbnailPhoto"); got != photo {
		a.Errorf("photo = %q", got)
	}
	if got := e.First("displayName"); got != name {
		a.Errorf("name = %q", got)
	}
	if err := a.apply(ref, set("thumbnailPhoto"), "thumbnailPhoto"); err != nil {
		a.Errorf("removing a binary value by name: %v", err)
	}
	if a.get(ref).Has("thumbnailPhoto") {
		a.Error("photo is still there")
	}
}
