package articulation

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// proof shows which words a conclusion stands on.
type proof struct {
	reader *Reader
	text   *text
	points []float64 // of each token, for one conclusion
}

// Of the evidence of a conclusion: how many fragments at most, what part of the
// best fragment a further one must reach, and how many words a fragment holds at
// most.
const (
	maxEvidence   = 3
	leastEvidence = .7
	widest        = 8
)

// measure gives each token the points that its words and cues add to a
// conclusion.
func (p *proof) measure(lane int) {
	t := p.text
	p.points = slices.Grow(p.points[:0], len(t.tokens))[:len(t.tokens)]
	clear(p.points)
	scale := p.reader.model.conclusions[lane].scale
	var per [kinds]float64
	for i := range per {
		per[i] = t.kinds[i].perLength * scale
	}
	for i := range t.found {
		if f := &t.found[i]; !f.again {
			p.points[f.token] += float64(p.reader.model.rows[f.row].weight(lane)) * per[f.kind]
		}
	}
	p.stress(lane, ClauseShare*scale)
	p.spread(lane)
}

// stress gives the words of the clause that says most what they add once more.
func (p *proof) stress(lane int, scale float64) {
	t := p.text
	if t.says[lane].clause == 0 {
		return
	}
	c := &t.clauses[t.says[lane].clause-1]
	for _, f := range t.found[c.first:c.last] {
		p.points[f.token] += float64(p.reader.model.rows[f.row].weight(lane)) * c.perLength[f.kind] * scale
	}
}

// spread gives what a sign adds to the words of its first cue.
func (p *proof) spread(lane int) {
	for _, n := range p.text.weighed {
		from, to := p.text.place(n.sign)
		each := n.strength * n.weights[lane] / float64(max(1, to-from))
		for i := from; i < to; i++ {
			p.points[i] += each
		}
	}
}

// evidence are the fragments that add most to a conclusion, in the order of the
// text. What people point at is rather a run of words that together say much than
// the single word that says most (docs/model-card.md).
func (p *proof) evidence(lane int) []tandem.Fragment {
	p.measure(lane)
	list := make([]tandem.Fragment, 0, maxEvidence)
	for least := 0.0; len(list) < maxEvidence; {
		from, to, points := p.run()
		if points <= least {
			break
		}
		if least == 0 {
			least = leastEvidence * points
		}
		list = append(list, p.text.fragment(from, to))
		clear(p.points[from:to])
	}
	slices.SortFunc(list, func(a, b tandem.Fragment) int {
		if a.InTitle != b.InTitle {
			if a.InTitle {
				return -1
			}
			return 1
		}
		return a.Start - b.Start
	})
	return list
}

// run is the run of words of one sentence with the most points; it begins with a word
// that adds some and ends with one that can be shown by itself. A run that takes
// away more than it adds is begun anew (Kadane), and one that grows too long loses
// its first words. No points when there is none.
func (p *proof) run() (from, to int, points float64) {
	tokens, start, sum := p.text.tokens, 0, 0.0
	for i, added := range p.points {
		if sum <= 0 || tokens[i].sentence != tokens[start].sentence {
			start, sum = i, 0
		}
		sum += added
		for i-start >= widest || p.points[start] <= 0 && start < i {
			sum -= p.points[start]
			start++
		}
		if added > 0 && sum > points && tokens[i].shows() {
			from, to, points = start, i+1, sum
		}
	}
	return from, to, points
}

// shortWord is a word that says too little by itself to be shown.
const shortWord = 3

// shows reports whether a word can be shown by itself.
func (t *token) shows() bool { return len(t.word) > shortWord || t.class == 0 }

// fragment is the source of tokens [from, to).
func (t *text) fragment(from, to int) tandem.Fragment {
	first, last := t.tokens[from], t.tokens[to-1]
	source := t.source.Body
	if first.title {
		source = t.source.Title
	}
	f := tandem.Fragment{Start: int(first.start), End: int(last.end), InTitle: first.title}
	f.Text = source[f.Start:f.End]
	return f
}
