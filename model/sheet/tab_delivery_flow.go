package sheet

import (
	"html"
	"regexp"
	"strings"

	"recipientdesk/model"
)

const docMessage = "https://learn.microsoft.com/powershell/module/exchange/set-mailcontact"

var forwardFields = []Field{{
	ID: "forwardTo", Label: "Forward to",
	Help:  "Who gets the messages in place of this recipient. It has to be synced too, and to have mail.",
	Attrs: []model.Attr{"altRecipient"}, Edit: Picker{}, For: isPerson, Doc: docAttrs,
}, {
	ID: "forwardKeep", Label: "Keep a copy when forwarding",
	Help:  "Delivers to the mailbox as well. Not synced: Exchange Online forwards without keeping a copy until its own setting, DeliverToMailboxAndForward, is on.",
	Attrs: []model.Attr{"deliverAndRedirect"}, Edit: Check{}, For: isPerson, Doc: docAttrs,
}}

var formatFields = []Field{{
	ID: "mailTip", Label: "MailTip",
	Help:  "What senders are shown before they send, at most 175 characters. It is the text for every language that has none of its own; those stay.",
	Attrs: []model.Attr{mailTips}, Edit: Text{Max: 175}, Get: mailTip, Set: setMailTip, Doc: docFilter,
}, {
	ID: "richText", Label: "Rich text of Outlook",
	Help:  "Whether messages to this recipient may be in Outlook's own format, which arrives elsewhere as winmail.dat; empty leaves it to the settings of the domain. Not synced: Exchange Online keeps its own, UseMapiRichTextFormat.",
	Attrs: []model.Attr{"mAPIRecipient"}, Edit: Choice{Options: []Option{{"TRUE", "Always"}, {"FALSE", "Never"}}}, For: isPerson, Doc: docMessage,
}, {
	ID: "messageFormat", Label: "Message format",
	Help:  "The format of messages to this recipient (bits of PR_SEND_INTERNET_ENCODING). Not synced: Exchange Online keeps its own, MessageFormat and MessageBodyFormat.",
	Attrs: []model.Attr{"internetEncoding"}, Edit: Choice{Options: messageFormats}, For: isPerson, Doc: docMessage,
}}

// messageFormats are the values of internetEncoding that the cmdlets' parameters make
// ([MS-OXOABK] 2.2.3.6): 0x20000 the recipient's own preference counts, 0x40000 MIME,
// 0x80000 HTML only, 0x100000 text and HTML.
var messageFormats = []Option{
	{"1310720", "MIME, text and HTML (the default of Exchange)"},
	{"786432", "MIME, HTML only"},
	{"262144", "MIME, text only"},
	{"0", "Plain text"},
	{"1441792", "MIME, text and HTML, unless the recipient prefers another"},
}

// mailTips holds one MailTip for each language, as en:<html>…</html>; the one that
// counts where there is none is called default.
const mailTips model.Attr = "msExchSenderHintTranslations"

var tag = regexp.MustCompile(`<[^>]*>`)

// mailTip returns the default text without its HTML.
func mailTip(e model.Entry) []string {
	for _, v := range e.Values(mailTips) {
		if text, ok := cutLanguage(v); ok {
			words := strings.Fields(html.UnescapeString(tag.ReplaceAllString(text, " ")))
			if len(words) > 0 {
				return []string{strings.Join(words, " ")}
			}
		}
	}
	return nil
}

// setMailTip replaces the default text, and leaves those of languages.
func setMailTip(e model.Entry, values []string) (model.Entry, error) {
	var next []string
	for _, v := range values {
		next = append(next, "default:<html><body>"+html.EscapeString(v)+"</body></html>")
	}
	for _, v := range e.Values(mailTips) {
		if _, ok := cutLanguage(v); !ok {
			next = append(next, v)
		}
	}
	return e.With(mailTips, next...), nil
}

// cutLanguage returns what follows default:.
func cutLanguage(v string) (text string, ok bool) {
	language, text, found := strings.Cut(v, ":")
	return text, found && strings.EqualFold(strings.TrimSpace(language), "default")
}
