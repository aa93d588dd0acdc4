package tandem_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// thing is something with states, as a walk sees it.
type thing struct {
	state func() string
	since func() time.Time
	move  func(to string, at time.Time) error
}

// begin returns a thing of each machine in its first state.
func begin() map[string]thing {
	q := tandem.Question{State: tandem.QuestionDraft}
	m := tandem.Match{State: tandem.MatchProposed}
	c := tandem.Claim{State: tandem.ClaimOpen}
	e := tandem.Engagement{State: tandem.EngagementRunning}
	p := tandem.PlanRecord{State: tandem.PlanRunning}
	return map[string]thing{
		"plan": {
			func() string { return string(p.State) }, func() time.Time { return p.StateSince },
			func(to string, at time.Time) error { return p.Move(tandem.PlanState(to), at) },
		},
		"question": {
			func() string { return string(q.State) }, func() time.Time { return q.StateSince },
			func(to string, at time.Time) error { return q.Move(tandem.QuestionState(to), at) },
		},
		"match": {
			func() string { return string(m.State) }, func() time.Time { return m.StateSince },
			func(to string, at time.Time) error { return m.Move(tandem.MatchState(to), at) },
		},
		"claim": {
			func() string { return string(c.State) }, func() time.Time { return c.StateSince },
			func(to string, at time.Time) error { return c.Move(tandem.ClaimState(to), at) },
		},
		"engagement": {
			func() string { return string(e.State) }, func() time.Time { return e.StateSince },
			func(to string, at time.Time) error { return e.Move(tandem.EngagementState(to), at) },
		},
	}
}

// TestWalksFollowTheTable takes random steps, also to states that do not exist:
// a step on the table sets state and moment, any other leaves both as they were.
func TestWalksFollowTheTable(t *testing.T) {
	t.Parallel()
	for _, machine := range tandem.Machines() {
		t.Run(machine.Thing, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				x := begin()[machine.Thing]
				at := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
				for range rapid.IntRange(1, 12).Draw(t, "steps") {
					to := rapid.SampledFrom(append(machine.States, "", "no such state")).Draw(t, "to")
					from, since := x.state(), x.since()
					at = at.Add(time.Minute)
					err := x.move(to, at)
					if slices.Contains(machine.Moves, tandem.Move{From: from, To: to}) {
						if err != nil || x.state() != to || !x.since().Equal(at) {
							t.Fatalf("%s to %s: got %s since %v, %v", from, to, x.state(), x.since(), err)
						}
						continue
					}
					if !errors.Is(err, tandem.Conflict) || x.state() != from || !x.since().Equal(since) {
						t.Fatalf("%s to %s is not on the table: got %s, %v", from, to, x.state(), err)
					}
				}
			})
		})
	}
}

// TestEveryStateCanBeReachedAndLeft: no state is an island, and only ends end.
func TestEveryStateCanBeReachedAndLeft(t *testing.T) {
	t.Parallel()
	for _, machine := range tandem.Machines() {
		reached := map[string]bool{machine.States[0]: true}
		for range machine.States {
			for _, m := range machine.Moves {
				reached[m.To] = reached[m.To] || reached[m.From]
			}
		}
		for _, s := range machine.States {
			if !reached[s] {
				t.Errorf("%s: nothing leads to %s", machine.Thing, s)
			}
		}
	}
	for _, s := range tandem.QuestionStates() {
		leads := slices.ContainsFunc(tandem.Machines()[0].Moves, func(m tandem.Move) bool { return m.From == string(s) })
		if s.Ended() == leads {
			t.Errorf("%s: ended is %v, leads on is %v", s, s.Ended(), leads)
		}
		if s.Editable() && s.Ended() {
			t.Errorf("%s has ended and may be edited", s)
		}
	}
}

