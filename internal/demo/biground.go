package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The shape of a round made to measure with: how many questions there are for an
// offering, offerings for a lecturer, lecturers for a programme.
const (
	questionsEach = 10
	offeringsEach = 4
	lecturersEach = 10
)

// bigRound is an institution of its own with one period, in which very many
// questions wait for a place.
type bigRound struct {
	*load

	institution tandem.Institution
	period      tandem.Period
	programmes  []tandem.Programme
	lecturers   []tandem.Person
}

// LoadRound adds an institution of its own with a period in which n made-up
// questions wait for a place and a tenth as many offerings give six for every ten
// of them. It returns the period. Without the demo the error is NotFound.
func LoadRound(ctx context.Context, db *postgres.DB, n int) (tandem.ID[tandem.Period], error) {
	l, err := newLoad(ctx, db)
	if err != nil {
		return tandem.ID[tandem.Period]{}, err
	}
	r := l.round(max(1, n/questionsEach))
	if err := r.storeSchool(ctx, db); err != nil {
		return r.period.ID, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan func(*postgres.Tx) error)
	var group sync.WaitGroup
	for range loaders {
		group.Go(func() {
			for add := range work {
				if err := db.InTx(ctx, tandem.SystemActor(), add); err != nil {
					cancel(err)
				}
			}
		})
	}
	for first := 0; first < n && ctx.Err() == nil; first += batch {
		work <- func(tx *postgres.Tx) error { return tx.Load(ctx, r.questions(first, min(batch, n-first))) }
	}
	offerings := max(1, n/questionsEach)
	for first := 0; first < offerings && ctx.Err() == nil; first += batch / questionsEach {
		work <- func(tx *postgres.Tx) error {
			return r.storeOfferings(ctx, tx, first, min(batch/questionsEach, offerings-first))
		}
	}
	close(work)
	group.Wait()
	return r.period.ID, context.Cause(ctx)
}

// round makes the school; number keeps the names of two such schools apart.
func (l *load) round(offerings int) *bigRound {
	id := tandem.NewID[tandem.Institution]()
	r := &bigRound{load: l, institution: tandem.Institution{
		ID: id, Name: "Hogeschool Proeftuin " + id.String()[24:], ShortName: "Proeftuin", City: "Gouda", Postcode: "2801AA",
		DeskMail: "loket@proeftuin.example", LapseDays: 14, ExpireDays: 180,
	}}
	start := l.clock.today.AddDate(0, 0, 100)
	r.period = tandem.Period{
		ID: tandem.NewID[tandem.Period](), InstitutionID: id, Name: "Periode 3", AcademicYear: calendar.AcademicYear(start),
		Start: start, End: start.AddDate(0, 0, 70),
	}
	lecturers := max(1, offerings/offeringsEach)
	for i := range lecturers {
		r.lecturers = append(r.lecturers, tandem.Person{
			ID: tandem.NewID[tandem.Person](), Name: "Docent " + strconv.Itoa(i+1), Language: tandem.Dutch, CreatedAt: l.clock.now,
			Mail: fmt.Sprintf("docent%d@%s.proeftuin.example", i+1, id.String()[24:]),
		})
	}
	for i := range max(1, lecturers/lecturersEach) {
		p := l.world.programmes[i%len(l.world.programmes)]
		p.ID, p.InstitutionID, p.Name = tandem.NewID[tandem.Programme](), id, fmt.Sprintf("%s %d", p.Name, i+1)
		r.programmes = append(r.programmes, p)
	}
	return r
}

