// Package bench measures what users wait for: listing a large directory, typing
// in the search box, starting rdesk. Nothing here fails on a figure; the figures
// are printed as metrics and belong into notes with date and machine.
package bench
