// Package catalog keeps what is on offer: the taxonomy of outcomes and forms,
// institutions with their programmes and teaching periods, and the offerings.
package catalog

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Service changes and lists the catalogue.
type Service struct{ db *postgres.DB }

// New returns the service on a database.
func New(db *postgres.DB) *Service { return &Service{db: db} }

// Today is the day by the clock of the database, as people count days.
func (s *Service) Today() time.Time { return calendar.Day(s.db.Now()) }

// Lengths that a text may have, in characters.
const (
	maxName    = 200
	maxSummary = 2000
)

// checker gathers what is wrong with a form, field by field.
type checker struct{ faults []tandem.FieldError }

func (c *checker) must(ok bool, field, code string, limit int) {
	if !ok {
		c.faults = append(c.faults, tandem.FieldError{Field: field, Code: code, Limit: limit})
	}
}

// words demands a text that is not empty and not longer than limit.
func (c *checker) words(field, s string, limit int) {
	c.must(strings.TrimSpace(s) != "", field, "required", 0)
	c.short(field, s, limit)
}

func (c *checker) short(field, s string, limit int) {
	c.must(utf8.RuneCountInString(s) <= limit, field, "too_long", limit)
}

func (c *checker) between(field string, n, low, high int) {
	c.must(n >= low, field, "at_least", low)
	c.must(n <= high, field, "at_most", high)
}

func (c *checker) studyFields(field string, list []tandem.Field) {
	c.must(len(list) > 0, field, "pick_one", 1)
	for _, f := range list {
		c.must(slices.Contains(tandem.Fields(), f), field, "choice", 0)
	}
}

func (c *checker) err() error { return tandem.FailFields(c.faults) }

// trim takes the spaces round texts away.
func trim(texts ...*string) {
	for _, s := range texts {
		*s = strings.TrimSpace(*s)
	}
}

// change runs fn in a transaction and records that the actor did action to the
// subject, when fn returns nil.
func (s *Service) change(ctx context.Context, by tandem.Actor, e *tandem.Event, fn func(tx *postgres.Tx) error) error {
	return s.db.InTx(ctx, by, func(tx *postgres.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return tx.Record(ctx, *e)
	})
}
