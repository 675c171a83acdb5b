//go:build !windows && !linux && !(darwin && cgo)

package graphx

import (
	"errors"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func keep() (azidentity.Cache, error) {
	return azidentity.Cache{}, errors.New("this program was built without access to the keychain")
}
