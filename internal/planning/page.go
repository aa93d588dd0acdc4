package planning

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// page is some questions of a round with their pairs. Regions, sectors and rules
// stand in it as words of its own.
type page struct {
	words     dictionary
	questions []questionFacts
	edges     []allocation.Edge
	efforts   []uint16
}

// page reads and scores some questions. Those that are not open any more are left
// out.
func (s *Service) page(ctx context.Context, r *round, number int, ids []tandem.ID[tandem.Question]) (page, error) {
	list, err := s.db.QuestionsToScore(ctx, ids)
	if err != nil {
		return page{}, err
	}
	list = slices.DeleteFunc(list, func(q tandem.Question) bool { return q.State != tandem.QuestionOpen })
	edges := r.index.Scorer(r.most).Edges(make([]scoring.Edge, 0, len(list)*(r.most+1)), 0, list, r.taken)
	dealt := r.dealt(number, list)
	p := page{edges: make([]allocation.Edge, 0, len(edges)+len(list)), efforts: make([]uint16, 0, len(edges)+len(list))}
	for i := range list {
		n := 0
		for n < len(edges) && int(edges[n].Question) == i {
			n++
		}
		m := 0
		for m < len(dealt) && int(dealt[m].Question) == i {
			m++
		}
		p.add(r, &list[i], both(edges[:n], dealt[:m]))
		edges, dealt = edges[n:], dealt[m:]
	}
	return p, nil
}

// dealt are the best pairs of a page's questions in its share of the offerings.
func (r *round) dealt(number int, list []tandem.Question) []scoring.Edge {
	if len(r.deals) == 0 {
		return nil
	}
	d := number % len(r.deals)
	edges := r.deals[d].Scorer(dealPairs).Edges(make([]scoring.Edge, 0, len(list)*dealPairs), 0, list, r.taken)
	for i := range edges {
		edges[i].Offering = small(d) + edges[i].Offering*small(len(r.deals))
	}
	return edges
}

// both puts two lists of a question's pairs together, each pair once.
func both(best, dealt []scoring.Edge) []scoring.Edge {
	if len(dealt) == 0 {
		return best
	}
	list := slices.Concat(best, dealt)
	slices.SortFunc(list, func(a, b scoring.Edge) int { return int(a.Offering - b.Offering) })
	return slices.CompactFunc(list, func(a, b scoring.Edge) bool { return a.Offering == b.Offering })
}

// add notes one question with its pairs.
func (p *page) add(r *round, q *tandem.Question, edges []scoring.Edge) {
	fact := questionFacts{
		id: q.ID, region: p.words.word(q.Region), sector: p.words.word(q.Sector), size: place(tandem.CompanySizes(), q.Size),
		delay: place(tandem.Delays(), q.Delay), first: r.first[q.ID], waited: small(r.waited[q.ID]), held: allocation.Nobody,
		why: why{gate: allocation.Nobody},
	}
	if at, ok := r.held[q.ID]; ok {
		fact.held = at
		edges = r.promised(q, at, edges)
	}
	slices.SortFunc(edges, func(a, b scoring.Edge) int { return int(a.Offering - b.Offering) })
	for _, e := range edges {
		p.edges = append(p.edges, allocation.Edge{Offering: e.Offering, Weight: e.Weight, Company: e.Company, Education: e.Education})
		p.efforts = append(p.efforts, e.Effort)
	}
	if len(edges) == 0 {
		fact.why = p.why(r, q)
	}
	fact.edges = small(len(p.edges))
	p.questions = append(p.questions, fact)
}

// promised sees to it that a question may keep the place that the plan in force
// promised it, whatever has happened to the rules since.
func (r *round) promised(q *tandem.Question, at int32, edges []scoring.Edge) []scoring.Edge {
	if slices.ContainsFunc(edges, func(e scoring.Edge) bool { return e.Offering == at }) {
		return edges
	}
	score, err := r.model.Offering(q, r.offerings[at], r.taken)
	if err != nil {
		return edges // its form went out of the taxonomy
	}
	return append(slices.Clone(edges), scoring.Edge{
		Offering: at, Weight: max(1, int32(math.Round(10000*score.Value*score.Soft))), Company: points(score.Company),
		Education: points(score.Education), Effort: points(score.CompanyEffort),
	})
}

// why finds what keeps a question from every offering of the round.
func (p *page) why(r *round, q *tandem.Question) why {
	w := why{reason: reasonNowhere, gate: allocation.Nobody}
	best, late := 0, false
	for _, n := range r.index.Shut(q, r.taken) {
		if n.Alone > 0 && (n.Code == scoring.GateWindow || n.Code == scoring.GateDeadline) {
			late = true
		}
		if n.Alone > best {
			best, w.gate, w.reason = n.Alone, p.words.word(n.Code), reasonGate
		}
	}
	if late {
		w.reason, w.gate = reasonTime, allocation.Nobody
		w.start = r.startElsewhere(q)
	}
	return w
}

// startElsewhere is the first day on which an offering of the institution outside
// of the round starts that suits the question, in days since 1970; 0 is none.
func (r *round) startElsewhere(q *tandem.Question) int64 {
	first := int64(0)
	for _, e := range r.elsewhere.Scorer(bestPairs).Edges(nil, 0, []tandem.Question{*q}, r.taken) {
		if day := r.starts[e.Offering].Unix() / int64((24*time.Hour)/time.Second); first == 0 || day < first {
			first = day
		}
	}
	return first
}

// join puts pages together, in their order.
func (f *facts) join(pages []page) {
	questions, edges := 0, 0
	for i := range pages {
		questions += len(pages[i].questions)
		edges += len(pages[i].edges)
	}
	f.questions = make([]questionFacts, 0, questions)
	f.edges, f.efforts = make([]allocation.Edge, 0, edges), make([]uint16, 0, edges)
	var all dictionary
	for i := range pages {
		p := &pages[i]
		words := make([]int32, len(p.words.words))
		for n, w := range p.words.words {
			words[n] = all.word(w)
		}
		from := small(len(f.edges))
		for _, q := range p.questions {
			q.region, q.sector, q.edges = words[q.region], words[q.sector], q.edges+from
			if q.why.gate != allocation.Nobody {
				q.why.gate = words[q.why.gate]
			}
			f.questions = append(f.questions, q)
		}
		f.edges, f.efforts = append(f.edges, p.edges...), append(f.efforts, p.efforts...)
		*p = page{}
	}
	f.words = all.words
}

// place is where a value stands in a short list, 0 when it does not.
func place[T comparable](list []T, v T) uint8 {
	return uint8(max(0, slices.Index(list, v))) //nolint:gosec // the list is short
}

// small narrows a count, which no round brings near its bound.
func small(n int) int32 { return int32(min(n, allocation.Unlimited)) } //nolint:gosec // bounded

// points is a share in whole ten-thousandths.
func points(x float64) uint16 { return uint16(math.Round(10000 * min(1, max(0, x)))) }
