package syncrule

const topicFlow = "Program flow"

var flowFunctions = []*Function{
	{Name: "Error", Topic: topicFlow, Params: one("ErrorMessage", Text), Doc: "Raises an error for the object, with this message.",
		special: func(fn *Function, args []node, pos int) node { return &raise{fn, args[0], pos} }},
	{Name: "IIF", Topic: topicFlow, Result: anything, Params: []Param{{Name: "condition", Type: condition}, {Name: "valueIfTrue", Type: anything | marker}, {Name: "valueIfFalse", Type: anything | marker}},
		Doc:     "Returns one of two values; only that one is evaluated. A condition on a multi-valued attribute is asked for each value, and what becomes NULL is left out.",
		special: func(fn *Function, args []node, pos int) node { return &choice{fn, args[:2:2], pos, args[2]} }},
	{Name: "Select", Topic: topicFlow, Result: mv, scoped: true, Params: []Param{{Name: "item", Type: anything}, {Name: "attribute", Type: mv}, {Name: "function", Type: anything}}, Doc: "Computes an expression for each value, which it knows as the variable."},
	{Name: "Switch", Topic: topicFlow, Result: anything, pairs: true, Params: []Param{{Name: "expr", Type: condition}, {Name: "value", Type: anything | marker}},
		Doc:     "Returns the value after the first condition that is true, or NULL. All conditions are evaluated, but of the values only the chosen one.",
		special: func(fn *Function, args []node, pos int) node { return &choice{fn, args, pos, nil} }},
	{Name: "Where", Topic: topicFlow, Result: mv, scoped: true, Params: []Param{{Name: "item", Type: anything}, {Name: "attribute", Type: mv}, {Name: "condition", Type: condition}}, Doc: "Keeps the values for which a condition on the variable is true."},
	{Name: "With", Topic: topicFlow, Result: anything, scoped: true, Params: []Param{{Name: "variable", Type: anything}, {Name: "subExpression", Type: anything}, {Name: "complexExpression", Type: anything | marker}}, Doc: "Gives a part of an expression a name, evaluates it once, and uses it in another."},
}

const condition = Bool | Number | Text | List | Null
