// Package kit holds the widgets of the window that know nothing of recipients:
// what Fyne lacks for a desktop tool that is worked with keyboard and mouse all
// day. It imports Fyne and the standard library only, starts no goroutine and no
// timer, and everything in it belongs to the UI goroutine.
//
// # The idea
//
// A [Window] wraps a Fyne window and puts a root of its own around the content.
// Kit's widgets find their window by that root, so keys, tooltips and dialogs
// work in every window without anything being passed around:
//
//	w := kit.NewWindow(app.NewWindow("Recipients"), after)
//	w.SetMainMenu(menu)                                    // keys of items work, F5 and Delete too
//	w.Bind(kit.Key{Name: fyne.KeyF3}, search.Focus)        // whatever has the focus
//	w.SetContent(container.NewBorder(tools, status, nil, nil, table))
//	w.SetFallback(table)                                   // gets the keys nobody has the focus for
//
// # Keys
//
// Fyne gives a plain key to the focused widget and to nobody else. Kit's fields
// ([Entry], [MultiEntry], [Select], [SelectEntry], [Check], [Button], [Table])
// keep the keys they need and leave the rest to their window. Use them instead of
// Fyne's wherever the focus can go. Do not embed them in another widget: they
// find their window by being on the canvas themselves; compose instead.
//
// While a dialog is up the window's keys rest; Enter presses the dialog's
// default, Escape cancels, Tab stays inside, and the focus returns afterwards.
//
// # What there is
//
//   - [Theme], the Color… names and [Tone]: the look, light and dark.
//   - [Table]: rows and columns, for 100,000 rows; [Outline]: a tree of places.
//   - [Tooltip] and SetTip of every widget.
//   - [Window.Confirm], [Window.Ask], [Window.Error], [Window.Progress] and
//     [Window.ShowDialog]: dialogs.
//   - [ShareBar], and bars in the cells of a table: numbers at a glance.
//   - [Card], [Bar], [StatusBar], [EmptyState], [SearchBox], [Badge], [Thumb], [Text].
//   - [FieldRow], [NewGroup], [AlignLabels]: forms.
//   - [ShapeFull] and its like: states told apart without color.
package kit
