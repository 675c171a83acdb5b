package forecast

import (
	"encoding/json"
	"strings"
	"testing"

	"recipientdesk/model"
)

func TestAnchorVectors(t *testing.T) {
	var file struct{ Vectors []json.RawMessage }
	loadVectors(t, "vectors-immutableid-open.json", &file)
	if len(file.Vectors) == 0 {
		t.Fatal("no vectors")
	}
	for _, raw := range file.Vectors {
		var v vector
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		b, err := AnchorWhatIf(raw)
		if err != nil {
			t.Errorf("%s: %v", v.ID, err)
			continue
		}
		var got map[string]any
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		for key, want := range v.Expect {
			switch {
			case key == "mustNotBe":
				if got["immutableId"] == want {
					t.Errorf("%s: %v is in the wrong order of octets", v.ID, want)
				}
			case got[key] != want:
				t.Errorf("%s: %s is %v, want %v", v.ID, key, got[key], want)
			}
		}
		if got["error"] != nil && v.Expect["error"] == nil {
			t.Errorf("%s: refused: %v", v.ID, got["message"])
		}
	}
}

const (
	sampleGUID   = "3ab39606-c642-489b-84b6-58c038d3ef39"
	sampleOctets = "0696b33a42c69b4884b658c038d3ef39"
	sampleID     = "BpazOkLGm0iEtljAONPvOQ=="
	sampleDN     = "CN={4270617A4F6B4C476D306945746C6A414F4E50764F513D3D}"
)

func TestParseAnchor(t *testing.T) {
	for _, s := range []string{sampleGUID, strings.ToUpper(sampleGUID), "{" + sampleGUID + "}", "{" + strings.ReplaceAll(sampleGUID, "-", "") + "}",
		sampleOctets, strings.ToUpper(sampleOctets), sampleID, sampleDN, strings.ToLower(sampleDN)} {
		a, err := ParseAnchor(s)
		want := AnchorForms{GUID: sampleGUID, Hex: sampleOctets, ImmutableID: sampleID, ConnectorSpaceDN: sampleDN,
			LDAPFilter: `(objectGUID=\06\96\b3\3a\42\c6\9b\48\84\b6\58\c0\38\d3\ef\39)`}
		if err != nil || a.Forms() != want {
			t.Errorf("%s: %+v, %v", s, a.Forms(), err)
		}
	}
	text, err := ParseAnchor("CN={454D5031}")
	if err != nil || text.Forms() != (AnchorForms{ImmutableID: "EMP1", ConnectorSpaceDN: "CN={454D5031}"}) {
		t.Errorf("a text: %+v, %v", text.Forms(), err)
	}
}

func TestParseAnchorRefuses(t *testing.T) {
	tests := []struct{ what, in, message string }{
		{"nothing", "", "is empty"},
		{"a blank after it", sampleID + " ", "contains white space"},
		{"a blank before it", " " + sampleID, "contains white space"},
		{"a line end", sampleID + "\n", "contains white space"},
		{"a blank in a GUID", " " + sampleGUID, "contains white space"},
		{"no padding", "BpazOkLGm0iEtljAONPvOQ", "has no complete padding"},
		{"half the padding", "BpazOkLGm0iEtljAONPvOQ=", "has no complete padding"},
		{"the URL form", "-77v-_u-vu_7777777777w==", "is in the URL form"},
		{"15 octets", "AAAAAAAAAAAAAAAAAAAA", "stands for 15 octets"},
		{"17 octets", "AAAAAAAAAAAAAAAAAAAAAAA=", "stands for 17 octets"},
		{"bits left over", "BpazOkLGm0iEtljAONPvOR==", "is not Base64"},
		{"a character of no alphabet", "BpazOkLGm0iEtljAONPv!Q==", "is not Base64"},
		{"a GUID that lacks a digit", "3ab39606-c642-489b-84b6-58c038d3ef3", "is no GUID"},
		{"dashes in the wrong places", "3ab396-06c642-489b-84b6-58c038d3ef39", "is no GUID"},
		{"a brace alone", "{" + sampleGUID, "has an opening brace"},
		{"a letter that is no digit", "3ab39606-c642-489b-84b6-58c038d3efgg", "is no GUID"},
		{"a letter that is no digit, in braces", "{3ab39606-c642-489b-84b6-58c038d3efgg}", "is no GUID"},
		{"31 digits", sampleOctets[1:], "has 31 hexadecimal digits"},
		{"a name with an odd digit", "CN={454D503}", "has something other than pairs"},
		{"a name of nothing", "CN={}", "has nothing between"},
		{"a name of no text", "CN={FF}", "does not stand for a text"},
		{"a name without an end", "CN={454D5031", "is no name of the form"},
	}
	for _, tt := range tests {
		a, err := ParseAnchor(tt.in)
		if model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), tt.message) {
			t.Errorf("%s: %q is read as %q, %v; want %q", tt.what, tt.in, a, err, tt.message)
		}
	}
}

