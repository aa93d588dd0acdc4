package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
)

// TestKilledServerLosesNothing kills the server at random moments while owners
// send questions. Every question that was acknowledged must be there whole, none
// half and none twice.
func TestKilledServerLosesNothing(t *testing.T) {
	t.Parallel()
	sent := 1000
	if n, err := strconv.Atoi(os.Getenv("TANDEM_CRASH_SUBMISSIONS")); err == nil {
		sent = n
	}
	s := storm(t, "", sent)
	for _, f := range s.faults {
		t.Error(f)
	}
	t.Logf("%d sent, %d acknowledged, %d kills, %d faults", sent, s.acknowledged, s.kills, len(s.faults))
	if s.acknowledged != sent || s.kills == 0 {
		t.Errorf("acknowledged %d of %d with %d kills: the scenario did not run", s.acknowledged, sent, s.kills)
	}
}

// TestCrashTestNoticesPlantedFaults builds the server with each planted fault
// and demands that the same scenario finds it.
//
//nolint:tparallel // one storm at a time is enough for two cores
func TestCrashTestNoticesPlantedFaults(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{"mut_ack_first", "mut_no_tx", "mut_no_key"} {
		t.Run(tag, func(t *testing.T) {
			s := storm(t, tag, 400)
			if len(s.faults) == 0 {
				t.Errorf("%d questions and %d kills showed no fault", s.acknowledged, s.kills)
			} else {
				t.Logf("noticed after %d questions and %d kills: %s", s.acknowledged, s.kills, s.faults[0])
			}
		})
	}
}

// tally is what a storm left behind.
type tally struct {
	acknowledged, kills int
	faults              []string
}

const (
	senders = 8  // work side by side
	spell   = 50 // questions between two looks in the database
	lull    = 10 // questions that are acknowledged between two kills, about
)

// storm sends questions to a server that is killed again and again, and looks in
// the database what became of them. It ends at the first faults.
func storm(t *testing.T, tag string, sent int) tally {
	t.Helper()
	database := pgtest.CloneURL(t)
	openDesk(t, database)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	w := &weather{t: t, binary: build(t, tag), addr: freeAddr(t), acknowledged: make(chan struct{}, 4096), env: []string{
		"DATABASE_URL=" + database, "TANDEM_DATABASE_URL=", "TANDEM_TRUSTED_PROXIES=127.0.0.0/8",
		"TANDEM_DATA_DIR=" + t.TempDir(), "TANDEM_LOG_LEVEL=error",
	}}
	w.site = start(t, w.binary, w.addr, w.env)
	var killer sync.WaitGroup
	killer.Go(w.rage)
	led := &ledger{base: "http://" + w.addr, told: w.acknowledged}
	for from := 1; from <= sent && len(led.faults) == 0 && ctx.Err() == nil; from += spell {
		sendAll(ctx, t, led, from, min(from+spell-1, sent))
		led.faults = append(led.faults, inspect(t, database, led.acknowledged)...)
	}
	close(w.acknowledged)
	killer.Wait()
	w.site.kill()
	return tally{acknowledged: len(led.acknowledged), kills: w.kills, faults: led.faults}
}

// weather kills the server and starts it again.
type weather struct {
	t            *testing.T
	binary, addr string
	env          []string
	site         *program
	kills        int
	acknowledged chan struct{} // a question was; closed when the storm is over
}

// rage kills after some progress and then a random moment, so that a slow
// machine sees as many kills for each question as a quick one.
func (w *weather) rage() {
	for {
		for range 1 + rand.IntN(2*lull) {
			if _, more := <-w.acknowledged; !more {
				return
			}
		}
		pause := time.NewTimer(time.Duration(rand.IntN(60)) * time.Millisecond)
		for waiting := true; waiting; {
			select {
			case <-pause.C:
				waiting = false
			case _, more := <-w.acknowledged:
				if !more {
					return
				}
			}
		}
		w.site.kill()
		w.kills++
		w.site = start(w.t, w.binary, w.addr, w.env)
	}
}

// ledger is where the senders send and what they were told.
type ledger struct {
	base         string
	mu           sync.Mutex
	acknowledged []string // titles
	faults       []string
	told         chan<- struct{}
}

func (l *ledger) note(title string, err error) {
	if err == nil {
		l.told <- struct{}{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err == nil:
		l.acknowledged = append(l.acknowledged, title)
	case !errors.Is(err, errLimited):
		l.faults = append(l.faults, fmt.Sprintf("%s: %v", title, err))
	}
}

// sendAll sends the questions numbered from up to and including to.
func sendAll(ctx context.Context, t *testing.T, led *ledger, from, to int) {
	t.Helper()
	var next atomic.Int64
	next.Store(int64(from) - 1)
	var crowd sync.WaitGroup
	for range senders {
		crowd.Go(func() {
			for n := next.Add(1); n <= int64(to); n = next.Add(1) {
				title := fmt.Sprintf("Vraag nummer %d", n)
				led.note(title, ask(ctx, newVisitor(t, led.base), title, n))
			}
		})
	}
	crowd.Wait()
}

// ask walks the four steps. An answer other than the next step is a fault: what
// was acknowledged before has gone.
func ask(ctx context.Context, v *visitor, title string, n int64) error {
	v.address = fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255)
	s, err := v.get(ctx, "/vraag")
	if err != nil {
		return err
	}
	first := url.Values{"title": {title}, "text": {"Elke avond gooien we brood weg. Hoeveel moeten we bakken?"}}
	if n%5 == 0 { // a double click
		if _, err := v.submit(ctx, s, "text", first); err != nil {
			return err
		}
	}
	steps := []struct {
		field string
		with  url.Values
	}{
		{"text", first},
		{"version", url.Values{"pick": {"improving_business"}}},
		{"delay", url.Values{"date": {""}, "delay": {"annoying"}, "hours": {"1.5"}, "budget": {"no"}, "secrecy": {"open"}}},
		{"company", url.Values{
			"company": {"Bakkerij " + title}, "sector": {"food"}, "size": {"small"}, "postcode": {"3111 AB"},
			"name": {"Marloes"}, "mail": {fmt.Sprintf("owner%d@bakery.example", n)},
		}},
	}
	for _, step := range steps {
		if s, err = v.submit(ctx, s, step.field, step.with); err != nil {
			return err
		}
		if s.status != http.StatusOK {
			return fmt.Errorf("answered %d at %s: %s", s.status, s.at, strings.Join(strings.Fields(s.Find(".errors").Text()), " "))
		}
	}
	// Sent again after it was scored, the answer is the owner's page.
	if strings.HasSuffix(s.at.Path, "/verstuurd") || strings.HasPrefix(s.at.Path, "/mijn-vraag/") {
		return nil
	}
	return fmt.Errorf("ended at %s", s.at)
}
