package syncrule

import (
	"slices"
	"strings"
	"testing"
)

// What an expression can pass on, what it passed on for the object thing, and which
// condition decided.
func TestWhereValuesComeFrom(t *testing.T) {
	for line := range strings.Lines(strings.TrimSpace(`
[one] ~ one ~ one ~ 
Trim([one]) & [empty] ~ one empty ~ one empty ~ 
"x" ~  ~  ~ 
IIF(IsPresent([one]), [one], [bin]) ~ one bin ~ one ~ IsPresent([one])
IIF(IsPresent([none]), [none], [one]) ~ none one ~ one ~ 
IIF(BitAnd([n], 2) = 0, True, False) ~ n ~ n ~ 
IIF(BitAnd([n], 2) = 2, True, False) ~ n ~ n ~ BitAnd([n], 2) = 2
IIF([n] = 1 || [n] = 7 || Error("no"), "a", "b") ~ n ~ n ~ [n] = 7
IIF(([n] = 1 || [n] = 2) || ([n] = 3 || [one] = "ONE"), True, NULL) ~ n one ~ n one ~ [one] = "ONE"
IIF([n] = 7 && [one] = "one", True, NULL) ~ n one ~ n one ~ [n] = 7 && [one] = "one"
IIF(IsPresent([one]), IIF([n] = 7, [bin], [empty]), [dn]) ~ bin empty dn ~ bin ~ [n] = 7
IIF(IsPresent([none]), "x", IIF([n] = 7, [one], [bin])) ~ one bin ~ one ~ [n] = 7
Switch([n] = 1, [bin], [n] = 7, [one], True, [dn]) ~ bin one dn ~ one ~ [n] = 7
Switch([n] = 1, [bin]) ~ bin ~ n ~ 
IIF(InStr([mv], "x500") = 1, NULL, [mv]) ~ mv ~ mv ~ 
RemoveDuplicates(Trim(ImportedValue("mv"))) ~ mv ~ mv ~ 
ValueCount("mv") ~ mv ~ mv ~ 
With($x, [one], $x & [n]) ~ one n ~ one n ~ 
With($x, [n], IIF($x = 7, $x, [one])) ~ n one ~ n ~ $x = 7
Select($x, [mv], Left($x, 1)) ~ mv ~ mv ~ 
Where($x, [mv], InStr($x, "s") = 1) ~ mv ~ mv ~ 
IIF(CBool([one]), [bin], [dn]) ~ bin dn ~ bin dn ~ 
Error("no " & [one]) ~  ~  ~ 
`)) {
		parts := strings.Split(line, "~")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		e, err := Parse(parts[0])
		if err != nil {
			t.Fatal(line, err)
		}
		if got := e.bears(); !slices.Equal(got, strings.Fields(parts[1])) {
			t.Errorf("%s can pass on %v", parts[0], got)
		}
		if got := e.bore(input()); !slices.Equal(got, strings.Fields(parts[2])) {
			t.Errorf("%s passes on %v", parts[0], got)
		}
		if got := e.because(input()); got != parts[3] {
			t.Errorf("%s because of %q", parts[0], got)
		}
	}
}
