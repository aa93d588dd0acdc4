package articulation

import "slices"

// Features are what a text has that a model can weigh: signs with their strength
// (0..1) and the names of its words, beginnings, ends and pairs of words, each
// once and sorted. Clauses are the places in Words of what each clause has, as often
// as it has it.
type Features struct {
	Signs   map[string]float64
	Words   []string
	Clauses [][]int32
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
	var clauses [][]string
	for at := range t.tokens {
		names := wordNames(t.tokens, at)
		f.Words = append(f.Words, names...)
		if clause := int(t.tokens[at].clause); clause == len(clauses) {
			clauses = append(clauses, nil)
		}
		last := &clauses[len(clauses)-1]
		*last = append(*last, names...)
	}
	slices.Sort(f.Words)
	f.Words = slices.Compact(f.Words)
	for _, names := range clauses {
		f.Clauses = append(f.Clauses, f.places(names))
	}
	return f
}

// places are where names stand in Words.
func (f *Features) places(names []string) []int32 {
	list := make([]int32, len(names))
	for i, name := range names {
		at, _ := slices.BinarySearch(f.Words, name)
		list[i] = int32(at) //nolint:gosec // words of a text of maxBytes
	}
	return list
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