// storeSchool stores all but questions and offerings, with limits on what lecturers
// and programmes take.
func (r *bigRound) storeSchool(ctx context.Context, db *postgres.DB) error {
	err := db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error {
		err := errors.Join(tx.InsertInstitution(ctx, r.institution), tx.InsertPeriod(ctx, r.period), tx.Record(ctx, tandem.Event{
			Action: "institution.added", SubjectKind: "institution", SubjectID: r.institution.ID.String(), SubjectName: r.institution.Name,
			InstitutionID: r.institution.ID,
		}))
		if err != nil {
			return err
		}
		for _, p := range r.programmes {
			if err := tx.InsertProgramme(ctx, p); err != nil {
				return err
			}
		}
		for i, p := range r.lecturers {
			if err := storePerson(ctx, tx, p); err != nil {
				return err
			}
			if hours := 160; i%3 == 0 {
				if err := tx.SaveSupervision(ctx, tandem.Supervision{LecturerID: p.ID, PeriodID: r.period.ID, Hours: &hours}); err != nil {
					return err
				}
			}
		}
		for i, p := range r.programmes {
			if most := questionsEach * offeringsEach * lecturersEach / 2; i%4 == 0 {
				if err := tx.SaveProgrammeCap(ctx, tandem.ProgrammeCap{ProgrammeID: p.ID, PeriodID: r.period.ID, Most: &most}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store the school of a round: %w", err)
	}
	return nil
}

// storeOfferings stores some offerings, each like one of the demo with wishes of
// its own.
func (r *bigRound) storeOfferings(ctx context.Context, tx *postgres.Tx, first, n int) error {
	for i := first; i < first+n; i++ {
		rng := rand.New(rand.NewPCG(uint64(i), 11)) //nolint:gosec // load data needs no secrecy
		lecturer := i / offeringsEach % len(r.lecturers)
		o := r.templates[i%len(r.templates)].Offering
		o.ID, o.InstitutionID, o.PeriodID = tandem.NewID[tandem.Offering](), r.institution.ID, r.period.ID
		o.ProgrammeID, o.LecturerID = r.programmes[lecturer/lecturersEach%len(r.programmes)].ID, r.lecturers[lecturer].ID
		o.Title = fmt.Sprintf("%s %d", o.Title, i+1)
		o.Places, o.Hours, o.City = 3+rng.IntN(7), 10, r.institution.City
		if i%10 == 0 {
			o.Least = 3
		}
		o.Deadline, o.CreatedAt = r.period.Start.AddDate(0, 0, -20), r.clock.now.AddDate(0, 0, -40)
		o.Wishes = jitter(rng, o.Wishes)
		if err := tx.InsertOffering(ctx, o); err != nil {
			return err
		}
	}
	return tx.Record(ctx, tandem.Event{
		Action: "offering.added", SubjectKind: "period", SubjectID: r.period.ID.String(), SubjectName: r.period.Name, InstitutionID: r.institution.ID,
	})
}

// jitter weighs wishes anew, the heaviest with 1.
func jitter(rng *rand.Rand, list []tandem.Wish) []tandem.Wish {
	list = slices.Clone(list)
	most := 0.0
	for i := range list {
		list[i].Weight *= .5 + rng.Float64()
		most = max(most, list[i].Weight)
	}
	for i := range list {
		list[i].Weight /= most
	}
	return list
}

// questions makes some open questions.
func (r *bigRound) questions(first, n int) *postgres.Bulk {
	rng := rand.New(rand.NewPCG(uint64(first), 13)) //nolint:gosec // load data needs no secrecy
	regions := []string{"Zuid-Holland", "Noord-Holland", "Utrecht", "Zeeland", "Noord-Brabant"}
	var b postgres.Bulk
	for i := first; i < first+n; i++ {
		q := r.base[rng.IntN(len(r.base))]
		c := pick(r.companies, rng.IntN(companies))
		sent := r.clock.now.Add(-time.Duration(1+rng.IntN(60*24*60)) * time.Minute)
		promised := calendar.Promise(sent)
		answered := sent.Add(26 * time.Hour)
		if answered.After(r.clock.now) {
			answered = r.clock.now
		}
		q.ID, q.InstitutionID, q.Version, q.State, q.StateSince = tandem.NewID[tandem.Question](), r.institution.ID, 3, tandem.QuestionOpen, answered
		q.Title, q.Text = fmt.Sprintf("%s (%d)", cutTitle(q.Title), i+1), r.text(rng)
		q.ShownName, q.Sector, q.Size, q.Region = c.name, c.sector, c.size, regions[rng.IntN(len(regions))]
		q.CreatedAt, q.SubmittedAt, q.PromisedAt, q.AnsweredAt = sent.Add(-10*time.Minute), &sent, &promised, &answered
		q.Wishes = jitter(rng, q.Wishes)
		q.Delay = tandem.Delays()[rng.IntN(3)]
		if day := r.period.End.AddDate(0, 0, rng.IntN(120)-10); rng.IntN(3) > 0 {
			q.WantedDate = &day
		}
		b.Questions = append(b.Questions, q)
		b.Sealed = append(b.Sealed, tandem.Sealed{
			QuestionID: q.ID, ContactName: c.contact, ContactMail: c.mail, ContactPhone: c.phone, CompanyName: c.name,
			KvK: fmt.Sprintf("%08d", 10_000_000+i*3/4), Postcode: c.postcode,
		})
		b.Events = append(b.Events, tandem.Event{
			At: answered, ActorName: tandem.SystemActor().Name, Action: "question.approved", SubjectKind: "question", SubjectID: q.ID.String(),
			SubjectName: q.Title, QuestionID: q.ID, InstitutionID: q.InstitutionID, FromState: string(tandem.QuestionMatched), ToState: string(q.State),
		})
	}
	return &b
}
