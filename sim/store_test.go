package sim

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"recipientdesk/model"
)

func open(t *testing.T, path string) (*Forest, *Session) {
	t.Helper()
	f, err := Open(path, Config{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.As("administrator")
	if err != nil {
		t.Fatal(err)
	}
	return f, s
}

func TestFileKeepsEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "forest")
	f, s := open(t, path)
	ctx := t.Context()
	anna := model.Ref{DN: "CN=Anna Lindqvist,OU=Hamburg,OU=Staff,DC=corp,DC=example"}
	set := func(a model.Attr, v string) model.ChangeSet {
		return model.ChangeSet{Ref: anna, Changes: []model.Change{{Attr: a, After: []string{v}}}}
	}
	if err := s.Apply(ctx, set("jpegPhoto", "\x00\xff\xd8<&>\n")); err != nil {
		t.Fatal(err)
	}
	if err := s.Rename(ctx, model.Ref{DN: "CN=Conor Byrne,OU=Dublin,OU=Staff,DC=corp,DC=example"}, `CN=Byrne\, Conor`, "OU=NoSync,DC=corp,DC=example"); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(ctx, model.Ref{DN: "CN=Competitor watch,OU=Groups,DC=corp,DC=example"}); err != nil {
		t.Fatal(err)
	}
	if err := f.SetPassword("alindqvist", "Some.Password-1"); err != nil {
		t.Fatal(err)
	}
	if err := f.Delegate(Grant{User: "reader", Below: "OU=Staff,DC=corp,DC=example", Attrs: []model.Attr{"title"}}); err != nil {
		t.Fatal(err)
	}
	g, _ := open(t, path)
	if _, err := g.SignIn("alindqvist@brightwater.example", "Some.Password-1"); err != nil {
		t.Error(err)
	}
	var before, after bytes.Buffer
	if err := f.st.encode(&before); err != nil {
		t.Fatal(err)
	}
	if err := g.st.encode(&after); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before.Bytes(), after.Bytes()) {
		t.Error("the forest that was read differs from the one that was written")
	}
	for id, n := range f.st.byGUID {
		m := g.st.byGUID[id]
		if m == nil {
			t.Fatalf("%s is lost", n.dn)
		}
		r, q := reading{st: f.st, p: &power{admin: true}}, reading{st: g.st, p: &power{admin: true}}
		if cs := model.Diff(r.entry(n, &selection{all: true}), q.entry(m, &selection{all: true})); !cs.Empty() {
			t.Errorf("%s: %v", n.dn, cs)
		}
	}
}

func TestTwoProcessesLoseNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "forest")
	open(t, path)
	const writers, each = 4, 5
	var wg sync.WaitGroup
	for w := range writers {
		_, s := open(t, path)
		wg.Go(func() {
			for i := range each {
				_, err := s.Create(t.Context(), model.NewObject{DN: fmt.Sprintf("CN=c%d-%d,OU=Contacts,DC=corp,DC=example", w, i),
					Attrs: map[model.Attr][]string{"objectClass": {"contact"}}})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	_, s := open(t, path)
	for w := range writers {
		for i := range each {
			if _, err := s.Get(t.Context(), model.Ref{DN: fmt.Sprintf("CN=c%d-%d,OU=Contacts,DC=corp,DC=example", w, i)}); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestOneProcessSeesTheOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "forest")
	_, one := open(t, path)
	_, two := open(t, path)
	ref, err := one.Create(t.Context(), model.NewObject{DN: "CN=New,OU=Contacts,DC=corp,DC=example",
		Attrs: map[model.Attr][]string{"objectClass": {"contact"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := two.Get(t.Context(), ref); err != nil {
		t.Error(err)
	}
}

func TestASearchGoesOnWhenTheFileChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "forest")
	_, one := open(t, path)
	_, two := open(t, path)
	found, err := one.Find(t.Context(), model.Query{Where: model.Equal{Attr: "objectClass", Value: "contact"}})
	if err != nil || found.Len() != 20 {
		t.Fatal(found.Len(), err)
	}
	if err := two.Delete(t.Context(), model.Ref{DN: "CN=Studio Lichtblick,OU=Contacts,DC=corp,DC=example"}); err != nil {
		t.Fatal(err)
	}
	if err := two.Modify(t.Context(), model.Ref{DN: "CN=Compass Travel,OU=Contacts,DC=corp,DC=example"},
		[]Mod{{Replace, "info", []string{"new"}}}, false); err != nil {
		t.Fatal(err)
	}
	seen, changed := 0, 0
	err = found.Read(t.Context(), 100, Columns{Names: []model.Attr{"info"}}, func(o *Object) bool {
		seen++
		o.Each(func(int, model.Attr, [][]byte) { changed++ })
		return true
	})
	if err != nil || seen != 19 || changed != 1 {
		t.Errorf("saw %d objects, %d of them changed, %v", seen, changed, err)
	}
}

func TestOpenRefusesWhatIsNoForest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "forest")
	for name, text := range map[string]string{"empty": "", "text": "hello", "other JSON": `{"format":"x"}`,
		"cut off": `{"format":"recipientdesk forest 1","domain":"corp.example","netbios":"CORP","server":"x","exchange":true}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, Config{}); model.CodeOf(err) != model.Internal {
			t.Errorf("%s: %v", name, err)
		}
		if now, _ := os.ReadFile(path); string(now) != text {
			t.Errorf("%s: the file was overwritten", name)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "no", "such"), Config{}); model.CodeOf(err) != model.NotFound {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestNothingHappensThatCannotBeSaved(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may write everywhere")
	}
	dir := t.TempDir()
	_, s := open(t, filepath.Join(dir, "forest"))
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	obj := model.NewObject{DN: "CN=New,OU=Contacts,DC=corp,DC=example", Attrs: map[model.Attr][]string{"objectClass": {"contact"}}}
	if _, err := s.Create(t.Context(), obj); model.CodeOf(err) != model.Denied {
		t.Errorf("create: %v", err)
	}
	if _, err := s.Get(t.Context(), model.Ref{DN: obj.DN}); model.CodeOf(err) != model.NotFound {
		t.Errorf("get: %v", err)
	}
}
