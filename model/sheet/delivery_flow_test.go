package sheet

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

// The default MailTip is edited as text; those of languages stay, and so does what was
// not edited, byte for byte.
func TestMailTip(t *testing.T) {
	f, _ := Lookup("mailTip")
	formatted := "default:<html>\n<body>\nOut <b>until</b> 5 &lt; 6 &amp; more\n</body>\n</html>\n"
	e := model.NewEntry(model.Ref{DN: "CN=A"}, map[model.Attr][]string{"objectClass": {"user"}, mailTips: {"de:<html>Hallo</html>", formatted}})
	if got := f.Value(e); got != "Out until 5 < 6 & more" {
		t.Errorf("shown is %q", got)
	}
	if same, err := f.WithText(e, f.Value(e)); err != nil || !model.Diff(e, same).Empty() {
		t.Errorf("unchanged, it changes: %v %v", model.Diff(e, same), err)
	}
	after, err := f.WithText(e, "a <b> & c")
	if want := []string{"default:<html><body>a &lt;b&gt; &amp; c</body></html>", "de:<html>Hallo</html>"}; err != nil || !slices.Equal(after.Values(mailTips), want) || f.Value(after) != "a <b> & c" {
		t.Errorf("%q %v, shown %q", after.Values(mailTips), err, f.Value(after))
	}
	gone, err := f.WithText(after, "")
	if err != nil || !slices.Equal(gone.Values(mailTips), []string{"de:<html>Hallo</html>"}) {
		t.Errorf("%q %v", gone.Values(mailTips), err)
	}
	if _, err := f.WithText(e, strings.Repeat("ä", 176)); model.CodeOf(err) != model.Invalid {
		t.Errorf("176 characters: %v", err)
	}
}

func TestMessageFormats(t *testing.T) {
	for id, good := range map[string]string{"richText": "FALSE", "messageFormat": "786432"} {
		f, _ := Lookup(id)
		if _, err := f.WithText(person(), good); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		if _, err := f.WithText(person(), "7"); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s takes 7: %v", id, err)
		}
	}
}
