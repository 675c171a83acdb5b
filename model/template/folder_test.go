package template_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"recipientdesk/model"
	. "recipientdesk/model/template"
)

func names(t *testing.T, f Folder) (out []string) {
	t.Helper()
	files, err := f.Read()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range files {
		name := o.Template.Name
		if o.Err != nil {
			name += "!"
		}
		out = append(out, name+"="+filepath.Base(o.Path))
	}
	return out
}

// Templates are saved, renamed and deleted as files that are named after them.
func TestFolder(t *testing.T) {
	f := Folder(filepath.Join(t.TempDir(), "config", "templates"))
	is := func(want ...string) {
		t.Helper()
		if got := names(t, f); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("the folder holds %q, want %q", got, want)
		}
	}
	is()
	save := func(name, old string) string {
		t.Helper()
		path, err := f.Save(&Template{Name: name, Makes: RoomMailbox, Values: map[string][]string{"company": {"Contoso"}}}, old)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	rooms := save("Rooms: Zürich / 2", "")
	is("Rooms: Zürich / 2=Rooms-Zürich-2.json")
	if again := save("Rooms: Zürich / 2", rooms); again != rooms {
		t.Errorf("saved again as %s", again)
	}
	other := save("Rooms  Zürich 2", "")
	is("Rooms  Zürich 2=Rooms-Zürich-2-2.json", "Rooms: Zürich / 2=Rooms-Zürich-2.json")
	renamed := save("会議室", rooms)
	is("Rooms  Zürich 2=Rooms-Zürich-2-2.json", "会議室=会議室.json")
	device := save("CON", "")
	is("CON=CON-template.json", "Rooms  Zürich 2=Rooms-Zürich-2-2.json", "会議室=会議室.json")
	for _, path := range []string{other, renamed, device, device} {
		if err := f.Delete(path); err != nil {
			t.Error(err)
		}
	}
	is()
	if err := f.Delete(filepath.Join(t.TempDir(), "x.json")); model.CodeOf(err) != model.Invalid {
		t.Errorf("a file of another folder: %v", err)
	}
	if left, _ := os.ReadDir(string(f)); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestFolderRefuses(t *testing.T) {
	f := Folder(t.TempDir())
	path, err := f.Save(&Template{Name: "Staff", Makes: CloudMailbox}, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		t    Template
		old  string
		code model.Code
	}{
		"another's name":             {Template{Name: "STAFF", Makes: RoomMailbox}, "", model.Exists},
		"the name of a built-in one": {Template{Name: "employee", Makes: CloudMailbox}, path, model.Exists},
		"what a built-in one makes":  {Template{Name: "user-mailbox", Makes: CloudMailbox}, "", model.Exists},
		"nothing that can be made":   {Template{Name: "X", Makes: "x"}, "", model.Invalid},
	} {
		if _, err := f.Save(&c.t, c.old); model.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := names(t, f); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
	if _, err := Folder("").Save(&Template{Name: "Staff", Makes: CloudMailbox}, ""); model.CodeOf(err) != model.Invalid {
		t.Errorf("without a folder: %v", err)
	}
	if files, err := Folder("").Read(); len(files) > 0 || err != nil {
		t.Errorf("without a folder: %v, %v", files, err)
	}
}

// What was broken by hand is listed with what is wrong, and hides no other.
func TestFolderWithBrokenFiles(t *testing.T) {
	f := Folder(t.TempDir())
	for name, content := range map[string]string{
		"a.json": `{"name":"Staff","makes":"user-mailbox"}`, "b.json": `{"name":"staff","makes":"room-mailbox"}`, "c.json": `{"name":"Rooms","makes":"room-mailbox","alias":"%q"}`,
		"d.json": `{"name":`, "e.JSON": `{"name":"Extra","makes":"room-list","colour":"red"}`, "f.txt": "no template", ".g.json": "{}", "h.json": `{"makes":"room-list"}`,
	} {
		if err := os.WriteFile(filepath.Join(string(f), name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := "d!=d.json e!=e.JSON h!=h.json Rooms!=c.json Staff=a.json staff!=b.json"
	if got := strings.Join(names(t, f), " "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if runtime.GOOS != "windows" && os.Geteuid() != 0 {
		if err := os.Chmod(filepath.Join(string(f), "a.json"), 0); err != nil {
			t.Fatal(err)
		}
		if got := names(t, f); len(got) != 6 || got[0] != "a!=a.json" {
			t.Errorf("with a file that cannot be read: %q", got)
		}
	}
}

func TestFaultsNameTheField(t *testing.T) {
	for field, s := range map[string]string{
		"name": `{"makes":"room-list"}`, "makes": `{"name":"a","makes":"x"}`, "object": `{"name":"a","makes":"room-list","object":"%x"}`, "display": `{"name":"a","makes":"room-list","display":"%"}`,
		"container": `{"name":"a","makes":"room-list","container":"x"}`, "signIn": `{"name":"a","makes":"room-list","signIn":"%g"}`, "upnSuffix": `{"name":"a","makes":"room-list","upnSuffix":"a b"}`,
		"account": `{"name":"a","makes":"room-list","account":"%x"}`, "alias": `{"name":"a","makes":"room-list","alias":"@"}`, "addresses": `{"name":"a","makes":"room-list","addresses":["smtp:%d@x.com"]}`,
		"groups": `{"name":"a","makes":"room-list","groups":["x"]}`, "values": `{"name":"a","makes":"room-list","values":{"":["x"]}}`,
	} {
		got, err := Load(strings.NewReader(s))
		if err == nil || got == nil {
			t.Errorf("%s: %v", field, err)
			continue
		}
		if faults := got.Faults(); len(faults) != 1 || faults[0].Field != field || model.CodeOf(faults[0].Err) != model.Invalid {
			t.Errorf("%s: %v", field, faults)
		}
	}
}
