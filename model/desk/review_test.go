package desk_test

import (
	"slices"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/check"
	"recipientdesk/model/desk"
	"recipientdesk/model/syncrule"
)

func TestReviewFindsTheOwnerOfAnAddress(t *testing.T) {
	o := open(t)
	ann := o.ann()
	other := o.make("user", "Ben", map[model.Attr][]string{
		model.SAMAccountName: {"ben"}, model.ProxyAddresses: {"SMTP:ben@lab.test", "smtp:taken@lab.test"}, model.Mail: {"ben@lab.test"}})
	// The owner is outside the desk's bases; the address is taken all the same.
	d := desk.New(o.dir, o.journal, desk.Options{Bases: []string{ann.Ref.DN}, Exclude: []string{other.Ref.DN}})

	l, err := model.Addresses(ann).Add(must(model.SMTPAddress("Taken@lab.test", false)))
	o.code(err, "")
	r, err := d.Review(t.Context(), ann, model.WithAddresses(ann, l))
	o.code(err, "")
	o.code(r.Err(), model.Exists)
	if len(r.New) != 1 || len(r.New[0].Others) != 1 || r.New[0].Others[0].Ref.DN != other.Ref.DN {
		t.Errorf("findings %+v", r.New)
	}

	r, err = d.Review(t.Context(), ann, ann.With("displayName", "Anna"))
	o.code(err, "")
	o.code(r.Err(), "")
}

func TestReviewRefusesWhatAnEditBreaksOnly(t *testing.T) {
	o := open(t)
	ann := o.ann()
	broken := ann.With(model.ProxyAddresses, "SMTP:a@lab.test", "SMTP:b@lab.test").With(model.Mail, "a@lab.test")
	r, err := o.desk.Review(t.Context(), broken, broken.With("displayName", "Anna"))
	o.code(err, "")
	o.code(r.Err(), "")
	if len(r.Old) == 0 {
		t.Error("two primary addresses are not found")
	}
	whole := ann.With(model.ProxyAddresses, "SMTP:a@lab.test").With(model.Mail, "a@lab.test")
	r, err = o.desk.Review(t.Context(), whole, broken)
	o.code(err, "")
	o.code(r.Err(), model.Invalid)
}

func TestFreeAccount(t *testing.T) {
	o := open(t)
	for _, name := range []string{"taken", "twenty-characters-12", "twenty-characters-2"} {
		o.make("user", name, map[model.Attr][]string{model.SAMAccountName: {name}})
	}
	for wanted, want := range map[string]string{"free": "free", "Taken": "Taken2", "twenty-characters-12": "twenty-characters-13"} {
		got, err := o.desk.FreeAccount(t.Context(), wanted, desk.MaxUserAccount)
		if err != nil || got != want {
			t.Errorf("%s became %s, want %s (%v)", wanted, got, want, err)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestReviewKnowsWhatSynchronizationReads(t *testing.T) {
	const base = "DC=corp,DC=example"
	tests := []struct {
		name      string
		partition syncrule.Partition
		outside   bool
	}{
		{"all of it", syncrule.Partition{Selected: true}, false},
		{"its own container", syncrule.Partition{Selected: true, Include: []string{"CN=Users," + base}}, false},
		{"another container", syncrule.Partition{Selected: true, Include: []string{"OU=Staff," + base}}, true},
		{"all but its container", syncrule.Partition{Selected: true, Include: []string{base}, Exclude: []string{"CN=Users," + base}}, true},
		{"all but another container", syncrule.Partition{Selected: true, Exclude: []string{"OU=Staff," + base}}, false},
		{"nothing", syncrule.Partition{}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := open(t)
			tt.partition.DN = base
			o.desk.UseRules(&syncrule.RuleSet{Connectors: []*syncrule.Connector{{AD: true, Partitions: []syncrule.Partition{tt.partition}}}})
			ann := o.ann()
			r, err := o.desk.Review(t.Context(), ann, ann)
			o.code(err, "")
			if got := slices.ContainsFunc(r.Old, func(f check.Finding) bool { return f.Rule.ID == "RD1033" }); got != tt.outside {
				t.Errorf("outside: %v, want %v", got, tt.outside)
			}
		})
	}
}
