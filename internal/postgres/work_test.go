package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// claimed stores a claim on the story's question.
func claimed(t *testing.T, db *postgres.DB, s sample.Story) tandem.Claim {
	t.Helper()
	c := s.Claim()
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertClaim(ctx, c) })
	return c
}

// engaged stores the work that follows a claim.
func engaged(t *testing.T, db *postgres.DB, c tandem.Claim) tandem.Engagement {
	t.Helper()
	e := tandem.Engagement{
		ID: tandem.NewID[tandem.Engagement](), ClaimID: c.ID, QuestionID: c.QuestionID, InstitutionID: c.InstitutionID,
		State: tandem.EngagementRunning, StateSince: db.Now(), Statement: "Hoeveel brood is genoeg?",
		StartsOn: sample.Day(2027, 2, 8), EndsOn: sample.Day(2027, 4, 16), CompanyContact: "Marloes", EducationContact: "Sanne",
		Secrecy: tandem.SecrecyAgreement, IP: tandem.IPOpen, CreatedAt: db.Now(),
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertEngagement(ctx, e) })
	return e
}

func TestMatchComesBackAsItWent(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	got, err := db.Match(t.Context(), s.Match.ID)
	check(t, "match", s.Match, got, err)
	s.Match.State, s.Match.OverrideNote = tandem.MatchRejected, "Past beter bij een ander."
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMatch(ctx, s.Match) })
	list, err := db.Matches(t.Context(), s.Question.ID)
	check(t, "matches", []tandem.Match{s.Match}, list, err)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.ExpireMatches(ctx, s.Question.ID) })
	got, err = db.Match(t.Context(), s.Match.ID)
	check(t, "rejected match", s.Match, got, err)
}

func TestExpiredMatchesAreNotListed(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.ExpireMatches(ctx, s.Question.ID) })
	matches, err := db.Matches(t.Context(), s.Question.ID)
	if err != nil || len(matches) != 0 {
		t.Errorf("matches: got %d, %v, want none", len(matches), err)
	}
	candidates, err := db.Candidates(t.Context(), s.Question.ID)
	if err != nil || len(candidates) != 0 {
		t.Errorf("candidates: got %d, %v, want none", len(candidates), err)
	}
	proposals, err := db.Proposals(t.Context(), s.Question.ID)
	if err != nil || len(proposals) != 0 {
		t.Errorf("proposals: got %d, %v, want none", len(proposals), err)
	}
}

func TestOneLivingMatchWithAnOffering(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	s.Match.ID = tandem.NewID[tandem.Match]()
	insert := func(tx *postgres.Tx) error { return tx.InsertMatch(t.Context(), s.Match) }
	if err := db.Quietly(t.Context(), insert); !errors.Is(err, tandem.Conflict) {
		t.Errorf("got %v, want a conflict", err)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.ExpireMatches(ctx, s.Question.ID) })
	if err := db.Quietly(t.Context(), insert); err != nil {
		t.Errorf("after the old one expired: %v", err)
	}
}

func TestCandidateAndProposalTellTheOffering(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	claimed(t, db, s)
	want := tandem.Candidate{
		Match: s.Match, Title: s.Offering.Title, Form: s.Offering.Form, LecturerID: s.Lecturer.ID, Lecturer: s.Lecturer.Name,
		Programme: s.Programme.Name, Institution: s.Institution.ShortName, PeriodName: s.Period.Name, Start: s.Period.Start,
		End: s.Period.End, Deadline: s.Offering.Deadline, City: s.Offering.City, StudyYear: s.Offering.StudyYear,
		TeamSize: s.Offering.TeamSize, Places: s.Offering.Places, Held: 1, Conditions: s.Offering.Conditions,
	}
	got, err := db.Candidates(t.Context(), s.Question.ID)
	check(t, "candidates", []tandem.Candidate{want}, got, err)
	proposals, err := db.Proposals(t.Context(), s.Question.ID)
	check(t, "proposals", []tandem.Proposal{{
		MatchID: s.Match.ID, Score: s.Match.Score, Form: s.Offering.Form, Title: s.Offering.Title, Institution: s.Institution.Name,
		Programme: s.Programme.Name, Lecturer: s.Lecturer.Name, Period: s.Period.Name, City: s.Offering.City,
		Conditions: s.Offering.Conditions, TeamSize: s.Offering.TeamSize, StudyYear: s.Offering.StudyYear, Secrecy: s.Offering.Secrecy,
		Deadline: s.Offering.Deadline, StartsOn: s.Period.Start, EndsOn: s.Period.End, Claimed: true,
	}}, proposals, err)
}