func TestIDs(t *testing.T) {
	t.Parallel()
	id := tandem.NewID[tandem.Question]()
	got, err := tandem.ParseID[tandem.Question](id.String())
	if err != nil || got != id || got.IsZero() {
		t.Errorf("got %v, %v, want %v back", got, err, id)
	}
	for _, s := range []string{"", "x", id.String() + "0", "../../etc/passwd", "' OR 1=1"} {
		if _, err := tandem.ParseID[tandem.Question](s); !errors.Is(err, tandem.NotFound) {
			t.Errorf("%q: got %v, want not found", s, err)
		}
	}
	if v, err := (tandem.ID[tandem.Question]{}).Value(); v != nil || err != nil {
		t.Errorf("no id is written as %v, %v, want NULL", v, err)
	}
	if v, err := id.Value(); v != id.String() || err != nil {
		t.Errorf("an id is written as %v, %v", v, err)
	}
}

func TestErrorsCarryKindFieldsAndCause(t *testing.T) {
	t.Parallel()
	cause := errors.New("odd")
	err := error(tandem.FailWith(tandem.Conflict, "moved_on", cause))
	if !errors.Is(err, tandem.Conflict) || !errors.Is(err, cause) || errors.Is(err, tandem.NotFound) {
		t.Errorf("got %v, want a conflict with its cause", err)
	}
	if tandem.FailFields(nil) != nil {
		t.Error("no fields must be no error")
	}
	err = tandem.FailFields([]tandem.FieldError{{Field: "title", Code: "missing"}})
	if got, want := err.Error(), "invalid: form_invalid title=missing"; got != want || !errors.Is(err, tandem.Invalid) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStepOfWork(t *testing.T) {
	t.Parallel()
	end := time.Date(2027, 4, 16, 0, 0, 0, 0, time.UTC)
	running := tandem.WorkRow{State: tandem.ClaimEngaged, EngagementState: tandem.EngagementRunning, EndsOn: &end}
	done := tandem.WorkRow{State: tandem.ClaimEngaged, EngagementState: tandem.EngagementFinished, EndsOn: &end}
	rated := done
	rated.Evaluated = true
	tests := map[string]struct {
		row  tandem.WorkRow
		at   time.Time
		want tandem.WorkStep
	}{
		"held":             {tandem.WorkRow{State: tandem.ClaimOpen}, end, tandem.StepStart},
		"given back":       {tandem.WorkRow{State: tandem.ClaimReleased}, end, tandem.StepNone},
		"runs":             {running, end, tandem.StepRun},
		"on the last day":  {running, end.Add(23 * time.Hour), tandem.StepRun},
		"after the end":    {running, end.AddDate(0, 0, 2), tandem.StepFinish},
		"done, not rated":  {done, end, tandem.StepEvaluate},
		"done and rated":   {rated, end, tandem.StepNone},
		"running, no date": {tandem.WorkRow{State: tandem.ClaimEngaged, EngagementState: tandem.EngagementRunning}, end, tandem.StepRun},
	}
	for name, tt := range tests {
		if got := tt.row.Step(tt.at); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

func TestKnownFilterKeepsOnlyWhatExists(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(rapid.String())
		f := tandem.BrowseFilter{Regions: texts.Draw(t, "regions"), Sort: tandem.BrowseSort(rapid.String().Draw(t, "sort"))}
		for _, s := range texts.Draw(t, "sizes") {
			f.Sizes = append(f.Sizes, tandem.CompanySize(s), tandem.SizeSmall)
		}
		got := f.Known()
		if !slices.Contains(tandem.BrowseSorts(), got.Sort) {
			t.Fatalf("sort %q", got.Sort)
		}
		for _, s := range got.Sizes {
			if !slices.Contains(tandem.CompanySizes(), s) {
				t.Fatalf("size %q", s)
			}
		}
		seen := map[string]bool{}
		for _, r := range got.Regions {
			if seen[r] || r == "" {
				t.Fatalf("region %q twice or empty", r)
			}
			seen[r] = true
		}
		if len(got.Regions) > 20 || len(got.Sizes) > 1 {
			t.Fatalf("%d regions and %d sizes", len(got.Regions), len(got.Sizes))
		}
	})
}
