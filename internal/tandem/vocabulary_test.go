package tandem_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// TestRolesStayInTheirInstitution: a role here is none there, and links of a
// browser make nobody staff.
func TestRolesStayInTheirInstitution(t *testing.T) {
	t.Parallel()
	here, there, third := tandem.NewID[tandem.Institution](), tandem.NewID[tandem.Institution](), tandem.NewID[tandem.Institution]()
	v := tandem.Visitor{PersonID: tandem.NewID[tandem.Person](), Name: "Karim", Memberships: []tandem.Membership{
		{InstitutionID: here, Role: tandem.Coordinator}, {InstitutionID: there, Role: tandem.Lecturer}, {InstitutionID: third, Role: tandem.Coordinator},
	}}
	by := v.Actor()
	for _, c := range []struct {
		role tandem.Role
		in   tandem.ID[tandem.Institution]
		want bool
	}{
		{tandem.Coordinator, here, true}, {tandem.Coordinator, there, false}, {tandem.Lecturer, there, true}, {tandem.Lecturer, here, false},
		{tandem.Admin, here, false}, {tandem.Coordinator, tandem.ID[tandem.Institution]{}, false},
	} {
		if got := by.Is(c.role, c.in); got != c.want {
			t.Errorf("%s in %s: got %v, want %v", c.role, c.in, got, c.want)
		}
	}
	if got := by.Institutions(tandem.Coordinator); !slices.Equal(got, []tandem.ID[tandem.Institution]{here, third}) || by.Has(tandem.Admin) || !by.SignedIn() {
		t.Errorf("coordinates %v", got)
	}
	link := tandem.Visitor{Questions: []tandem.ID[tandem.Question]{tandem.NewID[tandem.Question]()}}.Actor()
	if link.SignedIn() || link.Has(tandem.Lecturer) || link.System || len(link.Questions) != 1 {
		t.Errorf("a link made %+v", link)
	}
	if system := tandem.SystemActor(); system.SignedIn() || !system.System {
		t.Errorf("background work acts as %+v", system)
	}
}

// TestNothingIsFreeBelowZero: a limit may be lowered under what is held already by
// others; then nothing is left, not less than that.
func TestNothingIsFreeBelowZero(t *testing.T) {
	t.Parallel()
	five := 5
	for _, c := range []struct{ held, want int }{{0, 5}, {4, 1}, {5, 0}, {9, 0}} {
		row := tandem.RoundRow{Places: 5, Taken: c.held / 2, Held: c.held - c.held/2}
		offering := tandem.OfferingDetail{Offering: tandem.Offering{Places: 5}, Taken: row.Taken, Held: row.Held}
		candidate := tandem.Candidate{Places: 5, Taken: row.Taken, Held: row.Held}
		hours, limited := tandem.Supervision{Hours: &five, Held: c.held}.Free()
		places, capped := tandem.ProgrammeCap{Most: &five, Held: c.held}.Free()
		for what, got := range map[string]int{
			"round": row.Free(), "offering": offering.Free(), "candidate": candidate.Free(), "hours": hours, "programme": places,
		} {
			if got != c.want {
				t.Errorf("%s: %d of 5 held leaves %d, want %d", what, c.held, got, c.want)
			}
		}
		if !limited || !capped {
			t.Error("a limit is none")
		}
	}
	if _, limited := (tandem.Supervision{Held: 9}).Free(); limited {
		t.Error("no limit is one")
	}
}

func TestPlansMoveOneWay(t *testing.T) {
	t.Parallel()
	moves := map[tandem.PlanState][]tandem.PlanState{
		tandem.PlanRunning: {tandem.PlanFailed, tandem.PlanDraft}, tandem.PlanDraft: {tandem.PlanApproved}, tandem.PlanApproved: {tandem.PlanUndone},
	}
	at := time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)
	for _, from := range tandem.PlanStates() {
		for _, to := range tandem.PlanStates() {
			p := tandem.PlanRecord{State: from}
			err := p.Move(to, at)
			if slices.Contains(moves[from], to) {
				if err != nil || p.State != to || !p.StateSince.Equal(at) {
					t.Errorf("%s to %s: %v, %+v", from, to, err, p.State)
				}
			} else if !errors.Is(err, tandem.Conflict) || p.State != from {
				t.Errorf("%s to %s: got %v, want a conflict and nothing moved", from, to, err)
			}
		}
		if made := from != tandem.PlanRunning && from != tandem.PlanFailed; from.Made() != made {
			t.Errorf("%s: made is %v", from, from.Made())
		}
	}
}

// TestExtrasStayBounded: haste and rounds waited together never weigh more than
// half as much again, whatever was set.
func TestExtrasStayBounded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rules  tandem.PlanRules
		delay  tandem.Delay
		waited int
		want   int
	}{
		{tandem.PlanRules{}, tandem.DelayCritical, 9, 100},
		{tandem.PlanRules{Urgency: 30}, tandem.DelayUseless, 0, 115},
		{tandem.PlanRules{Waited: 5}, tandem.DelayHarmless, 3, 115},
		{tandem.PlanRules{Waited: 5}, tandem.DelayHarmless, -3, 100},
		{tandem.PlanRules{Urgency: 50, Waited: 50}, tandem.DelayCritical, 1000, 150},
	} {
		if got := c.rules.Percent(c.delay, c.waited); got != c.want {
			t.Errorf("%+v, %s after %d rounds: %d percent, want %d", c.rules, c.delay, c.waited, got, c.want)
		}
	}
}

func TestGapIsWhatTheBestPlanCouldBeWorthMore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ value, bound, want int64 }{{100, 100, 0}, {75, 100, 25}, {101, 100, 0}, {-5, 0, 5}} {
		if got := (tandem.Certificate{Value: c.value, Bound: c.bound}).Gap(); got != c.want {
			t.Errorf("%d of %d: gap %d, want %d", c.value, c.bound, got, c.want)
		}
	}
}

// TestEachSideSpeaksForItself: the wishes that a side rates are its own, and what
// one side said is not what the other did.
func TestEachSideSpeaksForItself(t *testing.T) {
	t.Parallel()
	w := tandem.Work{
		Question: tandem.Question{Wishes: []tandem.Wish{{Outcome: "fresh_view", Weight: 1}}},
		Offering: tandem.OfferingDetail{Offering: tandem.Offering{Wishes: []tandem.Wish{{Outcome: "practice", Weight: 1}}}},
	}
	if w.Started() || w.Asked(tandem.Company)[0].Outcome != "fresh_view" || w.Asked(tandem.Education)[0].Outcome != "practice" {
		t.Errorf("the company rates %v, education %v", w.Asked(tandem.Company), w.Asked(tandem.Education))
	}
	w.Evaluations = []tandem.Evaluation{{Side: tandem.Education, Note: "Prima."}}
	if _, said := w.Said(tandem.Company); said {
		t.Error("the company said something")
	}
	if e, said := w.Said(tandem.Education); !said || e.Note != "Prima." {
		t.Errorf("education said %+v, %v", e, said)
	}
}

func TestOneShutGateIsEnough(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		gates []tandem.Gate
		want  bool
	}{{nil, true}, {[]tandem.Gate{{OK: true}, {OK: true}}, true}, {[]tandem.Gate{{OK: true}, {}, {OK: true}}, false}} {
		if got := (tandem.Score{Gates: c.gates}).Feasible(); got != c.want {
			t.Errorf("%+v: feasible is %v", c.gates, got)
		}
	}
}
