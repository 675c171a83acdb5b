//go:build !(darwin && cgo)

package graphx

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// forget deletes the files with the encrypted tokens, and their locks. On Linux
// the key to them stays in the kernel, and opens nothing.
func forget(cacheDir string) error {
	var all []error
	for _, name := range cacheNames {
		for _, end := range []string{"", ".lockfile"} {
			err := os.Remove(filepath.Join(cacheDir, ".IdentityService", name+end))
			if !errors.Is(err, fs.ErrNotExist) {
				all = append(all, err)
			}
		}
	}
	return errors.Join(all...)
}
