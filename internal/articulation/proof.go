package articulation

import (
	"math"
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// proof shows which words a conclusion stands on.
type proof struct {
	reader *Reader
	text   *text
	points []float64 // of each token, for one conclusion
	hits   map[int]int
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
	for _, n := range p.text.named {
		if n.sign < 0 {
			continue
		}
		for _, h := range p.text.hits {
			if h.cue.sign != n.sign {
				continue
			}
			each := n.strength * n.weights[lane] / float64(h.to-h.from)
			for i := h.from; i < h.to; i++ {
				p.points[i] += each
			}
			break
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

// maxTerms is how many terms of a form's pull are named; the rest is in its sum.
const maxTerms = 4

// pulls are what the text adds to each form, with the sentences and signs that
// add or take most.
func (r *Reader) pulls(t *text, p *proof) []tandem.FormPull {
	list := make([]tandem.FormPull, 0, len(r.lanes.forms))
	if len(t.tokens) == 0 {
		return list
	}
	for _, f := range r.lanes.forms {
		list = append(list, tandem.FormPull{
			Form: tandem.FormKey(f.key), Points: r.value(t, f.lane), Terms: p.terms(f.lane),
		})
	}
	return list
}

// term is a part of a pull: a sign, or the words of a sentence.
type term struct {
	name     string
	points   float64
	from, to int // tokens; none for what is known of the company
}

// SentenceTerm is the key of a term that is what the words of one sentence add.
const SentenceTerm = "sentence"

// terms are the largest parts of a form's pull.
func (p *proof) terms(lane int) []tandem.PullTerm {
	var best [maxTerms]term
	keep := func(x term) {
		for i := range best {
			if math.Abs(x.points) > math.Abs(best[i].points) {
				best[i], x = x, best[i]
			}
		}
	}
	t := p.text
	for _, n := range t.named {
		x := term{name: n.name, points: n.strength * n.weights[lane]}
		x.from, x.to = t.place(n.sign)
		keep(x)
	}
	p.sentences(lane, keep)
	list := make([]tandem.PullTerm, 0, maxTerms)
	for _, b := range best {
		if b.points == 0 {
			continue
		}
		named := tandem.PullTerm{Key: b.name, Points: b.points, Evidence: []tandem.Fragment{}}
		if b.to > b.from {
			named.Evidence = append(named.Evidence, t.fragment(b.from, b.to))
		}
		list = append(list, named)
	}
	return list
}

// place is where the first cue of a sign stands; groups have none of their own.
func (t *text) place(sign int) (from, to int) {
	for _, h := range t.hits {
		if h.cue.sign == sign {
			return h.from, h.to
		}
	}
	return 0, 0
}

// sentences gives what the words of each sentence add up to, cues apart.
func (p *proof) sentences(lane int, keep func(term)) {
	t := p.text
	var per [kinds]float64
	for i := range per {
		per[i] = t.kinds[i].perLength * p.reader.model.conclusions[lane].scale
	}
	now := term{name: SentenceTerm}
	for _, f := range t.found {
		if at := int(f.token); t.tokens[at].sentence != t.tokens[now.from].sentence {
			keep(now)
			now = term{name: SentenceTerm, from: at}
		}
		now.to = int(f.token) + 1
		now.points += float64(p.reader.model.rows[f.row].weight(lane)) * per[f.kind]
	}
	keep(now)
}
