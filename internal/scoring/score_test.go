package scoring_test

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

// asking is a question of a small company that has everything in order.
func asking() tandem.Question {
	return tandem.Question{
		Language: tandem.Dutch, Size: tandem.SizeSmall, Companies: 1, HoursPerWeek: 4, Secrecy: tandem.SecrecyOpen,
		Delay: tandem.DelayUseless, Region: "Zuid-Holland",
		Wishes: []tandem.Wish{{Outcome: "improving_business", Weight: 2}, {Outcome: "talent_scouting", Weight: 1}},
		Readiness: tandem.Readiness{
			DecisionMaker: true, Supervisor: true, Desk: true, Data: true, Harmless: true, OpenAnswer: true, Taker: true,
		},
	}
}

// offering is an internship for which asking fits.
func offering() tandem.OfferingDetail {
	return tandem.OfferingDetail{
		Offering: tandem.Offering{
			Form: "internship_graduation", Places: 3, Language: tandem.Dutch, City: "Rotterdam", Secrecy: tandem.SecrecyStrict,
			Deadline: time.Date(2026, 12, 14, 0, 0, 0, 0, time.UTC), Fields: []tandem.Field{"business", "ict"},
			Wishes: []tandem.Wish{{Outcome: "outside_world_in", Weight: 1}, {Outcome: "future_proof_education", Weight: 1}},
		},
		Start: time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2027, 7, 2, 0, 0, 0, 0, time.UTC), Taken: 1,
	}
}

// anyQuestion draws wishes, answers and readings of all sorts.
func anyQuestion(t *rapid.T, tax tandem.Taxonomy) tandem.Question {
	q := asking()
	q.Wishes = nil
	for _, o := range tax.Outcomes {
		if rapid.Bool().Draw(t, "wishes "+string(o.Key)) {
			q.Wishes = append(q.Wishes, tandem.Wish{Outcome: o.Key, Weight: rapid.Float64Range(.05, 1).Draw(t, "weight")})
		}
		if p := rapid.Float64Range(0, 1).Draw(t, "reads "+string(o.Key)); p > .5 {
			q.Reading.Outcomes = append(q.Reading.Outcomes, tandem.ReadOutcome{Key: o.Key, Probability: p})
		}
	}
	for _, f := range tax.Forms {
		if rapid.Bool().Draw(t, "pulls "+string(f.Key)) {
			q.Reading.Forms = append(q.Reading.Forms, anyPull(t, f.Key))
		}
	}
	q.Size = rapid.SampledFrom(tandem.CompanySizes()).Draw(t, "size")
	q.Secrecy = rapid.SampledFrom(tandem.SecrecyLevels()).Draw(t, "secrecy")
	q.Delay = rapid.SampledFrom(tandem.Delays()).Draw(t, "delay")
	q.HoursPerWeek = rapid.SampledFrom([]float64{0, .25, 1, 4}).Draw(t, "hours")
	q.Companies = rapid.IntRange(0, 8).Draw(t, "companies")
	q.Readiness.Supervisor, q.Readiness.Harmless = rapid.Bool().Draw(t, "supervisor"), rapid.Bool().Draw(t, "harmless")
	if weeks := rapid.IntRange(-1, 200).Draw(t, "weeks"); weeks >= 0 {
		day := monday().AddDate(0, 0, 7*weeks)
		q.WantedDate = &day
	}
	return q
}

// anyPull draws what a text says about a form; its terms are not all of it.
func anyPull(t *rapid.T, key tandem.FormKey) tandem.FormPull {
	p := tandem.FormPull{Form: key, Points: rapid.Float64Range(-.4, .4).Draw(t, "rest")}
	for i := range rapid.IntRange(0, 12).Draw(t, "terms") {
		points := rapid.Float64Range(-.1, .1).Draw(t, "points")
		p.Points += points
		p.Terms = append(p.Terms, tandem.PullTerm{Key: strconv.Itoa(i), Points: points})
	}
	return p
}

func load(tb testing.TB) tandem.Taxonomy {
	tb.Helper()
	tax, err := taxonomy.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return tax
}

