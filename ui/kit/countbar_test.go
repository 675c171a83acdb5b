package kit

import (
	"image"
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestSharesFillTheWidth(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		ns := make([]int, 1+r.IntN(8))
		for i := range ns {
			switch r.IntN(4) {
			case 0:
			case 1:
				ns[i] = 1 + r.IntN(3)
			default:
				ns[i] = r.IntN(200_000)
			}
		}
		width := float32(r.IntN(1400))
		spans := shareSpans(ns, width, shareGap, countBarLeast)
		end, n, least := float32(0), 0, width
		for i, s := range spans {
			if (s.w > 0) != (ns[i] > 0 && width > float32(len(ns))*shareGap) && width > float32(len(ns))*shareGap {
				t.Fatalf("%v in %v: %d has %v", ns, width, ns[i], s.w)
			}
			if s.w == 0 {
				continue
			}
			if want := end + float32(min(n, 1))*shareGap; s.x < want-0.01 || s.x > want+0.01 {
				t.Fatalf("%v in %v: number %d begins at %v, want %v", ns, width, i, s.x, want)
			}
			for k, o := range spans {
				if ns[k] > ns[i] && o.w < s.w {
					t.Fatalf("%v in %v: %d is wider than %d", ns, width, ns[i], ns[k])
				}
			}
			end, n, least = s.x+s.w, n+1, min(least, s.w)
		}
		if n == 0 {
			continue
		}
		if end < width-0.1 && width > 20 || end > width+0.1 && width > 20 {
			t.Fatalf("%v in %v: they end at %v", ns, width, end)
		}
		if float32(n)*(countBarLeast+shareGap) < width && least < countBarLeast-0.01 {
			t.Fatalf("%v in %v: one is %v wide", ns, width, least)
		}
	}
}

// newCountBarTest shows a bar with one segment of every size, and one of none.
func newCountBarTest(t *testing.T) (*CountBar, *[]int) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	w := NewWindow(test.NewTempWindow(t, nil), nil)
	b := NewCountBar()
	chosen := &[]int{}
	b.OnChoose = func(i int, beside bool) {
		if beside {
			i += 100
		}
		*chosen = append(*chosen, i)
	}
	b.Set(Count{N: 90_000, Label: "equal", Tone: ToneOK, Tip: "many"}, Count{N: 0, Label: "waiting", Tip: "none", Pattern: PatternDots},
		Count{N: 1, Label: "different", Tip: "one", Tone: ToneWarning, Pattern: PatternDiagonal})
	w.SetContent(b)
	w.Resize(fyne.NewSize(600, 80))
	return b, chosen
}

func TestSegmentsAreChosenByPointerAndKey(t *testing.T) {
	b, chosen := newCountBarTest(t)
	click := func(x, y float32, mod fyne.KeyModifier) {
		b.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary, Modifier: mod})
	}
	click(300, 5, 0)  // the bar: nearly all of it is equal
	click(597, 5, 0)  // its last units
	click(240, 40, 0) // the tile of what there is none of
	click(10, 40, fyne.KeyModifierControl)
	if got := *chosen; len(got) != 4 || got[0] != 0 || got[1] != 2 || got[2] != 1 || got[3] != 100 {
		t.Errorf("chosen %v", got)
	}
	*chosen = nil
	for _, name := range []fyne.KeyName{fyne.KeyEnd, fyne.KeyRight, fyne.KeySpace, fyne.KeyLeft, fyne.KeyReturn, fyne.KeyHome, fyne.KeyLeft, fyne.KeySpace} {
		b.TypedKey(&fyne.KeyEvent{Name: name})
	}
	if got := *chosen; len(got) != 3 || got[0] != 2 || got[1] != 1 || got[2] != 0 {
		t.Errorf("chosen by key %v", got)
	}
	b.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(597, 5)}})
	if b.Tip() != "one" {
		t.Errorf("the tooltip is %q", b.Tip())
	}
	b.Set()
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if len(*chosen) != 3 {
		t.Error("a bar of nothing was chosen from")
	}
}

// Segments of one color are told apart by what is drawn over it.
func TestPatternsDiffer(t *testing.T) {
	seen := map[string]Pattern{}
	for p := PatternSolid; p <= PatternHollow; p++ {
		img := image.NewAlpha(image.Rect(0, 0, 24, 16))
		for y := range 16 {
			for x := range 24 {
				if p.open(x, y, 24, 16) {
					img.Pix[img.PixOffset(x, y)] = 1
				}
			}
		}
		if other, twice := seen[string(img.Pix)]; twice {
			t.Errorf("pattern %d looks like %d", p, other)
		}
		seen[string(img.Pix)] = p
	}
}
