package graphd

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

const (
	usualPage = 100
	maxPage   = 999
	firstRoom = 32 << 10 // bytes for a page, which grows if need be
)

// A selection is what a listing shows, and of what.
type selection struct {
	*plan
	match func(*sim.CloudObject) bool
	top   int
	place int // where the page begins
	order string
	count bool
}

// selectionOf reads the query options of a listing.
func (c *call) selectionOf(class model.CloudClass) (s selection, a *answer) {
	if s.plan, a = c.planOf(class, false); a != nil {
		return s, a
	}
	f, err := parseFilter(s.schema, c.option("filter"))
	if err != nil {
		return s, fail(err)
	}
	deleted := class == model.DeletedUser || class == model.DeletedGroup
	if (f.advanced || f.match != nil && deleted) && !c.advanced() {
		return s, fail(unsupported("Unsupported Query."))
	}
	s.match, s.order = f.match, c.option("orderby")
	if s.order != "" && c.option("filter") != "" && !c.advanced() {
		return s, fail(unsupported("Unsupported Query."))
	}
	if search := c.option("search"); search != "" {
		if !c.eventual() {
			return s, fail(unsupported("Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'"))
		}
		if s.match, err = searching(s.schema, search, s.match); err != nil {
			return s, fail(err)
		}
	}
	s.count = c.advanced()
	if s.top, a = c.top(); a != nil {
		return s, a
	}
	s.place, err = c.place()
	if err != nil {
		return s, fail(err)
	}
	return s, nil
}