func sum(reasons []tandem.Reason, side tandem.Side) float64 {
	var points float64
	for _, r := range reasons {
		if r.Side == side {
			points += r.Points
		}
	}
	return points
}

func effort(terms []tandem.EffortTerm) float64 {
	var points float64
	for _, t := range terms {
		points += t.Points
	}
	return points
}

func TestFormsHoldWhatScoresPromise(t *testing.T) {
	t.Parallel()
	m, tax := newModel(t), load(t)
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuestion(t, tax)
		list := m.Forms(&q, monday())
		if len(list) != 8 {
			t.Fatalf("%d forms, want 8", len(list))
		}
		for i, s := range list {
			if math.Abs(sum(s.Reasons, tandem.Company)-s.Company) > 1e-12 || math.Abs(sum(s.Reasons, tandem.Education)-s.Education) > 1e-12 {
				t.Fatalf("points of %s do not add up to %v and %v", s.Form, s.Company, s.Education)
			}
			if math.Abs(effort(s.Effort)-s.CompanyEffort) > 1e-12 {
				t.Fatalf("terms of %s add up to %v, not to its effort of %v", s.Form, effort(s.Effort), s.CompanyEffort)
			}
			if s.Value < 0 || s.Low > s.Value || s.High < s.Value || s.Weight < 0 {
				t.Fatalf("%s is out of scale: %+v", s.Form, s.Score)
			}
			if !s.Feasible() && s.Weight != 0 {
				t.Fatalf("%s weighs %d behind a shut gate", s.Form, s.Weight)
			}
			if i > 0 && s.Weight > list[i-1].Weight {
				t.Fatalf("%s stands below %s, which weighs less", s.Form, list[i-1].Form)
			}
			alone, err := m.Form(&q, s.Form, monday())
			if err != nil || alone.Value != s.Value || alone.Weight != s.Weight {
				t.Fatalf("%s alone = %v, in the ranking %v (%v)", s.Form, alone.Value, s.Value, err)
			}
		}
	})
}

// Applying a change must do what it says: open the gates, with the values named,
// or put the form on top.
func TestChangesDoWhatTheySay(t *testing.T) {
	t.Parallel()
	m, tax := newModel(t), load(t)
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuestion(t, tax)
		list := m.Forms(&q, monday())
		for _, s := range list[1:] {
			changed := q
			for _, c := range s.Changes {
				changed = m.Apply(changed, c)
			}
			if len(s.Changes) == 0 {
				continue
			}
			after, err := m.Form(&changed, s.Form, monday())
			if err != nil || !after.Feasible() {
				t.Fatalf("%s stays shut after %+v: %+v", s.Form, s.Changes, after.Gates)
			}
			last := s.Changes[len(s.Changes)-1]
			if math.Abs(after.Company-last.Company) > 1e-9 || math.Abs(after.Education-last.Education) > 1e-9 {
				t.Fatalf("%s after %+v = %v and %v", s.Form, last, after.Company, after.Education)
			}
			if last.Code == scoring.ChangeOtherWish && m.Forms(&changed, monday())[0].Form != s.Form {
				t.Fatalf("%s at %v does not come to the top", s.Form, after.Value)
			}
		}
	})
}

// Without its largest reason a side loses more than without any other.
func TestLargestReasonMattersMost(t *testing.T) {
	t.Parallel()
	m, tax := newModel(t), load(t)
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuestion(t, tax)
		for _, s := range m.Forms(&q, monday()) {
			for _, r := range s.Reasons {
				first := s.Reasons[slices.IndexFunc(s.Reasons, func(x tandem.Reason) bool { return x.Side == r.Side })]
				if r.Points > first.Points {
					t.Fatalf("%s names %s before %s", s.Form, first.Outcome, r.Outcome)
				}
			}
		}
	})
}

