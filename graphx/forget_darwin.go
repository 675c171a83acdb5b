//go:build darwin && cgo

package graphx

import (
	"context"
	"errors"

	"github.com/AzureAD/microsoft-authentication-extensions-for-go/cache/accessor"
)

// forget deletes the tokens from the keychain, where azidentity/cache has put
// them under this account name.
func forget(string) error {
	var all []error
	for _, name := range cacheNames {
		s, err := accessor.New(name, accessor.WithAccount("MSALCache"))
		if err == nil {
			err = s.Delete(context.Background())
		}
		all = append(all, err)
	}
	return errors.Join(all...)
}
