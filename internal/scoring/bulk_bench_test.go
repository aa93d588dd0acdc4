package scoring

import (
	"math/bits"
	"slices"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// opened makes every pair of the lists pass the gates and gain, so that none is
// skipped before it is scored.
func opened(w *world, offerings []tandem.OfferingDetail, questions []tandem.Question) {
	for i := range offerings {
		o := &offerings[i]
		o.Form, o.ClosedAt, o.Taken, o.MinFTE = w.taxonomy.Forms[i%len(w.taxonomy.Forms)].Key, nil, 0, 1
		o.Language, o.Secrecy, o.Deadline = tandem.English, tandem.SecrecyStrict, present().AddDate(0, 1, 0)
	}
	for i := range questions {
		q := &questions[i]
		q.WantedDate, q.Companies, q.HoursPerWeek, q.Secrecy, q.Delay = nil, 9, 40, tandem.SecrecyOpen, tandem.DelayHarmless
		q.Readiness = tandem.Readiness{Supervisor: true, Desk: true, Harmless: true}
		for f := range q.Reading.Forms {
			q.Reading.Forms[f].Points = .5
		}
	}
}

// BenchmarkPairs is the hot loop with every pair open: 16 questions against
// 10,000 offerings, the best 50 kept of each.
func BenchmarkPairs(b *testing.B) {
	w, m := newWorld(b, 1)
	list, questions := w.offerings(10_000), w.questions(together)
	opened(w, list, questions)
	ix := m.Index(list)
	for name, sieve := range sieves() {
		ix.sieve = sieve
		b.Run(name, func(b *testing.B) {
			s := ix.Scorer(50)
			pairs := 0
			for i := range questions {
				ix.ask(&s.sheets[i], m.prepare(&questions[i], present()))
				pairs += s.scored(i)
			}
			if pairs != len(list)*together {
				b.Fatalf("%d pairs, want all %d", pairs, len(list)*together)
			}
			b.ReportAllocs()
			for b.Loop() {
				s.score(together)
			}
			b.ReportMetric(float64(pairs)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mpairs/s")
		})
	}
}

// scored counts the pairs of a sheet that the hot loop looks at.
func (s *Scorer) scored(i int) int {
	n := 0
	for r, run := range s.index.runs {
		for t := run.from; t < run.to && s.sheets[i].gain[r] > 0; t++ {
			n += bits.OnesCount64(s.sheets[i].open[t])
		}
	}
	return n
}

// BenchmarkEdges is the same as a round planner asks it, with gates, reading of
// questions and all: pairs that a gate shuts count, for they are answered.
func BenchmarkEdges(b *testing.B) {
	w, m := newWorld(b, 1)
	list, questions := w.offerings(10_000), w.questions(1_000)
	s := m.Index(list).Scorer(50)
	var edges []Edge
	for b.Loop() {
		edges = s.Edges(edges[:0], 0, questions, present())
	}
	b.ReportMetric(float64(len(list)*len(questions))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mpairs/s")
	b.ReportMetric(float64(len(edges))/float64(len(questions)), "edges/question")
}

// BenchmarkRank is one question against 10,000 offerings, the first ten
// explained: the time that half, and that 99 of 100, stay under.
func BenchmarkRank(b *testing.B) {
	w, m := newWorld(b, 1)
	ix, questions := m.Index(w.offerings(10_000)), w.questions(1_000)
	var took []time.Duration
	for b.Loop() {
		q := &questions[len(took)%len(questions)]
		start := time.Now()
		ix.Rank(q, present(), 10)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1e6, "p50-µs")
	b.ReportMetric(took[len(took)*99/100].Seconds()*1e6, "p99-µs")
}

// BenchmarkIndex is laying out 10,000 offerings.
func BenchmarkIndex(b *testing.B) {
	w, m := newWorld(b, 1)
	list := w.offerings(10_000)
	for b.Loop() {
		m.Index(list)
	}
}
