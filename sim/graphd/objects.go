package graphd

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// find returns the object that the path names.
func (c *call) find(class model.CloudClass) (*sim.CloudObject, *answer) {
	id := c.args[0]
	if o := c.srv.tenant.Object(id); o != nil && o.Class == class {
		return o, nil
	}
	return nil, fail(notFound(id))
}

// one answers with one object.
func (c *call) one(class model.CloudClass) *answer {
	o, a := c.find(class)
	if a != nil {
		return a
	}
	p, a := c.planOf(class, true)
	if a != nil {
		return a
	}
	more, a := c.apart(p)
	if a != nil {
		return a
	}
	a = c.entity(http.StatusOK, p, o)
	if len(more) > 0 {
		b, _ := json.Marshal(more) // texts, numbers and what is made of them
		a.body = append(append(a.body[:len(a.body)-1], ','), b[1:]...)
	}
	return a
}

// entity answers with an object.
func (c *call) entity(status int, p *plan, o *sim.CloudObject) *answer {
	out := c.object(c.head(p.context(setNames[p.class])+"/$entity"), p, o)
	a := ok(joined(out))
	a.status = status
	return a
}

// head begins the body of a single object.
func (c *call) head(context string) []byte {
	return append(append(append(make([]byte, 0, 4096), `{"@odata.context":"`...), c.context(context)...), `",`...)
}

// joined makes one object of a head and the object that follows it.
func joined(b []byte) []byte {
	i := strings.Index(string(b), `",{`)
	if i < 0 {
		return b
	}
	out := append(b[:i+2:i+2], b[i+3:]...)
	if out[i+2] == '}' { // nothing was selected that it has
		out = append(out[:i+1], '}')
	}
	return out
}

// deletedItems answers with what can be restored. The path must say of which type.
func (c *call) deletedItems() *answer {
	switch c.cast {
	case "user":
		return c.limitedList(model.DeletedUser, readUsers)
	case "group":
		return c.limitedList(model.DeletedGroup, readDeletedGroups)
	case "":
		return refuse(http.StatusBadRequest, "Request_BadRequest", "The target type of the collection must be given, as in directory/deletedItems/microsoft.graph.user.")
	}
	return ok(append(c.open("directoryObjects", false, 0, -1), "]}"...))
}

// limitedList lists a class for those who may read objects of it.
func (c *call) limitedList(class model.CloudClass, scopes string) *answer {
	if !c.may(strings.Fields(scopes)) {
		return denied()
	}
	return c.list(class)
}

func (c *call) deletedItem() *answer {
	o := c.srv.tenant.DeletedObject(c.args[0])
	if o == nil {
		return fail(notFound(c.args[0]))
	}
	return c.directoryEntity(o)
}

// directoryObject answers with an object of any class.
func (c *call) directoryObject() *answer {
	o := c.srv.tenant.Object(c.args[0])
	if o == nil || len(c.args[0]) != 36 {
		return fail(notFound(c.args[0]))
	}
	return c.directoryEntity(o)
}

func (c *call) directoryEntity(o *sim.CloudObject) *answer {
	p, a := newPlan(o.Class, c.option("select"), true)
	if a != nil {
		return a
	}
	p.typed, p.idLast = true, false
	return ok(joined(append(p.write(c.head("directoryObjects/$entity"), c.srv.tenant, o), '}')))
}

// decode reads the body of a request. Names that v lacks are refused, but for types,
// which clients may send with every object.
func (c *call) decode(v any) *answer {
	if len(c.body) == 0 {
		return refuse(http.StatusBadRequest, "BadRequest", "Empty Payload. JSON content expected.")
	}
	var body any
	err := json.Unmarshal(c.body, &body)
	if err == nil {
		plain, _ := json.Marshal(untyped(body)) // it was JSON before
		dec := json.NewDecoder(bytes.NewReader(plain))
		dec.DisallowUnknownFields()
		err = dec.Decode(v)
	}
	if err != nil {
		return refuse(http.StatusBadRequest, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.")
	}
	return nil
}

// untyped takes the types out of a body.
func untyped(v any) any {
	switch x := v.(type) {
	case map[string]any:
		delete(x, "@odata.type")
		for k := range x {
			x[k] = untyped(x[k])
		}
	case []any:
		for i := range x {
			x[i] = untyped(x[i])
		}
	}
	return v
}

// getByIDs answers with objects by their IDs; those that are not there are left out.
func (c *call) getByIDs() *answer {
	var in struct {
		IDs   []string `json:"ids"`
		Types []string `json:"types"`
	}
	if a := c.decode(&in); a != nil {
		return a
	}
	if len(in.IDs) > 1000 {
		return fail(badRequest("The number of IDs exceeds the limit of 1000."))
	}
	out := c.open("directoryObjects", false, 0, -1)
	first := true
	for _, id := range in.IDs {
		o := c.srv.tenant.Object(id)
		if o == nil || len(id) != 36 || len(in.Types) > 0 && !slices.ContainsFunc(in.Types, func(t string) bool {
			return strings.EqualFold(strings.TrimPrefix(t, "microsoft.graph."), typeNames[o.Class]) || strings.EqualFold(t, "directoryObject")
		}) {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		out, first = c.typedObject(out, o), false
	}
	return ok(append(out, "]}"...))
}

// roster answers with members or owners of a group.
func (c *call) roster(of func(*sim.Tenant, string) []*sim.CloudObject) *answer {
	if _, a := c.find(model.CloudGroup); a != nil {
		return a
	}
	return c.related(of(c.srv.tenant, c.args[0]))
}

func (c *call) rosterCount(of func(*sim.Tenant, string) []*sim.CloudObject) *answer {
	if _, a := c.find(model.CloudGroup); a != nil {
		return a
	}
	if !c.eventual() {
		return refuse(http.StatusBadRequest, "Request_BadRequest", "$count is not currently supported.")
	}
	return plain(len(of(c.srv.tenant, c.args[0])))
}

func (c *call) memberOf(class model.CloudClass, transitive bool) *answer {
	if _, a := c.find(class); a != nil {
		return a
	}
	return c.related(c.srv.tenant.MemberOf(c.args[0], transitive))
}

// memberGroups answers with IDs of groups that an object is in: all, or those of a
// list.
func (c *call) memberGroups(class model.CloudClass, check bool) *answer {
	if _, a := c.find(class); a != nil {
		return a
	}
	var in struct {
		Security bool     `json:"securityEnabledOnly"`
		Groups   []string `json:"groupIds"`
	}
	if a := c.decode(&in); a != nil {
		return a
	}
	ids := []string{}
	for _, g := range c.srv.tenant.MemberOf(c.args[0], true) {
		id := g.ID.String()
		if in.Security && !g.Is("securityEnabled") || check && !slices.Contains(in.Groups, id) {
			continue
		}
		ids = append(ids, id)
	}
	return c.reply("Collection(Edm.String)", map[string]any{"value": ids})
}

// reply answers with a small object.
func (c *call) reply(context string, v map[string]any) *answer {
	b, _ := json.Marshal(v) // texts, numbers and what is made of them
	return ok(joined(append(c.head(context), b...)))
}

func (c *call) manager() *answer {
	if _, a := c.find(model.CloudUser); a != nil {
		return a
	}
	m := c.srv.tenant.Manager(c.args[0])
	if m == nil {
		return fail(notFound("manager"))
	}
	return c.directoryEntity(m)
}

func (c *call) directReports() *answer {
	if _, a := c.find(model.CloudUser); a != nil {
		return a
	}
	return c.related(c.srv.tenant.Reports(c.args[0]))
}
