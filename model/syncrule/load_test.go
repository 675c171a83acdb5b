package syncrule

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"recipientdesk/model"
)

const published = "../../../shared/data/entra-connect-export"

func publishedSet(t testing.TB) *RuleSet {
	t.Helper()
	if _, err := os.Stat(published); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here; the published configuration was not read", published)
	}
	set, err := Load(os.DirFS(published))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestPublishedConfigurationIsUnderstood(t *testing.T) {
	set := publishedSet(t)
	for _, n := range set.Notes {
		t.Errorf("%s: %s", n.Rule, n.Text)
	}
	if len(set.Rules) != 62 || len(set.Connectors) != 2 || len(set.Metaverse) != 219 {
		t.Fatal(len(set.Rules), len(set.Connectors), len(set.Metaverse))
	}
	ad, cloud := set.Connector("AE4DB4CC-B16B-4EB2-ACF5-837CA84E4D7D"), set.Connector("{b891884f-051e-4a83-95af-2544101c9083}")
	if ad == nil || !ad.AD || ad.Name != "contoso.com" || cloud == nil || cloud.AD || len(ad.Attributes) != 132 || len(cloud.Attributes) != 161 || len(ad.Types) != 3391 {
		t.Fatal(len(ad.Types), len(ad.Attributes), len(cloud.Attributes))
	}
	for name, want := range map[string]AttrType{"userAccountControl": {Number, false}, "proxyAddresses": {Text, true}, "objectGUID": {Binary, false}, "member": {Ref, true},
		"authOrig": {Ref, true}, "msExchRecipientTypeDetails": {Number, false}, "msExchHideFromAddressLists": {Bool, false}, "createTimeStamp": {Text, false}, "unicodePwd": {Text, false}} {
		if ad.Types[name] != want {
			t.Errorf("%s: %v", name, ad.Types[name])
		}
	}
	if set.Metaverse["accountEnabled"] != (AttrType{Bool, false}) || set.Metaverse["proxyAddresses"] != (AttrType{Text, true}) || cloud.Types["altRecipient"] != (AttrType{Ref, false}) {
		t.Error(set.Metaverse["accountEnabled"], set.Metaverse["proxyAddresses"], cloud.Types["altRecipient"])
	}
	p := ad.Partitions[0]
	if len(ad.Partitions) != 1 || p.DN != "DC=contoso,DC=com" || !p.Selected || len(p.Classes) != 10 || !reflect.DeepEqual(p.Include, []string{"OU=CORP,DC=contoso,DC=com"}) || !reflect.DeepEqual(p.Exclude, []string{"DC=contoso,DC=com"}) {
		t.Errorf("%+v", p)
	}
	if p.Params["Domain.FQDN"] != "contoso.com" || p.Params["Domain.Netbios"] != "CONTOSO" || ad.Params["Forest.FQDN"] != "contoso.com" || ad.Params["forest-login-user"] != "" || len(cloud.Params) != 1 {
		t.Error(p.Params, ad.Params, cloud.Params)
	}
	if set.Settings["Microsoft.SynchronizationOption.AnchorAttribute"] != "objectGUID" || !ad.Reads("mailnickname") || ad.Reads("altRecipient") {
		t.Error(set.Settings)
	}
}

const someRule = `<synchronizationRule><id>{AA}</id><name>R</name><direction>Inbound</direction><connector>{BB}</connector><sourceObjectType>user</sourceObjectType><targetObjectType>person</targetObjectType>
<linkType>Join</linkType><precedence>1</precedence></synchronizationRule>`

func TestRulesAloneAreAConfiguration(t *testing.T) {
	set, err := Load(fstest.MapFS{"SynchronizationRules/a.xml": {Data: []byte(someRule)}})
	if err != nil || len(set.Rules) != 1 || set.Rules[0].ID != "{aa}" || len(set.Notes) != 2 || set.Metaverse != nil {
		t.Errorf("%+v, %v", set, err)
	}
}

const someConnector = `<?xml version="1.0" encoding="utf-16"?><ma-data><id>{CC}</id><name>x.org</name><category>AD</category><mood/><join><rule/></join><projection> </projection>
<schema><d:dsml xmlns:d="urn:x"><d:directory-schema><d:attribute-type id="A1"><d:name>mail</d:name><d:syntax>1.2.3</d:syntax></d:attribute-type><d:other/></d:directory-schema></d:dsml></schema>
<attribute-inclusion/><ma-partition-data><partition><name>DC=x</name><selected>0</selected><filter><containers><others/></containers></filter></partition></ma-partition-data></ma-data>`

