package main

import "fmt"

// progress returns functions that tell on standard error how far a long work is,
// and that it ended: on a terminal in one line that is written again, else now and
// then.
func (a *app) progress(done string) (tell func(n int), end func()) {
	const apart = 10_000
	told := 0
	tell = func(n int) {
		switch {
		case a.errIsTerminal:
			fmt.Fprintf(a.stderr, "\r%d %s", n, done)
		case n >= told+apart:
			told = n
			fmt.Fprintf(a.stderr, "rdesk: %d %s\n", n, done)
		}
	}
	end = func() {
		if a.errIsTerminal {
			fmt.Fprint(a.stderr, "\r\033[K")
		}
	}
	return tell, end
}
