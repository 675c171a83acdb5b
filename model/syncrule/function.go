package syncrule

import (
	"fmt"
	"slices"
	"strings"
)

// A Function is one of the language, as docs/expressions.md shows it.
type Function struct {
	Name   string
	Topic  string
	Params []Param
	Result Kind
	Doc    string // one sentence and more; what Microsoft leaves open is decided here
	Source string // URL

	pairs   bool // the parameters repeat: Switch
	scoped  bool // the first parameter is a variable: Select, Where, With
	special func(fn *Function, args []node, pos int) node
	call    func(r *run, a []Value) (Value, string) // the string says what is wrong, or is ""
}

// A Param is a parameter. If its type includes List the function sees all values of
// an attribute at once, otherwise it is called for each. If it includes Null, the
// function has an answer for NULL; otherwise NULL makes the result NULL.
type Param struct {
	Name     string
	Type     Kind
	Optional bool
	Words    string // the words that may stand here, for an enumeration
}

// Functions returns all functions in the order of Microsoft's reference: by topic,
// then by name.
func Functions() []*Function { return slices.Clone(inOrder) }

var (
	inOrder   = slices.Concat(certFunctions, convertFunctions, dateFunctions, directoryFunctions, inspectFunctions, mathFunctions, multiFunctions, flowFunctions, textFunctions, engineFunctions)
	functions = make(map[string]*Function, len(inOrder))
	enumWords = map[string]bool{}
)

const reference = "https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference"

func init() {
	for _, f := range inOrder {
		functions[f.Name] = f
		if f.Source == "" {
			f.Source = reference + "#" + strings.ToLower(f.Name)
		}
		for _, p := range f.Params {
			for w := range strings.FieldsSeq(p.Words) {
				enumWords[w] = true
			}
		}
	}
}

// param returns parameter i; those of Switch repeat.
func (fn *Function) param(i int) Param {
	if fn.pairs {
		i %= len(fn.Params)
	}
	return fn.Params[i]
}

func (fn *Function) required() int {
	n := 0
	for _, p := range fn.Params {
		if !p.Optional {
			n++
		}
	}
	return n
}

func (fn *Function) checkCount(n int) string {
	least, most := fn.required(), len(fn.Params)
	switch {
	case fn.pairs && (n == 0 || n%2 != 0):
		return fmt.Sprintf("%s takes pairs of a condition and a value, and got %d arguments", fn.Name, n)
	case fn.pairs || n >= least && n <= most:
		return ""
	case least == most:
		return fmt.Sprintf("%s takes %s, and got %d", fn.Name, counted(least), n)
	}
	return fmt.Sprintf("%s takes %d to %s, and got %d", fn.Name, least, counted(most), n)
}

func counted(n int) string {
	switch n {
	case 0:
		return "no arguments"
	case 1:
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

// Syntax writes how the function is called: "str Mid(str string, num start[, num NumChars])".
func (fn *Function) Syntax() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s(", typeName(fn.Result), fn.Name)
	open := 0
	for i, p := range fn.Params {
		if p.Optional {
			b.WriteString("[")
			open++
		}
		if i > 0 {
			b.WriteString(", ")
		}
		if fn.scoped && i == 0 {
			b.WriteString("$" + p.Name)
			continue
		}
		b.WriteString(typeName(p.Type) + " " + p.Name)
	}
	if fn.pairs {
		b.WriteString(", …")
	}
	b.WriteString(strings.Repeat("]", open) + ")")
	return b.String()
}

// typeName abbreviates as Microsoft's reference does, with mv before types of lists.
func typeName(k Kind) string {
	switch one := k &^ (List | Null | marker); {
	case one == 0 && k&List == 0:
		return "void"
	case one&scalar == scalar:
		return "var"
	case k&List != 0:
		return "mv" + strings.ReplaceAll(one.String(), " or ", "|mv")
	default:
		return strings.ReplaceAll(one.String(), " or ", "|")
	}
}
