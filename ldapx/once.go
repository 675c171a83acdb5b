package ldapx

import "context"

// A once holds a value that is read from the server on first use. A failure is
// not kept: the next call tries again.
type once[T any] struct {
	lock chan struct{} // holds a token while nobody reads; a mutex cannot be waited for with a context
	done *T
}

func newOnce[T any]() once[T] {
	o := once[T]{lock: make(chan struct{}, 1)}
	o.lock <- struct{}{}
	return o
}

func (o *once[T]) get(ctx context.Context, read func(context.Context) (T, error)) (T, error) {
	select {
	case <-o.lock:
	case <-ctx.Done():
		var none T
		return none, stopped(ctx, "")
	}
	defer func() { o.lock <- struct{}{} }()
	if o.done != nil {
		return *o.done, nil
	}
	v, err := read(ctx)
	if err == nil {
		o.done = &v
	}
	return v, err
}