func TestAnchorCheck(t *testing.T) {
	tests := []struct {
		in      Anchor
		message string // "" for a valid one
	}{
		{"EMP000123", ""}, {sampleID, ""}, {"EMP-000123", ""},
		{"", "is empty"}, {"a_b", "'_'"}, {"a@b", "'@'"}, {"a`b", "'`'"}, {`a\b`, `'\\'`}, {"a+b", "'+'"},
		{Anchor(strings.Repeat("x", 56) + "-"), ""},
		{Anchor(strings.Repeat("x", 57) + "-"), "counts as 60"},
		{Anchor(strings.Repeat("ä", 20)), "counts as 60"},
		{"\xff", "is not text"},
	}
	for _, tt := range tests {
		err := tt.in.Check()
		if tt.message == "" && err != nil || tt.message != "" && (model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), tt.message)) {
			t.Errorf("%q: %v, want %q", tt.in, err, tt.message)
		}
	}
}

func TestSourceAnchor(t *testing.T) {
	own, _ := ParseGUIDText(sampleGUID)
	other, _ := ParseGUIDText("8c4ac332-975f-4717-ad7b-ba4a4e968fff")
	e := model.NewEntry(model.Ref{}, map[model.Attr][]string{"objectGUID": {own.Bytes()}, "employeeID": {"E7"}})
	both := e.With("mS-DS-ConsistencyGuid", other.Bytes())
	tests := []struct {
		what      string
		e         model.Entry
		class     string
		setting   SourceAnchorSetting
		want      Anchor
		writeBack string
	}{
		{"the attribute is set", both, "user", "ms-DS-ConsistencyGuid", AnchorOf(other), ""},
		{"the attribute is empty", e, "inetOrgPerson", AnchorConsistencyGUID, AnchorOf(own), own.Bytes()},
		{"objectGUID is configured", both, "user", AnchorObjectGUID, AnchorOf(own), ""},
		{"nothing is configured", both, "user", "", AnchorOf(own), ""},
		{"a text is configured", both, "user", "employeeID", "E7", ""},
		{"a text is configured and empty", both, "user", "extensionAttribute1", "", ""},
		{"a group", both, "group", AnchorConsistencyGUID, AnchorOf(own), ""},
		{"a contact, a text", both, "contact", "employeeID", AnchorOf(own), ""},
		{"a linked mailbox", both.With(model.RecipientType, "2"), "user", AnchorConsistencyGUID, "", ""},
		{"a group of that type", both.With(model.RecipientType, "2"), "group", "", AnchorOf(own), ""},
		{"no identity", model.Entry{}, "user", AnchorConsistencyGUID, "", ""},
	}
	for _, tt := range tests {
		if a, back := SourceAnchor(tt.e, tt.class, tt.setting); a != tt.want || back != tt.writeBack {
			t.Errorf("%s: %q, %x; want %q, %x", tt.what, a, back, tt.want, tt.writeBack)
		}
	}
}

func TestAnchorWhatIfUnknown(t *testing.T) {
	for _, in := range []string{"", "{", `{"op":"x"}`, `[{"op":"hardMatch"},1]`, `[`} {
		if _, err := AnchorWhatIf([]byte(in)); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: %v", in, err)
		}
	}
	if b, err := AnchorWhatIf([]byte(`{"op":"hardMatch","input":{"sourceAnchor":null,"onPremisesImmutableId":null}}`)); string(b) != `{"match":false}` || err != nil {
		t.Errorf("nothing matches nothing: %s, %v", b, err)
	}
	if b, err := AnchorWhatIf([]byte(`{"vectors":[]}`)); string(b) != `[]` || err != nil {
		t.Errorf("a collection: %s, %v", b, err)
	}
	b, err := AnchorWhatIf([]byte(`[{"id":7,"op":"connectorSpaceDnToSourceAnchor","input":{"dn":"` + sampleDN + `"}}]`))
	if string(b) != `[{"id":7,"sourceAnchor":"`+sampleID+`"}]` || err != nil {
		t.Errorf("%s, %v", b, err)
	}
}

func FuzzParseAnchor(f *testing.F) {
	for _, s := range []string{sampleGUID, sampleOctets, sampleID, sampleDN, "{", "CN={"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAnchor(s)
		if err != nil {
			return
		}
		forms := a.Forms()
		for _, again := range []string{forms.ConnectorSpaceDN, forms.GUID, forms.Hex} {
			if again == "" {
				continue
			}
			if b, err := ParseAnchor(again); b != a || err != nil {
				t.Errorf("%q is %q; its form %q is %q, %v", s, a, again, b, err)
			}
		}
	})
}
