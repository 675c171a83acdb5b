package lifecycle_test

import (
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/lifecycletest"
)

// What every operation writes, attribute by attribute; its inverse gives the object as
// it was.
func TestOperations(t *testing.T) {
	for _, c := range lifecycletest.Cases(lifecycletest.Place{Container: "OU=Staff,DC=contoso,DC=com", Domain: "contoso.com", Routing: world.Routing}) {
		t.Run(c.Name, func(t *testing.T) {
			attrs := c.Object.Attrs
			attrs[model.CommonName] = []string{model.NameOf(c.Object.DN)}
			o, err := c.Op(model.NewEntry(model.Ref{DN: c.Object.DN}, attrs), world)
			if err != nil {
				t.Fatal(err)
			}
			if wrong := c.Check(o.Change()); wrong != "" {
				t.Error(wrong)
			}
			if back := o.Change().Inverse().Apply(o.After); !model.Diff(back, o.Before).Empty() {
				t.Error("taking it back does not give the object as it was")
			}
		})
	}
}
