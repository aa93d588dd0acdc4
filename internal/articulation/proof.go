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
// best fragment a further one must reach, and which part of the best word its
// neighbours must have to be shown with it.
const (
	maxEvidence   = 3
	leastEvidence = .35
	leastBeside   = .3
)

// measure gives each token the points that its words and cues add to a
// conclusion.
func (p *proof) measure(lane int) {
	t := p.text
	p.points = slices.Grow(p.points[:0], len(t.tokens))[:len(t.tokens)]
	clear(p.points)
	var per [kinds]float64
	for i := range per {
		per[i] = t.kinds[i].perLength * p.reader.model.conclusions[lane].scale
	}
	for _, f := range t.found {
		p.points[f.token] += float64(p.reader.model.rows[f.row].weight(lane)) * per[f.kind]
	}
	p.spread(lane)
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
// text.
func (p *proof) evidence(lane int) []tandem.Fragment {
	p.measure(lane)
	list := make([]tandem.Fragment, 0, maxEvidence)
	for least := 0.0; len(list) < maxEvidence; {
		at := p.best()
		if at < 0 || p.points[at] <= least {
			break
		}
		if least == 0 {
			least = leastEvidence * p.points[at]
		}
		from, to := p.around(at)
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

// shortWord is a word that says too little by itself to be shown.
const shortWord = 3

// best is the token with the most points that can be shown, -1 when none has any.
func (p *proof) best() int {
	best, most := -1, 0.0
	for i, points := range p.points {
		if points > most && (len(p.text.tokens[i].word) > shortWord || p.text.tokens[i].class == 0) {
			best, most = i, points
		}
	}
	return best
}

// widest is how many words a fragment holds at most.
const widest = 6

// around widens a token to its neighbours that say the same.
func (p *proof) around(at int) (from, to int) {
	tokens, least := p.text.tokens, leastBeside*p.points[at]
	from, to = at, at+1
	for from > 0 && to-from < widest && p.points[from-1] > least && tokens[from-1].sentence == tokens[at].sentence {
		from--
	}
	for to < len(tokens) && to-from < widest && p.points[to] > least && tokens[to].sentence == tokens[at].sentence {
		to++
	}
	return from, to
}

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
