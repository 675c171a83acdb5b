package sim

// A store is the file that a forest is kept in.
type store struct{ path string }

func (f *Forest) refresh() error { return nil }

func (f *Forest) saving(write func() error) error { return write() }
