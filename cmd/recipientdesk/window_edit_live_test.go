//go:build live

package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Edits on the tabs of the sheet, each saved, looked at and undone.

func editText(s *screen) {
	kept := s.keep("displayName", "mailNickname", "targetAddress", "extensionAttribute2")
	s.sheet("bob brown", bobSheet)
	s.write("Bob (Keyboard)") // the text of the first field is selected
	s.tabs(8)
	s.write("bob.keyboard")
	s.press("Tab")
	s.write("bob.keyboard@corp.mail.onmicrosoft.example")
	s.press("ctrl+Next", "ctrl+Next", "Tab")
	s.write("by keyboard (*\\)")
	s.press("ctrl+s")
	s.waitValues(bobAccount, "displayName", "Bob (Keyboard)")
	s.waitValues(bobAccount, "mailNickname", "bob.keyboard")
	s.waitValues(bobAccount, "targetAddress", "SMTP:bob.keyboard@corp.mail.onmicrosoft.example")
	s.waitValues(bobAccount, "extensionAttribute2", "by keyboard (*\\)")
	s.takeBack("Return")
	s.restored(kept)
}

// promoteAddress makes the alias the primary address: mail follows, and the former
// one stays as an alias.
func promoteAddress(s *screen) {
	kept := s.keep("proxyAddresses", "mail")
	s.sheet("bob brown", bobSheet)
	s.press("ctrl+Next", "End", "Return", "ctrl+s")
	s.waitValues(bobAccount, "proxyAddresses", "SMTP:user2@alias.corp.example", "smtp:user2@corp.example")
	s.waitValues(bobAccount, "mail", "user2@alias.corp.example")
	s.takeBack("Return")
	s.restored(kept)
}

// pick adds the one object found for a name to the list that has the focus.
func (s *screen) pick(name string) {
	s.Helper()
	s.dialog("Insert")
	before := look()
	s.write(name)
	s.rest(before, 500*time.Millisecond) // it asks when nothing was typed for 200 ms
	s.dialog("Return", "Return")         // to the list, and the object in it
}

// editReferences adds a delegate, and a person and a group who alone may send.
func editReferences(s *screen) {
	kept := s.keep("publicDelegates", "authOrig", "dLMemSubmitPerms")
	base := "," + os.Getenv("RD_BASE")
	s.sheet("bob brown", bobSheet)
	s.after("ctrl+Next", "ctrl+Next", "ctrl+Next", "ctrl+Next", "ctrl+Next")
	s.pick("anna adams")
	s.after("ctrl+Prior", "ctrl+Prior")
	s.pick("anna adams")
	s.pick("all staff")
	s.press("ctrl+s")
	s.waitValues(bobAccount, "publicDelegates", "CN=Anna Adams,OU=Staff"+base)
	s.waitValues(bobAccount, "authOrig", "CN=Anna Adams,OU=Staff"+base)
	s.waitValues(bobAccount, "dLMemSubmitPerms", "CN=All Staff,OU=Groups"+base)
	s.takeBack("Return")
	s.restored(kept)
}

// editPhoto loads a picture that is neither square nor small.
func editPhoto(s *screen) {
	kept := s.keep("thumbnailPhoto")
	img := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for y := range 300 {
		for x := range 400 {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), uint8(x ^ y), 255})
		}
	}
	var data bytes.Buffer
	if err := png.Encode(&data, img); err != nil {
		s.Fatal(err)
	}
	file := filepath.Join(s.home, "bob.png")
	if err := os.WriteFile(file, data.Bytes(), 0o600); err != nil {
		s.Fatal(err)
	}
	s.sheet("bob brown", bobSheet)
	s.after("ctrl+Next", "ctrl+Next", "ctrl+Next", "ctrl+Next")
	s.dialog("space")
	s.rest(nil, 200*time.Millisecond) // the folder is listed
	s.press("ctrl+a")
	s.write(file)
	before := look()
	s.press("Return")
	s.rest(before, 400*time.Millisecond) // the photo is made
	s.press("Return", "ctrl+s")
	s.eventually("a photo", func() bool { return len(s.values(bobAccount, "thumbnailPhoto")) == 1 })
	photo := s.values(bobAccount, "thumbnailPhoto")[0]
	c, err := jpeg.DecodeConfig(bytes.NewReader([]byte(photo)))
	if err != nil || c.Width != 96 || c.Height != 96 || len(photo) > 10<<10 {
		s.Errorf("%d × %d pixels in %d bytes, %v", c.Width, c.Height, len(photo), err)
	}
	s.takeBack("Return")
	s.restored(kept)
}