// Better evaluations never make a form worth less.
func TestEvaluationsAreMonotone(t *testing.T) {
	t.Parallel()
	q := asking()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 50).Draw(t, "n")
		low := rapid.Float64Range(0, 1).Draw(t, "low")
		high := rapid.Float64Range(low, 1).Draw(t, "high")
		value := func(mean float64) float64 {
			m, err := scoring.New(load1(t), []tandem.Yield{{Form: "internship_graduation", Outcome: "talent_scouting", N: n, Mean: mean}})
			if err != nil {
				t.Fatal(err)
			}
			s, err := m.Form(&q, "internship_graduation", monday())
			if err != nil {
				t.Fatal(err)
			}
			return s.Company
		}
		if a, b := value(low), value(high); a > b+1e-12 {
			t.Fatalf("mean %v gives %v, mean %v gives %v", low, a, high, b)
		}
	})
}

func load1(t *rapid.T) tandem.Taxonomy {
	tax, err := taxonomy.Load()
	if err != nil {
		t.Fatal(err)
	}
	return tax
}

func TestEvaluationsAreCounted(t *testing.T) {
	t.Parallel()
	m := newModel(t, tandem.Yield{Form: "internship_graduation", Outcome: "talent_scouting", N: 12, Mean: .5})
	q := asking()
	s, err := m.Form(&q, "internship_graduation", monday())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(s.Reasons, func(r tandem.Reason) bool { return r.Outcome == "talent_scouting" && r.Side == tandem.Company })
	r := s.Reasons[i]
	// prior 8 x .85 with evidence, then 12 x .5
	if want := (8*.85 + 6) / 20; r.Evidence != 12 || math.Abs(r.Yield-want) > 1e-12 {
		t.Errorf("reason = %+v, want yield %v of 12", r, want)
	}
}

// Each side judges its own results, both judge what lies between.
func TestEvaluationsCountForTheirSide(t *testing.T) {
	t.Parallel()
	tests := []struct {
		side    tandem.Side
		outcome tandem.OutcomeKey
		want    int
	}{
		{tandem.Company, "talent_scouting", 5},
		{tandem.Education, "talent_scouting", 0},
		{tandem.Company, "improving_business", 5},
		{tandem.Education, "improving_business", 5},
		{tandem.Company, "future_proof_education", 0},
		{tandem.Education, "future_proof_education", 5},
	}
	for _, tt := range tests {
		m := newModel(t, tandem.Yield{Form: "internship_graduation", Outcome: tt.outcome, Side: tt.side, N: 5, Mean: 1})
		q := asking()
		q.Wishes = []tandem.Wish{{Outcome: tt.outcome, Weight: 1}}
		s, err := m.Form(&q, "internship_graduation", monday())
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Reasons[0].Evidence; got != tt.want {
			t.Errorf("%s counts %d grades of %s, want %d", tt.outcome, got, tt.side, tt.want)
		}
	}
}

func TestUnknownForm(t *testing.T) {
	t.Parallel()
	m := newModel(t)
	q, o := asking(), offering()
	o.Form = "lunch"
	if _, err := m.Form(&q, "lunch", monday()); !errors.Is(err, tandem.NotFound) {
		t.Errorf("form: %v, want NotFound", err)
	}
	if _, err := m.Offering(&q, o, monday()); !errors.Is(err, tandem.NotFound) {
		t.Errorf("offering: %v, want NotFound", err)
	}
	if got := m.Offerings(&q, []tandem.OfferingDetail{o}, monday(), 5); len(got) != 0 {
		t.Errorf("offerings = %v, want none", got)
	}
	if _, err := scoring.New(tandem.Taxonomy{}, nil); !errors.Is(err, tandem.Invalid) {
		t.Errorf("empty taxonomy: %v, want Invalid", err)
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	got := newModel(t).Version("cues 1")
	if got.Taxonomy != 1 || got.Weights == "" || got.Model != "cues 1" {
		t.Errorf("version = %+v", got)
	}
}

// A text alone, before any answer, must rank all forms and shut no gate that
// only an answer can shut.
func TestTextAlone(t *testing.T) {
	t.Parallel()
	list := newModel(t).Forms(&tandem.Question{}, monday())
	for _, s := range list {
		if !s.Feasible() {
			t.Errorf("%s is shut without any answer: %+v", s.Form, s.Gates)
		}
	}
	if list[0].Value == 0 {
		t.Error("no form has value for the usual motives")
	}
}
