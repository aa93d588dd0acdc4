package planning

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// bonus is what each unit of a minimum is worth: far above any weight, so that a
// minimum is met wherever it can be.
const bonus = 1 << 20

// points of a coordinator are hundredths of the scale of weights.
const pointWeight = 100

// handOut is a problem with what ties it to the facts.
type handOut struct {
	*allocation.Problem
	facts  *facts
	groups []tandem.Minimum // of each group of the problem
	out    map[int]bool     // questions that a coordinator left without a place
}

// problem turns facts into a problem by the rules. Facts and rules alone decide.
func (f *facts) problem(rules tandem.PlanRules) *handOut {
	h := &handOut{Problem: &allocation.Problem{Bonus: bonus}, facts: f, out: map[int]bool{}}
	for _, p := range f.programmes {
		h.Programmes = append(h.Programmes, allocation.Programme{Most: p.most})
	}
	for _, l := range f.lecturers {
		h.Lecturers = append(h.Lecturers, allocation.Lecturer{Programme: l.programme, Most: l.most})
	}
	for _, o := range f.offerings {
		h.Offerings = append(h.Offerings, allocation.Offering{Lecturer: o.lecturer, Least: o.least, Most: o.most})
	}
	groups := h.addGroups(rules)
	h.addQuestions(rules, h.fixings(rules), groups)
	return h
}

// fixings are the questions put somewhere by hand, by place.
func (h *handOut) fixings(rules tandem.PlanRules) map[int]int32 {
	if len(rules.Fixed) == 0 {
		return nil
	}
	at := make(map[tandem.ID[tandem.Question]]int, len(h.facts.questions))
	for i := range h.facts.questions {
		at[h.facts.questions[i].id] = i
	}
	fixed := make(map[int]int32, len(rules.Fixed))
	for _, x := range rules.Fixed {
		q, there := at[x.Question]
		if !there {
			continue // it left the round
		}
		o, known := h.facts.offeringAt(x.Offering)
		switch {
		case x.Offering.IsZero():
			h.out[q] = true
		case known && h.facts.edge(q, o) != allocation.Nobody:
			fixed[q] = o
		}
	}
	return fixed
}

func (h *handOut) addQuestions(rules tandem.PlanRules, fixed map[int]int32, groups grouping) {
	f := h.facts
	h.Questions = make([]allocation.Question, len(f.questions))
	h.Edges = make([]allocation.Edge, 0, len(f.edges))
	var ids []int32 // one allocation for the groups of all questions
	for i := range f.questions {
		q := &f.questions[i]
		percent := int32(rules.Percent(tandem.Delays()[q.delay], int(q.waited))) //nolint:gosec // 100 to 150
		out := allocation.Question{First: small(len(h.Edges)), Fixed: allocation.Nobody, Held: q.held}
		if !h.out[i] {
			for _, e := range f.edgesOf(i) {
				e.Weight = (e.Weight*percent + 50) / 100
				h.Edges = append(h.Edges, e)
			}
		}
		out.Last = small(len(h.Edges))
		h.bind(&out, rules)
		if o, ok := fixed[i]; ok {
			out.Fixed = o
		}
		from := len(ids)
		ids = groups.of(q, ids)
		out.Groups = ids[from:len(ids):len(ids)]
		h.Questions[i] = out
	}
}

// bind says what leaving the promised place costs. A promise that a coordinator
// broke by hand costs nothing more.
func (h *handOut) bind(q *allocation.Question, rules tandem.PlanRules) {
	switch {
	case q.Held == allocation.Nobody:
	case q.First == q.Last:
		q.Held = allocation.Nobody
	case rules.MoveNever:
		q.Fixed = q.Held
	default:
		q.Move = int64(rules.MoveCost) * pointWeight
	}
}

// grouping finds the groups of a question.
type grouping struct {
	region, sector map[int32]int32 // by word
	first          [2]int32        // by whether the firm is new
}

// addGroups makes a group of each minimum.
func (h *handOut) addGroups(rules tandem.PlanRules) grouping {
	g := grouping{region: map[int32]int32{}, sector: map[int32]int32{}, first: [2]int32{allocation.Nobody, allocation.Nobody}}
	for _, m := range rules.Minima {
		if m.Least <= 0 {
			continue
		}
		at := small(len(h.Groups))
		word := small(slices.Index(h.facts.words, m.Key))
		switch m.Kind {
		case tandem.GroupRegion:
			g.region[word] = at
		case tandem.GroupSector:
			g.sector[word] = at
		case tandem.GroupFirst:
			g.first[flag(m.Key == tandem.FirstTime)] = at
		default:
			continue
		}
		h.Groups = append(h.Groups, allocation.Group{Partition: small(slices.Index(tandem.MinimumKinds(), m.Kind)), Least: small(m.Least)})
		h.groups = append(h.groups, m)
	}
	return g
}

func (g *grouping) of(q *questionFacts, list []int32) []int32 {
	if at, ok := g.region[q.region]; ok {
		list = append(list, at)
	}
	if at, ok := g.sector[q.sector]; ok {
		list = append(list, at)
	}
	if at := g.first[flag(q.first)]; at != allocation.Nobody {
		list = append(list, at)
	}
	return list
}

// places is how many a plan could give at most.
func (h *handOut) places() int {
	programmes := make([]int32, len(h.Programmes))
	lecturers := make([]int32, len(h.Lecturers))
	total := 0
	for _, o := range h.Offerings {
		if o.Lecturer == allocation.Nobody {
			total += int(o.Most)
		} else {
			lecturers[o.Lecturer] += o.Most
		}
	}
	for i, l := range h.Lecturers {
		most := min(lecturers[i], l.Most)
		if l.Programme == allocation.Nobody {
			total += int(most)
		} else {
			programmes[l.Programme] += most
		}
	}
	for i, p := range h.Programmes {
		total += int(min(programmes[i], p.Most))
	}
	return total
}

// solution is what came of a problem: where each question goes, with what proves
// it.
type solution struct {
	placed []int32
	value  int64
	bound  int64 // no plan by the same rules is worth more
	by     evidence
	// prices explain where questions go. They prove the bound too, unless the
	// grounds do. A stable plan has none, but cutoffs.
	prices  allocation.Prices
	grounds allocation.Grounds
	cutoffs allocation.Prices
}
