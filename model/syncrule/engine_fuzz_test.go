package syncrule

import (
	"reflect"
	"strings"
	"testing"
)

// FuzzEvaluate makes rules of lines "in|out LINK class class target <- source" and
// "scope attribute operator value", "join attribute attribute" for the last rule,
// and evaluates a crowd by them: whatever they say, it ends, and says the same
// twice, and the same if nothing is passed over.
func FuzzEvaluate(f *testing.F) {
	f.Add("in Provision user person sourceAnchor <- = ConvertToBase64([objectGUID])\njoin mail mail\nin Join contact person mail <- mail\nout Provision person user sourceAnchor <- sourceAnchor\nscope sourceAnchor ISNOTNULL\nout Join person user m <- = [mail] & %Domain.FQDN%")
	f.Add("in Provision contact * a <- dn\nscope dn ISMEMBEROF CN=group20,OU=Staff,OU=CORP,DC=contoso,DC=com\njoin cn a\nin Provision group * a <- member\nout Provision * * b <- a\nout Join * x b <- = IIF([a] = 1; Error([b]); [a])")
	f.Add("in Provision user person a <- = IIF(IsPresent([b]); [b]; AuthoritativeNull)\nin Join user person a <- title\nin Join user person c <- = IIF([mail] = \"x\"; IgnoreThisFlow; [cn])\nin Join user person d <- = ImportedValue([cn])\nout Join person user sourceAnchor <- cn\nout Provision person user a <- a\nout Join person user b <- = IIF(IsNullOrEmpty([c]); \"none\"; [c])\nout Join person user d <- d\nout Join person user e <- = [nobody] & [c]")
	f.Add("in Provision user person a <- = ImportedValue(\"ma\" & \"il\")\nout Join person user sourceAnchor <- cn\nin Join user person z <- mail\nin Join user person b <- = Nothing(\nin Join user person c <- = IIF(IsPresent([nobody]); %Nope%; NULL)\nout Provision person user a <- a\nout Join person user b <- b\nout Join person user c <- c")
	f.Add("in Provision user user x <- = Select($v; [proxyAddresses]; $v & [cn])\njoin x x\njoin cn x\nscope proxyAddresses LESSTHAN 5\nscope nothing NOPE\nout Provision user user cloudFiltered <- x")
	f.Fuzz(func(t *testing.T, text string) {
		set := &RuleSet{Rules: fuzzRules(text)}
		entries := crowd()
		for _, o := range []Options{contoso, {CloudSync: true}} {
			e, thorough := NewEngine(set, o), NewEngine(set, o)
			thorough.needs = nil
			s := spaceOf(t, e, entries...)
			for i, entry := range entries {
				a, b := evaluated(t, e, s.Entry(i), s), evaluated(t, e, s.Entry(i), Remember(s))
				if !reflect.DeepEqual(a, b) {
					t.Fatalf("%s:\n%+v\n%+v", entry.Ref.DN, a, b)
				}
				if a, all := briefly(t, e, s.Entry(i), s), briefly(t, thorough, s.Entry(i), s); !reflect.DeepEqual(a, all) {
					t.Fatalf("%s: passing over what is empty makes\n%+v\nof\n%+v", entry.Ref.DN, a, all)
				}
				evaluated(t, e, entry, nil)
			}
		}
	})
}

func fuzzRules(text string) []*Rule {
	var out []*Rule
	for n, line := range strings.Split(text, "\n") {
		w := strings.Fields(line)
		switch {
		case len(out) > 60:
			return out
		case len(w) >= 3 && w[0] == "scope" && len(out) > 0:
			op, _ := ParseOperator(w[2])
			r := out[len(out)-1]
			r.Scope = append(r.Scope, ScopeGroup{{w[1], op, strings.Join(w[3:], " ")}})
		case len(w) == 3 && w[0] == "join" && len(out) > 0:
			r := out[len(out)-1]
			r.Joins = append(r.Joins, JoinGroup{{Connector: w[1], Metaverse: w[2]}})
		case len(w) >= 7 && w[5] == "<-":
			r := &Rule{Name: line, Precedence: n, Outbound: w[0] == "out", Connector: "{" + w[0] + "}", Link: Link(w[1]), Source: w[2], Target: w[3]}
			flow := Flow{Target: w[4], Direct: strings.Join(w[6:], " ")}
			if src, ok := strings.CutPrefix(flow.Direct, "= "); ok {
				e, err := Parse(strings.ReplaceAll(src, ";", ","))
				flow = Flow{Target: w[4], Expression: e}
				if err != nil {
					flow.Problem = err.Error()
				}
			}
			r.Flows = []Flow{flow}
			out = append(out, r)
		}
	}
	return out
}