func TestFormScoresAreReplaced(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	scores := func(lab, pool int) []tandem.FormScore {
		return []tandem.FormScore{
			{Form: "living_lab", Score: tandem.Score{Weight: lab}},
			{Form: "mentor_pool", Score: tandem.Score{Weight: pool}},
		}
	}
	save := func(list []tandem.FormScore, v tandem.ScoreVersion) {
		quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
			return tx.SaveFormScores(ctx, s.Question.ID, list, v)
		})
	}
	save(scores(10, 20), tandem.ScoreVersion{Taxonomy: 1})
	list, version, err := db.FormScores(t.Context(), s.Question.ID)
	if err != nil || len(list) != 2 || list[0].Form != "mentor_pool" || version.Taxonomy != 1 {
		t.Errorf("first: got %v of %v, %v, want the heavier first", list, version, err)
	}
	save(scores(30, 20), tandem.ScoreVersion{Taxonomy: 2})
	list, version, err = db.FormScores(t.Context(), s.Question.ID)
	if err != nil || len(list) != 2 || list[0].Form != "living_lab" || version.Taxonomy != 2 {
		t.Errorf("second: got %v of %v, %v, want them replaced", list, version, err)
	}
}

func TestClaimComesBackAsItWent(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	want := claimed(t, db, s)
	got, err := db.Claim(t.Context(), want.ID)
	check(t, "claim", want, got, err)
	got, err = db.LivingClaim(t.Context(), s.Question.ID)
	check(t, "living claim", want, got, err)
	hold, err := db.Holder(t.Context(), s.Question.ID)
	check(t, "holder", tandem.ClaimedBy{
		ClaimID: want.ID, LecturerID: s.Lecturer.ID, Lecturer: s.Lecturer.Name, InstitutionID: s.Institution.ID,
		Institution: s.Institution.Name, Offering: s.Offering.Title, State: tandem.ClaimOpen, At: want.CreatedAt,
	}, hold, err)
}

func TestReleasedClaimFreesQuestionAndPlace(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	c := claimed(t, db, s)
	free := func() int {
		n, err := db.FreePlace(t.Context(), s.Offering.ID)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if got := free(); got != 2 {
		t.Errorf("with one claim: got free place %d, want 2", got)
	}
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		holders, err := tx.ReleaseHolders(ctx, s.Question.ID, "De eigenaar trok de vraag in.")
		check(t, "holders", []tandem.Holder{{OfferingID: s.Offering.ID, Name: s.Lecturer.Name, Mail: s.Lecturer.Mail, Language: s.Lecturer.Language}}, holders, err)
		return nil
	})
	if got := free(); got != 1 {
		t.Errorf("released: got free place %d, want 1", got)
	}
	got, err := db.Claim(t.Context(), c.ID)
	if err != nil || got.State != tandem.ClaimReleased || got.EndNote == "" {
		t.Errorf("got %+v, %v, want it released with a note", got, err)
	}
	if _, err := db.LivingClaim(t.Context(), s.Question.ID); !errors.Is(err, tandem.NotFound) {
		t.Errorf("living claim: got %v, want not found", err)
	}
}

