//go:build live

package ldapx

import (
	"context"
	"os"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/modeltest"
)

// env returns a setting of the live server, made by testing/samba/samba.sh env.
func env(t *testing.T, name string) string {
	t.Helper()
	v := os.Getenv(name)
	if v == "" {
		t.Skipf("%s is not set: eval \"$(testing/samba/samba.sh env)\"", name)
	}
	return v
}

// live returns a configuration that signs in as the administrator over LDAPS.
func live(t *testing.T) Config {
	return Config{Address: env(t, "RD_LDAPS"), CAFile: env(t, "RD_CA"), ServerName: env(t, "RD_FQDN"),
		User: env(t, "RD_BIND"), Password: env(t, "RD_PASSWORD")}
}

// arenaOf makes a container for a test and takes it away again.
func arenaOf(t *testing.T, d *Directory, name string) string {
	t.Helper()
	dn := "OU=" + name + "," + env(t, "RD_BASE")
	ou := model.NewObject{DN: dn, Attrs: map[model.Attr][]string{"objectClass": {"organizationalUnit"}}}
	if _, err := d.Create(t.Context(), ou); err != nil && model.CodeOf(err) != model.Exists {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Delete(context.Background(), model.Ref{DN: dn}); err != nil {
			t.Error(err)
		}
	})
	return dn
}

// TestLiveContract runs the contract on a real server. Samba 4.17 takes a second
// value of proxyAddresses that differs in case only, so CaseBlind is false.
func TestLiveContract(t *testing.T) {
	d := connect(t, live(t))
	arena := arenaOf(t, d, "rdtest contract")
	modeltest.TestDirectory(t, func(*testing.T) modeltest.Fixture {
		return modeltest.Fixture{Dir: d, Arena: arena, Exchange: true}
	})
}

func TestLiveSession(t *testing.T) {
	cfg := live(t)
	arena := arenaOf(t, connect(t, cfg), "rdtest session")
	testSession(t, cfg, strings.TrimPrefix(cfg.Address, "ldaps://")+":636", arena)
}

func TestLiveDeleted(t *testing.T) {
	d := connect(t, live(t))
	testDeleted(t, d, arenaOf(t, d, "rdtest deleted"))
}
