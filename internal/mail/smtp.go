package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// smtpTimeout bounds the talk with the mail server.
const smtpTimeout = 20 * time.Second

// SMTP is a transport by a mail server.
type SMTP struct {
	host    string
	from    *netmail.Address
	options []gomail.Option
}

// NewSMTP reads the address of a mail server: smtp://user:password@host:587
// demands STARTTLS, smtps:// speaks TLS at once. ?tls=none or ?tls=opportunistic
// relax that; none only for a server on this machine. from is the sender, as
// Tandem <tandem@school.nl>.
func NewSMTP(raw, from string) (*SMTP, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return nil, errors.New("mail server address must look like smtp://host:587") // raw may hold a password
	}
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("read sender of mail: %w", err)
	}
	options, err := security(u)
	if err != nil {
		return nil, err
	}
	if u.Port() != "" {
		port, err := strconv.Atoi(u.Port())
		if err != nil {
			return nil, fmt.Errorf("read port of mail server: %w", err)
		}
		options = append(options, gomail.WithPort(port))
	}
	if u.User != nil {
		password, _ := u.User.Password()
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	options = append(options, gomail.WithTimeout(smtpTimeout), gomail.WithHELO(domain(sender)))
	return &SMTP{host: u.Hostname(), from: sender, options: options}, nil
}

// security turns the scheme and ?tls= into options; a later port overrides the
// one they choose.
func security(u *url.URL) ([]gomail.Option, error) {
	if u.Scheme == "smtps" {
		return []gomail.Option{gomail.WithSSLPort(false)}, nil
	}
	if u.Scheme != "smtp" {
		return nil, errors.New("mail server address must begin with smtp:// or smtps://")
	}
	switch u.Query().Get("tls") {
	case "", "mandatory":
		return []gomail.Option{gomail.WithTLSPortPolicy(gomail.TLSMandatory)}, nil
	case "opportunistic":
		return []gomail.Option{gomail.WithTLSPortPolicy(gomail.TLSOpportunistic)}, nil
	case "none":
		if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
			return []gomail.Option{gomail.WithTLSPortPolicy(gomail.NoTLS)}, nil
		}
		return nil, errors.New("mail without TLS is only for a server on this machine")
	}
	return nil, errors.New("tls must be mandatory, opportunistic or none")
}

func domain(a *netmail.Address) string {
	_, d, _ := strings.Cut(a.Address, "@")
	return d
}

// Send delivers a message over a connection of its own.
func (t *SMTP) Send(ctx context.Context, m Message) error {
	msg, err := t.message(m)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(t.host, t.options...)
	if err != nil {
		return fmt.Errorf("set up mail client: %w", err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("reach mail server: %w", err)
	}
	err = client.Send(msg)
	_ = client.Close() // the mail is in or not by now; a rude goodbye changes nothing
	if err == nil || msg.IsDelivered() {
		return nil
	}
	if final(err) {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	return fmt.Errorf("hand mail to server: %w", err)
}

// message fills in the headers. No text of people gets into any but the
// subject, which go-mail encodes.
func (t *SMTP) message(m Message) (*gomail.Msg, error) {
	msg := gomail.NewMsg()
	msg.FromMailAddress(t.from)
	if err := msg.To(m.To); err != nil {
		return nil, fmt.Errorf("%w: read recipient: %w", errRefused, err)
	}
	if m.ReplyTo != "" {
		if err := msg.ReplyTo(m.ReplyTo); err != nil {
			return nil, fmt.Errorf("%w: read address for replies: %w", errRefused, err)
		}
	}
	msg.Subject(m.Subject)
	msg.SetMessageIDWithValue(messageID(m.ID, domain(t.from)))
	msg.SetDate()
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetBodyString(gomail.TypeTextPlain, m.Plain)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return msg, nil
}

func messageID(id tandem.ID[tandem.Mail], domain string) string { return id.String() + "@" + domain }

// final reports whether the server refused this very mail for good. A 5xx to
// the greeting, the login or the sender is a fault in our settings and not in
// the mail, so it is tried again.
func final(err error) bool {
	var refused *gomail.SendError
	if !errors.As(err, &refused) || refused.ErrorCode() < 500 {
		return false
	}
	switch refused.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
		return true
	}
	return false
}
