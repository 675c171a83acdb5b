package bench

import (
	"os"
	"os/exec"
	"testing"
)

// BenchmarkListSamba lists the users of a live domain controller against C
// ldapsearch. It makes ten thousand if there are fewer.
func BenchmarkListSamba(b *testing.B) {
	s := server{os.Getenv("RD_LDAPS"), os.Getenv("RD_CA"), os.Getenv("RD_FQDN"), os.Getenv("RD_BIND"), os.Getenv("RD_PASSWORD"), os.Getenv("RD_BASE")}
	if s.URL == "" {
		b.Skip(`RD_LDAPS is not set: run testing/samba/samba.sh up, then eval "$(testing/samba/samba.sh env)"`)
	}
	const want = 10_000
	if _, _, snap := s.list(b); snap.Len() < want {
		if out, err := exec.CommandContext(b.Context(), os.Getenv("RD_SAMBA"), "seed", "10000").CombinedOutput(); err != nil {
			b.Skipf("there are %d users, and more cannot be made: %v: %s", snap.Len(), err, out)
		}
	}
	compare(b, s)
}
