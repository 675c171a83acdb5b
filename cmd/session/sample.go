package session

import (
	"context"
	"crypto/rand"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// sampleForest opens the sample organization, in memory or in a file, which is made
// if it is not there. Without an error and a forest, t names something else.
func sampleForest(t Target) (*sim.Forest, error) {
	switch file, isFile := fileOf(t.Directory); {
	case t.Directory == sampleScheme:
		return sim.Sample(t.Now, rand.Reader), nil
	case isFile && strings.HasPrefix(t.Directory, sampleScheme):
		return sim.Open(file, sim.Config{Now: t.Now, Rand: rand.Reader})
	}
	return nil, nil
}

// signedIn opens a session with the sample organization. The user needs no password:
// there is nothing to protect, and everybody can see what a help desk may do.
func signedIn(f *sim.Forest, user string) (model.Directory, error) {
	if user == "" {
		user = sim.SampleAdmin
	}
	s, err := f.As(user)
	if err != nil { // not the nil *Session, which would be a Directory that is not nil
		return nil, err
	}
	return s, nil
}

// builtinSchema is the schema that files are read with: that of Active Directory
// with Exchange, so that every field can be looked at.
func builtinSchema() (*model.Schema, error) {
	return sim.New(sim.Config{}).System().Schema(context.Background())
}
