//go:build windows || linux || (darwin && cgo)

package graphx

import (
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity/cache"
)

// keep returns the encrypted place for tokens, or an error where there is none.
func keep() (azidentity.Cache, error) { return cache.New(&cache.Options{Name: cacheName}) }
