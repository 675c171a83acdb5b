package syncrule

import (
	"io"
	"strings"
	"unicode"

	"recipientdesk/model"
)

const topicText = "Text"

var textFunctions = []*Function{
	{Name: "Guid", Topic: topicText, Result: Text, Doc: "Makes a new random GUID, in lower case with dashes.", call: newGuid},
	{Name: "InStr", Topic: topicText, Result: Number, Params: searchParams,
		Doc:  "Finds the first occurrence of one text in another and returns its position from 1, or 0. The search begins at start. It minds case unless compare is vbTextCompare.",
		call: inStr},
	{Name: "InStrRev", Topic: topicText, Result: Number, Params: searchParams,
		Doc:  "Finds the last occurrence and returns its position from 1, or 0. With start, the occurrence must end at that position or before.",
		call: inStrRev},
	{Name: "LCase", Topic: topicText, Result: Text, Params: one("value", Text), Doc: "Writes all letters small.", call: mapText(func(s string) string { return strings.Map(lower, s) })},
	{Name: "Left", Topic: topicText, Result: Text, Params: []Param{{Name: "string", Type: Text | Null}, {Name: "NumChars", Type: Number}},
		Doc:  "Returns the first characters. A negative number returns the whole text, 0 and a NULL text the empty text.",
		call: left},
	{Name: "Len", Topic: topicText, Result: Number, Params: one("value", Text|Binary|Null), Doc: "Counts the characters, in UTF-16 units as .NET does; of a binary value the bytes. NULL has 0.", call: length},
	{Name: "LTrim", Topic: topicText, Result: Text, Params: one("value", Text), Doc: "Removes white space from the beginning.", call: mapText(func(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) })},
	{Name: "Mid", Topic: topicText, Result: Text | Binary, Params: []Param{{Name: "string", Type: Text | Binary | Null}, {Name: "start", Type: Number}, {Name: "NumChars", Type: Number, Optional: true}},
		Doc:  "Returns NumChars characters from position start, or all of them without a number; of a binary value, bytes. A start below 1 or beyond the end and a negative number return the whole text; 0 characters and a NULL text the empty text.",
		call: mid},
	{Name: "PadLeft", Topic: topicText, Result: Text, Params: padParams, Doc: "Puts a character before the text until it is as long as asked. NULL becomes the empty text.", call: pad(true)},
	{Name: "PadRight", Topic: topicText, Result: Text, Params: padParams, Doc: "Puts a character after the text until it is as long as asked. NULL becomes the empty text.", call: pad(false)},
	{Name: "PCase", Topic: topicText, Result: Text, Params: one("string", Text), Doc: "Writes the first letter of each word large and all others small; words stand between spaces.", call: mapText(properCase)},
	{Name: "Replace", Topic: topicText, Result: Text, Params: []Param{{Name: "string", Type: Text}, {Name: "OldValue", Type: Text}, {Name: "NewValue", Type: Text | Null}},
		Doc:  `Replaces all occurrences of one text by another, minding case. \r, \n and \t in both mean carriage return, line feed and tab. An empty OldValue replaces nothing.`,
		call: replace},
	{Name: "ReplaceChars", Topic: topicText, Result: Text, Params: []Param{{Name: "string", Type: Text}, {Name: "ReplacePattern", Type: Text}},
		Doc:  "Replaces single characters, minding case, by the texts that the pattern names, as in ö:oe,’: (source, colon, target, commas between); white space in the pattern means nothing.",
		call: replaceChars},
	{Name: "Right", Topic: topicText, Result: Text, Params: []Param{{Name: "string", Type: Text | Null}, {Name: "NumChars", Type: Number}},
		Doc:  "Returns the last characters. A negative number returns the whole text, 0 and a NULL text the empty text.",
		call: right},
	{Name: "RTrim", Topic: topicText, Result: Text, Params: one("value", Text), Doc: "Removes white space from the end.", call: mapText(func(s string) string { return strings.TrimRightFunc(s, unicode.IsSpace) })},
	{Name: "Trim", Topic: topicText, Result: Text, Params: one("value", Text), Doc: "Removes white space from both ends.", call: mapText(strings.TrimSpace)},
	{Name: "UCase", Topic: topicText, Result: Text, Params: one("string", Text), Doc: "Writes all letters large.", call: mapText(func(s string) string { return strings.Map(upper, s) })},
	{Name: "Word", Topic: topicText, Result: Text, Params: []Param{{Name: "string", Type: Text | Null}, {Name: "WordNumber", Type: Number}, {Name: "delimiters", Type: Text | Null}},
		Doc:  "Returns one word, counted from 1. Words stand between any of the characters in delimiters, several in a row being one gap. The empty text, if there is no such word.",
		call: word},
}

