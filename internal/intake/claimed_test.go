package intake_test

import (
	"errors"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// claimed is a question that a lecturer holds a place for.
func (b bundle) claimed(t *testing.T) (tandem.Question, tandem.Person) {
	t.Helper()
	q, lecturer := b.submitted(t), sample.Person("Sanne de Wit")
	programme, period := sample.Programme(b.desk), sample.Period(b.desk)
	offering := sample.Offering(programme, period, lecturer)
	match := tandem.Match{
		ID: tandem.NewID[tandem.Match](), QuestionID: q.ID, OfferingID: offering.ID, InstitutionID: b.desk.ID,
		State: tandem.MatchApproved, StateSince: sample.At(), Rank: 1, CreatedAt: sample.At(),
	}
	err := b.db.Quietly(b.ctx, func(tx *postgres.Tx) error {
		return errors.Join(
			tx.InsertPerson(b.ctx, lecturer, tandem.Identity{Issuer: tandem.MailIssuer, Subject: lecturer.Mail}), tx.InsertProgramme(b.ctx, programme), tx.InsertPeriod(b.ctx, period),
			tx.InsertOffering(b.ctx, offering), tx.InsertMatch(b.ctx, match),
			tx.InsertClaim(b.ctx, tandem.Claim{
				ID: tandem.NewID[tandem.Claim](), MatchID: match.ID, QuestionID: q.ID, OfferingID: offering.ID,
				InstitutionID: b.desk.ID, LecturerID: lecturer.ID, HoldID: tandem.NewID[tandem.Hold](), Place: 1,
				State: tandem.ClaimOpen, StateSince: sample.At(),
				LapsesAt: sample.At().AddDate(0, 0, 14), CreatedAt: sample.At(),
			}),
		)
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.force(t, q, tandem.QuestionClaimed), lecturer
}

// waits puts another question in line for an offering.
func (b bundle) waits(t *testing.T, o tandem.ID[tandem.Offering]) {
	t.Helper()
	next := b.force(t, b.submitted(t), tandem.QuestionOpen)
	err := b.db.Quietly(b.ctx, func(tx *postgres.Tx) error {
		return tx.InsertWaiting(b.ctx, []tandem.Waiting{{OfferingID: o, QuestionID: next.ID, Source: tandem.WaitCoordinator}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWithdrawingAClaimedQuestion(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q, _ := b.claimed(t)
	own, err := b.svc.Own(b.ctx, b.owner(q), q.ID)
	if err != nil || len(own.Proposals) != 1 || !own.Proposals[0].Claimed || own.Proposals[0].Lecturer != "Sanne de Wit" {
		t.Fatalf("got %+v, %v", own.Proposals, err)
	}
	held, err := b.db.LivingHold(b.ctx, q.ID)
	if err != nil {
		t.Fatal(err)
	}
	b.waits(t, held.OfferingID)
	if err := b.svc.Withdraw(b.ctx, b.owner(q), q.ID, tandem.WithdrawNoTime); err != nil {
		t.Fatal(err)
	}
	var jobs int
	err = b.tx.QueryRow(b.ctx, `SELECT count(*) FROM river_job WHERE kind = 'hand_on' AND args->>'offering_id' = $1`, held.OfferingID.String()).Scan(&jobs)
	if err != nil || jobs != 1 {
		t.Errorf("%d jobs hand the place on, %v; want 1", jobs, err)
	}
	own, err = b.svc.Own(b.ctx, b.owner(q), q.ID)
	if err != nil || len(own.Proposals) != 0 {
		t.Errorf("after: got %+v, %v", own.Proposals, err)
	}
}
