package bench

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"slices"
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
	"legacyExchangeDN", "msExchRecipientTypeDetails", "msExchRemoteRecipientType", "msExchHideFromAddressLists", "msExchUsageLocation",
	"extensionAttribute1", "extensionAttribute2", "extensionAttribute5", "extensionAttribute15", "whenChanged",
}

// A server is a directory over LDAPS with the credentials to read it.
type server struct {
	URL, CAFile, ServerName, User, Password, Base string
}

// filter selects what is listed.
var filter = model.Equal{Attr: "objectClass", Value: "user"}

// rounds is how often each program lists. They take turns at being first, so that
// both meet the same weather and the same workers of the server, and the medians
// are compared.
const rounds = 4

func compare(b *testing.B, s server) {
	if _, err := exec.LookPath("ldapsearch"); err != nil {
		b.Skip("ldapsearch is not installed: apt-get install ldap-utils")
	}
	var ours, theirs, first []time.Duration
	rows := 0
	list := func() {
		all, one, snap := s.list(b)
		ours, first, rows = append(ours, all), append(first, one), snap.Len()
	}
	for b.Loop() {
		for i := range rounds {
			if i%2 == 0 {
				theirs = append(theirs, s.ldapsearch(b))
				list()
			} else {
				list()
				theirs = append(theirs, s.ldapsearch(b))
			}
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
	snap, err := s.read(b.Context(), func() {
		if first == 0 {
			first = time.Since(begin)
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(begin), first, snap
}

func (s server) read(ctx context.Context, batch func()) (*model.Snapshot, error) {
	d, err := ldapx.Dial(ctx, ldapx.Config{Address: s.URL, CAFile: s.CAFile, ServerName: s.ServerName, User: s.User, Password: s.Password})
	if err != nil {
		return nil, err
	}
	defer d.Close()
	snap := model.NewSnapshot(columns...)
	for b, err := range d.List(ctx, model.Query{Base: s.Base, Where: filter, Attrs: columns}) {
		if err != nil {
			return nil, err
		}
		batch()
		snap.Append(b)
	}
	return snap, nil
}

// ldapsearch is the C program of OpenLDAP doing the same.
func (s server) ldapsearch(b *testing.B) time.Duration {
	args := []string{"-x", "-LLL", "-E", "pr=1000/noprompt", "-H", s.URL, "-D", s.User, "-w", s.Password, "-b", s.Base, filter.String(), "objectGUID"}
	for _, c := range columns {
		args = append(args, string(c))
	}
	c := exec.CommandContext(b.Context(), "ldapsearch", args...)
	c.Env = append(os.Environ(), "LDAPTLS_CACERT="+s.CAFile)
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
