package mail

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

// Secrets are made for one sending and stored nowhere as they are.
type Secrets struct {
	Base  string    // the address people use, without a closing slash
	Link  string    // full address of the link to the question, if there is one
	Until time.Time // when that link ends
	Code  string    // the code to sign in with, if there is one
}

// The facts in Mail.Data that any mail may carry; all are optional. Values are
// plain text, except for days ("2026-11-30") and codes (role, reason, referral).
//
//	name         the reader          institution  who writes
//	title        of the question     desk         the person who signs
//	note         a message, quoted   phone, mail  how to reach the desk
//	date         the promised day    inviter      who invites
//	start, end   days of the work    path         page the button leads to
//	role, reason, referral           form, offering, programme, lecturer, contact, statement
//	count        of questions told of at once; none is one

// Compose makes the letter of a stored mail, in the printer's language. The
// button leads to the question's link when there is one, else to the page in
// Data["path"].
func Compose(m tandem.Mail, p text.Printer, s Secrets) Letter {
	c := composer{Mail: m, Printer: p, secrets: s}
	c.args = c.arguments()
	return Letter{
		Lang: string(p.Lang()), Subject: oneLine(c.say("mail_subject")), Preheader: c.preheader(),
		Institution: m.Data["institution"], Title: c.say("mail_title"), Hello: c.hello(),
		Blocks: c.blocks(), Button: c.button(), Below: c.below(), Sign: c.sign(), Why: c.why(),
	}
}

type composer struct {
	tandem.Mail
	text.Printer
	secrets Secrets
	args    []any
}

// say is the sentence of a group for this kind of mail, empty if it has none.
func (c composer) say(group string) string {
	if !c.Has(group, string(c.Kind)) {
		return ""
	}
	return c.Code(group, string(c.Kind), c.args...)
}

// arguments are what sentences may quote: the facts, days and codes in words.
func (c composer) arguments() []any {
	list := []any{"code", c.secrets.Code}
	for _, name := range []string{"title", "institution", "inviter", "date", "role", "reason"} {
		list = append(list, name, c.fact(name))
	}
	count, err := strconv.Atoi(c.Data["count"])
	if err != nil {
		count = 1 // of the only thing that the mail names
	}
	return append(list, "count", count)
}

func (c composer) fact(name string) string {
	value := c.Data[name]
	switch name {
	case "date", "start", "end":
		if day, err := time.Parse(time.DateOnly, value); err == nil {
			return c.Date(day)
		}
	case "role", "reason", "referral":
		return c.Code("mail_"+name, value)
	case "institution":
		if value == "" {
			return "Tandem"
		}
	}
	return value
}

func (c composer) preheader() string {
	if promise := c.say("mail_promise"); promise != "" {
		return promise
	}
	return c.say("mail_lead")
}

func (c composer) hello() string {
	if c.Data["name"] == "" {
		return c.T(text.MailHelloNobody)
	}
	return c.T(text.MailHello, "name", c.Data["name"])
}

func (c composer) blocks() []Block {
	var list []Block
	add := func(b Block) {
		if b.Text != "" || len(b.Facts) > 0 {
			list = append(list, b)
		}
	}
	add(Block{Kind: "text", Text: c.say("mail_lead")})
	add(Block{Kind: "code", Text: c.secrets.Code})
	add(Block{Kind: "promise", Text: c.say("mail_promise"), Note: c.say("mail_promise_note")})
	add(Block{Kind: "text", Text: c.say("mail_more")})
	add(Block{Kind: "quote", Text: c.Data["note"]})
	add(Block{Kind: "facts", Facts: c.facts()})
	return list
}

// facts lists what the reader should see beside the sentences.
func (c composer) facts() []Fact {
	var list []Fact
	for _, name := range []string{"referral", "statement", "form", "offering", "programme", "lecturer", "start", "end", "contact"} {
		if c.Data[name] != "" {
			list = append(list, Fact{c.Code("mail_fact", name), c.fact(name)})
		}
	}
	return list
}

func (c composer) button() Link {
	b := Link{Text: c.say("mail_button"), Address: c.secrets.Link}
	switch {
	case c.secrets.Code != "":
		b.Address = c.secrets.Base + "/inloggen/code?code=" + c.secrets.Code
	case b.Address == "" && ourPath(c.Data["path"]):
		b.Address = c.secrets.Base + c.Data["path"]
	case b.Address == "":
		b.Address = c.secrets.Base + "/inloggen"
	}
	return b
}

// ourPath reports whether a path is one of ours: nothing that reads as a host.
func ourPath(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.Contains(path, "\\")
}

func (c composer) below() []Block {
	var list []Block
	if note := c.say("mail_button_note"); note != "" {
		list = append(list, Block{Kind: "small", Text: note})
	}
	if items := c.say("mail_list"); items != "" {
		list = append(list, Block{Kind: "list", Text: c.say("mail_list_lead"), Items: strings.Split(items, "|")})
	}
	return list
}

func (c composer) sign() []string {
	who := c.Data["desk"]
	if who == "" {
		who = c.T(text.MailTeam)
	}
	lines := []string{c.T(text.MailRegards), who}
	if phone := c.Data["phone"]; phone != "" {
		lines = append(lines, c.T(text.MailPhone, "phone", phone))
	}
	if mail := c.Data["mail"]; mail != "" {
		lines = append(lines, c.T(text.MailReply, "mail", mail))
	}
	return lines
}

func (c composer) why() string {
	switch {
	case c.Kind == tandem.MailCode:
		return c.T(text.MailWhyCode)
	case c.Kind == tandem.MailInvitation:
		return c.T(text.MailWhyInvited, c.args...)
	case c.Kind == tandem.MailMovedAway:
		return c.T(text.MailWhyMoved)
	case c.Kind == tandem.MailKept && c.secrets.Link == "":
		return c.T(text.MailWhyAsked, c.args...)
	case c.secrets.Link != "":
		return c.T(text.MailWhyOwner, "until", c.secrets.Until, "signin", c.secrets.Base+"/inloggen")
	}
	return c.T(text.MailWhyStaff, c.args...)
}

// oneLine makes a text fit for a header: no line ends, nothing unseen, at most
// 150 characters.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, s)), " ")
	if runes := []rune(s); len(runes) > 150 {
		s = strings.TrimSpace(string(runes[:149])) + "…"
	}
	return s
}
