package syncrule

import (
	"fmt"
	"iter"
	"testing"

	"recipientdesk/model"
)

// staff makes n users of some forty attributes, and a group of up to 5,000.
func staff(e *Engine, n int) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		k := model.NewBatchBuilder(e.Attributes())
		var group []string
		for i := range n {
			k.Add(worker(i))
			if i < 5000 {
				group = append(group, worker(i).Ref.DN)
			}
			if k.Len() == 1000 && !yield(k.Build(), nil) {
				return
			}
		}
		g := made(n, "group", attrs{"mail": "all@contoso.com", "proxyAddresses": "SMTP:all@contoso.com", "mailNickname": "all"})
		k.Add(g.With("member", group...))
		yield(k.Build(), nil)
	}
}

func worker(i int) model.Entry {
	name := fmt.Sprintf("user%06d", i)
	e := made(i, "user", attrs{"mailNickname": name, "mail": name + "@contoso.com", "proxyAddresses": "SMTP:" + name + "@contoso.com smtp:" + name + "@old.contoso.com smtp:" + name + "@contoso.onmicrosoft.com X500:/o=contoso/cn=" + name,
		"displayName": "User␣" + name, "givenName": "User", "sn": name, "initials": "U", "title": "Clerk", "department": "Sales", "company": "Contoso", "physicalDeliveryOfficeName": "1",
		"l": "Kiel", "streetAddress": "Way␣1", "postalCode": "24103", "c": "DE", "co": "Germany", "countryCode": "276", "telephoneNumber": "+49␣431", "mobile": "+49␣170", "targetAddress": "SMTP:" + name + "@contoso.mail.onmicrosoft.com",
		"legacyExchangeDN": "/o=contoso/cn=" + name, "msExchRecipientTypeDetails": "2147483648", "msExchRecipientDisplayType": "-2147483642", "msExchRemoteRecipientType": "1", "msExchVersion": "88218628259840",
		"extensionAttribute1": "a", "extensionAttribute2": "b", "extensionAttribute15": "c", "msExchHideFromAddressLists": "FALSE", "description": "Someone␣who␣works", "wWWHomePage": "https://contoso.com", "preferredLanguage": "de-DE",
		"sAMAccountName": name, "userPrincipalName": name + "@contoso.com", "manager": "CN=user" + fmt.Sprint(i/10) + ",OU=Staff,OU=CORP,DC=contoso,DC=com", "pwdLastSet": "132000000000000000"})
	g := model.GUID{1, 2, 3, 4, byte(i >> 16), byte(i >> 8), byte(i)}
	e.Ref.GUID = g.String()
	return e.With("objectSid", sid(i+1000)).With("msExchMailboxGuid", g.Bytes())
}

func BenchmarkEvaluate(b *testing.B) {
	e := engine(b)
	s, err := NewSpace(e, staff(e, 2000))
	if err != nil {
		b.Fatal(err)
	}
	entry := s.Entry(77)
	b.ReportAllocs()
	for b.Loop() {
		evaluated(b, e, entry, s)
	}
}

// A group of 5,000 members, as the sheet evaluates it with every key: with what is
// remembered, and with nothing.
func BenchmarkEvaluateGroup(b *testing.B) {
	e := engine(b)
	s, err := NewSpace(e, staff(e, 6000))
	if err != nil {
		b.Fatal(err)
	}
	entry := s.Entry(6000)
	for name, around := range map[string]Surroundings{"space": s, "remembered": Remember(s)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if r := evaluated(b, e, entry, around); len(r.Dropped) > 0 {
					b.Fatal(r.Dropped[0])
				}
			}
		})
	}
}

// BenchmarkEvaluateAll reports objects a second on all processors.
func BenchmarkEvaluateAll(b *testing.B) {
	e := engine(b)
	const n = 20000
	s, err := NewSpace(e, staff(e, n))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	done := 0
	for b.Loop() {
		for i := range s.standings {
			s.standings[i].Store(nil)
		}
		for r, err := range e.EvaluateAll(b.Context(), s, Run{}) {
			if err != nil || r.Problems != nil {
				b.Fatal(err, r.Problems)
			}
			done++
		}
	}
	b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "objects/s")
}
