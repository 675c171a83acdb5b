package syncrule

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"recipientdesk/model"
)

func TestParseErrorsSayWhere(t *testing.T) {
	for _, c := range []struct{ src, want, hint string }{
		{"", "column 1: there is the end where a value is expected", ""},
		{"1 +", "column 4: there is the end where a value is expected", ""},
		{"iif(True,1,2)", "column 1: there is no function iif", "It is written IIF"},
		{"IIF(True,\n  iif(1,2,3),2)", "line 2, column 3: there is no function iif", "IIF"},
		{"null", "column 1: null is neither a constant nor a function", "It is written NULL"},
		{"Trim", "column 1: Trim is neither", "in parentheses"},
		{"mail", "column 1: mail is neither", "square brackets"},
		{"(1", "column 1: a parenthesis is not closed", ""},
		{"1)", `column 2: there is ")" where an operator or the end is expected`, ""},
		{"Left(“a”,1)", `column 6: there is "“" where a value is expected`, "straight quotes"},
		{`"abc`, "column 1: a string has no end", "straight quote"},
		{"[abc", "column 1: an attribute has no closing ]", ""},
		{"[]", "column 1: \"\" is no name of an attribute", ""},
		{"%P", "column 1: a parameter has no closing %", ""},
		{"$x", "column 1: $x stands for nothing here", "Select"},
		{"Where($x,[a],1) & $x", "column 19: $x stands for nothing here", ""},
		{"With($x,$x,1)", "column 9: $x stands for nothing here", ""},
		{"Where([a],[b],1)", "a variable, as $item", "Where($item"},
		{"Where($x,[b])", "a comma after an argument of Where", ""},
		{"Left(\"a\")", "column 1: Left takes 2 arguments, and got 1", "str Left(str string, num NumChars)"},
		{"Mid(1)", "column 1: Mid takes 2 to 3 arguments, and got 1", "[, num NumChars]"},
		{"Now(1)", "column 1: Now takes no arguments, and got 1", ""},
		{"Switch(True)", "takes pairs", ""},
		{"Switch()", "takes pairs", ""},
		{"Left(5,1)", "column 1: Left takes str for string, not num", ""},
		{"Left(\"a\",True)", "column 1: Left takes num for NumChars, not bool", ""},
		{"Len(Now())", "takes str or bin for value, not dt", ""},
		{"&HXYZ", "column 1: \"&HXYZ\" is no number", "&HFF"},
		{"12abc", "column 1: \"12abc\" is no number", ""},
		{"99999999999999999999", "is no number", ""},
		{"1 & & 2", "column 5: there is \"&\"", ""},
		{"#", `column 1: there is "#"`, ""},
		{"\xff", "a byte that is not UTF-8", ""},
		{"NULL + AuthoritativeNull", "does not take AuthoritativeNull", ""},
		{"Trim(UTF8)", "takes str for value, not enum", ""},
		{strings.Repeat("(", 600), "nested too deeply", ""},
		{strings.Repeat("-", 600), "nested too deeply", ""},
		{"1" + strings.Repeat("+1", 600), "too many operators", ""},
		{strings.Repeat(" ", maxSource+1), "more than", ""},
	} {
		_, err := Parse(c.src)
		var e *model.Error
		var f *Fault
		if !errors.As(err, &e) || !errors.As(err, &f) || e.Code != model.Invalid {
			t.Errorf("%.40q: %v", c.src, err)
			continue
		}
		if !strings.Contains(f.Error(), c.want) || !strings.Contains(e.Hint, c.hint) || len(e.Subject) > 2*shownSource {
			t.Errorf("%.40q: %q, hint %q; want %q, hint %q", c.src, f, e.Hint, c.want, c.hint)
		}
	}
}

