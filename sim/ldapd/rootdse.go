package ldapd

import (
	"strconv"
	"strings"
)

// rootDSE writes the entry without a name, in which a server describes itself
// ([MS-ADTS] 3.1.1.3.2).
func (c *conn) rootDSE(id int64, q query) {
	b := &c.out
	msg := b.begin(tagSequence)
	b.int(tagInteger, id)
	entry := b.begin(tagEntry)
	b.text(tagOctets, "")
	list := b.begin(tagSequence)
	for _, a := range c.srv.describe() {
		if !q.want.named(a.name) {
			continue
		}
		attr := b.begin(tagSequence)
		b.text(tagOctets, a.name)
		set := b.begin(tagSet)
		for _, v := range a.vals {
			if !q.types {
				b.text(tagOctets, v)
			}
		}
		b.end(set)
		b.end(attr)
	}
	b.end(list)
	b.end(entry)
	b.end(msg)
}

func (w wanted) named(name string) bool {
	for _, n := range w.columns.Names {
		if strings.EqualFold(string(n), name) {
			return true
		}
	}
	return w.columns.All
}

type described struct {
	name string
	vals []string
}

func (s *Server) describe() []described {
	i := s.info
	host, usn, now := s.forest.Describe()
	realm := strings.ToUpper(i.Domain)
	short, _, _ := strings.Cut(host, ".")
	server := "CN=" + strings.ToUpper(short) + ",CN=Servers,CN=Default-First-Site-Name,CN=Sites," + i.ConfigBase
	return []described{
		{"currentTime", []string{now.UTC().Format("20060102150405.0Z")}},
		{"subschemaSubentry", []string{"CN=Aggregate," + i.SchemaBase}},
		{"dsServiceName", []string{"CN=NTDS Settings," + server}},
		{"serverName", []string{server}},
		{"namingContexts", []string{i.Base, i.ConfigBase, i.SchemaBase}},
		{"defaultNamingContext", []string{i.Base}},
		{"rootDomainNamingContext", []string{i.Base}},
		{"configurationNamingContext", []string{i.ConfigBase}},
		{"schemaNamingContext", []string{i.SchemaBase}},
		{"supportedControl", supportedControls},
		{"supportedExtension", []string{extStartTLS, extWhoAmI}},
		{"supportedLDAPVersion", []string{"3", "2"}},
		{"supportedLDAPPolicies", []string{"MaxPageSize", "MaxValRange", "MaxReceiveBuffer"}},
		{"supportedSASLMechanisms", nil},
		{"supportedCapabilities", []string{ // [MS-ADTS] 3.1.1.3.4.3: Active Directory, since 2003, 2008, 2008 R2, 2012
			"1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670", "1.2.840.113556.1.4.1791",
			"1.2.840.113556.1.4.1935", "1.2.840.113556.1.4.2080", "1.2.840.113556.1.4.2237"}},
		{"highestCommittedUSN", []string{strconv.FormatInt(usn, 10)}},
		{"dnsHostName", []string{host}},
		{"ldapServiceName", []string{i.Domain + ":" + strings.ToLower(short) + "$@" + realm}},
		{"isSynchronized", []string{"TRUE"}},
		{"isGlobalCatalogReady", []string{"FALSE"}},
		{"domainFunctionality", []string{strconv.Itoa(i.DomainLevel)}},
		{"forestFunctionality", []string{strconv.Itoa(i.ForestLevel)}},
		{"domainControllerFunctionality", []string{"7"}},
	}
}
