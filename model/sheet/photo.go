package sheet

import "strings"

// Limits of thumbnailPhoto. The schema takes PhotoMax bytes
// (https://learn.microsoft.com/windows/win32/adschema/a-thumbnailphoto).
// PhotoAdvice is what Microsoft advises, because every global catalog carries the
// photo; PhotoPixels is the length of a side at which Outlook shows it without
// scaling (https://techcommunity.microsoft.com/blog/exchange/gal-photos-frequently-asked-questions/593337).
// PhotoPixelsMax is the largest side that Exchange Online serves
// (https://learn.microsoft.com/graph/api/resources/profilephoto).
const (
	PhotoMax       = 102400
	PhotoAdvice    = 10240
	PhotoPixels    = 96
	PhotoPixelsMax = 648
)

const docPhoto = "https://learn.microsoft.com/windows/win32/adschema/a-thumbnailphoto"

// pictures are the first bytes of the formats that Outlook and Exchange show.
var pictures = []string{"\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "GIF87a", "GIF89a", "BM"}

func (p Photo) parse(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	known := false
	for _, head := range pictures {
		known = known || strings.HasPrefix(s, head)
	}
	switch {
	case !known:
		return "", fault("is no picture", "Choose a JPEG file; PNG, GIF and BMP are taken too.")
	case p.MaxBytes > 0 && len(s) > p.MaxBytes:
		return "", fault("has %d bytes; the limit is %d", "Make the picture smaller, for example %d by %d pixels.",
			len(s), p.MaxBytes, p.Pixels, p.Pixels)
	}
	return s, nil
}
