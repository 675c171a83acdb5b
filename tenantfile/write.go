package tenantfile

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"recipientdesk/model"
)

// Options say what a snapshot holds.
type Options struct {
	Now        func() time.Time
	Properties func(model.CloudClass) []model.Attr // what is read of each class

	// Open says of an object that its properties do not tell who decides about it: the
	// tenant is asked. nil: of none.
	Open      func(model.CloudClass, model.Entry) bool
	Members   bool // of groups, and owners: two requests for each group
	Mailboxes int  // how many users at most are asked about theirs, a request each; those without a license come first

	// Progress is told how many objects of a part were read. It may be nil.
	Progress func(part string, done int)
}

// WriteFile writes a snapshot to a file that only its owner can read, and puts it in
// place when it is complete. It returns the parts that could not be read.
func WriteFile(ctx context.Context, file string, t model.Tenant, o Options) (unread []string, err error) {
	f, err := os.CreateTemp(filepath.Dir(file), ".tenant-*") // mode 0600
	if err != nil {
		return nil, unwritable(file, err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	unread, err = Write(ctx, w, t, o)
	if failed := errors.Join(w.Flush(), f.Sync(), f.Close()); err == nil && failed != nil {
		err = unwritable(file, failed)
	}
	if err == nil {
		if err = os.Rename(f.Name(), file); err != nil {
			err = unwritable(file, err)
		}
	}
	if err != nil {
		os.Remove(f.Name())
		return nil, err
	}
	return unread, nil
}

func unwritable(file string, err error) error {
	return &model.Error{Code: model.Internal, Subject: file, Message: "cannot be written", Err: err, Hint: "Check that the folder is there, the rights, and the room."}
}

// A writer writes a snapshot.
type writer struct {
	ctx    context.Context
	t      model.Tenant
	o      Options
	w      io.Writer
	sep    string // before the next key
	err    error  // of writing
	buf    []byte // the object under way
	unread map[string]refusal
	order  []string // of unread

	groups []string                      // what members are asked for
	open   map[model.CloudClass][]string // what authority is asked for
	users  [3][]string                   // what mailboxes are asked for: without a license, which may be shared, with one, and others
}

// Write writes a snapshot. What may not be read is noted in it, and returned; every
// other error ends the writing.
func Write(ctx context.Context, out io.Writer, t model.Tenant, o Options) (unread []string, err error) {
	if o.Progress == nil {
		o.Progress = func(string, int) {}
	}
	w := &writer{ctx: ctx, t: t, o: o, w: out, sep: "{\n", unread: map[string]refusal{}, open: map[model.CloudClass][]string{}}
	w.value("format", Format)
	w.value("version", Version)
	w.value("read", o.Now().UTC().Truncate(time.Second))
	for _, step := range []func() error{w.tenant, w.objects, w.rosters, w.mailboxes, w.authority} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	if len(w.unread) > 0 {
		w.value(partUnread, w.unread)
	}
	w.text("\n}\n")
	if w.err != nil {
		return nil, &model.Error{Code: model.Internal, Subject: "snapshot", Message: "cannot be written", Err: w.err}
	}
	return w.order, nil
}

func (w *writer) text(s string) {
	if w.err == nil {
		_, w.err = io.WriteString(w.w, s)
	}
}

func (w *writer) json(v any) {
	b, err := json.Marshal(v)
	if w.err == nil {
		w.err = err
	}
	w.text(string(b))
}

// key begins a value of the document.
func (w *writer) key(name string) {
	w.text(w.sep)
	w.json(name)
	w.text(":")
	w.sep = ",\n"
}

func (w *writer) value(name string, v any) {
	w.key(name)
	w.json(v)
}

// gap notes that a part may not be read. Any other error ends the writing.
func (w *writer) gap(part string, err error) error {
	if err == nil {
		return nil
	}
	switch e, ok := errors.AsType[*model.Error](err); {
	case ok && (e.Code == model.Denied || e.Code == model.NotFound || e.Code == model.Invalid):
		w.unread[part] = refusal{e.Code, e.Subject, e.Message, e.Hint}
		w.order = append(w.order, part)
		return nil
	}
	return err
}

// tenant writes what the tenant says of itself.
func (w *writer) tenant() error {
	info, err := w.t.Info(w.ctx)
	if err := w.gap(partInfo, err); err != nil {
		return err
	}
	w.value(partInfo, info)
	facts, err := w.t.Facts(w.ctx)
	if err := w.gap(partFacts, err); err != nil {
		return err
	}
	if err == nil {
		w.value(partFacts, facts)
	}
	licenses, err := w.t.Licenses(w.ctx)
	if err := w.gap(partLicenses, err); err != nil {
		return err
	}
	if err == nil {
		list := []license{}
		for _, l := range licenses {
			list = append(list, keepLicense(l))
		}
		w.value(partLicenses, list)
	}
	return nil
}

func (w *writer) objects() error {
	for _, class := range classes {
		props := w.o.Properties(class)
		w.key(string(class))
		w.text(`{"properties":`)
		w.json(props)
		w.text(`,"objects":[`)
		err := w.list(class, props)
		w.text("]}")
		if err := w.gap(string(class), err); err != nil {
			return err
		}
	}
	return nil
}

// list writes the objects of a class, one a line.
func (w *writer) list(class model.CloudClass, props []model.Attr) error {
	sep, done := "\n", 0
	w.o.Progress(string(class), 0)
	for b, err := range w.t.List(w.ctx, class, props...) {
		if err != nil {
			return err
		}
		for i := range b.Len() {
			e := b.Entry(i)
			w.text(sep)
			w.object(e)
			w.note(class, e)
			sep = ",\n"
		}
		done += b.Len()
		w.o.Progress(string(class), done)
		if w.err != nil {
			return nil // said at the end
		}
	}
	return nil
}

// note keeps what is to be asked of an object later.
func (w *writer) note(class model.CloudClass, e model.Entry) {
	switch {
	case class == model.CloudUser && e.Has("assignedLicenses"):
		w.users[1] = append(w.users[1], e.Ref.GUID)
	case class == model.CloudUser && e.Has(model.ProxyAddresses):
		w.users[0] = append(w.users[0], e.Ref.GUID)
	case class == model.CloudUser:
		w.users[2] = append(w.users[2], e.Ref.GUID)
	case class == model.CloudGroup && w.o.Members:
		w.groups = append(w.groups, e.Ref.GUID)
	}
	if model.CheckProbe(model.AuthorityTrait, class) == nil && w.o.Open != nil && w.o.Open(class, e) {
		w.open[class] = append(w.open[class], e.Ref.GUID)
	}
}

// object writes one object: its ID, and each property as text, or a list of texts
// where there is not just one.
func (w *writer) object(e model.Entry) {
	b := appendText(append(w.buf[:0], `{"id":`...), e.Ref.GUID)
	for a, vs := range e.All() {
		if a.Is("id") {
			continue
		}
		b = append(appendText(append(b, ','), string(a)), ':')
		if len(vs) == 1 {
			b = appendText(b, vs[0])
			continue
		}
		for i, v := range vs {
			b = appendText(append(b, "[,"[min(i, 1)]), v)
		}
		b = append(b, ']')
	}
	w.buf = append(b, '}')
	if w.err == nil {
		_, w.err = w.w.Write(w.buf)
	}
}

// appendText appends a JSON string. Most texts need no escape.
func appendText(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			b, _ := json.Marshal(s) // texts can be
			return append(dst, b...)
		}
	}
	return append(append(append(dst, '"'), s...), '"')
}

