package drift

import (
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

// What the table says of a pair that is linked is what comparing the two says.
func TestLinkedIsHardMatchOfALinkedPair(t *testing.T) {
	const octets = "0123456789abcdef"
	consistency, _ := model.GUIDFromBytes([]byte(octets))
	for name, c := range map[string]struct{ ad, now attrsOf }{
		"made of objectGUID":            {nil, nil},
		"made of mS-DS-ConsistencyGuid": {attrsOf{consistencyGUID: {octets}}, attrsOf{PropAnchor: {consistency.ImmutableID()}}},
	} {
		in := input(person(c.ad), "user")
		now := arrived(c.now)
		in.Export = in.Export.With("sourceAnchor", now.First(PropAnchor))
		s := NewSurvey(indexOf(model.CloudUser, now), Options{LastSync: lastSync})
		it := s.Add(in, forecast.Predict(in))
		want := HardMatch(in, now)
		if got := it.Linked(now.First(PropAnchor)); it.How != ByAnchor || !want.Linked || got != want {
			t.Errorf("%s: paired by %s\n%+v, want\n%+v", name, it.How, got, want)
		}
	}
}

func TestGraphShowsAnchorsOfUsersAlone(t *testing.T) {
	for class, want := range map[string]string{"user": "never synchronized", "group": "security identifier", "contact": "address"} {
		if why := HardMatch(forecast.Input{Class: class}, model.NewEntry(model.Ref{}, attrsOf{"displayName": {"x"}})).Why; !strings.Contains(why, want) {
			t.Errorf("%s: %s", class, why)
		}
	}
}
