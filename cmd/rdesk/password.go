package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"recipientdesk/cmd/session"
	"recipientdesk/model"
)

// password finds the password to sign in with. The command line is not a place
// for it: other users of the machine can read it there.
func (a *app) password(need bool) (string, error) {
	switch {
	case a.passwordFile != "" && a.passwordIn:
		return "", wrong("--password-file and --password-stdin exclude each other")
	case a.passwordFile != "":
		return secretFile(a.passwordFile)
	case a.passwordIn:
		return firstLine(a.stdin)
	}
	if p := a.getenv(session.EnvPassword); p != "" || !need {
		return p, nil
	}
	if !a.inIsTerminal {
		return "", &model.Error{Code: model.SignIn, Subject: a.target.User, Message: "there is no password",
			Hint: "Give it with --password-file, --password-stdin or the environment variable " + session.EnvPassword + "."}
	}
	return a.ask("Password for " + a.target.User)
}

// ask reads a secret from the terminal.
func (a *app) ask(prompt string) (string, error) {
	fmt.Fprintf(a.stderr, "%s: ", prompt)
	b, err := a.hidden()
	fmt.Fprintln(a.stderr)
	if err != nil {
		return "", &model.Error{Code: model.SignIn, Message: "the password could not be read", Err: err}
	}
	return string(b), nil
}

func secretFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", fileError(name, err)
	}
	defer f.Close()
	return firstLine(f)
}

// maxSecret bounds what is read of a file that is none of a password.
const maxSecret = 4096

// firstLine does not wait for the end of what it reads: that may be a terminal.
func firstLine(r io.Reader) (string, error) {
	line, err := session.PlainText(io.LimitReader(r, maxSecret)).ReadString('\n')
	if err == io.EOF {
		err = nil
	}
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	if line == "" && err == nil {
		err = errors.New("it is empty")
	}
	if err != nil {
		return "", &model.Error{Code: model.Invalid, Subject: "password", Message: "cannot be read", Err: err, Hint: "Put it in the first line."}
	}
	return line, nil
}

func fileError(name string, err error) error {
	e := &model.Error{Code: model.Invalid, Subject: name, Message: "cannot be read", Err: err, Hint: "Check the path and the rights."}
	if errors.Is(err, os.ErrNotExist) {
		e.Code, e.Message = model.NotFound, "no such file"
	}
	return e
}

// unwritable says why a file that a person named could not be written.
func unwritable(name string, err error) error {
	e := &model.Error{Code: model.Internal, Subject: name, Message: "cannot be written", Err: err,
		Hint: "Check that the folder is there, the rights, and that the file is not open in another program."}
	switch {
	case errors.Is(err, os.ErrNotExist):
		e.Code, e.Message = model.NotFound, "cannot be written: there is no such folder"
	case errors.Is(err, os.ErrPermission):
		e.Code = model.Denied
	}
	return e
}
