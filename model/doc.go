// Package model is the vocabulary of RecipientDesk: directory entries, the
// addresses and limits an Exchange recipient carries, and the changes an
// administrator makes to them.
//
// It imports only the standard library and google/uuid. It reads no file, opens no
// connection and draws nothing, so every rule in it can be tested as a table.
//
// One idea runs through it. An [Entry] is a value and never changes; an edit is
// a function from Entry to Entry; a [ChangeSet] is the difference of two
// entries. Preview, validation, forecast, LDAP modify, audit and undo are all
// written against ChangeSet, and against nothing else.
//
// Lists are the one exception: a hundred thousand rows do not fit in as many
// maps, so a [Directory] lists in [Batch]es and a [Snapshot] holds them; an Entry
// is made when an object is opened.
package model
