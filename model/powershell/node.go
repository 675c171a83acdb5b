// Package powershell reads scripts as the Synchronization Rules Editor exports
// them, and what people make of those: commands, pipelines, variables, strings of
// every kind, expressions, conditions, loops, try and catch. It makes a tree of a
// script and runs nothing. What it does not know is an error that says where.
//
// The grammar is that of Windows PowerShell 5.1:
// https://learn.microsoft.com/powershell/scripting/lang-spec/chapter-15.
package powershell

import (
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"
)

// A Kind says what a node is.
type Kind uint8

// The kinds of nodes. Kids that a kind always has are named in brackets.
const (
	Block    Kind = iota // statements
	Pipeline             // elements: expressions or commands, each fed by the one before
	Command              // Text is the name; kids are the arguments in order
	Param                // Text is the name of a -Parameter, kids the value after a colon, if any
	Splat                // Text is the variable of @variable
	String               // Text is the value; also a bare word
	Expand               // a string in double quotes; kids are its parts
	Number               // Text in decimal
	Variable             // Text is the name in lower case, without scope
	Member               // Text is the name after the period [object]
	Static               // Text is the name after the colons [type]
	Call                 // of a method [member, arguments…]
	Index                // [object, index]
	List                 // elements between commas
	Array                // @( ) [block]
	Paren                // ( ) or $( ) [block]
	Hash                 // @{ }; kids are keys and values in turn
	Script               // { } [block]
	Unary                // Text is the operator in lower case, without c and i [operand]
	Binary               // Text is the operator in lower case, without c and i [left, right]
	Type                 // Text is the name between brackets in lower case
	Cast                 // Text is the type in lower case [operand]
	Assign               // Text is the operator: = or += … [target, value]
	If                   // conditions and blocks in turn, and a block for else
	Try                  // [body]; further kids are blocks, those of catch
	Finally              // [try, block]
	ForEach              // Text is the variable [pipeline, block]
	Loop                 // Text is the keyword; kids are what it has
	Function             // Text is the name [block]
	Params               // a param block; kids are Assign or Variable
	Jump                 // Text is throw, return, exit, break or continue [pipeline, if any]
)

// A Pos is a place in a script. It is only written out when someone is to read it:
// a script of one long line would otherwise be counted again for every node.
type Pos struct {
	src string
	at  int
}

// String writes it as editors do: line:column, both from 1, the column in
// characters.
func (p Pos) String() string {
	before := p.src[:p.at]
	line := strings.LastIndexByte(before, '\n') + 1
	return fmt.Sprintf("%d:%d", strings.Count(before, "\n")+1, utf8.RuneCountInString(before[line:])+1)
}

// A Node is a part of a script.
type Node struct {
	Kind Kind
	Pos  Pos
	Text string
	Kids []*Node
}

// All yields the node and everything below it.
func (n *Node) All() iter.Seq[*Node] {
	return func(yield func(*Node) bool) { n.walk(yield) }
}

func (n *Node) walk(yield func(*Node) bool) bool {
	if !yield(n) {
		return false
	}
	for _, k := range n.Kids {
		if !k.walk(yield) {
			return false
		}
	}
	return true
}
