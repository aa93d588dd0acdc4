// Package demo fills a database with invented institutions, people, companies
// and questions to look around in, and with many more questions to measure
// with. Nothing in it exists.
package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Seed adds the demo as it would stand at a moment: what is on offer lies ahead
// of it, what was done behind. A database that holds the demo stays as it is.
func Seed(ctx context.Context, db *postgres.DB, now time.Time) error {
	there, err := seeded(ctx, db)
	if err != nil || there {
		return err
	}
	tax, err := db.Taxonomy(ctx)
	if err != nil {
		return fmt.Errorf("seed the demo: %w", err)
	}
	w, err := newWorld(newClock(now.UTC().Truncate(time.Microsecond)))
	if err != nil {
		return err
	}
	t, err := newTeller(w, tax)
	if err != nil {
		return err
	}
	if err := t.everything(tax); err != nil {
		return err
	}
	err = db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error { return t.store(ctx, tx) })
	if errors.Is(err, tandem.Conflict) {
		// Somebody else seeded at the same time.
		if there, again := seeded(ctx, db); again == nil && there {
			return nil
		}
	}
	return err
}

// seeded reports whether the demo's institutions are there.
func seeded(ctx context.Context, db *postgres.DB) (bool, error) {
	rows, err := lines("institutions.tsv", 9)
	if err != nil {
		return false, err
	}
	list, err := db.Institutions(ctx)
	if err != nil {
		return false, fmt.Errorf("look for the demo: %w", err)
	}
	return slices.ContainsFunc(list, func(in tandem.Institution) bool { return in.Name == rows[0][1] }), nil
}

func (t *teller) store(ctx context.Context, tx *postgres.Tx) error {
	for _, step := range []func(context.Context, *postgres.Tx) error{
		t.storeInstitutions, t.storePeople, t.storeOfferings, t.storeLimits, t.storeOwners,
	} {
		if err := step(ctx, tx); err != nil {
			return err
		}
	}
	if err := tx.Load(ctx, &t.bulk); err != nil {
		return err
	}
	if err := t.enqueue(ctx, tx); err != nil {
		return err
	}
	for _, m := range t.mails {
		if err := tx.QueueMail(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// enqueue has what was just sent weighed, as sending it does.
func (t *teller) enqueue(ctx context.Context, tx *postgres.Tx) error {
	for _, q := range t.bulk.Questions {
		if q.State != tandem.QuestionSubmitted {
			continue
		}
		if err := tx.Enqueue(ctx, job.ScoreQuestion{QuestionID: q.ID}); err != nil {
			return err
		}
	}
	return nil
}

func (t *teller) storeInstitutions(ctx context.Context, tx *postgres.Tx) error {
	for _, in := range t.institutions {
		if err := tx.InsertInstitution(ctx, in); err != nil {
			return err
		}
	}
	for _, p := range t.programmes {
		if err := tx.InsertProgramme(ctx, p); err != nil {
			return err
		}
	}
	for _, p := range t.periods {
		if err := tx.InsertPeriod(ctx, p.Period); err != nil {
			return err
		}
	}
	return nil
}

func (t *teller) storePeople(ctx context.Context, tx *postgres.Tx) error {
	for _, p := range t.people {
		if err := storePerson(ctx, tx, p.Person); err != nil {
			return err
		}
		if err := tx.InsertMembership(ctx, p.ID, p.Membership); err != nil {
			return err
		}
	}
	return nil
}

func storePerson(ctx context.Context, tx *postgres.Tx, p tandem.Person) error {
	return tx.InsertPerson(ctx, p, tandem.Identity{Issuer: tandem.MailIssuer, Subject: p.Mail, PersonID: p.ID})
}

func (t *teller) storeOfferings(ctx context.Context, tx *postgres.Tx) error {
	for _, o := range t.made {
		if err := tx.InsertOffering(ctx, o.Offering); err != nil {
			return err
		}
	}
	for i := range t.offerings {
		if err := tx.InsertOffering(ctx, t.offerings[i].Offering); err != nil {
			return err
		}
	}
	return nil
}

// owners is how many of those who asked have proven their mail address.
const owners = 4

// storeOwners makes people of the owners who asked most, so that one can sign in
// as an owner with several questions.
func (t *teller) storeOwners(ctx context.Context, tx *postgres.Tx) error {
	asked := map[string]int{}
	for _, s := range t.bulk.Sealed {
		asked[s.ContactMail]++
	}
	busy := slices.SortedFunc(func(yield func(string) bool) {
		for mail := range asked {
			if !yield(mail) {
				return
			}
		}
	}, func(a, b string) int { return cmp.Or(cmp.Compare(asked[b], asked[a]), cmp.Compare(a, b)) })
	for _, mail := range busy[:min(owners, len(busy))] {
		p := tandem.Person{ID: tandem.NewID[tandem.Person](), Mail: mail, Language: tandem.Dutch}
		for i, s := range t.bulk.Sealed {
			if s.ContactMail == mail {
				t.bulk.Questions[i].OwnerID, p.Name = p.ID, s.ContactName
			}
		}
		if err := storePerson(ctx, tx, p); err != nil {
			return err
		}
	}
	return nil
}
