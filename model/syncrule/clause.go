package syncrule

import (
	"strconv"
	"strings"

	"recipientdesk/model"
)

// String writes the clause as the Synchronization Rules Editor lists it:
// "userAccountControl ISNOTBITSET 2".
func (c Clause) String() string {
	if c.Value == "" {
		return c.Attribute + " " + string(c.Operator)
	}
	return c.Attribute + " " + string(c.Operator) + " " + c.Value
}

// Unmet says in words why the clause does not hold: "mailNickname is not set".
func (c Clause) Unmet() string {
	a := c.Attribute
	switch c.Operator {
	case IsNull:
		return a + " is set"
	case IsNotNull:
		return a + " is not set"
	case Equal, IsIn:
		return a + " is not " + c.Value
	case NotEqual, IsNotIn:
		return a + " is " + c.Value
	case LessThan:
		return a + " is not less than " + c.Value
	case LessThanOrEqual:
		return a + " is not at most " + c.Value
	case GreaterThan:
		return a + " is not greater than " + c.Value
	case GreaterThanOrEqual:
		return a + " is not at least " + c.Value
	case ContainsText:
		return a + " does not contain " + c.Value
	case NotContainsText:
		return a + " contains " + c.Value
	case StartsWith:
		return a + " does not start with " + c.Value
	case NotStartsWith:
		return a + " starts with " + c.Value
	case EndsWith:
		return a + " does not end with " + c.Value
	case NotEndsWith:
		return a + " ends with " + c.Value
	case IsBitSet:
		return a + " does not have the bit " + c.Value
	case IsNotBitSet:
		return a + " has the bit " + c.Value
	case IsMemberOf:
		return "it is not a direct member of " + model.NameOf(c.Value)
	case IsNotMemberOf:
		return "it is a direct member of " + model.NameOf(c.Value)
	}
	return a + " is compared in a way that is not known"
}

// negated are the operators that say the opposite of another, and so hold for an
// attribute without a value where the other does not.
var negated = map[Operator]Operator{NotEqual: Equal, NotContainsText: ContainsText, NotStartsWith: StartsWith, NotEndsWith: EndsWith,
	IsNull: IsNotNull, IsNotIn: IsIn, IsNotBitSet: IsBitSet, IsNotMemberOf: IsMemberOf}

// A test is a clause made ready: the positive form of its operator and the value
// in every form that it may be compared in.
type test struct {
	clause *Clause
	attr   int // identifier of the attribute
	op     Operator
	not    bool
	want   string // with parameters put in
	number Value  // NULL if want is none
}

func newTest(c *Clause, attr int, params map[string]string) test {
	t := test{clause: c, attr: attr, op: c.Operator, want: fillIn(c.Value, params), number: bitmask(c.Value)}
	if p, ok := negated[c.Operator]; ok {
		t.op, t.not = p, true
	}
	return t
}

// fillIn puts parameters in the place of their names between percent signs.
func fillIn(s string, params map[string]string) string {
	if strings.Count(s, "%") < 2 {
		return s
	}
	var pairs []string
	for name, v := range params {
		pairs = append(pairs, "%"+name+"%", v)
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// bitmask reads a number as scopes write it: decimal, 0x2 or &H2; NULL if it is
// none.
func bitmask(s string) Value {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, prefix := range []string{"0x", "&h"} {
		if hex, ok := strings.CutPrefix(s, prefix); ok {
			if n, err := strconv.ParseUint(hex, 16, 64); err == nil {
				return Int(int64(n))
			}
		}
	}
	v, _ := parseNumber(s)
	return v
}

// holds compares a value. Of several values one is enough. Texts compare without
// regard to case
// (https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning#scope).
// ISMEMBEROF is not asked here: it takes more than a value.
func (t *test) holds(v Value) bool {
	one := false
	for _, e := range v.Values() {
		if one = t.compare(e); one {
			break
		}
	}
	return one != t.not
}

func (t *test) compare(v Value) bool {
	switch t.op {
	case IsNotNull:
		return true
	case IsBitSet:
		n, ok := asNumber(v)
		return ok && !t.number.IsNull() && n.n&t.number.n != 0
	case Equal, IsIn:
		return t.equal(v)
	case ContainsText:
		return strings.Contains(fold(v.Text()), fold(t.want))
	case StartsWith:
		return strings.HasPrefix(fold(v.Text()), fold(t.want))
	case EndsWith:
		return strings.HasSuffix(fold(v.Text()), fold(t.want))
	}
	c, ok := t.order(v)
	switch t.op {
	case LessThan:
		return ok && c < 0
	case LessThanOrEqual:
		return ok && c <= 0
	case GreaterThan:
		return ok && c > 0
	case GreaterThanOrEqual:
		return ok && c >= 0
	}
	return false
}

func (t *test) equal(v Value) bool {
	switch v.Kind() {
	case Ref:
		return model.SameDN(v.text, t.want)
	case Number, Bool:
		c, ok := t.order(v)
		return ok && c == 0
	}
	return sameFold(v.Text(), t.want)
}

// order compares numbers as numbers, whatever the rule's value is written like.
func (t *test) order(v Value) (int, bool) {
	if v.Kind() == Number && !t.number.IsNull() {
		return order(v, t.number)
	}
	if v.Kind()&(Text|Number|Bool) == 0 {
		return compareFold(v.Text(), t.want), true
	}
	return order(v, String(t.want))
}
