package forecast

import (
	"testing"

	"recipientdesk/model"
)

func BenchmarkPredict(b *testing.B) {
	in := input("user", model.Yes, "userPrincipalName: anna@contoso.com", "displayName: Anna", "sn: Adams", "givenName: Anna", "mailNickname: anna", "mail: anna@contoso.com",
		"proxyAddresses: SMTP:anna@contoso.com", "proxyAddresses: smtp:a@old.example", "proxyAddresses: smtp:b@contoso.com", "department: R", "title: T",
		"telephoneNumber: 1", "l: B", "company: C", "extensionAttribute3: x")
	unknown := in
	unknown.Licensed = model.Unsure
	for name, in := range map[string]Input{"known": in, "license unknown": unknown} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Predict(in)
			}
		})
	}
}
