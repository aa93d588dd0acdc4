package articulation

import (
	"math"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// forms is how many forms a model knows: one word of a row, so that what a
// sentence says of all of them is summed at once.
const forms = bytesInWord

// maxTerms is how many terms of a form's pull are named; the rest is in its sum.
// leastTerm is what a term must move to be named.
const (
	maxTerms  = 4
	leastTerm = .003
)

// SentenceTerm is the key of a term that is what the words of one sentence add.
const SentenceTerm = "sentence"

// term is a part of a pull: a sign, or the words of a sentence. It holds no
// pointers, so that moving it about is cheap.
type term struct {
	points   float64
	sign     int32 // among those weighed in the text, -1 for a sentence
	from, to int32 // tokens; none for what is known of the company
}

// terms are the largest parts of a pull, largest first.
type terms [maxTerms]term

// offer takes a term in when it is among the largest; the first of equals stays.
func (list *terms) offer(x term) {
	if math.Abs(x.points) <= max(leastTerm, math.Abs(list[maxTerms-1].points)) {
		return
	}
	for i := range list {
		if math.Abs(x.points) > math.Abs(list[i].points) {
			list[i], x = x, list[i]
		}
	}
}

// pulls are what the text adds to each form, with the sentences and signs that
// add or take most.
func (r *Reader) pulls(t *text) []tandem.FormPull {
	list := make([]tandem.FormPull, 0, forms)
	if len(t.tokens) == 0 {
		return list
	}
	var largest [forms]terms
	r.sumSentences(t, &largest)
	for i := range t.weighed {
		n := &t.weighed[i]
		from, to := t.place(n.sign)
		for f := range forms {
			largest[f].offer(term{n.strength * n.weights[r.lanes.firstForm+f], int32(i), int32(from), int32(to)}) //nolint:gosec // within maxBytes
		}
	}
	s := shownTerms{
		text: t, terms: make([]tandem.PullTerm, 0, forms*maxTerms), words: make([]tandem.Fragment, 0, forms*maxTerms),
	}
	for f := range forms {
		list = append(list, tandem.FormPull{
			Form: tandem.FormKey(r.lanes.forms[f].key), Points: t.values[r.lanes.firstForm+f], Terms: s.show(&largest[f]),
		})
	}
	return list
}

// shownTerms holds the terms of all forms and their words, so that they take two
// pieces of memory in all.
type shownTerms struct {
	text  *text
	terms []tandem.PullTerm
	words []tandem.Fragment
}

// show gives terms with the words they stand on.
func (s *shownTerms) show(largest *terms) []tandem.PullTerm {
	first := len(s.terms)
	for _, x := range largest {
		if x.points == 0 {
			break
		}
		said := len(s.words)
		if x.to > x.from {
			s.words = append(s.words, s.text.fragment(int(x.from), int(x.to)))
		}
		name := SentenceTerm
		if x.sign >= 0 {
			name = s.text.weighed[x.sign].name
		}
		evidence := s.words[said:len(s.words):len(s.words)]
		s.terms = append(s.terms, tandem.PullTerm{Key: name, Points: x.points, Evidence: evidence})
	}
	return s.terms[first:len(s.terms):len(s.terms)]
}

// place is where the first cue of a sign stands; groups and what is known of the
// company have no place.
func (t *text) place(sign int) (from, to int) {
	if sign >= 0 && t.first[sign] > 0 {
		h := &t.hits[t.first[sign]-1]
		return h.from, h.to
	}
	return 0, 0
}

// sumSentences sums what the words of each sentence say of every form, cues apart.
func (r *Reader) sumSentences(t *text, largest *[forms]terms) {
	var sums [kinds]octet
	var added [kinds]int
	from, to := 0, 0
	offer := func() {
		for f := range forms {
			c := &r.model.conclusions[r.lanes.firstForm+f]
			var points float64
			for k := range sums {
				points += float64(sums[k].sum[f]) * t.kinds[k].perLength
			}
			largest[f].offer(term{points * c.scale, -1, int32(from), int32(to)}) //nolint:gosec // no more signs and words than a text of maxBytes
		}
		sums = [kinds]octet{}
	}
	for i := range t.found {
		f := &t.found[i]
		if t.tokens[f.token].sentence != t.tokens[from].sentence {
			flushAll(&sums, &added)
			offer()
			from = int(f.token)
		}
		to = int(f.token) + 1
		sums[f.kind].add(r.model.rows[f.row].octets[r.lanes.firstForm/bytesInWord])
		if added[f.kind]++; added[f.kind] == fullCount {
			sums[f.kind].flush(fullCount)
			added[f.kind] = 0
		}
	}
	flushAll(&sums, &added)
	offer()
}

// flushAll moves what was added to the sums of each kind of words.
func flushAll(sums *[kinds]octet, added *[kinds]int) {
	for k := range sums {
		sums[k].flush(added[k])
		added[k] = 0
	}
}
