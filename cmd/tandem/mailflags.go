package main

import (
	"fmt"

	"github.com/tandem-hbo/tandem/internal/server"
)

// mailFlags are what sending mail needs; serve and work share them.
type mailFlags struct {
	BaseURL  string `help:"Address by which people reach Tandem, for links in mail; serve takes http://ADDR when left out." placeholder:"URL"`
	SMTPURL  secret `name:"smtp-url" help:"Mail server, as smtp://user:password@host:587 or smtps://…" placeholder:"URL"`
	MailFrom string `help:"Sender of mail." default:"Tandem <tandem@localhost>" placeholder:"ADDRESS"`
}

func (f *mailFlags) check() []error {
	var faults []error
	if f.BaseURL != "" {
		if _, err := server.ParseBaseURL(f.BaseURL); err != nil {
			faults = append(faults, fmt.Errorf("%s: %q: %w", twin("base-url"), f.BaseURL, err))
		}
	}
	if f.SMTPURL != "" {
		faults = append(faults, checkURL("smtp-url", string(f.SMTPURL), "smtp", "smtps"))
	}
	return faults
}
