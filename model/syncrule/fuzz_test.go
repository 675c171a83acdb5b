package syncrule

import (
	"crypto/rand"
	"testing"
	"time"
	"unicode/utf8"
)

// Whatever is written, reading and evaluating it ends, without a crash, and what
// was read is read again from what it is written as.
func FuzzExpression(f *testing.F) {
	for _, s := range []string{`IIF(InStr([mv],"SIP:")=1,NULL,[mv])`, `Where($i,[mv],Left($i,5)="SMTP:")`, `FormatDateTime(CDate("12/25/2007 4:00 PM -8"),"yyyy-'x'\d%d")`,
		`With($a,[bin],CertNotAfter($a)>Now())`, `Switch(BitAnd(&HF,-1)=1||True,Word([one],1," "))&PadLeft("a",3,"x")`, `DNComponentRev([dn],1,DC)`,
		`ReplaceChars(Mid([one],2,1),"n:m")*-1.5/0`, `StringFromSid([bin])`, `ConvertFromBase64("AAA=",UTF8)`, `Split(Join([mv]),",",2)`, `CNum([bin])+CBin(1,2)`} {
		f.Add(s, "x")
	}
	f.Fuzz(func(t *testing.T, src, value string) {
		e, err := Parse(src)
		if err != nil {
			return
		}
		object := Object{"one": String(value), "mv": Strings(value, "SIP:x", value), "bin": Bytes(value), "dn": Reference(value), "n": Int(int64(len(value)))}
		in := &Input{Object: object, Params: map[string]string{"P": value}, Now: time.Now, Random: rand.Reader}
		v, err := e.Eval(in)
		if err == nil {
			if _, err := v.MarshalJSON(); err != nil {
				t.Error(err)
			}
			if v.Kind() != Null && v.Kind()&e.Kinds() == 0 {
				t.Errorf("%s may be %v, and is %v", src, e.Kinds(), v.Kind())
			}
		}
		if utf8.ValidString(src) {
			checkRoundTrip(t, e)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2013-01-10 4:00 PM -8", "Thu, 10 Jan 2013 16:00:00 GMT", "12/25/07", "2013-1-2T3:4:5.6Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, ok := parseDate(s)
		if !ok {
			return
		}
		again, ok := parseDate(v.Text())
		if !ok || !again.Equal(v) {
			t.Errorf("%q is %s, and that is %s", s, v.Text(), again.Text())
		}
	})
}

func BenchmarkEval(b *testing.B) {
	object := Object{"sAMAccountName": String("joe"), "mailNickname": String("joe"), "msExchRecipientTypeDetails": Int(1), "dn": String("CN=Joe,OU=Staff,DC=corp,DC=example"),
		"proxyAddresses": Strings("SMTP:joe@corp.example", "smtp:j@corp.example", "x500:/o=c")}
	for name, src := range map[string]string{
		"trim": `Trim([mailNickname])`, "dedup": `RemoveDuplicates(Trim(ImportedValue("proxyAddresses")))`,
		"filter": `IIF(IsPresent([isCriticalSystemObject]) || IsPresent([sAMAccountName]) = False || [sAMAccountName] = "SUPPORT_388945a0" || Left([mailNickname], 14) = "SystemMailbox{" || CBool(IIF(IsPresent([msExchRecipientTypeDetails]),BitAnd([msExchRecipientTypeDetails],&H21C07000) > 0,NULL)) || CBool(InStr(DNComponent(CRef([dn]),1),"\\0ACNF:")>0), True, NULL)`,
	} {
		b.Run(name, func(b *testing.B) {
			e, err := Parse(src)
			if err != nil {
				b.Fatal(err)
			}
			in := &Input{Object: object}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Eval(in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
