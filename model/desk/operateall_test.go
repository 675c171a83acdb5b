package desk_test

import (
	"context"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/lifecycle"
)

// planAll plans an operation on accounts of the sample.
func planAll(ctx context.Context, p *plant, op desk.Operation, names ...string) (out []desk.Planned, err error) {
	var refs []model.Ref
	for _, n := range names {
		refs = append(refs, p.account(n).Ref)
	}
	for x, xerr := range p.desk.OperateAll(ctx, refs, op) {
		if xerr != nil {
			return out, xerr
		}
		out = append(out, x)
	}
	return out, nil
}

func TestOperateAllGoesOnAfterARefusal(t *testing.T) {
	p := newPlant(t)
	out, err := planAll(t.Context(), p, convert(lifecycle.SharedMailbox), "cweber", "shared-info", "hvoss")
	if err != nil || len(out) != 3 {
		t.Fatalf("%d planned: %v", len(out), err)
	}
	if out[0].Refusal() != nil || model.CodeOf(out[1].Refusal()) != model.Exists || out[2].Refusal() != nil {
		t.Errorf("refused: %v, %v, %v", out[0].Refusal(), out[1].Refusal(), out[2].Refusal())
	}
	if out[2].Step.Change().Empty() || out[2].Step.Ahead.After.Cloud.RecipientType != "SharedMailbox" {
		t.Errorf("the one after the refusal is not planned: %+v", out[2].Step.Change())
	}
}

// The directory has neither address yet, so only the run itself can tell.
func TestOperateAllRefusesWhatTwoWouldGet(t *testing.T) {
	p := newPlant(t)
	same := func(e model.Entry, w lifecycle.World) (lifecycle.Outcome, error) {
		return lifecycle.EnableMailbox(e, lifecycle.MailboxOptions{Routing: "Same@brightwater.mail.onmicrosoft.com"}, w)
	}
	out, err := planAll(t.Context(), p, same, "pkowalczyk", "kjablonska")
	if err != nil {
		t.Fatal(err)
	}
	if out[0].Refusal() != nil || model.CodeOf(out[1].Refusal()) != model.Exists || !strings.Contains(out[1].Err.Error(), "in the same run") {
		t.Errorf("refused: %v, %v", out[0].Refusal(), out[1].Refusal())
	}
}

func TestOperateAllStopsWhenItIsTold(t *testing.T) {
	p := newPlant(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if out, err := planAll(ctx, p, convert(lifecycle.SharedMailbox), "cweber", "hvoss"); err == nil || len(out) > 0 {
		t.Errorf("%d planned: %v", len(out), err)
	}
}