// atOnce is how many groups are asked for their members at a time.
const atOnce = 8

// rosters writes the members and the owners of the groups.
func (w *writer) rosters() error {
	if !w.o.Members || w.unread[string(model.CloudGroup)].Code != "" {
		return nil
	}
	if err := w.roster(partMembers, w.t.Members); err != nil {
		return err
	}
	return w.roster(partOwners, w.t.Owners)
}

func (w *writer) roster(part string, of func(context.Context, string) iter.Seq2[model.Entry, error]) error {
	w.key(part)
	sep, done := "{\n", 0
	for some := range slices.Chunk(w.groups, atOnce) {
		lists, errs := make([][]model.Entry, len(some)), make([]error, len(some))
		var wg sync.WaitGroup
		for i, group := range some {
			wg.Go(func() { lists[i], errs[i] = gather(of(w.ctx, group)) })
		}
		wg.Wait()
		for i, group := range some {
			if errs[i] != nil && model.CodeOf(errs[i]) == model.NotFound {
				continue // it went while this was read
			}
			if errs[i] != nil {
				w.text(ending(sep))
				return w.gap(part, errs[i])
			}
			w.text(sep)
			w.people(group, lists[i])
			sep = ",\n"
		}
		done += len(some)
		w.o.Progress(part, done)
	}
	w.text(ending(sep))
	return nil
}

// ending ends an object that may have no keys.
func ending(sep string) string {
	if sep == "{\n" {
		return "{}"
	}
	return "}"
}

func (w *writer) people(group string, list []model.Entry) {
	w.json(group)
	w.text(":[")
	for i, e := range list {
		if i > 0 {
			w.text(",")
		}
		w.object(e)
	}
	w.text("]")
}

func gather(es iter.Seq2[model.Entry, error]) (out []model.Entry, err error) {
	for e, err := range es {
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// mailboxes writes who has a mailbox.
func (w *writer) mailboxes() error {
	users := slices.Concat(w.users[:]...)
	users = users[:min(len(users), w.o.Mailboxes)]
	if len(users) == 0 {
		return nil
	}
	w.key(partMailboxes)
	sep, done := "{\n", 0
	for a, err := range w.t.Probe(w.ctx, model.MailboxTrait, model.CloudUser, users) {
		if err != nil {
			w.text(ending(sep))
			return w.gap(partMailboxes, err)
		}
		if a.Err == nil {
			w.text(sep)
			w.json(a.ID)
			w.text(":")
			w.json(mailbox(a.Mailbox))
			sep = ",\n"
		}
		done++
		w.o.Progress(partMailboxes, done)
	}
	w.text(ending(sep))
	return nil
}

// authority writes who decides about the objects of which nothing else tells.
func (w *writer) authority() error {
	answers := map[string]model.Maybe{}
	for _, class := range slices.Sorted(maps.Keys(w.open)) {
		for a, err := range w.t.Probe(w.ctx, model.AuthorityTrait, class, w.open[class]) {
			if err := w.gap(managedOf(class), err); err != nil {
				return err
			}
			if err != nil {
				break
			}
			if a.Err == nil {
				answers[a.ID] = a.Managed
			}
		}
	}
	w.value(partManaged, answers)
	return nil
}
