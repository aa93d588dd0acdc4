package allocation

// Bounded is a plan for a round whose rules make the best one hard to find: it
// may fall short, and the bound says by how much at most.
type Bounded struct {
	Placed []int32
	// Value is what the plan is worth under the rules of the search.
	Value int64
	// Bound is what no plan can be worth more than.
	Bound int64
	// Prices prove the bound, except where the search was strict: then they only
	// explain where questions go.
	Prices Prices
	// Grounds prove the bound of a strict search.
	Grounds Grounds
	// Solves is how often a flow was solved to find it.
	Solves int
}

// Gap is by how much the plan may fall short of the best one; 0 proves it best.
func (b *Bounded) Gap() int64 { return b.Bound - b.Value }

// Search is how hard to look, and for what.
type Search struct {
	// Strict opens an offering with at least Least questions or closes it. The
	// Bonus then counts for groups only.
	Strict bool
	// Solves is about how many flows may be solved; 0 is a hundred.
	Solves int
}

// SolveBounded plans a round whose groups cross one another, or whose offerings
// open with their least or not at all. Rounds that are neither are solved once,
// with no gap.
func SolveBounded(p *Problem, s Search) (*Bounded, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if s.Solves <= 0 {
		s.Solves = 100
	}
	if s.Strict {
		return solveStrict(p, s.Solves)
	}
	return solveCrossing(p, s.Solves)
}
