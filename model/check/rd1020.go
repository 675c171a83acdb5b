package check

import (
	"strings"

	"recipientdesk/model"
)

// conflictObject is the only rule for what a replication conflict left: the rest
// of it does not matter, since it is to be deleted. A Checker adds the object whose
// name it had.
var conflictObject = register(&Rule{
	ID:    "RD1020",
	Title: "Left over from a replication conflict",
	Text: "Two domain controllers made objects of one name at the same time; the loser was renamed. Synchronization leaves it out. Compare it with the " +
		"object that kept the name, and delete the one that nobody uses. Nothing else is said of the object.",
	Source:   docConfig,
	Severity: Warning,
	Attrs:    []model.Attr{model.CommonName},
	Check: func(c *Case) []Problem {
		if !c.ghost {
			return nil
		}
		name, _, _ := strings.Cut(model.NameOf(c.DN()), conflictMark)
		return []Problem{{Attr: model.CommonName, Value: c.First(model.CommonName), Text: "a replication conflict over the name " + name + " left this object",
			Errors: []string{"ReplicationConflict"}, Action: None}}
	},
})

// conflictMark stands between the name and a GUID ([MS-DRSR] 4.1.10.6.10); in a DN
// the line break is escaped.
const conflictMark = "\nCNF:"

func isConflict(c *Case) bool {
	if strings.Contains(c.First(model.CommonName), conflictMark) {
		return true
	}
	dn := c.DN()
	return strings.Contains(dn, "CNF:") && strings.Contains(model.NameOf(dn), conflictMark)
}

// winner returns the DN of the object that kept the name, "" for what has no place.
func winner(loser string) string {
	dn, err := model.ParseDN(loser)
	if err != nil || len(dn) == 0 {
		return ""
	}
	name, _, _ := strings.Cut(dn[0].Value, conflictMark)
	return dn.Parent().Child(dn[0].Type, name).String()
}

// nameTwins adds to the findings about what replication conflicts left the objects
// that kept the names, as far as the index knows them.
func (x *Index) nameTwins(fs []Finding) {
	twins := map[string][]int{}
	for i, f := range fs {
		if f.Rule == conflictObject {
			dn := strings.ToLower(winner(f.Ref.DN))
			twins[dn] = append(twins[dn], i)
		}
	}
	if len(twins) == 0 {
		return
	}
	for _, o := range x.owners {
		ref := x.ref(o)
		for _, i := range twins[strings.ToLower(ref.DN)] {
			fs[i].Others = []Other{{ref, model.CommonName, model.NameOf(ref.DN)}}
		}
	}
}
