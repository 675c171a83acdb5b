//go:build live

package main

import (
	"os"
	"os/exec"
	"slices"
	"time"
)

// helpdesk may write four attributes of persons and nothing else: the keyboard
// reaches no other field.
func helpdesk(s *screen) {
	kept := s.keep("extensionAttribute1", "extensionAttribute2", "extensionAttribute3", "displayName", "mailNickname")
	s.sheet("bob brown", bobSheet)
	s.after("ctrl+Next", "ctrl+Next")
	s.write("helped")
	s.tabs(3) // over all fields that are off
	s.write("nothing")
	s.press("ctrl+s")
	s.waitValues(bobAccount, "extensionAttribute1", "helped")
	for attr, was := range kept {
		if got := s.values(bobAccount, attr); attr != "extensionAttribute1" && !slices.Equal(got, was) {
			s.Errorf("%s is %q, was %q", attr, got, was)
		}
	}
	s.takeBack("Return")
	s.restored(kept)
}

// vanish stops the server in the middle of an edit. The edits stay on the sheet
// and are saved when it is back.
func vanish(s *screen) {
	kept := s.keep("displayName", "mailNickname")
	s.sheet("bob brown", bobSheet)
	s.write("Bob (Offline)")
	s.Cleanup(func() { s.samba("up") })
	s.samba("down")
	s.after("ctrl+s")
	s.rest(nil, 500*time.Millisecond)
	s.samba("up")
	s.waitValues(bobAccount, "displayName", kept["displayName"]...)
	s.tabs(8) // the sheet is still there and takes more edits
	s.write("bob.offline")
	s.press("ctrl+s")
	s.waitValues(bobAccount, "displayName", "Bob (Offline)")
	s.waitValues(bobAccount, "mailNickname", "bob.offline")
	s.takeBack("Return")
	s.restored(kept)
}

// samba starts or stops the domain controller of this test.
func (s *screen) samba(verb string) {
	s.Helper()
	if out, err := exec.Command(os.Getenv("RD_SAMBA"), verb).CombinedOutput(); err != nil {
		s.Fatalf("%s: %v\n%s", verb, err, out)
	}
}

// twoAdministrators change the same value: the second is asked whose stays, and
// keeps the other edits either way.
func twoAdministrators(s *screen) {
	kept := s.keep("displayName", "mailNickname", "proxyAddresses")
	const added = "smtp:bob.elsewhere@corp.example"
	s.sheet("bob brown", bobSheet)
	s.write("Bob (Mine)")
	s.tabs(8)
	s.write("bob.mine")
	s.overwrite(bobDN, "displayName", "Bob (Theirs)")
	s.overwrite(bobDN, "proxyAddresses", append(slices.Clone(kept["proxyAddresses"]), added)...)
	s.after("ctrl+s")
	s.rest(nil, 300*time.Millisecond)
	s.waitValues(bobAccount, "mailNickname", kept["mailNickname"]...) // refused as a whole
	s.press("space", "ctrl+s")                                        // Take theirs
	s.waitValues(bobAccount, "mailNickname", "bob.mine")
	s.waitValues(bobAccount, "displayName", "Bob (Theirs)")
	s.waitValues(bobAccount, "proxyAddresses", append(slices.Clone(kept["proxyAddresses"]), added)...)
	s.press("ctrl+w")
	s.window("corp.example")
	s.still(nil)

	s.sheet("bob brown", "Bob (Theirs)")
	s.write("Bob (Mine)")
	s.overwrite(bobDN, "displayName", "Bob (Again)")
	s.after("ctrl+s")
	s.rest(nil, 300*time.Millisecond)
	s.press("Tab", "space", "ctrl+s") // Keep mine
	s.waitValues(bobAccount, "displayName", "Bob (Mine)")
	s.takeBack("Return")
	s.waitValues(bobAccount, "displayName", "Bob (Again)")
	for attr, was := range kept {
		s.overwrite(bobDN, attr, was...)
	}
}
