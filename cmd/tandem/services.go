package main

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/mail"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/server"
)

// services are the capabilities of the product, on one database.
type services struct {
	account *account.Service
	catalog *catalog.Service
	intake  *intake.Service
	mailer  *mail.Mailer
	outbox  *mail.Outbox
}

func newServices(db *postgres.DB, transport mail.Transport, base string) (*services, error) {
	reader, err := articulation.New()
	if err != nil {
		return nil, fmt.Errorf("prepare reading: %w", err)
	}
	s := &services{
		account: account.New(db),
		catalog: catalog.New(db),
		intake:  intake.New(db, reader),
	}
	s.outbox, _ = transport.(*mail.Outbox)
	mint := mail.Mint{Code: s.account.MintCode, Link: s.account.MintLink}
	s.mailer = mail.New(db, mint, transport, base)
	return s, nil
}

// pages are the services that handlers call.
func (s *services) pages() server.Services {
	return server.Services{Account: s.account, Mailer: s.mailer, Outbox: s.outbox}
}

// newTransport is how mail leaves: shown in a demo, by SMTP when a server is
// named, and waiting in the queue otherwise.
func newTransport(db *postgres.DB, cfg appConfig) (mail.Transport, error) {
	switch {
	case cfg.Demo:
		return mail.NewOutbox(db), nil
	case cfg.SMTPURL != "":
		return mail.NewSMTP(string(cfg.SMTPURL), cfg.MailFrom)
	}
	cfg.log.Warn("no mail server is named: mails wait in the queue", "setting", twin("smtp-url"))
	return mail.Nowhere{}, nil
}
