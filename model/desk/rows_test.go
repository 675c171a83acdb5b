package desk_test

import (
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/forecast"
)

func TestRowsNameTheRuleThatExports(t *testing.T) {
	o, _ := foreseeing(t)
	ann := o.user("ann", map[model.Attr][]string{"title": {"Boss"}, "msExchHideFromAddressLists": {"TRUE"}})
	rows := o.foresee(ann).Rows()
	at := func(p model.Attr) forecast.Row {
		i := slices.IndexFunc(rows, func(r forecast.Row) bool { return r.Property.Is(p) })
		if i < 0 {
			t.Fatalf("there is no row of %s", p)
		}
		return rows[i]
	}
	if r := at("jobTitle"); r.Verdict != forecast.Flows || !strings.HasPrefix(r.Rule, "Out to AAD - User") || !slices.Equal(r.AD, []string{"Boss"}) || !slices.Equal(r.Cloud, r.AD) {
		t.Errorf("%+v", r)
	}
	if r := at("hiddenFromAddressListsEnabled"); r.Verdict != forecast.Blocked || len(r.Exported) > 0 {
		t.Errorf("%+v", r)
	}
}
