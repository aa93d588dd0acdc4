package invented

import "github.com/tandem-hbo/tandem/internal/allocation"

// makeOfferings gives each lecturer one to four offerings, and room for four
// fifths of their places.
func (w *world) makeOfferings() {
	w.offerings = make([]offering, w.size.Offerings)
	own := 0
	for j := range w.offerings {
		o := &w.offerings[j]
		form := w.chance.below(forms)
		o.region, o.sector = w.chance.below(regions), w.chance.below(sectors)
		w.inRegion[o.region] = append(w.inRegion[o.region], j)
		most := w.size.fewPlaces + w.chance.below(w.size.manyPlaces-w.size.fewPlaces+1)
		least := 0
		if w.chance.below(10) < 3 {
			least = 1 + w.chance.below(2)
		}
		if own == 0 {
			own = 1 + w.chance.below(4)
			w.problem.Lecturers = append(w.problem.Lecturers, allocation.Lecturer{Programme: allocation.Nobody})
		}
		own--
		last := len(w.problem.Lecturers) - 1
		w.problem.Lecturers[last].Most += int32(most) //nolint:gosec // rounds are far smaller
		w.problem.Offerings = append(w.problem.Offerings, allocation.Offering{
			Lecturer: int32(last), Least: int32(least), Most: int32(most), //nolint:gosec // rounds are far smaller
		})
		w.fill(o, form)
	}
	for i := range w.problem.Lecturers {
		l := &w.problem.Lecturers[i]
		l.Most = max(1, l.Most*80/100)
	}
}

func (w *world) fill(o *offering, form int) {
	for k := range outcomes {
		o.brings[k] = clip(delivers[form][k]-15+w.chance.below(31), 0, 100)
		if k < asked && w.chance.below(3) == 0 {
			o.wants[k] = 10 + w.chance.below(91)
		}
	}
}

// makeQuestions makes regions unequal: the smaller of two draws.
func (w *world) makeQuestions() {
	w.questions = make([]question, w.size.Questions)
	for i := range w.questions {
		q := &w.questions[i]
		q.region = min(w.chance.below(regions), w.chance.below(regions))
		q.sector = w.chance.below(sectors)
		for range 1 + w.chance.below(4) {
			k := helped + w.chance.below(outcomes-helped)
			q.wants[k] = 10 + w.chance.below(91)
		}
		for k := range asked {
			q.gives[k] = 20 + w.chance.below(81)
		}
	}
}

// makeRegions asks for three fifths of each region's fair share of the places.
func (w *world) makeRegions() {
	places, count := 0, [regions]int{}
	for _, l := range w.problem.Lecturers {
		places += int(l.Most)
	}
	for i := range w.questions {
		count[w.questions[i].region]++
	}
	for _, n := range count {
		least := min(n, places*n/len(w.questions)) * 60 / 100
		w.problem.Groups = append(w.problem.Groups, allocation.Group{Least: int32(least)}) //nolint:gosec // rounds are far smaller
	}
}

func (w *world) makeEdges() {
	w.marked = make([]int, len(w.offerings))
	for j := range w.marked {
		w.marked[j] = -1
	}
	groups := make([]int32, regions)
	for g := range groups {
		groups[g] = int32(g)
	}
	w.problem.Edges = make([]allocation.Edge, 0, len(w.questions)*(w.size.fewEdges+w.size.manyEdges+1)/2*51/50)
	var near []int
	for i := range w.questions {
		near = w.near(i, near[:0])
		g := w.questions[i].region
		q := allocation.Question{
			First:  int32(len(w.problem.Edges)), //nolint:gosec // rounds are far smaller
			Groups: groups[g : g+1 : g+1], Fixed: allocation.Nobody, Held: allocation.Nobody,
		}
		for _, j := range near {
			w.problem.Edges = append(w.problem.Edges, w.edge(i, j))
		}
		q.Last = int32(len(w.problem.Edges)) //nolint:gosec // rounds are far smaller
		w.problem.Questions = append(w.problem.Questions, q)
	}
}