func TestClaimsThatLoseTellWhat(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(c *tandem.Claim, other sample.Story)
		want   string
	}{
		"same question": {func(c *tandem.Claim, _ sample.Story) { c.Place = 2 }, "question_held"},
		"same place": {func(c *tandem.Claim, other sample.Story) {
			c.QuestionID, c.MatchID = other.Question.ID, other.Match.ID
		}, "offering_full"},
		"no such place": {func(c *tandem.Claim, other sample.Story) {
			c.QuestionID, c.MatchID, c.Place = other.Question.ID, other.Match.ID, 3
		}, "offering_full"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := pgtest.Tx(t)
			s := told(t, db)
			other := s.Asking(sample.Submitted(s.Institution))
			quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return other.StoreQuestion(ctx, tx) })
			claimed(t, db, s)
			second := s.Claim()
			tt.change(&second, other)
			err := db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.InsertClaim(t.Context(), second) })
			var fault *tandem.Error
			if !errors.As(err, &fault) || fault.Code != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestLapsingClaims(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	c := claimed(t, db, s)
	for days, want := range map[int]int{-1: 0, 0: 1, 1: 1} {
		list, err := db.LapsingClaims(t.Context(), c.LapsesAt.AddDate(0, 0, days))
		if err != nil || len(list) != want {
			t.Errorf("%d days after its end: got %v, %v, want %d", days, list, err, want)
		}
	}
	c.State = tandem.ClaimEngaged
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveClaim(ctx, c) })
	list, err := db.LapsingClaims(t.Context(), c.LapsesAt)
	if err != nil || len(list) != 0 {
		t.Errorf("started: got %v, %v, want none", list, err)
	}
}

func TestEngagementComesBackAsItWent(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	c := claimed(t, db, s)
	want := engaged(t, db, c)
	at := db.Now()
	want.State, want.EndNote, want.EndedAt = tandem.EngagementFinished, "Model en handleiding.", &at
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveEngagement(ctx, want) })
	got, err := db.Engagement(t.Context(), want.ID)
	check(t, "engagement", want, got, err)
	got, err = db.EngagementOf(t.Context(), c.ID)
	check(t, "engagement of claim", want, got, err)
	list, err := db.EngagementsOfQuestion(t.Context(), s.Question.ID)
	check(t, "engagements of question", []tandem.Engagement{want}, list, err)
	works, err := db.OwnWorks(t.Context(), s.Question.ID)
	check(t, "own works", []tandem.OwnWork{{
		ID: want.ID, State: want.State, Statement: want.Statement, StartsOn: want.StartsOn, EndsOn: want.EndsOn, Contact: want.EducationContact,
	}}, works, err)
	want.ID = tandem.NewID[tandem.Engagement]()
	err = db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.InsertEngagement(t.Context(), want) })
	var fault *tandem.Error
	if !errors.As(err, &fault) || fault.Code != "already_started" {
		t.Errorf("twice: got %v, want already_started", err)
	}
}

func TestWorkOfALecturerAndAnInstitution(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s, other := told(t, db), told(t, db)
	c := claimed(t, db, s)
	e := engaged(t, db, c)
	claimed(t, db, other)
	want := tandem.WorkRow{
		ClaimID: c.ID, QuestionID: s.Question.ID, Title: s.Question.Title, ShownName: s.Question.ShownName, Offering: s.Offering.Title,
		Lecturer: s.Lecturer.Name, LecturerID: s.Lecturer.ID, State: c.State, LapsesAt: c.LapsesAt, EngagementID: e.ID,
		EngagementState: e.State, StartsOn: &e.StartsOn, EndsOn: &e.EndsOn, CreatedAt: c.CreatedAt,
	}
	own, err := db.WorkRows(t.Context(), s.Lecturer.ID, tandem.Scope{})
	check(t, "own work", []tandem.WorkRow{want}, own, err)
	scope := tandem.Scope{Institutions: []tandem.ID[tandem.Institution]{s.Institution.ID}}
	desk, err := db.WorkRows(t.Context(), s.Coordinator.ID, scope)
	check(t, "work of the desk", []tandem.WorkRow{want}, desk, err)
}

