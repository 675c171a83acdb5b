package kit

// Fit makes room for content that grew or shrank while the dialog is up.
func (d *Dialog) Fit() { d.sheet.Refresh() }
