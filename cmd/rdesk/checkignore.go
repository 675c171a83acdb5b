package main

import (
	"os"

	"recipientdesk/model/check"
)

// readIgnored reads the file of --ignore, "" for none.
func readIgnored(name string) (check.IgnoreList, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	defer f.Close()
	return check.ReadIgnored(f)
}
