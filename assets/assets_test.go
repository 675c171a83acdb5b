package assets

import (
	"bytes"
	"image/png"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestIconIsASquareOf512Pixels(t *testing.T) {
	config, err := png.DecodeConfig(bytes.NewReader(Icon))
	if err != nil {
		t.Fatal(err)
	}
	if config.Width != 512 || config.Height != 512 {
		t.Errorf("icon is %dx%d", config.Width, config.Height)
	}
}

// [MS-ADTS] 3.1.1.2.2.2: which oMSyntax goes with which attributeSyntax.
var omSyntaxes = map[string][]int{
	"2.5.5.1":  {127},
	"2.5.5.4":  {20},
	"2.5.5.5":  {19, 22},
	"2.5.5.7":  {127},
	"2.5.5.8":  {1},
	"2.5.5.9":  {2, 10},
	"2.5.5.10": {4, 127},
	"2.5.5.11": {23, 24},
	"2.5.5.12": {64},
	"2.5.5.15": {66},
	"2.5.5.16": {65},
	"2.5.5.17": {4},
}

func TestExchangeSchemaIsConsistent(t *testing.T) {
	oid := regexp.MustCompile(`^[0-9]+(\.[0-9]+)+$`)
	guid := regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	seen := make(map[string]string)
	once := func(column, value, name string) {
		key := column + " " + strings.ToLower(value)
		if other, dup := seen[key]; dup {
			t.Errorf("%s and %s share %s %s", other, name, column, value)
		}
		seen[key] = name
	}
	rows := ExchangeSchema()
	for _, r := range rows {
		once("name", r.Name, r.Name)
		once("cn", r.CN, r.Name)
		once("oid", r.OID, r.Name)
		if !oid.MatchString(r.OID) {
			t.Errorf("%s: OID %q", r.Name, r.OID)
		}
		if r.GUID != "" {
			once("GUID", r.GUID, r.Name)
			if !guid.MatchString(r.GUID) {
				t.Errorf("%s: GUID %q", r.Name, r.GUID)
			}
		}
		if !slices.Contains(omSyntaxes[r.Syntax], r.OMSyntax) {
			t.Errorf("%s: oMSyntax %d does not go with syntax %s", r.Name, r.OMSyntax, r.Syntax)
		}
		if r.RangeLower != nil && r.RangeUpper != nil && *r.RangeLower > *r.RangeUpper {
			t.Errorf("%s: range %d to %d", r.Name, *r.RangeLower, *r.RangeUpper)
		}
		if !slices.Contains([]Origin{OriginAD, OriginChanged, OriginExchange}, r.Origin) {
			t.Errorf("%s: origin %q", r.Name, r.Origin)
		}
		if len(r.Classes) == 0 && r.Name != "msExchSchemaVersionPt" {
			t.Errorf("%s: in no class", r.Name)
		}
	}
	if len(rows) < 180 {
		t.Errorf("%d attributes: some are lost", len(rows))
	}
}

func TestEveryBackLinkHasItsForwardLink(t *testing.T) {
	byName := make(map[string]SchemaRow)
	for _, r := range ExchangeSchema() {
		byName[r.Name] = r
	}
	backs := 0
	for _, r := range byName {
		if r.BackLinkOf == "" {
			continue
		}
		backs++
		forward, ok := byName[r.BackLinkOf]
		switch {
		case !ok:
			t.Errorf("%s mirrors %s, which is not in the table", r.Name, r.BackLinkOf)
		case !forward.Linked() || forward.BackLinkOf != "":
			t.Errorf("%s mirrors %s, which is no forward link", r.Name, forward.Name)
		case r.Single:
			t.Errorf("%s is a back link, so it must be multi-valued", r.Name)
		}
	}
	if backs != 13 {
		t.Errorf("%d back links instead of 13", backs)
	}
}

func TestAttributesThatTheSheetNeeds(t *testing.T) {
	want := map[string]SchemaRow{
		"mailNickname":              {Syntax: "2.5.5.12", Single: true},
		"proxyAddresses":            {Syntax: "2.5.5.12", SearchFlags: 13, GlobalCatalog: true},
		"publicDelegates":           {Syntax: "2.5.5.1", LinkID: "14"},
		"authOrig":                  {Syntax: "2.5.5.7", LinkID: "110"},
		"msExchMailboxGuid":         {Syntax: "2.5.5.10", Single: true},
		"msExchCoManagedByLink":     {Syntax: "2.5.5.1", LinkID: "auto"},
		"extensionAttribute15":      {Syntax: "2.5.5.12", Single: true},
		"msExchRequireAuthToSendTo": {Syntax: "2.5.5.8", Single: true},
	}
	for _, r := range ExchangeSchema() {
		w, ok := want[r.Name]
		if !ok {
			continue
		}
		delete(want, r.Name)
		if r.Syntax != w.Syntax || r.Single != w.Single || (w.LinkID != "" && r.LinkID != w.LinkID) {
			t.Errorf("%s: %+v", r.Name, r)
		}
		if w.SearchFlags != 0 && (r.SearchFlags != w.SearchFlags || r.GlobalCatalog != w.GlobalCatalog) {
			t.Errorf("%s: searchFlags %d, global catalog %v", r.Name, r.SearchFlags, r.GlobalCatalog)
		}
	}
	for name := range want {
		t.Errorf("%s is not in the table", name)
	}
}
