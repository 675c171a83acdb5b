package syncrule

const topicInspect = "Evaluation"

var inspectFunctions = []*Function{
	{Name: "IsBitSet", Topic: topicInspect, Result: Bool, Params: []Param{{Name: "value", Type: Number}, {Name: "flag", Type: Number}}, Doc: "Tells whether a number has the bit of flag; if flag has several, any of them.",
		call: func(_ *run, a []Value) (Value, string) { n, why := bits(a); return Boolean(n[0]&n[1] != 0), why }},
	{Name: "IsDate", Topic: topicInspect, Result: Bool, Params: one("Expression", anything), Doc: "Tells whether CDate could read the value.",
		call: every(func(v Value) bool {
			_, ok := parseDate(v.text)
			return v.kind == Date || v.kind == Text && ok
		})},
	{Name: "IsEmpty", Topic: topicInspect, Result: Bool, Params: one("Expression", anything), Doc: "Tells whether a value is there but is the empty text.", call: every(emptyText)},
	{Name: "IsGuid", Topic: topicInspect, Result: Bool, Params: one("GUID", Text|Null), Doc: "Tells whether a text is a GUID as CGuid takes it.",
		call: func(_ *run, a []Value) (Value, string) { _, ok := guidOf(a[0].text); return Boolean(ok), "" }},
	{Name: "IsNull", Topic: topicInspect, Result: Bool, Params: one("Expression", anything), Doc: "Tells whether a value is NULL; of an attribute, that it is absent.",
		call: func(_ *run, a []Value) (Value, string) { return Boolean(a[0].IsNull()), "" }},
	{Name: "IsNullOrEmpty", Topic: topicInspect, Result: Bool, Params: one("Expression", anything), Doc: "Tells whether a value is NULL or the empty text.",
		call: func(_ *run, a []Value) (Value, string) { return Boolean(!present(a[0])), "" }},
	{Name: "IsNumeric", Topic: topicInspect, Result: Bool, Params: one("Expression", anything), Doc: "Tells whether CNum could make a number of the value.",
		call: every(func(v Value) bool {
			_, ok := parseNumber(v.text)
			return v.kind == Number || v.kind == Text && ok
		})},
	{Name: "IsPresent", Topic: topicInspect, Result: Bool, Params: one("expression", anything), Doc: "Tells whether a value is neither NULL nor the empty text.",
		call: func(_ *run, a []Value) (Value, string) { return Boolean(present(a[0])), "" }},
	{Name: "IsString", Topic: topicInspect, Result: Bool, Params: one("expression", anything), Doc: "Tells whether CStr could make a text of the value: not of binary values, dates and NULL.",
		call: every(func(v Value) bool { return v.kind&(Text|Number|Ref|Bool) != 0 })},
}

// every asks all values of an attribute; of none, the answer is False.
func every(f func(Value) bool) func(*run, []Value) (Value, string) {
	return func(_ *run, a []Value) (Value, string) {
		vs := a[0].Values()
		for _, v := range vs {
			if !f(v) {
				return Boolean(false), ""
			}
		}
		return Boolean(len(vs) > 0), ""
	}
}

func emptyText(v Value) bool { return v.kind&(Text|Ref|Binary) != 0 && v.text == "" }

// present asks whether there is a value that is not the empty text.
func present(v Value) bool {
	for _, e := range v.Values() {
		if !emptyText(e) {
			return true
		}
	}
	return false
}
