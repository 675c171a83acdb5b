package ui

import (
	"fyne.io/fyne/v2"

	"recipientdesk/model"
)

// The icons of recipients and places, drawn on a grid of 24 for a size of 16.
// They are solid, so that they can be painted in any color of the theme.
var (
	iconUser      = icon("user", head(12, 7.5, 4.2)+`<path d="M3.5 21c0-5 3.6-8 8.5-8s8.5 3 8.5 8z"/>`)
	iconMailbox   = icon("mailbox", head(9, 7, 4)+`<path d="M1 20c0-4.5 3.3-7.3 8-7.3 1.1 0 2.2.2 3.1.5V20z"/>`+envelope)
	iconShared    = icon("shared", head(5.6, 7.6, 3.2)+head(13.4, 7.6, 3.2)+`<path d="M.6 18c0-3.6 2.2-5.8 5-5.8 1.6 0 3 .7 3.9 1.9.9-1.2 2.3-1.9 3.9-1.9.5 0 1 .1 1.4.2V18z"/>`+envelope)
	iconRoom      = icon("room", `<path fill-rule="evenodd" d="M5 2h14v18h2v2H3v-2h2zM7.4 4.4V20h9.2V4.4zM13 11h2.2v3H13z"/>`)
	iconEquipment = icon("equipment", `<path fill-rule="evenodd" d="M2 4h20v13H2zM4.3 6.3v8.4h15.4V6.3z"/><path d="M10 17h4v2h3v2H7v-2h3z"/>`)
	iconMailUser  = icon("mailuser", head(9, 7, 4)+`<path d="M1 20c0-4.5 3.3-7.3 8-7.3 1.1 0 2.2.2 3.1.5V20z"/><path d="M14 16.8h4.2v-2.6l5 4.1-5 4.1v-2.6H14z"/>`)
	iconContact   = icon("contact", `<path fill-rule="evenodd" d="M2 4h20v16H2zM4.2 6.2v11.6h15.6V6.2zM9 8.2a2.1 2.1 0 1 1 0 4.2a2.1 2.1 0 1 1 0-4.2zM5.4 16.4c0-2 1.5-3.2 3.6-3.2s3.6 1.2 3.6 3.2zM14.4 9h4.2v1.6h-4.2zM14.4 12.4h4.2V14h-4.2z"/>`)
	iconGroup     = icon("group", people)
	iconMailGroup = icon("mailgroup", head(5.6, 7.6, 3.4)+head(14, 7.6, 3.4)+`<path d="M.4 19c0-4 2.2-6.4 5.2-6.4 1.7 0 3.2.8 4.2 2.1 1-1.3 2.5-2.1 4.2-2.1.4 0 .8 0 1.2.1h-2.7V19z"/>`+envelope)
	iconSecurity  = icon("security", `<path fill-rule="evenodd" d="M12 1.5l8.5 3v6.4c0 5.3-3.5 9.3-8.5 11.6-5-2.3-8.5-6.3-8.5-11.6V4.5zM12 6.2a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 1 0 0-5.2zM7.2 16.4h9.6c0-2.5-2-4-4.8-4s-4.8 1.5-4.8 4z"/>`)
	iconDynamic   = icon("dynamic", people+`<path d="M13.5 12.5h6l-2.4 3.6h3.4L14 24l1.8-5.6h-3.3z"/>`)
	iconFolder    = icon("folder", `<path d="M2 5h7.2l2.2 2.4H22V20H2z"/>`)
	iconUnit      = icon("unit", `<path fill-rule="evenodd" d="M2 5h7.2l2.2 2.4H22V20H2zM8 10.5v6h8v-6zM9.6 12.1h4.8v2.8H9.6z"/>`)
	iconDomain    = icon("domain", `<path fill-rule="evenodd" d="M4 2.5h16V9H4zM6.5 4.9h3v1.7h-3zM4 10.2h16v6.5H4zM6.5 12.6h3v1.7h-3z"/><path d="M11 16.7h2v2.1h6v2H5v-2h6z"/>`)
	iconCloud     = icon("cloud", `<path d="M6.5 19.5a5 5 0 0 1-.6-9.96 6.5 6.5 0 0 1 12.5-1.5A5.75 5.75 0 0 1 17.75 19.5z"/>`)
	iconOther     = icon("other", `<path fill-rule="evenodd" d="M4 4h16v16H4zM6.2 6.2v11.6h11.6V6.2z"/>`)
)

const (
	people = `<circle cx="8" cy="7.6" r="3.6"/><circle cx="16.6" cy="8.4" r="3"/>` +
		`<path d="M1 20c0-4.6 2.8-7.4 7-7.4s7 2.8 7 7.4z"/><path d="M16.3 20c0-3-.8-5.3-2.3-6.9.8-.4 1.7-.6 2.7-.6 3.7 0 6.3 2.6 6.3 7.5z"/>`
	envelope = `<path d="M13.6 14h10L18.6 18z"/><path d="M13 15.2l5.6 4.4 5.4-4.4V22.5H13z"/>`
)

func head(x, y, r float32) string {
	return `<circle cx="` + decimal(x) + `" cy="` + decimal(y) + `" r="` + decimal(r) + `"/>`
}

func icon(name, body string) fyne.Resource {
	return fyne.NewStaticResource("icon-"+name+".svg", []byte(
		`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="#000000">`+body+`</svg>`))
}

// iconOf is what stands before a recipient's name.
func iconOf(k model.Kind) fyne.Resource {
	switch k {
	case model.KindUser, model.KindSystemMailbox:
		return iconUser
	case model.KindUserMailbox, model.KindLinkedMailbox:
		return iconMailbox
	case model.KindSharedMailbox:
		return iconShared
	case model.KindRoomMailbox, model.KindRoomList:
		return iconRoom
	case model.KindEquipmentMailbox:
		return iconEquipment
	case model.KindMailUser:
		return iconMailUser
	case model.KindContact, model.KindMailContact:
		return iconContact
	case model.KindDistributionGroup:
		return iconGroup
	case model.KindMailDistributionGroup:
		return iconMailGroup
	case model.KindSecurityGroup, model.KindMailSecurityGroup:
		return iconSecurity
	case model.KindDynamicGroup:
		return iconDynamic
	case model.KindPublicFolder:
		return iconFolder
	}
	return iconOther
}
