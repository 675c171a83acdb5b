package ldapx

import (
	"fmt"
	"strings"
	"testing"

	"recipientdesk/model"
)

func TestModifyRequest(t *testing.T) {
	ann := model.NewEntry(model.Ref{GUID: "00112233-4455-6677-8899-aabbccddeeff"}, map[model.Attr][]string{
		model.ProxyAddresses: {"SMTP:ann@x.example", "smtp:a.b@x.example", "X500:/o=Lab"}, "mail": {"ann@x.example"}, "displayName": {"Ann"}})
	tests := []struct {
		name string
		edit func(model.Entry) model.Entry
		want string
	}{
		{"an empty attribute is filled", func(e model.Entry) model.Entry { return e.With("info", "hi") },
			"add info [hi]"},
		{"a value gives way to another", func(e model.Entry) model.Entry { return e.With("displayName", "Bo") },
			"delete displayName [Ann]; add displayName [Bo]"},
		{"an attribute is cleared by its values", func(e model.Entry) model.Entry { return e.With("mail") },
			"delete mail [ann@x.example]"},
		{"the primary address changes", func(e model.Entry) model.Entry {
			return e.With("mail", "a.b@x.example").With(model.ProxyAddresses, "smtp:ann@x.example", "SMTP:a.b@x.example", "X500:/o=Lab")
		}, "delete mail [ann@x.example]; add mail [a.b@x.example]; " +
			"delete proxyAddresses [SMTP:ann@x.example smtp:a.b@x.example]; add proxyAddresses [smtp:ann@x.example SMTP:a.b@x.example]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req := modifyRequest("CN=x", model.Diff(ann, tt.edit(ann)))
			var got []string
			for _, c := range req.Changes {
				op := []string{"add", "delete", "replace"}[c.Operation]
				got = append(got, fmt.Sprint(op, " ", c.Modification.Type, " ", c.Modification.Vals))
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
			if len(req.Controls) > 0 {
				t.Errorf("controls = %v; permissive modify would hide conflicts", req.Controls)
			}
		})
	}
}

func TestEncodePassword(t *testing.T) {
	if got, want := encodePassword("aß😀"), "\"\x00a\x00\xdf\x00\x3d\xd8\x00\xde\"\x00"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNameOf(t *testing.T) {
	tests := []struct {
		ref  model.Ref
		want string
		code model.Code
	}{
		{model.Ref{GUID: "00112233-4455-6677-8899-aabbccddeeff", DN: "CN=x"}, "<GUID=00112233-4455-6677-8899-aabbccddeeff>", ""},
		{model.Ref{DN: "CN=x,DC=y"}, "CN=x,DC=y", ""},
		{model.Ref{DN: "<SID=S-1-5-32>"}, "", model.Invalid},
		{model.Ref{DN: " <GUID=1>"}, "", model.Invalid},
		{model.Ref{GUID: "x>"}, "", model.Invalid},
		{model.Ref{}, "", model.Invalid},
	}
	for _, tt := range tests {
		got, err := nameOf(tt.ref)
		if got != tt.want || model.CodeOf(err) != tt.code {
			t.Errorf("%v: %q, %v; want %q, %q", tt.ref, got, err, tt.want, tt.code)
		}
	}
}
