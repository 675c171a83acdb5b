package syncrule

import (
	"math"
	"strconv"
	"strings"
)

// parseNumber reads a decimal number, whole or with a fraction, as CNum takes it:
// white space around it and a sign are allowed, separators and exponents are not.
func parseNumber(s string) (Value, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return Int(n), true
	}
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || strings.Trim(digits, "0123456789.") != "" || strings.Trim(digits, ".") == "" || !strings.Contains(digits, ".") {
		return NullValue, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) {
		return NullValue, false
	}
	return Float(f), true
}

// compute applies + - * /. Whole numbers stay whole where the result is; what
// does not fit 64 bits is an error, and so is a division by zero.
func compute(op string, a, b Value) (Value, string) {
	x, xi := a.Int()
	y, yi := b.Int()
	if op == "/" && b.Float() == 0 {
		return NullValue, "divides by zero"
	}
	if !xi || !yi {
		return inexact(op, a.Float(), b.Float())
	}
	var z int64
	ok := true
	switch op {
	case "+":
		z = x + y
		ok = (z > x) == (y > 0)
	case "-":
		z = x - y
		ok = (z < x) == (y > 0)
	case "*":
		z = x * y
		ok = x == 0 || z/x == y && (x != -1 || y != math.MinInt64)
	case "/":
		if x%y != 0 {
			return inexact(op, float64(x), float64(y))
		}
		z = x / y
		ok = x != math.MinInt64 || y != -1
	}
	if !ok {
		return NullValue, "leaves the range of 64-bit numbers"
	}
	return Int(z), ""
}

func inexact(op string, x, y float64) (Value, string) {
	var f float64
	switch op {
	case "+":
		f = x + y
	case "-":
		f = x - y
	case "*":
		f = x * y
	case "/":
		f = x / y
	}
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return NullValue, "leaves the range of numbers"
	}
	return Float(f), ""
}
