package roundfile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// order brings edges that come in any order question by question, and by
// offering within a question. Files that are in order already, as most are, cost
// it nothing.
type order struct {
	open   int32   // the question whose edges are coming in, while all is in order
	owners []int32 // by edge, once something was out of order
	runs   []run
}

// run is a stretch of edges on consecutive lines: it tells an edge's line.
type run struct{ edge, line int }

// note takes in the edge that was just added, which belongs to question q.
func (o *order) note(p *allocation.Problem, q int32, line int) error {
	at := len(p.Edges) - 1
	if last := len(o.runs) - 1; last < 0 || o.runs[last].line+at-o.runs[last].edge != line {
		o.runs = append(o.runs, run{at, line})
	}
	if o.owners != nil {
		o.owners = append(o.owners, q)
		return nil
	}
	question := &p.Questions[q]
	switch {
	case q < o.open, question.Last > question.First && p.Edges[at-1].Offering > p.Edges[at].Offering:
		o.scatter(p, q)
		return nil
	case question.Last == question.First:
		question.First = int32(at) //nolint:gosec // edges are bounded
	case p.Edges[at-1].Offering == p.Edges[at].Offering:
		return fmt.Errorf("question %d has an edge to offering %d already", q+1, p.Edges[at].Offering+1)
	}
	o.open, question.Last = q, int32(at)+1 //nolint:gosec // edges are bounded
	return nil
}

// scatter gives up that edges come in order: from now each has its owner beside
// it.
func (o *order) scatter(p *allocation.Problem, q int32) {
	o.owners = make([]int32, 0, cap(p.Edges))
	for i := range o.open + 1 {
		for range p.Questions[i].Last - p.Questions[i].First {
			o.owners = append(o.owners, i)
		}
	}
	o.owners = append(o.owners, q)
}

// finish sorts what was out of order and completes the questions' bounds.
func (o *order) finish(p *allocation.Problem) error {
	if o.owners != nil {
		if err := o.sort(p); err != nil {
			return err
		}
	}
	next := int32(0)
	for q := range p.Questions {
		question := &p.Questions[q]
		if question.Last == question.First {
			question.First, question.Last = next, next
		}
		next = question.Last
	}
	return nil
}

func (o *order) sort(p *allocation.Problem) error {
	by := make([]int32, len(p.Edges))
	for i := range by {
		by[i] = int32(i)
	}
	slices.SortFunc(by, func(a, b int32) int {
		return cmp.Or(cmp.Compare(o.owners[a], o.owners[b]), cmp.Compare(p.Edges[a].Offering, p.Edges[b].Offering), cmp.Compare(a, b))
	})
	edges := make([]allocation.Edge, len(by))
	for q := range p.Questions {
		p.Questions[q].First, p.Questions[q].Last = 0, 0
	}
	for at, from := range by {
		edges[at] = p.Edges[from]
		question := &p.Questions[o.owners[from]]
		if question.Last == question.First {
			question.First = int32(at)
		} else if edges[at-1].Offering == edges[at].Offering {
			return fmt.Errorf("%w: line %d: question %d has an edge to offering %d already",
				ErrFormat, o.lineOf(int(from)), o.owners[from]+1, edges[at].Offering+1)
		}
		question.Last = int32(at) + 1
	}
	p.Edges = edges
	return nil
}

// lineOf tells on which line an edge stood.
func (o *order) lineOf(edge int) int {
	i, found := slices.BinarySearchFunc(o.runs, edge, func(r run, edge int) int { return cmp.Compare(r.edge, edge) })
	if !found {
		i--
	}
	return o.runs[i].line + edge - o.runs[i].edge
}