// createObjects makes a user with a mailbox in the cloud, a distribution group and a
// contact, and takes each back. No tenant is connected, so its routing address is written.
func createObjects(s *screen) {
	s.create("ctrl+n", "New user", "Kim Keyboard", func() {
		s.write("Kim")
		s.press("Tab")
		s.write("Keyboard")
		s.tabs(7)
		s.write("kim.keyboard@corp.mail.onmicrosoft.example")
		s.tabs(5)
		s.write("Keyb0ard.Pass")
	}, map[string][]string{"displayName": {"Kim Keyboard"}, "sAMAccountName": {"kkeyboard"}, "mailNickname": {"kim.keyboard"}, "mail": {"kim.keyboard@corp.example"},
		"proxyAddresses": {"SMTP:kim.keyboard@corp.example", "smtp:kim.keyboard@corp.mail.onmicrosoft.example"}, "userAccountControl": {"512"},
		"targetAddress": {"SMTP:kim.keyboard@corp.mail.onmicrosoft.example"}, "msExchRecipientTypeDetails": {"2147483648"}})
	s.create("ctrl+shift+n", "New distribution group", "Keyboard Players", func() { s.write("Keyboard Players") },
		map[string][]string{"displayName": {"Keyboard Players"}, "groupType": {"8"}, "mailNickname": {"keyboard.players"},
			"mail": {"keyboard.players@corp.example"}, "proxyAddresses": {"SMTP:keyboard.players@corp.example"}})
	s.create("ctrl+shift+b", "New mail contact", "Pat Partner", func() {
		s.write("Pat")
		s.press("Tab")
		s.write("Partner")
		s.tabs(5)
		s.write("pat@partner.example")
	}, map[string][]string{"displayName": {"Pat Partner"}, "targetAddress": {"SMTP:pat@partner.example"}, "mail": {"pat@partner.example"},
		"proxyAddresses": {"SMTP:pat@partner.example"}})
}

// create fills the form and looks at the new object; the undo deletes it again.
func (s *screen) create(key, title, name string, fill func(), want map[string][]string) {
	s.Helper()
	s.Cleanup(func() {
		for _, dn := range s.values(name, "distinguishedName") {
			s.Errorf("%s was left", dn)
			if _, err := ldap("ldapdelete", "", dn); err != nil {
				s.Error(err)
			}
		}
	})
	s.press(key)
	s.window(title)
	s.still(nil)
	fill()
	before := look()
	s.press("ctrl+s")
	s.eventually(name+" to be created", func() bool { return len(s.values(name, "cn")) == 1 })
	for attr, v := range want {
		got := s.values(name, attr)
		slices.Sort(got)
		if !slices.Equal(got, v) {
			s.Errorf("%s of %s is %q, not %q", attr, name, got, v)
		}
	}
	s.still(before) // it asks what to do next
	s.press("Escape")
	s.window("corp.example")
	s.rest(nil, 150*time.Millisecond)
	s.dialog("ctrl+z") // it asks, and Enter would not delete
	s.press("shift+Tab", "space")
	s.eventually(name+" to be deleted", func() bool { return len(s.values(name, "cn")) == 0 })
}
