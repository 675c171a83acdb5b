package bench

import (
	"cmp"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"recipientdesk/ldapx"
	"recipientdesk/model"
)

// columns are thirty attributes, about what a list with every column on asks for.
var columns = []model.Attr{
	"cn", "displayName", "givenName", "sn", "mail", "mailNickname", "proxyAddresses", "targetAddress", "userPrincipalName", "sAMAccountName",
	"objectClass", "groupType", "department", "company", "title", "physicalDeliveryOfficeName", "telephoneNumber", "l", "co", "description",
	"legacyExchangeDN", "msExchRecipientTypeDetails", "msExchRemoteRecipientType", "msExchHideFromAddressLists", "msExchMailboxGuid",
	"extensionAttribute1", "extensionAttribute2", "extensionAttribute5", "extensionAttribute15", "whenChanged",
}

// A server is a directory over LDAPS with the credentials to read it.
type server struct {
	url, caFile, serverName, user, password, base string
}

// filter selects what is listed.
var filter = model.Equal{Attr: "objectClass", Value: "user"}

// rounds is how often each program lists; they take turns, so that both meet the
// same weather, and the medians are compared.
const rounds = 3

func compare(b *testing.B, s server) {
	if _, err := exec.LookPath("ldapsearch"); err != nil {
		b.Skip("ldapsearch is not installed: apt-get install ldap-utils")
	}
	var ours, theirs, first []time.Duration
	rows := 0
	for b.Loop() {
		for range rounds {
			theirs = append(theirs, s.ldapsearch(b))
			all, one, snap := s.list(b)
			ours, first, rows = append(ours, all), append(first, one), snap.Len()
		}
	}
	b.ReportMetric(0, "ns/op") // says nothing here
	b.ReportMetric(float64(rows), "rows")
	b.ReportMetric(ms(median(ours)), "list-ms")
	b.ReportMetric(ms(median(first)), "first-page-ms")
	b.ReportMetric(ms(median(theirs)), "ldapsearch-ms")
	b.ReportMetric(ms(median(ours))/ms(median(theirs)), "ratio")
}

// list connects, lists and fills a snapshot.
func (s server) list(b *testing.B) (all, first time.Duration, snap *model.Snapshot) {
	begin := time.Now()
	d, err := ldapx.Dial(b.Context(), ldapx.Config{Address: s.url, CAFile: s.caFile, ServerName: s.serverName, User: s.user, Password: s.password})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	snap = model.NewSnapshot(columns...)
	for batch, err := range d.List(b.Context(), model.Query{Base: s.base, Where: filter, Attrs: columns}) {
		if err != nil {
			b.Fatal(err)
		}
		if first == 0 {
			first = time.Since(begin)
		}
		snap.Append(batch)
	}
	return time.Since(begin), first, snap
}

// ldapsearch is the C program of OpenLDAP doing the same.
func (s server) ldapsearch(b *testing.B) time.Duration {
	args := []string{"-x", "-LLL", "-E", "pr=1000/noprompt", "-H", s.url, "-D", s.user, "-w", s.password, "-b", s.base, filter.String(), "objectGUID"}
	for _, c := range columns {
		args = append(args, string(c))
	}
	c := exec.CommandContext(b.Context(), "ldapsearch", args...)
	c.Env = append(os.Environ(), "LDAPTLS_CACERT="+s.caFile)
	var messages strings.Builder
	c.Stderr = &messages
	begin := time.Now()
	if err := c.Run(); err != nil {
		b.Fatalf("ldapsearch: %v: %s", err, messages.String())
	}
	return time.Since(begin)
}

func median(d []time.Duration) time.Duration {
	return slices.SortedFunc(slices.Values(d), cmp.Compare)[len(d)/2]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// resident returns the resident memory of this process in bytes, 0 where the
// system does not say.
func resident() float64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, _ := strconv.ParseFloat(strings.Fields(string(b))[1], 64)
	return pages * float64(os.Getpagesize())
}

// heap returns the bytes that live objects take.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
