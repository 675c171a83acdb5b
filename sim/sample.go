package sim

import (
	"embed"
	"io"
	"strings"
	"time"

	"recipientdesk/model"
)

//go:embed sample/*.tsv
var sampleFiles embed.FS

// Names of the sample organization that documents and tests rely on.
const (
	SampleDomain  = "corp.example"
	SampleSuffix  = "brightwater.example"              // verified in the sample tenant
	SampleRouting = "brightwater.mail.onmicrosoft.com" // remote routing domain
	SampleTenant  = "brightwater.onmicrosoft.com"      // initial domain of the tenant
	SampleAdmin   = "administrator@" + SampleDomain    // member of Domain Admins
	SampleHelp    = "helpdesk@" + SampleDomain         // may write mail attributes of users below OU=Staff
	SampleReader  = "reader@" + SampleDomain           // may only read

	// policyFlag stands in msExchPoliciesIncluded beside the policy that applies to a
	// recipient, or in msExchPoliciesExcluded of one that no policy is for.
	policyFlag = "{26491cfc-9e50-4857-861b-0cb8df22b5d7}"
)

// SamplePasswords are the passwords of the three accounts, for package ldapd.
var SamplePasswords = map[string]string{
	SampleAdmin: "Sample.Admin-1", SampleHelp: "Sample.Help-1", SampleReader: "Sample.Read-1",
}

// SampleConfig is the configuration of the sample organization.
func SampleConfig(now func() time.Time, rand io.Reader) Config {
	return Config{Domain: SampleDomain, NetBIOS: "CORP", Suffixes: []string{SampleSuffix, "brightwater-group.example", "corp.local"}, Now: now, Rand: rand}
}

// Sample returns the sample organization: Brightwater, a maker of instruments for
// water quality, with five offices, no Exchange server of its own any more, and
// the usual mistakes (see Mistakes). now and rand may be nil, as in Config.
func Sample(now func() time.Time, rand io.Reader) *Forest {
	return NewSample(Config{Now: now, Rand: rand})
}

// NewSample is Sample with other choices of Config: NoExchange, Server, the clock
// and the random numbers count; names and suffixes are the sample's own.
func NewSample(cfg Config) *Forest {
	own := SampleConfig(cfg.Now, cfg.Rand)
	own.NoExchange, own.Server = cfg.NoExchange, cfg.Server
	f := New(own)
	b := &builder{st: f.st, keys: map[string]*node{}}
	b.places()
	b.people(sampleTable("people"))
	b.objects(sampleTable("objects"))
	b.accounts()
	b.details(sampleTable("details"))
	b.leftovers()
	f.st.grants = []Grant{{User: "helpdesk", Below: b.dn("Staff"), Class: "user", Attrs: helpdeskAttrs()}}
	return f
}

// helpdeskAttrs is what the sample's help desk may write: addresses and names, but
// neither aliases nor what hides somebody.
func helpdeskAttrs() []model.Attr {
	out := []model.Attr{model.DisplayName, model.Mail, model.ProxyAddresses, model.TargetAddress, "telephoneNumber", "physicalDeliveryOfficeName"}
	for _, n := range "123456789" {
		out = append(out, model.Attr("extensionAttribute"+string(n)))
	}
	return out
}

// sampleTable yields the rows of a table, cut into cells.
func sampleTable(name string) [][]string {
	text, err := sampleFiles.ReadFile("sample/" + name + ".tsv")
	if err != nil {
		panic("sim: " + err.Error())
	}
	var rows [][]string
	for line := range tableLines(string(text)) {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}
