package powershell

import (
	"strings"
	"testing"

	"recipientdesk/model"
)

// outline writes a tree in brackets.
func outline(n *Node) string {
	names := [...]string{"block", "", "cmd", "param", "splat", "str", "expand", "num", "var", "member", "static", "call", "index", "list", "array", "paren", "hash", "script",
		"unary", "binary", "type", "cast", "assign", "if", "try", "finally", "foreach", "loop", "function", "params", "jump"}
	var b strings.Builder
	b.WriteString(names[n.Kind])
	if n.Text != "" || n.Kind == String {
		b.WriteString(":" + n.Text)
	}
	if len(n.Kids) == 1 && n.Kind == Pipeline {
		return outline(n.Kids[0])
	}
	if len(n.Kids) > 0 {
		b.WriteByte('(')
		for i, k := range n.Kids {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(outline(k))
		}
		b.WriteByte(')')
	}
	return b.String()
}

func TestScripts(t *testing.T) {
	for _, c := range []struct{ what, src, want string }{
		{"nothing", " \r\n# a comment\n<# a long\none #>;;", "block"},
		{"a command over lines", "Get-X `\r\n -Name 'it''s' `\n-Count 0x10 a,'b' -Flag:$true", "block(cmd:Get-X(param:Name str:it's param:Count num:16 list(str:a str:b) param:Flag(var:true)))"},
		{"typographic quotes and dashes", "Get-X \u2013Name \u2018a\u2019\u2019b\u2019 \u201cc\u201d", "block(cmd:Get-X(param:Name str:a\u2019b str:c))"},
		{"a pipeline", "$a | Where-Object { $_.Name -eq 'x' } | Out-Null", "block((var:a cmd:Where-Object(script(block(binary:-eq(member:Name(var:_) str:x)))) cmd:Out-Null))"},
		{"assignments", "$Script:a = 1; [int]$b = $a.c[0] = 'x'; $d += Get-X -Y", "block(assign:=(var:a num:1) assign:=(cast:int(var:b) assign:=(index(member:c(var:a) num:0) str:x)) assign:+=(var:d cmd:Get-X(param:Y)))"},
		{"operators", "-not $a -and 1 + 2 * 3 -ceq 7 -or !$b", "block(binary:-or(binary:-and(unary:-not(var:a) binary:-eq(binary:+(num:1 binary:*(num:2 num:3)) num:7)) unary:-not(var:b)))"},
		{"commas bind tighter than operators", "'a','b' -contains $x", "block(binary:-contains(list(str:a str:b) var:x))"},
		{"strings that are expanded", "\"a `\"$b ${c d} $($e.f) \"\"g`n $5 $\"", "block(expand(str:a \" var:b str:  var:c d str:  paren(block(member:f(var:e))) str: \"g\n  var:5 str: $))"},
		{"here-strings", "$x = @'\na 'b' $c\n'@\n$y = @\"\r\nd $e\r\n\"@; $z = @'\n'@", "block(assign:=(var:x str:a 'b' $c) assign:=(var:y expand(str:d  var:e)) assign:=(var:z str:))"},
		{"arrays and tables", "@('a', 'b')[0]; @{ a = 1; 'b c' = Get-X\n d = @() }", "block(index(array(block(list(str:a str:b))) num:0) hash(str:a num:1 str:b c cmd:Get-X str:d array(block)))"},
		{"types", "[guid]::NewGuid().ToString(); [string](Get-X).Y; [X.Y[]]", "block(call(member:ToString(call(static:NewGuid(type:guid)))) cast:string(member:Y(paren(block(cmd:Get-X)))) type:x.y[])"},
		{"conditions", "if ($a) { b } elseif ($c)\n{ d }\nelse { e } f", "block(if(block(var:a) block(cmd:b) block(var:c) block(cmd:d) block(cmd:e)) cmd:f)"},
		{"errors of the script", "try { a } catch [X], [Y] { throw \"z\" } finally { return }", "block(finally(try(block(cmd:a) block(jump:throw(str:z))) block(jump:return)))"},
		{"loops", "foreach ($a in $b) { c }; while ($true) { break }; do { x } until ($y); for ($i = 0; $i -lt 3; $i++) { z }; switch ($q) { 'a' { b } default { c } }",
			"block(foreach:a(var:b block(cmd:c)) loop:while(block(var:true) block(jump:break)) loop:do(block(cmd:x) block(var:y)) loop:for(block(assign:=(var:i num:0) binary:-lt(var:i num:3) unary:++(var:i)) block(cmd:z)) loop:switch(block(var:q) str:a block(cmd:b) str:default block(cmd:c)))"},
		{"functions and parameters", "[CmdletBinding()]\nparam([Parameter(Mandatory)][string] $A = 'x', $B)\nfunction Get-Y($z) { param($w)\n1 }", "block(params(assign:=(var:a str:x) var:b) function:Get-Y(block(params(var:w) num:1)))"},
		{"redirections", "a > b.txt 2>&1; c 2>$null | d", "block(cmd:a (cmd:c cmd:d))"},
		{"calls of files", "& 'a b.ps1' -C; . .\\d.ps1", "block(cmd:&(str:a b.ps1 param:C) cmd:.(str:.\\d.ps1))"},
		{"splatting", "Get-X @params -Y @('z')", "block(cmd:Get-X(splat:params param:Y array(block(str:z))))"},
		{"a list of one", ",'a'", "block(list(str:a))"},
	} {
		n, err := Parse(c.src, "s.ps1")
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
		} else if got := outline(n); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
	}
}

