package planning

import (
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

// worker scores pages, one after another in the same memory.
type worker struct {
	round     *round
	questions []tandem.Question
	batch     scoring.Batch
	all       *scoring.Scorer
	deals     []*scoring.Scorer // made when a page first needs one
	best      []scoring.Edge
	dealt     []scoring.Edge
}

func newWorker(r *round) *worker {
	return &worker{round: r, all: r.index.Scorer(r.most), deals: make([]*scoring.Scorer, len(r.deals))}
}

// page scores the worker's questions.
func (w *worker) page(number int) page {
	r := w.round
	w.batch.Fill(r.model, w.questions, r.taken)
	w.best, w.dealt = w.all.Pairs(w.best[:0], 0, w.batch), w.deal(number)
	room := len(w.best) + len(w.dealt) + len(w.questions)
	p := page{edges: make([]allocation.Edge, 0, room), efforts: make([]uint16, 0, room)}
	best, dealt := w.best, w.dealt
	for i := range w.questions {
		n, m := of(best, i), of(dealt, i)
		p.add(r, &w.questions[i], best[:n], dealt[:m])
		best, dealt = best[n:], dealt[m:]
	}
	return p
}

// of is how many pairs at the head of a list are a question's.
func of(list []scoring.Edge, question int) (n int) {
	for n < len(list) && int(list[n].Question) == question {
		n++
	}
	return n
}

// deal finds the best pairs of the worker's questions, some at a time, each lot in a
// share of the offerings of its own.
func (w *worker) deal(number int) []scoring.Edge {
	shares := w.round.deals
	if len(shares) == 0 {
		return nil
	}
	edges := w.dealt[:0]
	for from := 0; from < len(w.questions); from += dealLot {
		d := (number*pageSize + from) / dealLot % len(shares)
		if w.deals[d] == nil {
			w.deals[d] = shares[d].Scorer(dealPairs)
		}
		known := len(edges)
		edges = w.deals[d].Pairs(edges, from, w.batch.Part(from, min(len(w.questions), from+dealLot)))
		for i := range edges[known:] {
			e := &edges[known+i]
			e.Offering = small(d) + e.Offering*small(len(shares))
		}
	}
	return edges
}

// add notes one question with its pairs: those of two lists, both in the order of
// the offerings, each pair once.
func (p *page) add(r *round, q *tandem.Question, best, dealt []scoring.Edge) {
	fact := questionFacts{
		id: q.ID, region: p.words.word(q.Region), sector: p.words.word(q.Sector), size: place(tandem.CompanySizes(), q.Size),
		delay: place(tandem.Delays(), q.Delay), held: allocation.Nobody, why: why{gate: allocation.Nobody},
	}
	if at, ok := r.held[q.ID]; ok {
		fact.held = at
		best = r.promised(q, at, best, dealt)
	}
	from := len(p.edges)
	for len(best)+len(dealt) > 0 {
		e := next(&best, &dealt)
		p.edges = append(p.edges, allocation.Edge{Offering: e.Offering, Weight: e.Weight, Company: e.Company, Education: e.Education})
		p.efforts = append(p.efforts, e.Effort)
	}
	if len(p.edges) == from {
		fact.why = p.why(r, q)
	}
	fact.edges = small(len(p.edges))
	p.questions = append(p.questions, fact)
}

// next takes the pair of the first offering off two lists: off both when both have it.
func next(a, b *[]scoring.Edge) scoring.Edge {
	if len(*b) == 0 {
		return pop(a)
	}
	if len(*a) == 0 || (*b)[0].Offering < (*a)[0].Offering {
		return pop(b)
	}
	if (*b)[0].Offering == (*a)[0].Offering {
		pop(b)
	}
	return pop(a)
}

func pop(list *[]scoring.Edge) scoring.Edge {
	e := (*list)[0]
	*list = (*list)[1:]
	return e
}

// promised sees to it that a question may keep the place that the plan in force
// promised it, whatever has happened to the rules since.
func (r *round) promised(q *tandem.Question, at int32, best, dealt []scoring.Edge) []scoring.Edge {
	there := func(e scoring.Edge) bool { return e.Offering == at }
	if slices.ContainsFunc(best, there) || slices.ContainsFunc(dealt, there) {
		return best
	}
	score, err := r.model.Offering(q, r.offerings[at], r.taken)
	if err != nil {
		return best // its form went out of the taxonomy
	}
	kept := scoring.Edge{
		Offering: at, Weight: max(1, int32(math.Round(10000*score.Value*score.Soft))), Company: points(score.Company),
		Education: points(score.Education), Effort: points(score.CompanyEffort),
	}
	n, _ := slices.BinarySearchFunc(best, at, func(e scoring.Edge, at int32) int { return int(e.Offering - at) })
	return slices.Insert(slices.Clone(best), n, kept)
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
	for _, e := range r.elsewhere.Scorer(nearPairs).Edges(nil, 0, []tandem.Question{*q}, r.taken) {
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
