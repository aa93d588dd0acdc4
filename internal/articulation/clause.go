package articulation

import "math"

// ClauseShare is what the words of one clause count for once more: of each result,
// the clause that says most about it. A wish is mostly told in one place, and a long
// text would drown it.
const ClauseShare = .35

// clause is a part of a sentence that can say something by itself.
type clause struct {
	first, last int32 // what was found of it
	perLength   [kinds]float64
}

// saying is what a clause says of a result.
type saying struct {
	number float64
	clause int32 // from 1, 0 for none
}

// fewestInClause is how many words a clause has at least when its sentence holds
// another.
const fewestInClause = 5

// cut numbers the clauses of a text: its sentences, cut where a comma or a joining
// word stands with enough words on both sides.
func cut(tokens []token) {
	number, from, end := int32(-1), 0, 0
	for at := range tokens {
		t := &tokens[at]
		switch {
		case at == end:
			for end < len(tokens) && tokens[end].sentence == t.sentence {
				end++
			}
			number, from = number+1, at
		case (t.paused || t.class&joining != 0) && at-from >= fewestInClause && end-at >= fewestInClause:
			number, from = number+1, at
		}
		t.clause = number
	}
}

// outcomeOctets is in how many words of a row the results are.
const outcomeOctets = 2

// clauseSum sums the rows of one clause, for the results alone.
type clauseSum struct {
	tallies [kinds][outcomeOctets]tally
	spread  [kinds]float32
}

// sum adds up what all words say: of everything by text, of forms by sentence too,
// and of results by clause too.
func (r *Reader) sum(t *text) {
	for first := 0; first < len(t.found); {
		var sum clauseSum
		last := r.sumClause(t, first, &sum)
		r.compare(t, &sum, clause{first: int32(first), last: int32(last)}) //nolint:gosec // words of a text of maxBytes
		first = last
	}
	for i := range t.kinds {
		k := &t.kinds[i]
		k.flush()
		if k.spread > 0 {
			k.perLength = 1 / math.Sqrt(float64(k.spread))
		}
	}
}

// sumClause sums the clause whose first row is given, and tells where it ends. A row
// counts once in a text, and in a clause as often as it is there.
func (r *Reader) sumClause(t *text, first int, sum *clauseSum) (last int) {
	number, sentence := t.tokens[t.found[first].token].clause, t.sentence(first)
	for last = first; last < len(t.found); last++ {
		f := &t.found[last]
		if t.tokens[f.token].clause != number {
			break
		}
		row := &r.model.rows[f.row]
		if !f.again {
			t.kinds[f.kind].add(row)
			sentence.tallies[f.kind].add(row.octets[r.lanes.firstForm/bytesInWord])
			sentence.to = f.token + 1
		}
		sum.spread[f.kind] += row.spread
		for i := range outcomeOctets {
			sum.tallies[f.kind][i].add(row.octets[r.lanes.outcomeOctet+i])
		}
	}
	return last
}

// sentence is the sum of the sentence of a row, a new one when a row before has
// another.
func (t *text) sentence(row int) *sentenceSum {
	from := t.found[row].token
	if n := len(t.sentences); n == 0 || t.tokens[from].sentence != t.tokens[t.sentences[n-1].from].sentence {
		t.sentences = append(t.sentences, sentenceSum{from: from})
	}
	return &t.sentences[len(t.sentences)-1]
}

// compare keeps what a clause says of the results of which no other said more.
func (r *Reader) compare(t *text, sum *clauseSum, c clause) {
	for k := range kinds {
		for i := range outcomeOctets {
			sum.tallies[k][i].flush()
		}
		if sum.spread[k] > 0 {
			c.perLength[k] = 1 / math.Sqrt(float64(sum.spread[k]))
		}
	}
	t.clauses = append(t.clauses, c)
	for _, o := range r.lanes.outcomes {
		octet, at := o.lane/bytesInWord-r.lanes.outcomeOctet, o.lane%bytesInWord
		var number float64
		for k := range kinds {
			number += float64(sum.tallies[k][octet].sum[at]) * c.perLength[k]
		}
		number *= r.model.conclusions[o.lane].scale
		if s := &t.says[o.lane]; s.clause == 0 || number > s.number {
			*s = saying{number, int32(len(t.clauses))} //nolint:gosec // words of a text of maxBytes
		}
	}
}
