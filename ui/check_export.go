package ui

// export writes what is shown to a file.
func (p *checkPage) export() {}
