package claiming_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tandem-hbo/tandem/internal/claiming"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// rivals is how many claim at once.
const rivals = 50

// rounds is how often they do; the test of the planted fault asks for fewer.
func rounds(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("TANDEM_RACE_ROUNDS"))
	if err != nil {
		return 100
	}
	return n
}

// race gives a service on a database of its own, with a connection for each
// rival, so that they truly meet.
func race(t *testing.T) (*postgres.DB, *claiming.Service) {
	t.Helper()
	url := pgtest.CloneURL(t)
	disarm(t, url)
	pool, err := postgres.Connect(context.Background(), url+"&pool_max_conns="+strconv.Itoa(rivals))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	warm(t, pool)
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	return db, claiming.New(db)
}

// warm opens all connections before the first round.
func warm(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	var held []*pgxpool.Conn
	for range rivals {
		c, err := pool.Acquire(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, c)
	}
	for _, c := range held {
		c.Release()
	}
}

// keep stores a part of a story for good.
func keep(t *testing.T, db *postgres.DB, fn func(context.Context, sample.Writer) error) {
	t.Helper()
	ctx := context.Background()
	err := db.InTx(ctx, tandem.SystemActor(), func(tx *postgres.Tx) error { return fn(ctx, tx) })
	if err != nil {
		t.Fatal(err)
	}
}

// atOnce lets all wishes go at the same moment and returns what each got.
func atOnce(s *claiming.Service, by tandem.Actor, wishes []claiming.Wish) []error {
	var ready, done sync.WaitGroup
	start, results := make(chan struct{}), make([]error, len(wishes))
	for i, w := range wishes {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			_, results[i] = s.Claim(context.Background(), by, w)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return results
}

// wantOneWinner holds a round to one winner and clean conflicts for the others.
func wantOneWinner(t *testing.T, round int, results []error, code string) {
	t.Helper()
	winners := 0
	for _, err := range results {
		var fault *tandem.Error
		switch {
		case err == nil:
			winners++
		case !errors.Is(err, tandem.Conflict) || !errors.As(err, &fault) || fault.Code != code:
			t.Errorf("round %d: got %v, want conflict %s", round, err, code)
		}
	}
	if winners != 1 {
		t.Fatalf("round %d: %d winners, want 1", round, winners)
	}
}

func TestRaceForOneQuestion(t *testing.T) {
	t.Parallel()
	db, service := race(t)
	story := sample.Open()
	story.Offering.Places = 200
	keep(t, db, story.Store)
	for round := range rounds(t) {
		next := story.Asking(sample.Submitted(story.Institution))
		keep(t, db, next.StoreQuestion)
		wishes := make([]claiming.Wish, rivals)
		for i := range wishes {
			wishes[i] = claiming.Wish{QuestionID: next.Question.ID, MatchID: next.Match.ID, Note: fmt.Sprint(i)}
		}
		wantOneWinner(t, round, atOnce(service, story.Lecturing(), wishes), "claim_taken")
	}
}

func TestRaceForOnePlace(t *testing.T) {
	t.Parallel()
	db, service := race(t)
	story := sample.Open()
	story.Offering.Places = 1
	keep(t, db, story.Store)
	wishes := []claiming.Wish{{QuestionID: story.Question.ID, MatchID: story.Match.ID}}
	for len(wishes) < rivals {
		next := story.Asking(sample.Submitted(story.Institution))
		keep(t, db, next.StoreQuestion)
		wishes = append(wishes, claiming.Wish{QuestionID: next.Question.ID, MatchID: next.Match.ID})
	}
	for round := range rounds(t) {
		results := atOnce(service, story.Lecturing(), wishes)
		wantOneWinner(t, round, results, "offering_full")
		for i, err := range results {
			if err == nil {
				giveBack(t, db, service, story.Lecturing(), wishes[i].QuestionID)
			}
		}
	}
}

// giveBack frees the place for the next round.
func giveBack(t *testing.T, db *postgres.DB, s *claiming.Service, by tandem.Actor, id tandem.ID[tandem.Question]) {
	t.Helper()
	ctx := context.Background()
	c, err := db.LivingClaim(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Release(ctx, by, c.ID, "Voor de volgende ronde."); err != nil {
		t.Fatal(err)
	}
}
