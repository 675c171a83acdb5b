package ui

import (
	"context"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/desk"
)

// A named object is what a list of references shows of an object.
type named struct {
	ref   model.Ref
	name  string
	kind  model.Kind
	mail  string
	known bool // it was read; else the name is the one in its DN
}

// A nameBook knows the objects that references lead to. It reads them in the
// background, some at a time: a group can have many thousand members, and the
// DN has a name good enough to start with.
type nameBook struct {
	app     *App
	changed func() // names came in
	byDN    map[string]named
	asked   map[string]bool
	missed  map[string]bool // asked for and not found: in another domain, or not to be seen
	reading slot
	busy    bool
	queue   []string
}

func newNameBook(a *App, changed func()) *nameBook {
	return &nameBook{app: a, changed: changed, byDN: map[string]named{}, asked: map[string]bool{}, missed: map[string]bool{}}
}

// nameAttrs are what is asked of an object that is referred to.
var nameAttrs = append([]model.Attr{model.DisplayName, model.CommonName}, model.KindAttrs...)

func (b *nameBook) stop() {
	b.reading.stop()
	b.queue = nil
}

// learn takes an object that was read for another reason.
func (b *nameBook) learn(e model.Entry) {
	r := model.Recipient{Entry: e}
	b.byDN[strings.ToLower(e.Ref.DN)] = named{e.Ref, r.Name(), r.Kind(), r.Primary(), true}
}

// get returns what is known of the object at dn now.
func (b *nameBook) get(dn string) named {
	if n, ok := b.byDN[strings.ToLower(dn)]; ok {
		return n
	}
	return named{ref: model.Ref{DN: dn}, name: model.NameOf(dn)}
}

// chunk is how many objects are asked for in one search.
const chunk = 100

// want has the objects at dns read, unless they were asked for before.
func (b *nameBook) want(dns []string) {
	for _, dn := range dns {
		key := strings.ToLower(dn)
		if _, ok := b.byDN[key]; ok || b.asked[key] {
			continue
		}
		b.asked[key] = true
		b.queue = append(b.queue, dn)
	}
	if !b.busy && len(b.queue) > 0 {
		b.run()
	}
}

func (b *nameBook) run() {
	todo := slices.Clone(b.queue)
	b.queue, b.busy = nil, true
	d := b.app.session.Desk
	stream(b.app.run, &b.reading, func(ctx context.Context, show func(foundNames)) error {
		for part := range slices.Chunk(todo, chunk) {
			list, err := lookUp(ctx, d, part)
			if err != nil {
				return err
			}
			show(foundNames{part, list})
		}
		return nil
	}, func(f foundNames) {
		for _, e := range f.list {
			b.learn(e)
		}
		for _, dn := range f.asked {
			b.missed[strings.ToLower(dn)] = !b.get(dn).known
		}
		b.changed()
	}, func(error) { // a name that cannot be read stays the one in the DN
		b.busy = false
		if len(b.queue) > 0 {
			b.run()
		}
	})
}

// foundNames is what came of one search.
type foundNames struct {
	asked []string
	list  []model.Entry
}

// lost reports whether the object at dn was asked for and is not there.
func (b *nameBook) lost(dn string) bool { return b.missed[strings.ToLower(dn)] }

func lookUp(ctx context.Context, d *desk.Desk, dns []string) ([]model.Entry, error) {
	var any model.Or
	for _, dn := range dns {
		any = append(any, model.Equal{Attr: "distinguishedName", Value: dn})
	}
	info, err := d.Info(ctx)
	if err != nil {
		return nil, err
	}
	return d.Collect(ctx, model.Query{Base: info.Base, Where: any, Attrs: nameAttrs})
}