var (
	searchParams = []Param{{Name: "stringcheck", Type: Text | Null}, {Name: "stringmatch", Type: Text | Null}, {Name: "start", Type: Number, Optional: true},
		{Name: "compare", Type: enum, Optional: true, Words: "vbTextCompare vbBinaryCompare"}}
	padParams = []Param{{Name: "string", Type: Text | Null}, {Name: "length", Type: Number}, {Name: "padCharacter", Type: Text | Null}}
)

func one(name string, k Kind) []Param { return []Param{{Name: name, Type: k}} }

func mapText(f func(string) string) func(*run, []Value) (Value, string) {
	return func(_ *run, a []Value) (Value, string) { return String(f(a[0].text)), "" }
}

// count reads a whole number as a size; what no text can have is clipped.
func count(v Value) (int, string) {
	n, whole := v.Int()
	if !whole {
		return 0, v.Text() + " is no whole number"
	}
	return int(min(max(n, -1<<30), 1<<30)), ""
}

func newGuid(r *run, _ []Value) (Value, string) {
	var g model.GUID
	if r.in.Random == nil {
		return NullValue, "no random numbers are available"
	}
	if _, err := io.ReadFull(r.in.Random, g[:]); err != nil {
		return NullValue, "no random numbers are available"
	}
	g[7], g[8] = g[7]&0x0f|0x40, g[8]&0x3f|0x80 // version 4 (RFC 9562), in directory order
	return String(g.String()), ""
}

func length(_ *run, a []Value) (Value, string) {
	if a[0].kind == Binary {
		return Int(int64(len(a[0].text))), ""
	}
	return Int(int64(units(a[0].text))), ""
}

func left(_ *run, a []Value) (Value, string) {
	n, why := count(a[1])
	if n < 0 {
		return String(a[0].text), why
	}
	return String(cut(a[0].text, 0, n)), why
}

func right(_ *run, a []Value) (Value, string) {
	n, why := count(a[1])
	all := units(a[0].text)
	if n < 0 || n >= all {
		return String(a[0].text), why
	}
	return String(cut(a[0].text, all-n, all)), why
}

func mid(_ *run, a []Value) (Value, string) {
	start, why := count(a[1])
	n := 1 << 30
	if why == "" && len(a) > 2 {
		n, why = count(a[2])
	}
	s, bin := a[0].text, a[0].kind == Binary
	all := len(s)
	if !bin {
		all = units(s)
	}
	switch {
	case n == 0:
		s = ""
	case n < 0 || start < 1 || start > all: // as documented: the text itself
	case bin:
		s = s[start-1 : min(start-1+n, all)]
	default:
		s = cut(s, start-1, start-1+n)
	}
	if bin {
		return Bytes(s), why
	}
	return String(s), why
}

// search prepares both texts for the comparison that is asked for.
func search(a []Value) (in, what string, why string) {
	in, what = a[0].text, a[1].text
	if len(a) > 3 {
		switch a[3].text {
		case "vbTextCompare":
			in, what = fold(in), fold(what)
		case "vbBinaryCompare":
		default:
			why = a[3].Text() + " is no way to compare"
		}
	}
	return in, what, why
}

