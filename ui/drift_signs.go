package ui

import (
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// stateSigns say how a property stands: a shape and words, so that color tells nothing
// alone.
var stateSigns = map[drift.State]sign{
	drift.Equal:       newSign(kit.ShapeFull, kit.ToneOK, drift.Equal.Label()),
	drift.Waiting:     newSign(kit.ShapeClock, kit.ToneInfo, drift.Waiting.Label()),
	drift.Different:   newSign(kit.ShapeUnequal, kit.ToneWarning, drift.Different.Label()),
	drift.Blocked:     newSign(kit.ShapeBarred, kit.ToneFinding, drift.Blocked.Label()),
	drift.Rewritten:   newSign(kit.ShapeHalf, kit.ToneWarning, drift.Rewritten.Label()),
	drift.Sanitized:   newSign(kit.ShapeBarred, kit.ToneWarning, drift.Sanitized.Label()),
	drift.Quarantined: newSign(kit.ShapeCross, kit.ToneError, drift.Quarantined.Label()),
	drift.InCloud:     newSign(kit.ShapeCloud, kit.ToneInfo, drift.InCloud.Label()),
	drift.NotSynced:   newSign(kit.ShapeEmpty, kit.ToneNeutral, drift.NotSynced.Label()),
	drift.Unknown:     newSign(kit.ShapeUnknown, kit.ToneNeutral, drift.Unknown.Label()),
}

// stateOrder is that of the counts above a comparison.
var stateOrder = []drift.State{drift.Quarantined, drift.Different, drift.Waiting, drift.Blocked, drift.Sanitized, drift.Rewritten, drift.InCloud, drift.NotSynced, drift.Unknown, drift.Equal}

func signOfState(s drift.State) sign {
	if s, ok := stateSigns[s]; ok {
		return s
	}
	return stateSigns[drift.Unknown]
}

// statusSigns say how an object as a whole stands.
var statusSigns = [...]sign{
	drift.StatusEqual:     newSign(kit.ShapeFull, kit.ToneOK, drift.StatusEqual.String()),
	drift.StatusWaiting:   newSign(kit.ShapeClock, kit.ToneInfo, drift.StatusWaiting.String()),
	drift.StatusDifferent: newSign(kit.ShapeUnequal, kit.ToneWarning, drift.StatusDifferent.String()),
	drift.StatusOnlyAD:    newSign(kit.ShapeLeft, kit.ToneFinding, drift.StatusOnlyAD.String()),
	drift.StatusOnlyCloud: newSign(kit.ShapeRight, kit.ToneChanged, drift.StatusOnlyCloud.String()),
	drift.StatusError:     newSign(kit.ShapeCross, kit.ToneError, drift.StatusError.String()),
	drift.StatusUnknown:   newSign(kit.ShapeUnknown, kit.ToneNeutral, drift.StatusUnknown.String()),
}
