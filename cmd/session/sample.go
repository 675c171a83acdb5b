package session

import (
	"context"
	"crypto/rand"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// sample opens the sample organization in memory. The user needs no password:
// there is nothing to protect, and everybody can see what a help desk may do.
func sample(t Target) (model.Directory, error) {
	return signedIn(sim.Sample(t.Now, rand.Reader), t.User)
}

// sampleFile opens the sample organization that is kept in a file, which is made
// if it is not there.
func sampleFile(file string, t Target) (model.Directory, error) {
	f, err := sim.Open(file, sim.Config{Now: t.Now, Rand: rand.Reader})
	if err != nil {
		return nil, err
	}
	return signedIn(f, t.User)
}

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
