package ui

import (
	"fmt"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/ui/kit"
)

// How often Entra Connect synchronizes unless somebody changed it, and how long after
// the last cycle something is wrong: six were missed
// (https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler).
const (
	syncEvery = 30 * time.Minute
	syncLate  = 3 * time.Hour
)

// clockSkew is how far two clocks may differ without a word about it.
const clockSkew = 2 * time.Minute

// lastSyncText says when a tenant was last synchronized and whether that is as it
// should be.
func lastSyncText(info model.TenantInfo, now time.Time) (string, kit.Tone) {
	since := now.Sub(info.LastSync)
	switch {
	case isSnapshot(info) && info.LastSync.IsZero():
		return "A snapshot of a tenant that was not synchronized, as far as is known.", kit.ToneInfo
	case isSnapshot(info):
		return "A snapshot, of the tenant as the synchronization of " + moment(info.LastSync) + " left it.", kit.ToneInfo
	case info.SyncEnabled == model.No && info.LastSync.IsZero():
		return "This tenant is not synchronized with any directory.", kit.ToneNeutral
	case info.SyncEnabled == model.No:
		return "Synchronization is switched off in this tenant; it last ran " + ago(since) + ".", kit.ToneWarning
	case info.LastSync.IsZero() && info.SyncEnabled == model.Yes:
		return "Synchronization is on, and no cycle is known to have run.", kit.ToneWarning
	case info.LastSync.IsZero():
		return "When the tenant was last synchronized is not known.", kit.ToneNeutral
	case since < -clockSkew:
		return fmt.Sprintf("Synchronized at %s, later than this computer's clock says: one of the two is wrong.", moment(info.LastSync)), kit.ToneWarning
	case since >= syncLate:
		return fmt.Sprintf("Not synchronized since %s, %s: the synchronization server may be down.", moment(info.LastSync), ago(since)), kit.ToneError
	case since >= syncEvery:
		return fmt.Sprintf("Synchronized %s; the next cycle has been due for %s.", ago(since), span(since-syncEvery)), kit.ToneNeutral
	}
	return fmt.Sprintf("Synchronized %s; the next cycle is due in %s.", ago(since), span(syncEvery-max(0, since))), kit.ToneOK
}

// isSnapshot reports whether a tenant is a file, in which time stands still.
func isSnapshot(info model.TenantInfo) bool {
	switch {
	case info.Source == "", info.Source == "sample", info.Source == "Microsoft Graph":
		return false
	}
	return !strings.HasPrefix(info.Source, "http:") && !strings.HasPrefix(info.Source, "https:")
}

// moment writes a time as local time, in a form that sorts.
func moment(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

// span is a length of time as people say it, rounded to its largest unit.
func span(d time.Duration) string {
	switch minutes := int(d.Round(time.Minute) / time.Minute); {
	case minutes < 1:
		return "less than a minute"
	case minutes < 120:
		return many(minutes, "min", "min")
	case minutes < 48*60:
		return many((minutes+30)/60, "hour", "hours")
	default:
		return many((minutes+12*60)/(24*60), "day", "days")
	}
}
