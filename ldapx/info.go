package ldapx

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// whoAmI is the extended operation of RFC 4532, and readOnly the capability of a
// read-only domain controller ([MS-ADTS] 3.1.1.3.4.3).
const (
	whoAmI   = "1.3.6.1.4.1.4203.1.11.3"
	readOnly = "1.2.840.113556.1.4.1920"
)

// Info implements model.Directory.
func (d *Directory) Info(ctx context.Context) (model.Info, error) { return d.info.get(ctx, d.readInfo) }

func (d *Directory) readInfo(ctx context.Context) (model.Info, error) {
	root, err := d.rootDSE(ctx)
	if err != nil {
		return model.Info{}, err
	}
	info := model.Info{
		Server:     d.target.host,
		Security:   string(d.target.security),
		Auth:       string(d.cfg.Auth),
		Base:       root.First("defaultNamingContext"),
		ConfigBase: root.First("configurationNamingContext"),
		SchemaBase: root.First("schemaNamingContext"),
		ReadOnly:   slices.Contains(root.Values("supportedCapabilities"), readOnly),
	}
	if name := root.First("dnsHostName"); name != "" {
		info.Server = name
	}
	info.DomainLevel, _ = strconv.Atoi(root.First("domainFunctionality"))
	info.ForestLevel, _ = strconv.Atoi(root.First("forestFunctionality"))
	if info.Base == "" {
		return info, &model.Error{Code: model.Unreachable, Subject: d.target.host, Message: "is no domain controller of Active Directory",
			Hint: "Connect to a domain controller."}
	}
	if dn, err := model.ParseDN(info.Base); err == nil {
		info.Domain = dn.Domain()
	}
	if d.cfg.Auth == Anonymous {
		return info, nil // nothing else can be read
	}
	if err := d.readForest(ctx, &info); err != nil {
		return info, err
	}
	if info.Exchange, err = d.readExchange(ctx, info.SchemaBase); err != nil {
		return info, err
	}
	info.User = d.user(ctx, slices.Contains(root.Values("supportedExtension"), whoAmI), info.NetBIOS)
	return info, nil
}

func (d *Directory) rootDSE(ctx context.Context) (model.Entry, error) {
	r := newReader([]model.Attr{"defaultNamingContext", "configurationNamingContext", "schemaNamingContext", "dnsHostName",
		"domainFunctionality", "forestFunctionality", "supportedCapabilities", "supportedExtension"})
	err := d.do(ctx, reading, d.target.host, func(c *conn) error {
		e, err := readOne(c, "", r.requested())
		if err == nil && e != nil {
			r.add(e)
		}
		return err
	})
	return r.entry(), d.classify(ctx, err, request{subject: d.target.host})
}

// readForest reads what the forest says of its domains: the suffixes of user
// names are their DNS names and those listed beside them.
func (d *Directory) readForest(ctx context.Context, info *model.Info) error {
	info.Suffixes = []string{info.Domain}
	add := func(s string) {
		if s != "" && !slices.ContainsFunc(info.Suffixes, func(o string) bool { return strings.EqualFold(o, s) }) {
			info.Suffixes = append(info.Suffixes, s)
		}
	}
	partitions := "CN=Partitions," + info.ConfigBase
	q := model.Query{Base: partitions, Scope: model.Children, Where: model.Present{Attr: "nETBIOSName"},
		Attrs: []model.Attr{"nCName", "dnsRoot", "nETBIOSName"}}
	for e, err := range d.Search(ctx, q) {
		if err != nil {
			return err
		}
		add(e.First("dnsRoot"))
		if model.SameDN(e.First("nCName"), info.Base) {
			info.NetBIOS = e.First("nETBIOSName")
		}
	}
	e, err := d.Get(ctx, model.Ref{DN: partitions}, "uPNSuffixes")
	if err != nil {
		return err
	}
	for _, s := range e.Values("uPNSuffixes") {
		add(s)
	}
	return nil
}

// readExchange returns the version of the Exchange schema, 0 without one.
// https://learn.microsoft.com/en-us/exchange/plan-and-deploy/prepare-ad-and-domains
func (d *Directory) readExchange(ctx context.Context, schemaBase string) (int, error) {
	e, err := d.Get(ctx, model.Ref{DN: "CN=ms-Exch-Schema-Version-Pt," + schemaBase}, "rangeUpper")
	if model.CodeOf(err) == model.NotFound {
		return 0, nil
	}
	n, _ := strconv.Atoi(e.First("rangeUpper"))
	return n, err
}

// user returns the signed-in user's name, from the server if it can tell.
func (d *Directory) user(ctx context.Context, ask bool, netbios string) string {
	if ask {
		var name string
		err := d.do(ctx, reading, d.target.host, func(c *conn) error {
			r, err := c.WhoAmI(nil)
			if err == nil {
				name = strings.TrimPrefix(r.AuthzID, "u:")
			}
			return err
		})
		if err == nil && name != "" {
			return name
		}
	}
	if d.who != "" {
		return d.who
	}
	if dn, err := model.ParseDN(d.cfg.User); err != nil || len(dn) == 0 || dn[0].Type == "" {
		return d.cfg.User
	}
	e, err := d.Get(ctx, model.Ref{DN: d.cfg.User}, model.SAMAccountName)
	if err != nil || !e.Has(model.SAMAccountName) {
		return d.cfg.User
	}
	return netbios + `\` + e.First(model.SAMAccountName)
}
