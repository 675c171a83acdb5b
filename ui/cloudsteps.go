package ui

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recipientdesk/model"
	"recipientdesk/model/lifecycle"
	"recipientdesk/model/powershell"
	"recipientdesk/ui/kit"
)

// A cloudSteps lists what is left to do in the tenant: each step in words, with its
// command to be copied and where it is stated. It runs nothing. It is as high as its
// steps: put it in a scroll where there may be many, and hand what gets the focus to
// kit.Reveal.
type cloudSteps struct {
	widget.BaseWidget
	app  *App
	win  *kit.Window // over which a file is asked for
	file string      // name proposed for the script

	empty string // what is said where there are none
	list  []lifecycle.Step
	parts []fyne.CanvasObject // that take the focus
	note  *widget.Label       // what there is, or where it was written
	all   *kit.Button
	save  *kit.Button
	lines *fyne.Container
	whole *fyne.Container
}

// newCloudSteps makes an empty list. file is the name proposed for its script, as
// "anna.ps1".
func newCloudSteps(a *App, win *kit.Window, file string) *cloudSteps {
	v := &cloudSteps{app: a, win: win, file: file, note: newWrapped(""), lines: container.NewVBox(),
		empty: "Nothing has to be done in the tenant: the synchronization brings it there."}
	v.all = kit.NewButton("Copy all", theme.ContentCopyIcon(), func() { a.fy.Clipboard().SetContent(lifecycle.Script(v.list)) })
	v.all.SetTip("Copy all commands, with what they are for as comments")
	v.save = kit.NewButton("Save as script…", theme.DocumentSaveIcon(), v.ask)
	v.save.SetTip("Save all commands as a file for PowerShell, with what they are for as comments")
	buttons := container.NewVBox(container.NewHBox(v.all, v.save))
	v.whole = container.NewVBox(framed(nil, nil, nil, buttons, v.note), v.lines)
	v.ExtendBaseWidget(v)
	v.show(nil)
	return v
}

// show lists these steps, in this order.
func (v *cloudSteps) show(steps []lifecycle.Step) {
	if slices.Equal(v.list, steps) && v.note.Text != "" {
		return
	}
	v.list, v.lines.Objects, v.parts = steps, nil, []fyne.CanvasObject{v.all, v.save}
	commands := slices.ContainsFunc(steps, func(s lifecycle.Step) bool { return s.PowerShell != "" })
	switch {
	case len(steps) == 0:
		v.note.SetText(v.empty)
	case commands:
		v.note.SetText("RecipientDesk runs none of these commands. Run them in PowerShell with " + modulesFor(steps) + ".")
	default:
		v.note.SetText("What is left to do in the tenant.")
	}
	v.all.Hidden, v.save.Hidden = !commands, !commands
	for i, s := range steps {
		v.lines.Add(v.step(i, s))
	}
	v.whole.Refresh()
	v.Refresh()
}

// modulesFor names the modules that the commands of steps need. Those of Microsoft Graph
// connect by themselves, as they say which permissions they take.
func modulesFor(steps []lifecycle.Step) string {
	exchange, graph := false, false
	for _, s := range steps {
		byGraph := strings.Contains(s.PowerShell, "Connect-MgGraph")
		graph = graph || byGraph
		exchange = exchange || s.PowerShell != "" && !byGraph
	}
	switch {
	case !graph:
		return "the Exchange Online module, after Connect-ExchangeOnline"
	case !exchange:
		return "the Microsoft Graph module"
	}
	return "the Exchange Online module, after Connect-ExchangeOnline, and with that of Microsoft Graph"
}

// step draws one of them.
func (v *cloudSteps) step(i int, s lifecycle.Step) fyne.CanvasObject {
	text := newWrapped(fmt.Sprintf("%d. %s", i+1, s.Text))
	text.Importance = widget.MediumImportance
	var buttons []fyne.CanvasObject
	if s.PowerShell != "" {
		b := kit.NewButton("Copy", theme.ContentCopyIcon(), func() { v.app.fy.Clipboard().SetContent(s.PowerShell) })
		b.SetTip("Copy this command")
		buttons = append(buttons, b)
	}
	if s.Source != "" {
		b := kit.NewButton("Source", theme.HelpIcon(), func() { v.app.browse(s.Source) })
		b.Importance = widget.LowImportance
		b.SetTip("Where this is stated:\n" + s.Source)
		buttons = append(buttons, b)
	}
	v.parts = append(v.parts, buttons...)
	lines := []fyne.CanvasObject{framed(nil, nil, nil, container.NewVBox(container.NewHBox(buttons...)), text)}
	if s.PowerShell != "" {
		box := newScript(s.PowerShell)
		v.parts = append(v.parts, box)
		lines = append(lines, kit.Inset(6, 6, box))
	}
	return kit.NewCard(lines...)
}

// has reports whether o stands in the list and takes the focus.
func (v *cloudSteps) has(o fyne.CanvasObject) bool { return slices.Contains(v.parts, o) }

// ask asks where the script goes.
func (v *cloudSteps) ask() {
	v.app.chooseFile(v.win, fileOptions{Title: "Save the script", Ext: []string{".ps1"}, Save: true, Name: v.file, Done: v.write})
}

// write writes all steps as a script, and says so.
func (v *cloudSteps) write(path string) {
	content := powershell.File(lifecycle.Script(v.list))
	send(v.app.run, func(context.Context) (bool, error) {
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return false, &model.Error{Code: model.Internal, Subject: path, Message: "could not be written", Hint: "Choose another folder.", Err: err}
		}
		return true, nil
	}, func(_ bool, err error) {
		if err != nil {
			v.app.fail(v.win, err)
			return
		}
		v.note.SetText("Written to " + path + ".")
	})
}

// CreateRenderer implements fyne.Widget.
func (v *cloudSteps) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(v.whole)
}
