package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

func TestSearchBoxHasRoomForItsClearButton(t *testing.T) {
	w, _ := newTestWindow(t)
	s := NewSearchBox("Filter", nil)
	w.SetContent(container.NewVBox(s))
	w.Resize(fyne.NewSize(400, 300))
	s.Type('a')
	if got, want := s.clear.Size().Width, s.clear.MinSize().Width; !s.clear.Visible() || got < want || want < 16 {
		t.Errorf("visible %v, %v wide, needs %v", s.clear.Visible(), got, want)
	}
}
