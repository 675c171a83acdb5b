package ui

// runText is the line above a result that is made again and again: what is under way, or
// why there is no newer one. It is "" where the result speaks for itself, or where there
// is none yet.
func runText(doing, work string, busy, stopped, has bool, failed error) string {
	switch {
	case busy && has:
		return doing + " What was found before is shown until then."
	case busy:
		return doing
	case failed != nil && has:
		return work + " could not be made: " + sentence(failed) + " What was found before is shown."
	case stopped && has:
		return "Stopped. What was found before is shown."
	}
	return ""
}
