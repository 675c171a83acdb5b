package sim

import (
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/modeltest"
)

func arena(t *testing.T, f *Forest) string {
	t.Helper()
	dn := "OU=Arena," + baseDN(f.st.cfg.Domain)
	if _, err := f.System().Create(t.Context(), model.NewObject{DN: dn,
		Attrs: map[model.Attr][]string{"objectClass": {"organizationalUnit"}}}); err != nil {
		t.Fatal(err)
	}
	return dn
}

func TestForestIsADirectory(t *testing.T) {
	for name, plain := range map[string]bool{"with Exchange": false, "without Exchange": true} {
		t.Run(name, func(t *testing.T) {
			modeltest.TestDirectory(t, func(t *testing.T) modeltest.Fixture {
				f := New(Config{NoExchange: plain})
				s, err := f.As("administrator")
				if err != nil {
					t.Fatal(err)
				}
				return modeltest.Fixture{Dir: s, Arena: arena(t, f), Exchange: !plain, CaseBlind: true}
			})
		})
	}
}
