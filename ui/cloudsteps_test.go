package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"recipientdesk/model/lifecycle"
	"recipientdesk/ui/kit"
)

// stepsShown opens a window with nothing but steps.
func stepsShown(t *testing.T, steps ...lifecycle.Step) (*windowDriver, *cloudSteps) {
	d := newWindowDriver(t)
	v := newCloudSteps(d.App, d.win, "anna.ps1")
	d.win.SetContent(container.NewVScroll(v))
	d.win.Resize(fyne.NewSize(600, 500))
	v.show(steps)
	return d, v
}

var someSteps = []lifecycle.Step{
	{Text: "Give it a license.", Source: "https://example.com/plans"},
	{Text: "Convert it in Exchange Online, too.", PowerShell: "Set-Mailbox -Identity 'anna@contoso.com' -Type Shared", Source: "https://example.com/type"},
}

// scripts are the boxes with commands that can be seen in o.
func scripts(o fyne.CanvasObject) (out []*kit.MultiEntry) {
	for _, o := range test.LaidOutObjects(o) {
		if e, ok := o.(*kit.MultiEntry); ok && e.Visible() {
			out = append(out, e)
		}
	}
	return out
}

func TestStepsNameTheModulesThatTheyNeed(t *testing.T) {
	graph := lifecycle.Step{Text: "Give it a license.", PowerShell: "Connect-MgGraph -Scopes 'User.ReadWrite.All'"}
	for want, steps := range map[string][]lifecycle.Step{
		"the Exchange Online module, after Connect-ExchangeOnline":                                   someSteps,
		"the Microsoft Graph module":                                                                 {graph, someSteps[0]},
		"the Exchange Online module, after Connect-ExchangeOnline, and with that of Microsoft Graph": append([]lifecycle.Step{graph}, someSteps...),
	} {
		if got := modulesFor(steps); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestStepsInTheCloudAreCopied(t *testing.T) {
	d, v := stepsShown(t, someSteps...)
	boxes := scripts(v)
	if len(boxes) != 1 || boxes[0].Text != someSteps[1].PowerShell || !boxes[0].ReadOnly || !boxes[0].TextStyle.Monospace {
		t.Fatalf("%d boxes: %v", len(boxes), boxes)
	}
	if h := boxes[0].Size().Height; h < 20 || h > 80 {
		t.Errorf("a command of one line is %g high", h)
	}
	test.Tap(findButton(v, func(l string) bool { return l == "Copy" }))
	if got := d.fy.Clipboard().Content(); got != someSteps[1].PowerShell {
		t.Errorf("copied %q", got)
	}
	test.Tap(v.all)
	if got := d.fy.Clipboard().Content(); got != lifecycle.Script(someSteps) || !strings.Contains(got, "# 1. Give it a license.") {
		t.Errorf("copied all: %q", got)
	}
}

func TestStepsInTheCloudByKeyboard(t *testing.T) {
	d, v := stepsShown(t, someSteps...)
	c := d.win.Canvas()
	reach := func(label string) {
		t.Helper()
		for range 12 {
			c.FocusNext()
			if b, ok := c.Focused().(*kit.Button); ok && b.Text == label {
				b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
				return
			}
		}
		t.Fatalf("Tab does not come to %q", label)
	}
	c.Focus(v.all)
	reach("Copy")
	if got := d.fy.Clipboard().Content(); got != someSteps[1].PowerShell {
		t.Errorf("copied %q", got)
	}
	c.Focus(v.all)
	reach("Save as script…")
	d.run.drain()
	if !d.win.Modal() {
		t.Error("nothing asks where the script goes")
	}
}

func TestStepsInTheCloudAreSaved(t *testing.T) {
	d, v := stepsShown(t, someSteps...)
	path := filepath.Join(t.TempDir(), "anna.ps1")
	v.write(path)
	d.run.drain()
	b, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(b), "\r\n"+someSteps[1].PowerShell+"\r\n") {
		t.Errorf("%q, %v", b, err)
	}
	if v.note.Text != "Written to "+path+"." {
		t.Errorf("it says %q", v.note.Text)
	}
	v.write(filepath.Join(path, "below"))
	d.run.drain()
	if !d.win.Modal() {
		t.Error("a file that cannot be written is not said")
	}
}

func TestNoStepsInTheCloudAreSaid(t *testing.T) {
	_, v := stepsShown(t)
	if !strings.HasPrefix(v.note.Text, "Nothing has to be done") || v.all.Visible() || v.save.Visible() || len(scripts(v)) > 0 {
		t.Errorf("%q, copy all %v", v.note.Text, v.all.Visible())
	}
	v.show(someSteps[:1])
	if strings.Contains(v.note.Text, "commands") || v.all.Visible() {
		t.Errorf("steps without a command: %q", v.note.Text)
	}
	v.show(someSteps)
	if !v.all.Visible() || len(scripts(v)) != 1 {
		t.Error("the commands are not shown")
	}
	v.show(nil)
	if v.all.Visible() || len(scripts(v)) > 0 {
		t.Error("what is no longer to be done is still shown")
	}
}
