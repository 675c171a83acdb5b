package graphx

import (
	"context"

	kiota "github.com/microsoft/kiota-abstractions-go"
	"github.com/microsoft/kiota-abstractions-go/serialization"

	"recipientdesk/model"
)

// patch sends the properties that were set on changes, those set to nil as null.
// changes must have been made new for this: the SDK does not notice what is set
// on an object that was read, and would send nothing of it.
func (t *Tenant) patch(ctx context.Context, c call, changes serialization.Parsable) error {
	w, err := t.adapter.GetSerializationWriterFactory().GetSerializationWriter("application/json")
	if err == nil {
		defer w.Close()
		if err = w.WriteObjectValue("", changes); err == nil {
			c.body, err = w.GetSerializedContent()
		}
	}
	if err != nil {
		return &model.Error{Code: model.Internal, Subject: c.subject, Message: "the change cannot be written", Err: err}
	}
	c.method = kiota.PATCH
	_, err = t.do(ctx, c)
	return err
}
