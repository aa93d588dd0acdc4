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
	r.offerSentences(t, &largest)
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

// sentenceSum sums what the words of a sentence say of the forms, cues apart: tokens
// [from, to), of each kind of words.
type sentenceSum struct {
	from, to int32
	tallies  [kinds]tally
}

// offerSentences offers what the words of each sentence say of every form.
func (r *Reader) offerSentences(t *text, largest *[forms]terms) {
	for i := range t.sentences {
		s := &t.sentences[i]
		for k := range s.tallies {
			s.tallies[k].flush()
		}
		for f := range forms {
			var points float64
			for k := range s.tallies {
				points += float64(s.tallies[k].sum[f]) * t.kinds[k].perLength
			}
			largest[f].offer(term{points * r.model.conclusions[r.lanes.firstForm+f].scale, -1, s.from, s.to})
		}
	}
}
