package graphd

import (
	"crypto/sha256"
	"fmt"
	"image/jpeg"
	"net/http"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// mailboxOf returns a user who has a mailbox in Exchange Online.
func (c *call) mailboxOf() (*sim.CloudObject, *answer) {
	o, a := c.find(model.CloudUser)
	if a != nil {
		return nil, a
	}
	if c.limited && c.claims.User != "" && !strings.EqualFold(c.claims.User, o.Text("userPrincipalName")) {
		return nil, refuse(http.StatusForbidden, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
	}
	if o.Text("x-purpose") == "" {
		return nil, refuse(http.StatusNotFound, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive, soft-deleted, or is hosted on-premise.")
	}
	return o, nil
}

func (c *call) mailboxSettings() *answer {
	o, a := c.mailboxOf()
	if a != nil {
		return a
	}
	doc, a := c.narrowed(c.settingsOf(o), nil)
	if a != nil {
		return a
	}
	return c.reply(fmt.Sprintf("users('%s')/mailboxSettings", o.ID), doc)
}

// settingsOf are the settings of a mailbox.
func (c *call) settingsOf(o *sim.CloudObject) map[string]any {
	nothing := map[string]any{"dateTime": c.srv.tenant.Now().UTC().Format("2006-01-02T15:00:00.0000000"), "timeZone": "UTC"}
	return map[string]any{
		"archiveFolder": nil, "timeZone": "UTC", "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly", "dateFormat": "dd.MM.yyyy", "timeFormat": "HH:mm",
		"automaticRepliesSetting": map[string]any{"status": "disabled", "externalAudience": "all", "internalReplyMessage": "", "externalReplyMessage": "",
			"scheduledStartDateTime": nothing, "scheduledEndDateTime": nothing},
		"language": map[string]any{"locale": "en-US", "displayName": "English (United States)"},
		"workingHours": map[string]any{"daysOfWeek": []string{"monday", "tuesday", "wednesday", "thursday", "friday"}, "startTime": "08:00:00.0000000",
			"endTime": "17:00:00.0000000", "timeZone": map[string]any{"name": "W. Europe Standard Time"}},
		"userPurpose": o.Text("x-purpose"),
	}
}

// apart returns what was selected of one user and is not stored in the directory: the
// mailbox answers for its settings, and nobody has a profile.
func (c *call) apart(p *plan) (map[string]any, *answer) {
	out := map[string]any{}
	for _, name := range p.apart {
		switch name {
		case "mailboxSettings":
			if !c.may(strings.Fields(readMailbox)) {
				return nil, denied()
			}
			o, a := c.mailboxOf()
			if a != nil {
				return nil, a
			}
			out[name] = c.settingsOf(o)
		case "aboutMe", "mySite", "preferredName":
			out[name] = nil
		case "birthday", "hireDate":
			out[name] = "0001-01-01T00:00:00Z"
		default:
			out[name] = []string{}
		}
	}
	return out, nil
}

func (c *call) userPurpose() *answer {
	o, a := c.mailboxOf()
	if a != nil {
		return a
	}
	return c.reply(fmt.Sprintf("users('%s')/mailboxSettings/userPurpose", o.ID), map[string]any{"value": o.Text("x-purpose")})
}

// exchangeSettings names the mailbox.
func (c *call) exchangeSettings() *answer {
	o, a := c.mailboxOf()
	if a != nil {
		return a
	}
	return c.reply(fmt.Sprintf("users('%s')/settings/exchange/$entity", o.ID), map[string]any{"primaryMailboxId": "MBX:" + o.Text("x-exchangeGuid") + "@" + c.srv.tenant.Config().ID})
}

func (c *call) picture() ([]byte, *answer) {
	if _, a := c.find(model.CloudUser); a != nil {
		return nil, a
	}
	b := c.srv.tenant.Photo(c.args[0])
	if b == nil {
		return nil, refuse(http.StatusNotFound, "ImageNotFound", "The photo wasn't found.")
	}
	return b, nil
}

func (c *call) photo() *answer {
	b, a := c.picture()
	if a != nil {
		return a
	}
	w, h := 0, 0
	if cfg, err := jpeg.DecodeConfig(strings.NewReader(string(b))); err == nil {
		w, h = cfg.Width, cfg.Height
	}
	return c.reply(fmt.Sprintf("users('%s')/photo/$entity", c.args[0]), map[string]any{"@odata.mediaContentType": "image/jpeg",
		"@odata.mediaEtag": fmt.Sprintf("W/\"%x\"", sha256.Sum256(b))[:20] + `"`, "id": fmt.Sprintf("%dx%d", w, h), "width": w, "height": h})
}

func (c *call) photoValue() *answer {
	b, a := c.picture()
	if a != nil {
		return a
	}
	return &answer{status: http.StatusOK, body: b, media: "image/jpeg"}
}

// maxPhoto is how large a picture may be
// (https://learn.microsoft.com/graph/api/profilephoto-update).
const maxPhoto = 4 << 20

func (c *call) setPhoto() *answer {
	if _, a := c.find(model.CloudUser); a != nil {
		return a
	}
	if _, err := jpeg.DecodeConfig(strings.NewReader(string(c.body))); err != nil || len(c.body) > maxPhoto {
		return refuse(http.StatusBadRequest, "ImageFormatNotSupported", "The photo must be a JPEG of at most 4 MB.")
	}
	c.srv.tenant.SetPhoto(c.args[0], c.body)
	return &answer{status: http.StatusOK, media: "application/json"}
}

func (c *call) deletePhoto() *answer {
	if _, a := c.picture(); a != nil {
		return a
	}
	c.srv.tenant.SetPhoto(c.args[0], nil)
	return noContent
}
