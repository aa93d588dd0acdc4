package postgres_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// openAt stores questions of a desk that are open, each told in another way.
func openAt(t *testing.T, db *postgres.DB, in tandem.Institution) []tandem.Question {
	t.Helper()
	bare, plain, rich := sample.Submitted(in), sample.Submitted(in), sample.Submitted(in)
	bare.WantedDate, bare.Wishes, bare.Readiness, bare.Region, bare.Sector = nil, nil, tandem.Readiness{}, "", ""
	bare.HoursPerWeek, bare.Size, bare.Companies = 0, tandem.SizeUnknown, 1
	plain.Reading = tandem.Reading{
		Language: "en", Model: "one", Refer: true, Says: []string{"data"}, Fields: []tandem.Field{"ict"},
		Outcomes: []tandem.ReadOutcome{{Key: "talent_scouting", Probability: .25}},
	}
	rich.Wishes = append(rich.Wishes, tandem.Wish{Outcome: "talent_scouting", Weight: .2})
	rich.Reading = tandem.Reading{
		Language: "nl", Tempo: tandem.TempoSlow, Model: "één", Articulation: "some", Fields: []tandem.Field{"ict", "finance_law"},
		Facts: tandem.Facts{
			Companies: 3, Budget: 500, Secrecy: tandem.SecrecyStrict, Size: tandem.SizeMicro, Data: true, Desk: true,
			Horizon: &tandem.Horizon{From: true},
		},
		Outcomes: []tandem.ReadOutcome{
			{Key: "improving_business", Probability: .97, Suggested: true, Evidence: []tandem.Fragment{{Start: 1, End: 4, Text: "bak"}}},
			{Key: "innovation_power", Probability: 1e-7},
		},
		Forms: []tandem.FormPull{{Form: "incubator", Points: -.3, Terms: []tandem.PullTerm{{Key: "growth", Points: -.3}}}, {Form: "living_lab", Points: 2}},
	}
	list := []tandem.Question{bare, plain, rich}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertInstitution(ctx, in); err != nil {
			return err
		}
		for i := range list {
			list[i].State = tandem.QuestionOpen
			if err := tx.InsertQuestion(ctx, list[i], list[i].ID.String()); err != nil {
				return err
			}
		}
		return nil
	})
	return list
}

// withoutWords is what scores need of a question.
func withoutWords(q tandem.Question) tandem.Question {
	q = tandem.Question{
		ID: q.ID, State: q.State, Language: q.Language, WantedDate: q.WantedDate, Delay: q.Delay, HoursPerWeek: q.HoursPerWeek,
		Secrecy: q.Secrecy, Readiness: q.Readiness, Sector: q.Sector, Size: q.Size, Companies: q.Companies, Region: q.Region,
		Wishes: q.Wishes, Reading: q.Reading,
	}
	q.Reading.Outcomes, q.Reading.Forms = slices.Clone(q.Reading.Outcomes), slices.Clone(q.Reading.Forms)
	for i := range q.Reading.Outcomes {
		q.Reading.Outcomes[i].Evidence = nil
	}
	for i := range q.Reading.Forms {
		q.Reading.Forms[i].Terms = nil
	}
	return q
}

func alikeToScore(t *testing.T, want, got []tandem.Question, err error) {
	t.Helper()
	bare := make([]tandem.Question, len(want))
	for i := range want {
		bare[i] = withoutWords(want[i])
	}
	if diff := cmp.Diff(bare, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("questions differ: %v (-want +got)\n%s", err, diff)
	}
}

func ids(list []tandem.Question) []tandem.ID[tandem.Question] {
	all := make([]tandem.ID[tandem.Question], len(list))
	for i := range list {
		all[i] = list[i].ID
	}
	return all
}

func TestQuestionsToScoreAreTheQuestionsWithoutWords(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	want := openAt(t, db, sample.Institution())
	backwards := ids(want)
	slices.Reverse(backwards)
	got, err := db.QuestionsToScore(t.Context(), backwards)
	alikeToScore(t, want, got, err)
}

func TestRoundQuestionsAreThoseAskedForThatAreOpen(t *testing.T) {
	t.Parallel()
	db, in := pgtest.Tx(t), sample.Institution()
	list := openAt(t, db, in)
	openAt(t, db, sample.Institution())
	room, err := db.RoundQuestions(t.Context(), in.ID, ids(list), nil)
	alikeToScore(t, list, room, err)
	// What stands in the memory must not come along: each in the place of another.
	room = slices.Concat(room[1:], room[:1])
	got, err := db.RoundQuestions(t.Context(), in.ID, ids(list), room)
	alikeToScore(t, list, got, err)
	got, err = db.RoundQuestions(t.Context(), in.ID, []tandem.ID[tandem.Question]{list[0].ID, list[2].ID}, got)
	alikeToScore(t, []tandem.Question{list[0], list[2]}, got, err)
	withdrawn := list[1]
	withdrawn.State = tandem.QuestionWithdrawn
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveQuestion(ctx, withdrawn) })
	got, err = db.RoundQuestions(t.Context(), in.ID, ids(list), got)
	alikeToScore(t, []tandem.Question{list[0], list[2]}, got, err)
	got, err = db.RoundQuestions(t.Context(), in.ID, nil, got)
	alikeToScore(t, nil, got, err)
}