func inStr(_ *run, a []Value) (Value, string) {
	in, what, why := search(a)
	start := 1
	if len(a) > 2 && why == "" {
		if start, why = count(a[2]); why == "" && start < 1 {
			why = "start is less than 1"
		}
	}
	if why != "" || in == "" || start > units(in) {
		return Int(0), why
	}
	from := offset(in, start-1)
	i := strings.Index(in[from:], what)
	if i < 0 {
		return Int(0), ""
	}
	return Int(int64(units(in[:from+i]) + 1)), ""
}

func inStrRev(_ *run, a []Value) (Value, string) {
	in, what, why := search(a)
	end := len(in)
	if len(a) > 2 && why == "" {
		var start int
		switch start, why = count(a[2]); {
		case why != "":
		case start == 0 || start < -1:
			why = "start is neither positive nor -1"
		case start > 0:
			end = offset(in, start)
		}
	}
	i := strings.LastIndex(in[:end], what)
	if why != "" || in == "" || i < 0 {
		return Int(0), why
	}
	if what == "" {
		return Int(int64(units(in[:end]))), ""
	}
	return Int(int64(units(in[:i]) + 1)), ""
}

const maxPad = 1 << 20

func pad(before bool) func(*run, []Value) (Value, string) {
	return func(_ *run, a []Value) (Value, string) {
		n, why := count(a[1])
		s, with := a[0].text, a[2].text
		switch missing := n - units(s); {
		case why != "" || a[0].IsNull():
			return String(""), why
		case units(with) != 1:
			return NullValue, "padCharacter is not one character"
		case missing <= 0:
		case n > maxPad:
			return NullValue, "makes a text that is too long"
		case before:
			s = strings.Repeat(with, missing) + s
		default:
			s += strings.Repeat(with, missing)
		}
		return String(s), ""
	}
}

func properCase(s string) string {
	first := true
	return strings.Map(func(r rune) rune {
		up := first
		if first = r == ' '; up {
			return upper(r)
		}
		return lower(r)
	}, s)
}

var monikers = strings.NewReplacer(`\r`, "\r", `\n`, "\n", `\t`, "\t")

func replace(_ *run, a []Value) (Value, string) {
	s, from, to := a[0].text, monikers.Replace(a[1].text), monikers.Replace(a[2].text)
	if from == "" {
		return a[0], ""
	}
	if n := strings.Count(s, from); n > 0 && len(s)+n*(len(to)-len(from)) > maxText {
		return NullValue, "makes a text that is too long"
	}
	return String(strings.ReplaceAll(s, from, to)), ""
}

func replaceChars(_ *run, a []Value) (Value, string) {
	targets, why := parsePattern(a[1].text)
	if why != "" {
		return NullValue, why
	}
	var b strings.Builder
	for _, r := range a[0].text {
		if t, ok := targets[r]; ok {
			b.WriteString(t)
		} else {
			b.WriteRune(r)
		}
		if b.Len() > maxText {
			return NullValue, "makes a text that is too long"
		}
	}
	return String(b.String()), ""
}

func parsePattern(pattern string) (map[rune]string, string) {
	pattern = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, pattern)
	targets := map[rune]string{}
	if pattern == "" {
		return targets, ""
	}
	for pair := range strings.SplitSeq(pattern, ",") {
		source, target, ok := strings.Cut(pair, ":")
		rs := []rune(source)
		if !ok || len(rs) != 1 || strings.Contains(target, ":") {
			return nil, "the pattern has " + quoteShort(pair) + " where one character, a colon and a text are expected"
		}
		if _, twice := targets[rs[0]]; !twice {
			targets[rs[0]] = target
		}
	}
	return targets, ""
}

func word(_ *run, a []Value) (Value, string) {
	n, why := count(a[1])
	if why != "" || n < 1 {
		return String(""), why
	}
	i := 0
	for w := range strings.FieldsFuncSeq(a[0].text, func(r rune) bool { return strings.ContainsRune(a[2].text, r) }) {
		if i++; i == n {
			return String(w), ""
		}
	}
	return String(""), ""
}
