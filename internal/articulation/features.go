package articulation

import "slices"

// Features are what a text has that a model can weigh: signs with their strength
// (0..1) and the names of its words, beginnings, ends and pairs of words, each
// once and sorted.
type Features struct {
	Signs map[string]float64
	Words []string
}

// Features takes a text apart for training. The model plays no part in it.
func (r *Reader) Features(source Text) Features {
	t := r.open(source)
	defer r.close(t)
	r.count(t)
	f := Features{Signs: make(map[string]float64, len(t.strength))}
	for i, strength := range t.strength {
		if strength > 0 {
			f.Signs[r.grammar.signs[i]] = strength
		}
	}
	for _, name := range r.shape(t) {
		f.Signs[name] = 1
	}
	for at := range t.tokens {
		f.Words = append(f.Words, wordNames(t.tokens, at)...)
	}
	slices.Sort(f.Words)
	f.Words = slices.Compact(f.Words)
	return f
}

// wordNames are the names of what lookUp seeks in the model for a token.
func wordNames(tokens []token, at int) []string {
	word := tokens[at].word
	list := []string{string(wholeWord) + ":" + word}
	for n := minModel; n <= min(maxBegin, len(word)); n++ {
		list = append(list, string(wordBegin)+":"+word[:n])
	}
	for n := minEnd; n <= min(maxEnd, len(word)); n++ {
		list = append(list, string(wordEnd)+":"+word[len(word)-n:])
	}
	if at > 0 && tokens[at-1].sentence == tokens[at].sentence {
		list = append(list, string(wordPair)+":"+tokens[at-1].word+" "+word)
	}
	return list
}
