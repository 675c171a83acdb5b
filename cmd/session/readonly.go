package session

import (
	"context"

	"recipientdesk/model"
)

// refusing is a directory in which nothing can be written, with the reason.
type refusing struct {
	model.Directory
	why *model.Error
}

func (s *Session) refuseWrites(why *model.Error) {
	s.Dir = refusing{s.Dir, why}
	s.Info.ReadOnly, s.ReadOnly = true, why
}

func unverified(server string) *model.Error {
	return &model.Error{Code: model.Untrusted, Subject: server, Message: "nothing is written to a server whose certificate is not checked; nothing was sent",
		Hint: "Give the authority's certificate with --ca-file. If you know that nobody is in between, repeat the command with --i-know."}
}

// readOnlyDirectory is the reason of a directory that itself takes no changes.
func readOnlyDirectory(i model.Info) *model.Error {
	if i.Security == fileSecurity {
		return &model.Error{Code: model.Denied, Subject: i.Server, Message: "an LDIF file is read-only; nothing was changed",
			Hint: "Name a file for the result with --write-ldif."}
	}
	return &model.Error{Code: model.Denied, Subject: i.Server, Message: "the domain controller is read-only; nothing was changed",
		Hint: "Connect to one that can be written."}
}

func (r refusing) Info(ctx context.Context) (model.Info, error) {
	i, err := r.Directory.Info(ctx)
	i.ReadOnly = true
	return i, err
}

func (r refusing) Apply(context.Context, model.ChangeSet) error { return r.why }

func (r refusing) Create(context.Context, model.NewObject) (model.Ref, error) {
	return model.Ref{}, r.why
}

func (r refusing) Delete(context.Context, model.Ref) error { return r.why }
