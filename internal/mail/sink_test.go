package mail_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// sink is a mail server on loopback with faults to choose from.
type sink struct {
	addr string

	mu   sync.Mutex
	got  []received
	rcpt error // what RCPT TO is answered with
	data error // what the end of DATA is answered with
	drop bool  // hang up instead of answering the end of DATA
}

// received is one mail as it came in.
type received struct {
	from string
	to   []string
	raw  []byte
}

func newSink(t *testing.T) *sink {
	t.Helper()
	s := &sink{}
	server := smtp.NewServer(s)
	server.Domain, server.AllowInsecureAuth = "sink.example", true
	server.ReadTimeout, server.WriteTimeout = 10*time.Second, 10*time.Second
	server.ErrorLog = quiet{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = l.Addr().String()
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return s
}

func (s *sink) url() string { return "smtp://" + s.addr + "?tls=none" }

// set changes the faults.
func (s *sink) set(fn func(*sink)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fn(s)
}

func (s *sink) mails() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.got...)
}

// NewSession begins a talk.
func (s *sink) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{sink: s, conn: c}, nil
}

type session struct {
	sink *sink
	conn *smtp.Conn
	now  received
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.now.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	s.now.to = append(s.now.to, to)
	return s.sink.rcpt
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	if s.sink.drop {
		_ = s.conn.Conn().Close()
		return errors.New("dropped")
	}
	if s.sink.data != nil {
		return s.sink.data
	}
	s.now.raw = bytes.Clone(raw)
	s.sink.got = append(s.sink.got, s.now)
	return nil
}

func (s *session) Reset()        { s.now = received{} }
func (s *session) Logout() error { return nil }

// quiet drops the server's complaints about connections that were cut on
// purpose.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}
