package session

import (
	"context"
	"strings"

	"recipientdesk/ldapx"
	"recipientdesk/model"
	"recipientdesk/sim"
)

// directory opens the adapter that the target names, forest if it is not nil.
func directory(ctx context.Context, t Target, forest *sim.Forest) (model.Directory, error) {
	file, isFile := fileOf(t.Directory)
	switch {
	case t.Directory == "":
		return nil, &model.Error{Code: model.Invalid, Subject: "Directory", Message: "none is given",
			Hint: "Give one with --directory or " + EnvDirectory + ": ldaps://server, a domain, or sample: for the sample organization."}
	case forest != nil:
		return signedIn(forest, t.User)
	case isFile:
		return openLDIF(file, t.WriteLDIF)
	}
	cfg, err := ldapConfig(t)
	if err != nil {
		return nil, err
	}
	d, err := ldapx.Dial(ctx, cfg)
	if err != nil { // not the nil *Directory, which would be a Directory that is not nil
		return nil, err
	}
	if cfg.Auth == ldapx.Kerberos && cfg.Password == "" && cfg.Keytab == "" {
		err = sameUser(ctx, d, t.User)
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// sameUser refuses tickets that are somebody else's: the cache decides who signs
// in, and changes must not be made in another name than the one given. Names in
// different forms cannot be compared, and pass.
func sameUser(ctx context.Context, d model.Directory, want string) error {
	info, err := d.Info(ctx)
	if err != nil || want == "" {
		return err
	}
	for _, sign := range []string{"@", `\`} {
		if strings.Contains(info.User, sign) && strings.Contains(want, sign) && !strings.EqualFold(info.User, want) {
			return &model.Error{Code: model.SignIn, Subject: want, Message: "the Kerberos ticket is that of " + info.User,
				Hint: "Run kinit for the user, give a password, or leave out the user."}
		}
	}
	return nil
}

func ldapConfig(t Target) (ldapx.Config, error) {
	c := ldapx.Config{
		Address: t.Directory, Auth: ldapx.Auth(strings.ToLower(t.Auth)), User: t.User,
		Keytab: t.Keytab, Krb5Conf: t.KRB5Config,
		CAFile: t.CAFile, CAPEM: t.CAPEM, ServerName: t.ServerName,
		InsecureSkipVerify: t.InsecureSkipVerify, InsecurePlain: t.InsecurePlain,
	}
	need := c.Auth == ldapx.Simple || c.Auth == ldapx.NTLM || c.Auth == ldapx.ByUser && c.User != ""
	may := c.Auth == ldapx.Kerberos && c.User != "" && c.Keytab == ""
	if need && c.User == "" {
		return c, &model.Error{Code: model.Invalid, Subject: "User", Message: "none is given, and " + string(c.Auth) + " needs one",
			Hint: `Give the user as name@domain, DOMAIN\name or DN.`}
	}
	var err error
	if (need || may) && t.Password != nil {
		if c.Password, err = t.Password(need); err != nil {
			return c, err
		}
	}
	if kerberos := c.Auth == ldapx.Kerberos || c.Auth == ldapx.ByUser && c.User == ""; kerberos && c.Keytab == "" && c.Password == "" {
		c.CCache, err = ldapx.CCachePath(t.CCache)
	}
	return c, err
}
