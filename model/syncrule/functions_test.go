package syncrule

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

// thing is the object of these tests.
var thing = Object{
	"one": String("one"), "empty": String(""), "n": Int(7), "yes": Boolean(true), "bin": Bytes("\x01\x02\x03"), "mv": Strings("smtp:a@x", "SMTP:b@y", "x500:/o=c"),
	"single": Strings("only"), "refs": Multi(Reference("CN=A"), Reference("CN=B")), "dn": Reference(`CN=Doe\, Joe,OU="a,b", OU=Staff,DC=corp,DC=example`),
	"guid": Bytes("\x32\xc3\x4a\x8c\x5f\x97\x17\x47\xad\x7b\xba\x4a\x4e\x96\x8f\xff"), "text true": String("TRUE"), "text 7": String("7"),
}

func input() *Input {
	return &Input{Object: thing, Params: map[string]string{"P": "p"}, Now: func() time.Time { return time.Date(2024, 2, 29, 13, 4, 5, 0, time.UTC) },
		Random: bytes.NewReader(bytes.Repeat([]byte{7}, 64))}
}

// shown evaluates and writes the result as JSON, markers by name and errors as
// "error: …".
func shown(src string) string {
	e, err := Parse(src)
	var v Value
	if err == nil {
		v, err = e.Eval(input())
	}
	var f *Fault
	switch {
	case errors.As(err, &f):
		return "error: " + f.Error()
	case err != nil:
		return "no fault: " + err.Error()
	case v.IsNull():
		return v.Kind().String()
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// cases are lines of an expression, => and the result; of an error, a part of it.
func cases(t *testing.T, lines string) {
	t.Helper()
	n := 0
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		n++
		src, want, ok := strings.Cut(line, " => ")
		if got := shown(strings.TrimSpace(src)); !ok || got != want && !(strings.HasPrefix(want, "error") && strings.HasPrefix(got, "error") && strings.Contains(got, strings.TrimPrefix(strings.TrimPrefix(want, "error"), ": "))) {
			t.Errorf("%s: got %s, want %s", src, got, want)
		}
	}
	if n < 5 {
		t.Errorf("only %d cases", n)
	}
}

func TestTextFunctions(t *testing.T) {
	cases(t, `
Left("John Doe", 99) => "John Doe"
Left([missing], 3) => ""
Left([n], 3) => error: takes str for string, not num
Left("abc", [missing]) => NULL
Left("a😀b", 3) => "a😀"
Len("a😀b") => 4
Len([missing]) => 0
Len([bin]) => 3
Right("John Doe", 3) => "Doe"
Right("John Doe", 0) => ""
Right("John Doe", -1) => "John Doe"
Right([missing], 2) => ""
Right("a😀b", 3) => "😀b"
Mid("John Doe", 6, 999) => "Doe"
Mid("John Doe", 6) => "Doe"
Mid("John Doe", 8, 1) => "e"
Mid("John Doe", 9, 1) => "John Doe"
Mid("John Doe", 3, -1) => "John Doe"
Mid("John Doe", 3, 0) => ""
Mid("John Doe", 99, 0) => ""
Mid([missing], 1, 1) => ""
Mid([bin], 2, 1) => {"base64":"Ag=="}
Mid("abc", 1.5) => error: no whole number
InStr("repEated","e",3,vbBinaryCompare) => 7
InStr("repEated","e",3,vbTextCompare) => 4
InStr("repEated","E") => 4
InStr("x","y") => 0
InStr("x","x",0) => error: less than 1
InStr("x","x",9) => 0
InStr([missing],"x") => 0
InStr("äöü","ü") => 3
InStr("a","a",1,CaseSensitive) => error: takes one of vbTextCompare
InStrRev("abbcdbbbef","bb") => 7
InStrRev("abbcdbbbef","bb",7) => 6
InStrRev("abcABC","b",-1,vbTextCompare) => 5
InStrRev("x","y") => 0
LCase("ÄB") => "äb"
UCase("straße") => "STRAßE"
LTrim(" a ") => "a "
RTrim(" a ") => " a"
Trim([missing]) => NULL
Trim([mv]) & "!" => ["smtp:a@x!","SMTP:b@y!","x500:/o=c!"]
PadLeft("User", 10, "0") => "000000User"
PadRight([missing], 5, "0") => ""
PadLeft("a", 3, "xy") => error: not one character
PadLeft("a", 99999999, "x") => error: too long
PadLeft("a", -3, "x") => "a"
PCase("mc-donald  o'neil") => "Mc-donald  O'neil"
Replace("aAa","a","b") => "bAb"
Replace("a","","b") => "a"
Replace("a b"," ",[missing]) => "ab"
ReplaceChars("Größe"," ö : oe, ß:ss ") => "Groesse"
ReplaceChars("x","ab:c") => error: one character
ReplaceChars("x",":c") => error: one character
ReplaceChars("x","a") => error: one character
ReplaceChars("x","") => "x"
Word("This,string!has&many separators",3,",!&#") => "has"
Word("a,,b",2,",") => "b"
Word("abc",1,",") => "abc"
Word([missing],1,",") => ""
Word("DOM\joe",2,"\") => "joe"
Word("DOM\joe",2,"\\") => "joe"
Guid() => "07070707-0707-4707-8707-070707070707"
`[1:])
}

func TestConversions(t *testing.T) {
	cases(t, `
CBool(0) => false
CBool(-1) => true
CBool([missing]) => false
CBool([text true]) => true
CBool("maybe") => error
CNum(" 12 ") => 12
CNum("-1.5") => -1.5
CNum("12a") => error: no number
CNum("") => error: no number
CNum([missing]) => NULL
CNum([bin]) => 197121
CStr(5) => "5"
CStr(True) => "True"
CStr([dn]) => "CN=Doe\\, Joe,OU=\"a,b\", OU=Staff,DC=corp,DC=example"
CStr([bin]) => error: takes str or num or bool or ref
CStr([missing]) => NULL
CRef("CN=x") => "CN=x"
ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA") => "Hello world!"
ConvertFromBase64("SGVsbG8gd29ybGQh", UTF8) => "Hello world!"
ConvertFromBase64("SGVsbG8gd29ybGQh", "ASCII") => "Hello world!"
ConvertFromBase64("w6Q=", ASCII) => "??"
ConvertFromBase64("%", UTF8) => error: not Base64
ConvertFromBase64("aa==", UTF9) => error: neither a constant
ConvertToBase64([guid]) => "MsNKjF+XF0ete7pKTpaP/w=="
ConvertToUTF8Hex("ä") => "C3A4"
ConvertFromUTF8Hex("c3a4") => "ä"
ConvertFromUTF8Hex("c3a") => error: not hexadecimal
StringFromGuid([guid]) => "8c4ac332-975f-4717-ad7b-ba4a4e968fff"
StringFromGuid([bin]) => error: 16 bytes
CGuid("{8c4ac332-975f-4717-ad7b-ba4a4e968fff}") => {"base64":"MsNKjF+XF0ete7pKTpaP/w=="}
CGuid("8c4ac332975f4717ad7bba4a4e968fff") => error: no GUID
StringFromSid([bin]) => error
CBin(300,2) & CBin(2,1) => {"base64":"LAEC"}
CBin(300,1) => error: does not fit
Len(Thumbprint([bin])) => 32
`[1:])
}

func TestDates(t *testing.T) {
	cases(t, `
CDate("12/25/2007") => "2007-12-25T00:00:00Z"
CDate("2013-01-10 4:00 PM -8") => "2013-01-11T00:00:00Z"
CDate("2013-01-10T16:00:05.25+01:30") => "2013-01-10T14:30:05.25Z"
CDate("2012-01-01 23:00:00Z") => "2012-01-01T23:00:00Z"
CDate("10 January 2013 12:01 am") => "2013-01-10T00:01:00Z"
CDate("Thu, Jan 10, 2013") => "2013-01-10T00:00:00Z"
CDate("Thu, 10 Jan 2013 16:00:00 GMT") => "2013-01-10T16:00:00Z"
CDate("2013-02-30") => error: no date
CDate("20140905081453.0Z") => error: no date
CDate("25/12/2007") => error: no date
CDate("12/25/2007 25:00") => error: no date
CDate("") => error: no date
CDate([missing]) => NULL
DateAdd("m",1,CDate("2013-01-31")) => "2013-02-28T00:00:00Z"
DateAdd("yyyy",-1,CDate("2012-02-29")) => "2011-02-28T00:00:00Z"
DateAdd("q",-1,CDate("2012-02-29")) => "2011-11-29T00:00:00Z"
DateAdd("ww",2,CDate("2012-02-29")) => "2012-03-14T00:00:00Z"
DateAdd("n",-1,CDate("2012-01-01")) => "2011-12-31T23:59:00Z"
DateAdd("yyyy",99999,CDate("2012-01-01")) => error: leaves the years
DateAdd("s",9223372036854775807,CDate("2012-01-01")) => error: leaves the years
DateAdd("x",1,Now()) => error: no interval
NumFromDate(CDate("2012-01-01 23:00:00")) => 129699324000000000
NumFromDate(DateFromNum(129699324000000001)) => 129699324000000001
DateFromNum(9223372036854775807) => error: no date
DateFromNum(-1) => error: no date
DateFromNum(0) => "1601-01-01T00:00:00Z"
DateFromNum([missing]) => NULL
FormatDateTime(Now(),"ddd dddd d dd M MM MMM MMMM y yy yyy yyyy yyyyy") => "Thu Thursday 29 29 2 02 Feb February 24 24 2024 2024 02024"
FormatDateTime(Now(),"h hh H HH m mm s ss t tt f FFF K zzz") => "1 01 13 13 4 04 5 05 P PM 0  Z +00:00"
FormatDateTime(Now(),"'day' d \d %d") => "day 29 d 29"
FormatDateTime(Now(),"d") => "02/29/2024"
FormatDateTime(Now(),"o") => "2024-02-29T13:04:05.0000000Z"
FormatDateTime(Now(),"j") => error: no standard format
FormatDateTime(Now(),"'open") => error: not closed
FormatDateTime(DateFromNum(129699324000000001),"fffffff") => "0000001"
FormatDateTime("2012","yyyy") => error: takes dt
IsDate("12/25/2007") => true
IsDate("soon") => false
IsDate(Now()) => true
Now() > CDate("2024-02-29") => true
`[1:])
}

func TestInspection(t *testing.T) {
	cases(t, `
IsNull([missing]) => true
IsNull([empty]) => false
IsEmpty([missing]) => false
IsEmpty([empty]) => true
IsNullOrEmpty([n]) => false
IsPresent([mv]) => true
IsPresent([yes]) => true
IsPresent(Where($i,[mv],False)) => false
IsNumeric([text 7]) => true
IsNumeric(7) => true
IsNumeric("seven") => false
IsNumeric([missing]) => false
IsString("x") => true
IsString(5) => true
IsString([bin]) => false
IsString([missing]) => false
IsGuid([missing]) => false
IsGuid("8c4ac332-975f-4717-ad7b-ba4a4e968ffg") => false
IsBitSet(8,4) => false
IsBitSet("8",4) => error: takes num
BitAnd(-2147483646,-2147483648) => -2147483648
BitAnd(&H80000000,-2147483646) => 2147483648
BitAnd([missing],2) => NULL
BitOr(1.5,2) => error: no whole number
RandomNum(5,5) => 5
RandomNum(6,5) => error: greater
IIF(RandomNum(100,999) >= 100, True, False) => true
`[1:])
}

func TestMultiValued(t *testing.T) {
	cases(t, `
Contains([mv],"SMTP:") => 2
Contains([mv],"SMTP:",CaseInsensitive) => 1
Contains([mv],"SMTP:",CaseSensitive) => 2
Contains([mv],"@") => 1
Contains([missing],"@") => 0
Contains([refs],"CN=B") => 2
Contains([refs],"B") => 0
Contains([bin],"x") => error: takes
Count([missing]) => 0
Count([one]) => 1
Count([single]) => 1
Item([mv],3) => "x500:/o=c"
Item([mv],0) => error: no value 0
Item([missing],1) => error: no value 1
ItemOrNull([mv],4) => NULL
ItemOrNull([missing],1) => NULL
Join([mv],",") => "smtp:a@x,SMTP:b@y,x500:/o=c"
Join([mv],"") => "smtp:a@xSMTP:b@yx500:/o=c"
Join([missing]) => NULL
RemoveDuplicates(Split("a,A,a",",")) => ["a","A"]
RemoveDuplicates([missing]) => NULL
Split("a,,b",",") => ["a","","b"]
Split("a,b,c",",",2) => ["a","b,c"]
Split("",",") => NULL
Split("a","ab") => error: not one character
IIF(InStr([mv],"x500:")=1,NULL,[mv]) => ["smtp:a@x","SMTP:b@y"]
IIF(InStr([mv],"q")>0,[mv],NULL) => NULL
Switch(Left([mv],5)="smtp:","a",True,"b") => ["a","a","b"]
Select($i,[mv],Len($i)) => [8,8,9]
Select($i,Split("a-b","-"),Split($i & "|" & $i,"|")) => ["a","a","b","b"]
Select($i,[missing],UCase($i)) => NULL
Where($i,[single],$i = "ONLY") => ["only"]
With($a,[one],With($b,$a & "2",$a & $b)) => "oneone2"
Where($i,[mv],Count(Where($i,[mv],Len($i) > 8)) = 1) => ["smtp:a@x","SMTP:b@y","x500:/o=c"]
[mv] & Split("1,2",",") => error: lists of 3 and 2
ValueCount("mv") => 3
ImportedValue("one") => "one"
`[1:])
}

func TestDirectoryFunctions(t *testing.T) {
	cases(t, `
DNComponent([dn],1) => "Doe\\, Joe"
DNComponent([dn],2) => "\"a,b\""
DNComponent([dn],3) => "Staff"
DNComponent([dn],9) => NULL
DNComponent([missing],1) => NULL
DNComponent("CN=a",1) => error: takes ref
DNComponentRev([dn],1) => "example"
DNComponentRev([dn],1,"DC") => "Staff"
DNComponentRev([dn],1,DC) => "Staff"
DNComponentRev([dn],1,"OU") => error: takes one of DC
DNComponent(CRef("no dn"),1) => error: no distinguished name
InStr(DNComponent(CRef("CN=Joe\\0ACNF:8c4a,OU=x"),1),"\\0ACNF:") => 4
EscapeDNComponent("cn=" & "Doe, Joe+") => "cn=Doe\\, Joe\\+"
`[1:])
}

func TestOperators(t *testing.T) {
	cases(t, `
1+2*3 => 9
1+(2*3) => 7
7/2 => 3.5
6/2 => 3
1/0 => error: divides by zero
9223372036854775807+1 => error: range
-[n] => -7
1 - -1 => 2
[n]+[missing] => NULL
"a"+1 => error: does not take str
"a" & 1 & True => "a1True"
[missing] & "x" => "x"
[missing] & [missing] => NULL
[bin] & "x" => error: only with binary
[one] = "ONE" => true
[one] <> "two" => true
"a" < "B" => true
[missing] = "x" => false
[missing] <> "x" => true
[missing] = NULL => true
[missing] > 1 => false
[text 7] = 7 => true
[text true] = True => true
[n] > "x" => error: cannot compare
"x" = 1 => false
True || Error("no") => true
False && Error("no") => false
True || False && False => false
1 = 1 = True => true
[mv] = "smtp:a@x" => [true,false,false]
IIF("x",1,2) => error: neither true nor false
IIF([missing],1,2) => 2
IIF(3,1,2) => 1
IIF(True,1,Error("no")) => 1
IIF(False,1,IgnoreThisFlow) => IgnoreThisFlow
IIF(True,AuthoritativeNull,1) => AuthoritativeNull
Switch(True,"a",1/0=1,"b") => error: divides by zero
Switch(True,"a",True,Error("no")) => "a"
Switch(True,NULL,True,"b") => NULL
Trim(IgnoreThisFlow) => error
Error("it " & "failed") => error: it failed
"say ""hi""" => "say \"hi\""
%P% => "p"
%Q% => error: no parameter
[ONE] => error: [one]
`[1:])
}
