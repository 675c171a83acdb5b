// Package syncrule is the declarative provisioning engine of Microsoft Entra
// Connect Sync: its synchronization rules and the expression language in them.
//
// [Parse] reads an expression once; [Expression.Eval] computes it for one object,
// as often as needed. What the language says is at
// https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning-expressions,
// what its functions do at
// https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference.
// [Functions] is the table of them, of which docs/expressions.md is made.
//
// Where Microsoft's pages are silent, Visual Basic for Applications decides, of
// which the language calls itself a subset, and culture plays no part. An
// expression can neither loop nor grow without bound: see [Expression.Eval].
//
// [Load] reads rules, connectors and the metaverse of a server from the folder that
// Get-ADSyncServerConfiguration writes, [Builtin] stands in where there is none.
// [LoadScript] follows the PowerShell scripts of the Synchronization Rules Editor,
// which [WriteScript] writes, and [LoadPaths] takes all of them together. What is not
// understood is said in the notes of the set.
//
// [Engine] evaluates them: [Engine.Evaluate] says what becomes of one object,
// [Engine.EvaluateAll] of a directory, each value with the rule and the flow it came
// from. Rules that write to Active Directory or read the tenant are not evaluated:
// the result is what a first export would be.
package syncrule
