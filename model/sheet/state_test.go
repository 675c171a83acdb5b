package sheet

import (
	"testing"

	"recipientdesk/model"
)

func TestState(t *testing.T) {
	attrs := []model.AttrDef{{Name: "mail"}, {Name: "proxyAddresses"}, {Name: "displayName"}, {Name: "memberOf", LinkID: 3, System: true},
		{Name: "member", LinkID: 2}, {Name: "managedBy"}, {Name: "whenCreated", System: true}, {Name: "nTSecurityDescriptor", Syntax: model.SyntaxSecurity}, {Name: "c"}, {Name: "co"}, {Name: "countryCode"}}
	user := model.ClassDef{Name: "user", Attrs: []model.Attr{"c", "co", "countrycode", "displayname", "mail", "memberof", "proxyaddresses", "whencreated"}}
	plain := model.NewSchema(attrs, []model.ClassDef{user}, 0)
	exchange := model.NewSchema(attrs, []model.ClassDef{user}, 15312)
	ann := model.NewEntry(model.Ref{}, map[model.Attr][]string{"objectClass": {"top", "user"}})
	writes := func(attrs ...string) model.Rights {
		return model.RightsOf(model.NewEntry(model.Ref{}, map[model.Attr][]string{model.AllowedAttributes: attrs}), true)
	}
	tests := []struct {
		name, field string
		schema      *model.Schema
		rights      model.Rights
		code        model.Code
		reason      string
	}{
		{"nothing is known", "mailNickname", nil, model.Rights{}, "", ""},
		{"no Exchange schema", "mailNickname", plain, model.Rights{}, model.NoSchema,
			"This forest has no attribute mailNickname: the Exchange schema extension is not installed."},
		{"an older Exchange schema", "moderated", exchange, model.Rights{}, model.NoSchema, "This forest has no attribute msExchEnableModeration."},
		{"an old forest", "cloudExtension1", plain, model.Rights{}, model.NoSchema, "This forest has no attribute msDS-cloudExtensionAttribute1."},
		{"the class cannot have it", "managedBy", plain, model.Rights{}, model.Invalid, "An object of the class user cannot have the attribute managedBy."},
		{"no right", "displayName", plain, writes("mail"), model.Denied, "You may not write displayName on this object."},
		{"no right at all", "displayName", plain, writes(), model.Denied, "You may not write displayName on this object."},
		{"the right", "displayName", plain, writes("DisplayName"), "", ""},
		{"addresses without mail", "proxyAddresses", plain, writes("proxyAddresses"), "", "Limited: You may not write mail on this object."},
		{"mail without addresses", "proxyAddresses", plain, writes("mail"), model.Denied, "You may not write proxyAddresses on this object."},
		{"primary needs both", "primary", plain, writes("proxyAddresses"), model.Denied, "You may not write mail on this object."},
		{"country needs all three", "country", plain, writes("c", "co"), model.Denied, "You may not write countryCode on this object."},
		{"a back-link belongs to others", "memberOf", plain, writes(), "", ""},
		{"the server's own", "raw:whenCreated", plain, model.Rights{}, model.Invalid, "Only the server writes whenCreated."},
		{"permissions", "nTSecurityDescriptor", plain, model.Rights{}, model.Invalid, "nTSecurityDescriptor is shown here and not edited."},
		{"a back-link by its raw name", "raw:memberOf", plain, model.Rights{}, model.Invalid, "Only the server writes memberOf."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Find(tt.schema, tt.field)
			if err != nil {
				t.Fatal(err)
			}
			st := f.State(tt.schema, []model.Rights{tt.rights}, ann)
			if st.Code != tt.code || st.Reason != tt.reason {
				t.Errorf("got %q %q", st.Code, st.Reason)
			}
			if st.On() != (st.Err(f) == nil) || model.CodeOf(st.Err(f)) != tt.code {
				t.Errorf("Err is %v", st.Err(f))
			}
			if tt.code == model.Denied && st.Hint == "" {
				t.Error("no hint")
			}
		})
	}
}

func TestStateOfSeveral(t *testing.T) {
	s := model.NewSchema([]model.AttrDef{{Name: "displayName"}}, nil, 0)
	denied := model.RightsOf(model.NewEntry(model.Ref{}, nil), true)
	f, _ := Lookup("displayName")
	if st := f.State(s, []model.Rights{{}, denied}, model.Entry{}, model.Entry{}); st.Code != model.Denied {
		t.Error("one of two denied:", st)
	}
}