// utf16le encodes a text as PowerShell 5.1 writes files.
func utf16le(s string) []byte {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestEncodingsOfPowerShellAreRead(t *testing.T) {
	big := utf16le(someRule)
	for i := 0; i < len(big); i += 2 {
		big[i], big[i+1] = big[i+1], big[i]
	}
	for what, b := range map[string][]byte{"UTF-16": utf16le(`<?xml version="1.0" encoding="utf-16"?>` + someRule), "big endian": big, "UTF-8 with a mark": append([]byte("\xEF\xBB\xBF"), someRule...)} {
		if r, notes, err := ReadRule(bytes.NewReader(b), "f"); err != nil || r.Name != "R" || len(notes) != 0 {
			t.Errorf("%s: %v %v", what, notes, err)
		}
	}
	if set, err := LoadScript(bytes.NewReader(utf16le(strings.TrimPrefix(exportedRule, "\ufeff"))), "s", nil); err != nil || set.Rules[0].Description != "it's" {
		t.Error(err)
	}
}

func TestWhatIsNewInAConnectorIsNoted(t *testing.T) {
	set, err := Load(fstest.MapFS{"SynchronizationRules/a.xml": {Data: []byte(someRule)}, "Connectors/c.xml": {Data: utf16le(someConnector)},
		"Connectors/d.xml": {Data: []byte(`<ma-data><id>{DD}</id><name>SQL</name><category>Extensible2</category><subtype>Generic SQL (Microsoft)</subtype></ma-data>`)},
		metaverseFile:      {Data: []byte(`<saved-mv-configuration><mv-data><provisioning type="none"/><mv-deletion>x</mv-deletion></mv-data></saved-mv-configuration>`)}})
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, n := range set.Notes {
		all.WriteString(n.Rule + ": " + n.Text + "\n")
	}
	for _, want := range []string{"x.org: <ma-data/mood> is not known", "x.org: <ma-data/join> holds rules", "the syntax 1.2.3 of the attribute mail", "directory-schema/other>", "containers/others>",
		`SQL: a connector of the category "Extensible2"`, "MV.xml: <saved-mv-configuration/mv-data/mv-deletion>", "R: its connector {bb} is not part"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no note of %s in:\n%s", want, all.String())
		}
	}
	wrapped := "<saved-ma-configuration>" + strings.TrimPrefix(someConnector, `<?xml version="1.0" encoding="utf-16"?>`) + "</saved-ma-configuration>"
	if c, _, err := ReadConnector(strings.NewReader(wrapped), "f"); err != nil || c.Name != "x.org" {
		t.Errorf("saved by hand: %v, %v", c, err)
	}
	if c := set.Connectors[0]; len(set.Notes) != 8 || len(set.Connectors) != 1 || c.Types["mail"] != (AttrType{Text, true}) || c.Attributes == nil || c.Reads("mail") || c.Partitions[0].Selected {
		t.Errorf("%d notes, %+v", len(set.Notes), c)
	}
}

func TestConnectorsThatAreNone(t *testing.T) {
	for _, s := range []string{"", "x", "<a/>", "<ma-data>", "<ma-data></name>", `<!DOCTYPE x [<!ENTITY a "b">]><ma-data/>`, `<ma-data><name>&a;</name></ma-data>`, strings.Repeat("<ma-data>", 200),
		"\xff\xfe<", `<?xml version="1.0" encoding="ebcdic"?><ma-data/>`} {
		if _, _, err := ReadConnector(strings.NewReader(s), "f"); model.CodeOf(err) != model.Invalid {
			t.Errorf("%.40s: %v", s, err)
		}
		if _, _, _, err := ReadMetaverse(strings.NewReader(s), "f"); model.CodeOf(err) != model.Invalid {
			t.Errorf("%.40s: %v", s, err)
		}
	}
	r, err := newXMLStream(strings.NewReader("<a>"+strings.Repeat(" ", 1<<17)+"</a>"), "f", 1<<16)
	if err == nil {
		if err = r.root("a"); err == nil {
			err = r.skipTo(0)
		}
	}
	if err == nil || !strings.Contains(err.Error(), "more than 65536 bytes") {
		t.Error(err)
	}
}

func FuzzReadConnector(f *testing.F) {
	f.Add(someConnector[len(`<?xml version="1.0" encoding="utf-16"?>`):])
	f.Fuzz(func(t *testing.T, s string) {
		if c, _, err := ReadConnector(strings.NewReader(s), "f"); c != nil && err != nil {
			t.Error(err)
		}
		_, _, _, _ = ReadMetaverse(strings.NewReader(s), "f")
	})
}

func BenchmarkLoad(b *testing.B) {
	publishedSet(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(os.DirFS(published)); err != nil {
			b.Fatal(err)
		}
	}
}

// The connector of a forest with the Exchange schema is 1.8 MB.
func BenchmarkReadConnector(b *testing.B) {
	publishedSet(b)
	file, err := os.ReadFile(published + "/Connectors/Connector_{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d}.xml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := ReadConnector(bytes.NewReader(file), "f"); err != nil {
			b.Fatal(err)
		}
	}
}
