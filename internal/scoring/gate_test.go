package scoring_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func gate(list []tandem.Gate, code string) (tandem.Gate, bool) {
	i := slices.IndexFunc(list, func(g tandem.Gate) bool { return g.Code == code })
	if i < 0 {
		return tandem.Gate{}, false
	}
	return list[i], true
}

type gateCase struct {
	name   string
	edit   func(*tandem.Question, *tandem.OfferingDetail)
	code   string
	change string // what mends it, empty when the owner cannot
	want   tandem.Gate
}

func gateCases() []gateCase {
	day := func(s string) *time.Time {
		d, _ := time.Parse(time.DateOnly, s)
		return &d
	}
	return []gateCase{
		{name: "closed", code: scoring.GateClosed,
			edit: func(_ *tandem.Question, o *tandem.OfferingDetail) { o.ClosedAt = day("2026-11-01") }},
		{name: "full", code: scoring.GatePlaces, want: tandem.Gate{Need: 1, Have: 0},
			edit: func(_ *tandem.Question, o *tandem.OfferingDetail) { o.Held = 2 }},
		{name: "past the deadline", code: scoring.GateDeadline, want: tandem.Gate{Days: -2},
			edit: func(_ *tandem.Question, o *tandem.OfferingDetail) { o.Deadline = *day("2026-11-21") }},
		{name: "too late", code: scoring.GateWindow, change: scoring.ChangeLaterDate, want: tandem.Gate{Days: -62},
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) { q.WantedDate = day("2027-05-01") }},
		{name: "English", code: scoring.GateLanguage,
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) { q.Language = tandem.English }},
		{name: "secret", code: scoring.GateSecrecy, change: scoring.ChangeLessSecret, want: tandem.Gate{Need: 2, Have: 1},
			edit: func(q *tandem.Question, o *tandem.OfferingDetail) {
				q.Secrecy, o.Secrecy = tandem.SecrecyStrict, tandem.SecrecyAgreement
			}},
		{name: "secret by its text", code: scoring.GateSecrecy, change: scoring.ChangeLessSecret, want: tandem.Gate{Need: 1},
			edit: func(q *tandem.Question, o *tandem.OfferingDetail) {
				q.Secrecy, q.Reading.Facts.Secrecy, o.Secrecy = "", tandem.SecrecyAgreement, tandem.SecrecyOpen
			}},
		{name: "one person", code: scoring.GateSize, want: tandem.Gate{Need: 5, Have: 1},
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) { q.Size = tandem.SizeSole }},
		{name: "smaller than the offering takes", code: scoring.GateSize, want: tandem.Gate{Need: 50, Have: 49},
			edit: func(_ *tandem.Question, o *tandem.OfferingDetail) { o.MinFTE = 50 }},
		{name: "one firm for research", code: scoring.GateCompanies, change: scoring.ChangeMoreCompanies, want: tandem.Gate{Need: 6, Have: 1},
			edit: func(q *tandem.Question, o *tandem.OfferingDetail) {
				q.Wishes, o.Form = []tandem.Wish{{Outcome: "innovation_power", Weight: 1}}, "sia_raak_project"
			}},
		{name: "too few hours", code: scoring.GateHours, change: scoring.ChangeMoreHours, want: tandem.Gate{Need: 2, Have: 1},
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) { q.HoursPerWeek = 1 }},
		{name: "nobody to supervise", code: scoring.GateSupervisor, change: scoring.ChangeSupervisor,
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) { q.Readiness.Supervisor = false }},
		{name: "nobody by the text", code: scoring.GateSupervisor, change: scoring.ChangeSupervisor,
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) {
				q.Readiness, q.Reading.Facts.NoSupervisor = tandem.Readiness{}, true
			}},
		{name: "no desk", code: scoring.GateDesk, change: scoring.ChangeDesk,
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) { q.Readiness.Desk = false }},
		{name: "business hangs on it", code: scoring.GateCritical, change: scoring.ChangeNotCritical,
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) { q.Readiness.Harmless = false }},
		{name: "critical when late", code: scoring.GateCritical, change: scoring.ChangeNotCritical,
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) { q.Delay = tandem.DelayCritical }},
		{name: "acute by its text", code: scoring.GateCritical, change: scoring.ChangeNotCritical,
			edit: func(q *tandem.Question, _ *tandem.OfferingDetail) {
				q.Readiness, q.Reading.Facts.Acute = tandem.Readiness{}, true
			}},
	}
}