func TestEvaluationsTeachTheYields(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	e := engaged(t, db, claimed(t, db, s))
	want := tandem.Evaluation{
		ID: tandem.NewID[tandem.Evaluation](), EngagementID: e.ID, Side: tandem.Company, Note: "Nuttig.", CreatedAt: db.Now(),
		Ratings: []tandem.Rating{{Outcome: "capacity_time_knowledge", Grade: 3}, {Outcome: "improving_business", Grade: 5}},
	}
	before, err := db.ScoringBasis(t.Context())
	check(t, "basis", tandem.ScoringBasis{Taxonomy: 1}, before, err)
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertEvaluation(ctx, want) })
	list, err := db.Evaluations(t.Context(), e.ID)
	check(t, "evaluations", []tandem.Evaluation{want}, list, err)
	yields, err := db.Yields(t.Context())
	check(t, "yields", []tandem.Yield{
		{Form: s.Offering.Form, Outcome: "capacity_time_knowledge", Side: tandem.Company, N: 1, Mean: 0.5},
		{Form: s.Offering.Form, Outcome: "improving_business", Side: tandem.Company, N: 1, Mean: 1},
	}, yields, err)
	after, err := db.ScoringBasis(t.Context())
	check(t, "basis", tandem.ScoringBasis{Taxonomy: 1, Evaluation: want.ID}, after, err)
	notes, err := db.FormNotes(t.Context(), s.Offering.Form)
	if err != nil || len(notes) != 1 || notes[0].Note != "Nuttig." {
		t.Errorf("notes: got %v, %v", notes, err)
	}
	want.ID = tandem.NewID[tandem.Evaluation]()
	err = db.Quietly(t.Context(), func(tx *postgres.Tx) error { return tx.InsertEvaluation(t.Context(), want) })
	var fault *tandem.Error
	if !errors.As(err, &fault) || fault.Code != "already_evaluated" {
		t.Errorf("twice: got %v, want already_evaluated", err)
	}
}

func TestHomeFiguresAndCensus(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := told(t, db)
	e := engaged(t, db, claimed(t, db, s))
	late, draft := sample.Submitted(s.Institution), sample.Question()
	after := late.PromisedAt.AddDate(0, 0, 1)
	late.State, late.AnsweredAt = tandem.QuestionDeclined, &after
	quietly(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.InsertQuestion(ctx, late, "late"), tx.InsertQuestion(ctx, draft, "draft"),
			tx.InsertEvaluation(ctx, tandem.Evaluation{
				ID: tandem.NewID[tandem.Evaluation](), EngagementID: e.ID, Side: tandem.Company, CreatedAt: db.Now(),
				Ratings: []tandem.Rating{{Outcome: "capacity_time_knowledge", Grade: 3}, {Outcome: "improving_business", Grade: 4}},
			}))
	})
	figures, err := db.HomeFigures(t.Context())
	check(t, "figures", tandem.HomeFigures{Sent: 2, Answered: 2, OnTime: 1, Decided: 1, Rated: 2, Pleased: 1}, figures, err)
	census, err := db.Census(t.Context())
	want := postgres.Census{
		Questions:    map[tandem.QuestionState]int{tandem.QuestionOpen: 1, tandem.QuestionDeclined: 1, tandem.QuestionDraft: 1},
		Institutions: 1, Programmes: 1, Offerings: 1, People: 2, Events: 1, Ratings: 2,
	}
	if diff := cmp.Diff(want, census); diff != "" || err != nil || !want.Equal(census) {
		t.Errorf("census differs: %v (-want +got)\n%s", err, diff)
	}
	ids, err := db.QuestionIDs(t.Context())
	if err != nil || len(ids) != 3 {
		t.Errorf("ids: got %v, %v, want 3", ids, err)
	}
}
