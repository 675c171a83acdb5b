package sheet

import "recipientdesk/model"

var _ = register(Tab{
	ID: "photo", Rank: 50, Label: "Photo", For: isPerson,
	Groups: []Group{{Fields: []Field{{
		ID: "photo", Label: "Photo",
		Help:  "At most 102,400 bytes; 10 KB and 96 × 96 pixels are advised, and Exchange Online shows no more than 648 × 648. A square JPEG is best.",
		Attrs: []model.Attr{"thumbnailPhoto"}, Edit: Photo{MaxBytes: PhotoMax, Pixels: PhotoPixels}, Doc: docPhoto,
	}}}},
})