func TestGatesShut(t *testing.T) {
	t.Parallel()
	m := newModel(t)
	for _, tt := range gateCases() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			q, o := asking(), offering()
			tt.edit(&q, &o)
			s, err := m.Offering(&q, o, monday())
			if err != nil {
				t.Fatal(err)
			}
			got, found := gate(s.Gates, tt.code)
			got.Date, tt.want.Code = nil, tt.code
			if !found || got != tt.want {
				t.Fatalf("gate = %+v, want %+v; all: %+v", got, tt.want, s.Gates)
			}
			if s.Feasible() || s.Weight != 0 {
				t.Errorf("feasible %v with weight %d behind a shut gate", s.Feasible(), s.Weight)
			}
			if s.Value <= 0 {
				t.Errorf("value = %v, a gate must not change it", s.Value)
			}
			checkRepair(t, m, q, o, tt.change)
		})
	}
}

// checkRepair holds that the change is the one named and that it opens the gate.
func checkRepair(t *testing.T, m *scoring.Model, q tandem.Question, o tandem.OfferingDetail, code string) {
	t.Helper()
	s, err := m.Offering(&q, o, monday())
	if err != nil {
		t.Fatal(err)
	}
	if code == "" {
		if len(s.Changes) != 0 {
			t.Errorf("changes = %+v, want none", s.Changes)
		}
		return
	}
	if len(s.Changes) != 1 || s.Changes[0].Code != code {
		t.Fatalf("changes = %+v, want %s", s.Changes, code)
	}
	after := m.Apply(q, s.Changes[0])
	mended, err := m.Offering(&after, o, monday())
	if err != nil || !mended.Feasible() || mended.Company != s.Changes[0].Company {
		t.Errorf("after %+v: %+v (%v)", s.Changes[0], mended.Gates, err)
	}
}

func TestGatesOpen(t *testing.T) {
	t.Parallel()
	m := newModel(t)
	tests := map[string]func(*tandem.Question, *tandem.OfferingDetail){
		"as it is": func(*tandem.Question, *tandem.OfferingDetail) {},
		"late but harmless": func(q *tandem.Question, o *tandem.OfferingDetail) {
			q.WantedDate, q.Delay = &o.Start, tandem.DelayHarmless
		},
		"late but of use": func(q *tandem.Question, o *tandem.OfferingDetail) {
			q.WantedDate, q.Delay = &o.Start, tandem.DelayAnnoying
		},
		"on the last day": func(q *tandem.Question, o *tandem.OfferingDetail) { q.WantedDate = &o.End },
		"deadline today":  func(_ *tandem.Question, o *tandem.OfferingDetail) { o.Deadline = monday().Truncate(24 * time.Hour) },
		"size not known":  func(q *tandem.Question, _ *tandem.OfferingDetail) { q.Size = tandem.SizeUnknown },
		"hours not said":  func(q *tandem.Question, _ *tandem.OfferingDetail) { q.HoursPerWeek = 0 },
		"research of six": func(q *tandem.Question, o *tandem.OfferingDetail) { q.Companies, o.Form = 6, "sia_raak_project" },
		"English in English": func(q *tandem.Question, o *tandem.OfferingDetail) {
			q.Language, o.Language = tandem.English, tandem.English
		},
		"research of a trade": func(q *tandem.Question, o *tandem.OfferingDetail) {
			q.Reading.Facts.SectorWide = true
			o.Form = "sia_raak_project"
		},
	}
	for name, edit := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q, o := asking(), offering()
			edit(&q, &o)
			s, err := m.Offering(&q, o, monday())
			if err != nil || !s.Feasible() {
				t.Errorf("gates = %+v (%v)", s.Gates, err)
			}
		})
	}
}

