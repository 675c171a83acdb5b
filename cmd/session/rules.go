package session

import (
	"os"
	"slices"
	"strings"

	"recipientdesk/model"
	"recipientdesk/model/syncrule"
	"recipientdesk/sim"
)

// Rules reads what --rules names, as syncrule.LoadPaths does: a folder, scripts,
// cloudsync, or builtin, which is also what nothing means. Errors are *model.Error.
func Rules(paths []string) (*syncrule.RuleSet, error) {
	return syncrule.LoadPaths(paths, os.DirFS)
}

// rulesFor loads the rules of a target. Those of the sample organization do not read
// one of its units, unless an export says what is read.
func rulesFor(t Target, i model.Info) (*syncrule.RuleSet, error) {
	set, err := Rules(t.Rules)
	if err != nil || !strings.HasPrefix(t.Directory, sampleScheme) {
		return set, err
	}
	at := slices.IndexFunc(set.Connectors, func(c *syncrule.Connector) bool { return c.AD && c.Partitions == nil })
	if at < 0 {
		return set, nil
	}
	own, out := *set.Connectors[at], *set
	own.Name = i.Domain
	own.Partitions = []syncrule.Partition{{DN: i.Base, Selected: true, Include: []string{i.Base}, Exclude: []string{sim.SampleUnselected(i.Base)},
		Params: map[string]string{"Domain.FQDN": i.Domain, "Domain.Netbios": i.NetBIOS, "Domain.LDAP": i.Base}}}
	out.Connectors = slices.Clone(set.Connectors)
	out.Connectors[at] = &own
	return &out, nil
}
