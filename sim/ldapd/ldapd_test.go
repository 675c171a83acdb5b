package ldapd_test

import (
	"crypto/tls"
	"crypto/x509"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	"recipientdesk/ldapx"
	"recipientdesk/model"
	"recipientdesk/model/modeltest"
	"recipientdesk/sim"
	"recipientdesk/sim/ldapd"
)

const base = "DC=corp,DC=example"

// serve starts a server on a sample forest.
func serve(t testing.TB, cfg ldapd.Config) (*ldapd.Server, *sim.Forest) {
	t.Helper()
	return serveForest(t, sim.Sample(nil, nil), cfg)
}

func serveForest(t testing.TB, f *sim.Forest, cfg ldapd.Config) (*ldapd.Server, *sim.Forest) {
	t.Helper()
	s, err := ldapd.Start(t.Context(), f, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, f
}

func trust(s *ldapd.Server) *tls.Config {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.CA())
	return &tls.Config{RootCAs: pool, ServerName: "dc1.corp.example"}
}

// dial connects and signs in, as nobody if user is "".
func dial(t testing.TB, s *ldapd.Server, user string) *ldap.Conn {
	t.Helper()
	l, err := ldap.DialURL(s.URL(), ldap.DialWithTLSConfig(trust(s)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if user == "" {
		return l
	}
	if strings.HasPrefix(s.URL(), "ldap:") {
		if err := l.StartTLS(trust(s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Bind(user, sim.SamplePasswords[user]); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestServerIsADirectory(t *testing.T) {
	for _, tt := range []struct {
		name  string
		cfg   ldapd.Config
		plain bool // no Exchange schema
	}{{"LDAPS", ldapd.Config{TLS: true}, false}, {"StartTLS", ldapd.Config{}, false}, {"without Exchange", ldapd.Config{TLS: true}, true}} {
		t.Run(tt.name, func(t *testing.T) {
			s, f := serveForest(t, sim.NewSample(sim.Config{NoExchange: tt.plain}), tt.cfg)
			arena := "OU=Arena," + base
			if _, err := f.System().Create(t.Context(), model.NewObject{DN: arena,
				Attrs: map[model.Attr][]string{"objectClass": {"organizationalUnit"}}}); err != nil {
				t.Fatal(err)
			}
			modeltest.TestDirectory(t, func(t *testing.T) modeltest.Fixture {
				d, err := ldapx.Dial(t.Context(), ldapx.Config{Address: s.URL(), CAPEM: s.CA(), ServerName: "dc1.corp.example",
					User: sim.SampleAdmin, Password: sim.SamplePasswords[sim.SampleAdmin]})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { d.Close() })
				return modeltest.Fixture{Dir: d, Arena: arena, Exchange: !tt.plain, CaseBlind: true}
			})
		})
	}
}

func refOf(dn string) model.Ref { return model.Ref{DN: dn} }