// Soft factors lower the weight, never the value, and never below half.
func TestSoftFactors(t *testing.T) {
	t.Parallel()
	m := newModel(t)
	reads := func(fields ...tandem.Field) func(*tandem.Question, *tandem.OfferingDetail) {
		return func(q *tandem.Question, _ *tandem.OfferingDetail) { q.Reading.Fields = fields }
	}
	tests := []struct {
		name string
		edit func(*tandem.Question, *tandem.OfferingDetail)
		want float64
	}{
		{"none", func(*tandem.Question, *tandem.OfferingDetail) {}, 1},
		{"late but of use", func(q *tandem.Question, o *tandem.OfferingDetail) {
			q.WantedDate, q.Delay = &o.Start, tandem.DelayAnnoying
		}, .85},
		{"another province", func(_ *tandem.Question, o *tandem.OfferingDetail) { o.City = "Groningen" }, .9},
		{"unknown town", func(_ *tandem.Question, o *tandem.OfferingDetail) { o.City = "Nergenshuizen" }, 1},
		{"students in English", func(_ *tandem.Question, o *tandem.OfferingDetail) { o.Language = tandem.English }, .9},
		{"first field", reads("ict", "health"), 1},
		{"second field", reads("health", "ict"), .92},
		{"no field", reads("health", "social"), .6},
		{"all at once", func(q *tandem.Question, o *tandem.OfferingDetail) {
			q.Reading.Fields, o.City, o.Language = []tandem.Field{"health"}, "Groningen", tandem.English
		}, .5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			q, o := asking(), offering()
			tt.edit(&q, &o)
			s, err := m.Offering(&q, o, monday())
			if err != nil {
				t.Fatal(err)
			}
			if want := int(math.Round(10000 * s.Value * tt.want)); s.Weight != want {
				t.Errorf("weight = %d of value %v, want %d", s.Weight, s.Value, want)
			}
		})
	}
}

func TestOfferingUsesItsOwnWishes(t *testing.T) {
	t.Parallel()
	m, q, o := newModel(t), asking(), offering()
	s, err := m.Offering(&q, o, monday())
	if err != nil {
		t.Fatal(err)
	}
	var asked []tandem.OutcomeKey
	for _, r := range s.Reasons {
		if r.Side == tandem.Education {
			asked = append(asked, r.Outcome)
		}
	}
	if want := []tandem.OutcomeKey{"outside_world_in", "future_proof_education"}; !slices.Equal(asked, want) {
		t.Errorf("education asks %v, want %v", asked, want)
	}
	o.Wishes = nil
	if s, err = m.Offering(&q, o, monday()); err != nil || len(s.Reasons) < 10 {
		t.Errorf("an offering without wishes has %d reasons (%v)", len(s.Reasons), err)
	}
}

func TestOfferingsRanked(t *testing.T) {
	t.Parallel()
	m, q := newModel(t), asking()
	near, far, full := offering(), offering(), offering()
	near.Title, far.Title, full.Title = "near", "far", "full"
	far.City, full.Held = "Groningen", 2
	got := m.Offerings(&q, []tandem.OfferingDetail{full, far, near}, monday(), 9)
	var titles []string
	for _, r := range got {
		titles = append(titles, r.Offering.Title)
	}
	if want := []string{"near", "far", "full"}; !slices.Equal(titles, want) {
		t.Errorf("ranking = %v, want %v", titles, want)
	}
	alone, err := m.Offering(&q, far, monday())
	if err != nil || alone.Weight != got[1].Weight || alone.Value != got[1].Value {
		t.Errorf("alone %d, ranked %d (%v)", alone.Weight, got[1].Weight, err)
	}
	if top := m.Offerings(&q, []tandem.OfferingDetail{full, far, near}, monday(), 1); len(top) != 1 {
		t.Errorf("top 1 gives %d", len(top))
	}
}

func TestCodesAreUnique(t *testing.T) {
	t.Parallel()
	for _, list := range [][]string{scoring.GateCodes(), scoring.ChangeCodes(), scoring.SoftCodes()} {
		sorted := slices.Sorted(slices.Values(list))
		if len(slices.Compact(sorted)) != len(list) {
			t.Errorf("codes repeat: %v", list)
		}
	}
}