func TestStringKeepsTheMeaning(t *testing.T) {
	for src, want := range map[string]string{
		"1+( 2*3 )":                          "1 + (2 * 3)",
		"(1+2)*3":                            "1 + 2 * 3",
		"1+2*3":                              "1 + 2 * 3",
		"((True||False))&&True":              "True || False && True",
		"True||(False&&True)":                "True || (False && True)",
		"(1=2)=False":                        "1 = 2 = False",
		"1=(2=False)":                        "1 = (2 = False)",
		"(True||False)=True":                 "(True || False) = True",
		`"a\\b" & "c""d" & "\r"`:             `"a\\b" & "c""d" & "\r"`,
		"- [a] - -1":                         "0 - [a] - -1",
		"1-(-[a])":                           "1 - (0 - [a])",
		"With($x,[a],Where($y,$x,$y=&HfF))":  "With($x, [a], Where($y, $x, $y = &HfF))",
		"[a]&%P.q%&CRLF":                     "[a] & %P.q% & CRLF",
		"IIF(True,Error(\"x\"),Switch(1,2))": "IIF(True, Error(\"x\"), Switch(1, 2))",
	} {
		e, err := Parse(src)
		if err != nil {
			t.Error(err)
			continue
		}
		if e.String() != want {
			t.Errorf("%s: %s, want %s", src, e, want)
		}
		checkRoundTrip(t, e)
	}
}

func TestNamesAreCollected(t *testing.T) {
	e, err := Parse("IIF([b]=[a],%Q%&%P%,[b]&%Q%)")
	if err != nil || strings.Join(e.Attributes(), " ") != "b a" || strings.Join(e.Parameters(), " ") != "Q P" || e.Kinds()&Bool != 0 {
		t.Error(e.Attributes(), e.Parameters(), e.Kinds(), err)
	}
}

// What multiplies is stopped by the amount of work, not by patience.
func TestEvaluationIsBounded(t *testing.T) {
	big := Object{"big": Strings(strings.Split(strings.Repeat("x,", 2000)+"x", ",")...), "text": String(strings.Repeat("a", 1<<16))}
	nested := "1"
	for _, v := range []string{"$a", "$b", "$c", "$d", "$e"} {
		nested = "Count(Select(" + v + ",[big]," + nested + "))"
	}
	doubled := `[text]`
	for range 12 {
		doubled = "With($v," + doubled + ",$v & $v)"
	}
	for _, src := range []string{nested, doubled, `Replace([text],"a",[text])`, `PadLeft("",2000000,"x")`, `Join(Select($x,[big],[text]),"")`} {
		e, err := Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := e.Eval(&Input{Object: big}); err == nil {
			t.Errorf("%.60s: %.60s", src, v.Text())
		}
	}
	e, _ := Parse(nested)
	if _, err := e.Eval(&Input{Object: big}); model.CodeOf(err) != model.Limited {
		t.Error(err)
	}
}

func TestReadObject(t *testing.T) {
	o, err := ReadObject(strings.NewReader(`{"a":"x","n":129699324000000000,"f":1.5,"e":1e3,"b":true,"bin":{"base64":"AQI="},"mv":["x",1],"none":null,"nothing":[]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := Object{"a": String("x"), "n": Int(129699324000000000), "f": Float(1.5), "e": Int(1000), "b": Boolean(true), "bin": Bytes("\x01\x02"), "mv": Multi(String("x"), Int(1)), "none": NullValue, "nothing": NullValue}
	for name, v := range want {
		if !o[name].Equal(v) {
			t.Errorf("%s is %v, want %v", name, o[name].Text(), v.Text())
		}
	}
	if b, err := json.Marshal(o["mv"]); err != nil || string(b) != `["x",1]` {
		t.Errorf("%s %v", b, err)
	}
	for _, bad := range []string{"", "[]", `{"a":{}}`, `{"a":{"base64":"%"}}`, `{"a":[["x"]]}`, `{"a":[null]}`, `{"a":99999999999999999999}`, `{} {}`, `{"a":{"base64":"","b":1}}`} {
		if _, err := ReadObject(strings.NewReader(bad)); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// Without clock and random numbers the functions that need them fail, and nothing
// else.
func TestTheWorldMayBeMissing(t *testing.T) {
	for src, ok := range map[string]bool{"Now()": false, "Guid()": false, "RandomNum(1,2)": false, "[a]": true, "ImportedValue(\"a\")": true, "%P%": false} {
		e, err := Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := e.Eval(&Input{}); (err == nil) != ok || !v.IsNull() {
			t.Errorf("%s: %v %v", src, v.Text(), err)
		}
	}
}

func TestImportedValueIsOfTheImport(t *testing.T) {
	e, err := Parse(`RemoveDuplicates(Trim(ImportedValue("mv")))`)
	if err != nil {
		t.Fatal(err)
	}
	v, err := e.Eval(&Input{Object: Object{"mv": Strings("now")}, Imported: Object{"mv": Strings("then", " then ")}})
	if err != nil || !v.Equal(Strings("then")) {
		t.Error(v.Text(), err)
	}
}