func TestScriptsThatAreNone(t *testing.T) {
	for src, want := range map[string]string{
		"a\n  'b":                         "s.ps1:2:3: ",
		"New-X \n-Name 'a'":               "s.ps1:2:1: a parameter stands where a command is expected",
		"a |":                             "s.ps1:1:4: a command is missing",
		"a { b":                           "\"}\" is missing at the end",
		"a )":                             "s.ps1:1:3: ')' is not expected",
		"$x = @'\nabc":                    "does not end with '@",
		"@'x\n'@":                         "a line must end",
		"<# a":                            "comment does not end",
		"\"a":                             "string does not end",
		"\u00e4\u00f6 'x' | $":            "s.ps1:1:10: the name of a variable is missing",
		"a && b":                          "is not expected",
		"class A { }":                     "class is not understood",
		"$a 'b'":                          "is not expected here",
		"x = (1":                          "is missing at the end",
		"$x = @b":                         "a splatted variable",
		"[int":                            "\"]\" is missing",
		strings.Repeat("(", 5000):         "nested too deeply",
		strings.Repeat("a|", 1<<23):       "has more than",
		"a \xff\xfe":                      "is not text",
		"if ($x) Get-Y":                   "\"{\" is missing after if",
		"'a' -nosuch 'b'":                 "is not expected here",
		"foreach ($a of $b) {}":           "foreach is followed by",
		"@{ a = 1; b }":                   "\"=\" is missing",
		"Get-X -Name ,":                   "is not expected here",
		strings.Repeat("1+", 5000) + "1":  "too long an expression",
		"$a" + strings.Repeat(".b", 5000): "too long an expression",
		strings.Repeat("!", 100_000):      "nested too deeply",
		strings.Repeat("-not ", 1_000):    "nested too deeply",
	} {
		_, err := Parse(src, "s.ps1")
		if model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v", src, err)
		}
	}
}

func TestQuotedTextsAreReadBack(t *testing.T) {
	for _, s := range []string{"", "a", "it's", "\u2018\u2019", "$x `n \"", "a\nb", "''"} {
		n, err := Parse("a "+Quote(s), "s")
		if err != nil || n.Kids[0].Kids[0].Kids[0].Text != s {
			t.Errorf("%q: %s, %v", s, Quote(s), err)
		}
	}
	if got := string(File("a\nb\r\n")); got != "a\r\nb\r\n" {
		t.Errorf("%q", got)
	}
	if got := string(File("\u00e4\n")); got != "\ufeff\u00e4\r\n" {
		t.Errorf("%q", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("New-X `\n-A 'b' | Out-Null\nif ($a[0].b -eq \"c $d\") { @{ e = @'\nx\n'@ } }")
	f.Fuzz(func(t *testing.T, src string) {
		n, err := Parse(src, "s")
		if (n == nil) != (err != nil) || err != nil && model.CodeOf(err) != model.Invalid {
			t.Error(err)
		}
	})
}
