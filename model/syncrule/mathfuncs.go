package syncrule

import (
	"encoding/binary"
	"io"
	"math"
)

const topicMath = "Math"

var mathFunctions = []*Function{
	{Name: "BitAnd", Topic: topicMath, Result: Number, Params: []Param{{Name: "value1", Type: Number}, {Name: "value2", Type: Number}}, Doc: "Keeps the bits that both numbers have.",
		call: func(_ *run, a []Value) (Value, string) { n, why := bits(a); return Int(n[0] & n[1]), why }},
	{Name: "BitOr", Topic: topicMath, Result: Number, Params: []Param{{Name: "value1", Type: Number}, {Name: "value2", Type: Number}}, Doc: "Keeps the bits that either number has.",
		call: func(_ *run, a []Value) (Value, string) { n, why := bits(a); return Int(n[0] | n[1]), why }},
	{Name: "RandomNum", Topic: topicMath, Result: Number, Params: []Param{{Name: "start", Type: Number}, {Name: "end", Type: Number}}, Doc: "Draws a whole number from start to end, both included.", call: randomNum},
}

// bits reads two whole numbers.
func bits(a []Value) (n [2]int64, why string) {
	for i, v := range a {
		var whole bool
		if n[i], whole = v.Int(); !whole {
			return n, v.Text() + " is no whole number"
		}
	}
	return n, ""
}

func randomNum(r *run, a []Value) (Value, string) {
	n, why := bits(a)
	switch {
	case why != "":
		return NullValue, why
	case n[0] > n[1]:
		return NullValue, "start is greater than end"
	case r.in.Random == nil:
		return NullValue, "no random numbers are available"
	}
	x, ok := draw(r.in.Random, uint64(n[1])-uint64(n[0]))
	if !ok {
		return NullValue, "no random numbers are available"
	}
	return Int(int64(uint64(n[0]) + x)), ""
}

// draw returns a number from 0 to most, each as likely as the other: what the last,
// incomplete round of the 64-bit numbers would add is drawn again.
func draw(random io.Reader, most uint64) (uint64, bool) {
	var excess uint64
	if most < math.MaxUint64 {
		excess = (math.MaxUint64 - most) % (most + 1)
	}
	for range 100 { // each succeeds with at least even odds
		var b [8]byte
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return 0, false
		}
		switch x := binary.LittleEndian.Uint64(b[:]); {
		case most == math.MaxUint64:
			return x, true
		case x <= math.MaxUint64-excess:
			return x % (most + 1), true
		}
	}
	return 0, false
}