// top returns the size of pages.
func (c *call) top() (int, *answer) {
	v := c.option("top")
	if v == "" {
		return usualPage, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > maxPage {
		return 0, refuse(http.StatusBadRequest, "Request_BadRequest", fmt.Sprintf("Invalid page size specified: '%s'. Must be between 1 and 999 inclusive.", v))
	}
	return n, nil
}

// list answers with a page of a class.
func (c *call) list(class model.CloudClass) *answer {
	s, a := c.selectionOf(class)
	if a != nil {
		return a
	}
	var objects []*sim.CloudObject
	next, total := -1, 0
	t := c.srv.tenant
	if s.order != "" {
		all, a := c.ordered(class, s)
		if a != nil {
			return a
		}
		objects, next = pageOf(all, s.place, s.top)
		total = len(all)
	} else {
		objects, next = t.Page(class, s.place, s.top, s.match)
	}
	if s.count && s.place == 0 && s.order == "" {
		total = t.Count(class, s.match)
	}
	out := c.open(s.plan.context(setNames[class]), s.count && s.place == 0, total, next)
	for i, o := range objects {
		if i > 0 {
			out = append(out, ',')
		}
		out = c.object(out, s.plan, o)
	}
	return ok(append(out, "]}"...))
}

func pageOf[T any](all []T, from, limit int) ([]T, int) {
	if end := from + limit; end < len(all) {
		return all[from:end], end
	}
	return all[min(from, len(all)):], -1
}

// open begins the body of a page.
func (c *call) open(context string, counted bool, total, next int) []byte {
	out := append(append(append(make([]byte, 0, firstRoom), `{"@odata.context":"`...), c.context(context)...), '"')
	if counted {
		out = strconv.AppendInt(append(out, `,"@odata.count":`...), int64(total), 10)
	}
	if next >= 0 {
		out = append(append(out, `,"@odata.nextLink":`...), quoted(c.nextLink(next))...)
	}
	return append(out, `,"value":[`...)
}

// ordered returns all that matches, sorted.
func (c *call) ordered(class model.CloudClass, s selection) ([]*sim.CloudObject, *answer) {
	name, direction, _ := strings.Cut(strings.TrimSpace(s.order), " ")
	sortable := []string{"displayName", "userPrincipalName", "createdDateTime", "mail"}
	if class == model.DeletedUser || class == model.DeletedGroup {
		sortable = append(sortable, "deletedDateTime")
	}
	if !slices.Contains(sortable, name) {
		return nil, fail(unsupported("Sorting not supported for current query."))
	}
	var all []*sim.CloudObject
	for at := 0; at >= 0; {
		var page []*sim.CloudObject
		page, at = c.srv.tenant.Page(class, at, maxPage, s.match)
		all = append(all, page...)
	}
	slices.SortStableFunc(all, func(x, y *sim.CloudObject) int {
		n := cmp.Compare(strings.ToLower(x.Text(name)), strings.ToLower(y.Text(name)))
		if strings.EqualFold(direction, "desc") {
			return -n
		}
		return n
	})
	return all, nil
}

// count answers /$count, as text.
func (c *call) countOf(class model.CloudClass) *answer {
	if !c.eventual() {
		return refuse(http.StatusBadRequest, "Request_BadRequest", "$count is not currently supported.")
	}
	f, err := parseFilter(sim.CloudSchemaOf(class), c.option("filter"))
	if err != nil {
		return fail(err)
	}
	return plain(c.srv.tenant.Count(class, f.match))
}

func plain(n int) *answer {
	return &answer{status: http.StatusOK, body: []byte(strconv.Itoa(n)), media: "text/plain"}
}

// related answers with objects of several classes, narrowed by the cast of the path.
func (c *call) related(objects []*sim.CloudObject) *answer {
	class, narrowed := model.CloudClass(""), c.cast != ""
	for k, name := range typeNames {
		if strings.EqualFold(name, c.cast) {
			class = k
		}
	}
	if narrowed {
		objects = slices.DeleteFunc(slices.Clone(objects), func(o *sim.CloudObject) bool { return o.Class != class })
	}
	top, a := c.top()
	if a != nil {
		return a
	}
	place, err := c.place()
	if err != nil {
		return fail(err)
	}
	plans, a := c.relatedPlans(class)
	if a != nil {
		return a
	}
	if narrowed && class != "" {
		f, err := parseFilter(sim.CloudSchemaOf(class), c.option("filter"))
		if err != nil {
			return fail(err)
		}
		if f.match != nil {
			if !c.advanced() {
				return fail(unsupported("Unsupported Query."))
			}
			objects = slices.DeleteFunc(objects, func(o *sim.CloudObject) bool { return !f.match(o) })
		}
	}
	page, next := pageOf(objects, place, top)
	set := "directoryObjects"
	if p := plans[class]; narrowed && p != nil {
		set = p.context(setNames[class])
	}
	return ok(c.relatedPage(c.open(set, c.advanced() && place == 0, len(objects), next), plans, page))
}

// relatedPage appends the objects of a page, and ends it. Of those that the caller may
// not read, there is not more than what they are.
func (c *call) relatedPage(out []byte, plans map[model.CloudClass]*plan, page []*sim.CloudObject) []byte {
	for i, o := range page {
		if i > 0 {
			out = append(out, ',')
		}
		if !c.may(strings.Fields(toRead[o.Class])) {
			out = append(plans[o.Class].bare(out, o), '}')
			continue
		}
		out = append(plans[o.Class].write(out, c.srv.tenant, o), '}')
	}
	return append(out, "]}"...)
}

// toRead are the permissions to see more of a related object than its ID.
var toRead = map[model.CloudClass]string{model.CloudUser: readUsers + " User.ReadBasic.All", model.CloudGroup: readGroups, model.CloudContact: readContacts}

// relatedPlans returns how objects of each class are written. What is selected need
// not be known to every class.
func (c *call) relatedPlans(only model.CloudClass) (map[model.CloudClass]*plan, *answer) {
	names := c.option("select")
	if names == "" && only == "" {
		return relatedPlans, nil
	}
	out := map[model.CloudClass]*plan{}
	for class := range typeNames {
		if only != "" && class != only {
			continue
		}
		list := names
		if only == "" {
			list = known(class, names)
		}
		p, a := newPlan(class, list, false)
		if a != nil {
			return nil, a
		}
		p.typed = only == ""
		out[class] = p
	}
	return out, nil
}

// known keeps those names that a class has.
func known(class model.CloudClass, names string) string {
	out := []string{"id"}
	for name := range strings.SplitSeq(names, ",") {
		if p, ok := sim.CloudSchemaOf(class).Prop(strings.TrimSpace(name)); ok && !sim.CloudSchemaOf(class).Defs[p].Hidden && !sim.CloudSchemaOf(class).Defs[p].Single {
			out = append(out, strings.TrimSpace(name))
		}
	}
	return strings.Join(out, ",")
}
