package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func places(open bool) []OutlineRow {
	rows := []OutlineRow{{ID: "h", Text: "Directory", Heading: true},
		{ID: "corp", Text: "corp.example", Branch: true, Open: open, Icon: theme.ComputerIcon()}}
	if open {
		rows = append(rows, OutlineRow{ID: "staff", Text: "Staff", Depth: 1})
	}
	return append(rows, OutlineRow{ID: "h2", Text: "Views", Heading: true},
		OutlineRow{ID: "all", Text: "All recipients", Note: "152"})
}

func newTestOutline(t *testing.T) (*Outline, *[]string) {
	w, _ := newTestWindow(t)
	o, picked := NewOutline(), &[]string{}
	o.SetRows(places(false))
	o.OnSelect = func(id string) { *picked = append(*picked, id) }
	o.OnToggle = func(id string, open bool) { o.SetRows(places(open)) }
	w.SetContent(o)
	w.Resize(fyne.NewSize(640, 480))
	w.Canvas().Focus(o)
	return o, picked
}

func typeKeys(o fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		o.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestOutlineKeys(t *testing.T) {
	o, picked := newTestOutline(t)
	typeKeys(o, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd)
	if want := []string{"corp", "staff", "all", "corp", "all"}; !slices.Equal(*picked, want) {
		t.Errorf("selected %v, want %v: headings are passed over, Right opens and then enters", *picked, want)
	}
	o.Select("staff")
	typeKeys(o, fyne.KeyLeft, fyne.KeyLeft)
	if o.Selected() != "corp" || len(o.Rows()) != 4 {
		t.Errorf("Left goes to the parent and then closes it; selected %q of %d rows", o.Selected(), len(o.Rows()))
	}
	o.TypedRune('a')
	if o.Selected() != "all" {
		t.Errorf("typing a letter selected %q", o.Selected())
	}
}

func TestOutlineMouse(t *testing.T) {
	o, picked := newTestOutline(t)
	press := func(x, y float32) {
		o.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary})
	}
	h := o.rowHeight()
	press(60, h*0.5) // a heading
	press(8, h*1.5)  // the arrow
	if len(*picked) != 0 || !o.Rows()[1].Open {
		t.Errorf("after heading and arrow: selected %v, open %v", *picked, o.Rows()[1].Open)
	}
	press(60, h*2.5)
	if !slices.Equal(*picked, []string{"staff"}) {
		t.Errorf("selected %v", *picked)
	}
	o.body.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(60, h*1.5)})
	if o.Rows()[1].Open {
		t.Error("a double click does not close the branch")
	}
}

func TestOutlineLeavesOtherKeysToTheWindow(t *testing.T) {
	o, _ := newTestOutline(t)
	got := 0
	WindowOf(o).Bind(Key{Name: fyne.KeyF5}, func() { got++ })
	typeKeys(o, fyne.KeyF5)
	if got != 1 {
		t.Error("F5 did not reach the window")
	}
}

func TestOutlineIsDrawn(t *testing.T) {
	o, _ := newTestOutline(t)
	o.Select("all")
	test.AssertRendersToMarkup(t, "outline.xml", WindowOf(o).Canvas())
}
