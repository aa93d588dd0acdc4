package allocation

// Plan is which question goes where. An optimal plan carries the prices that
// prove that no other is worth more.
type Plan struct {
	// Value is the sum of the weights of what is placed, and Bonus for each unit
	// of a minimum that is met, less the cost of moving what was promised.
	Value int64
	// Placed is the offering of each question, or Nobody.
	Placed []int32
	Prices Prices
}

// Prices are in the units of weights, one for each member of the problem's
// lists. A question goes where its weight less the price is largest, and stays
// unplaced when that does not bring more than its groups' rewards ask.
type Prices struct {
	// Offerings is what a place costs all told, lecturer and programme included.
	// Below zero where a minimum draws questions in.
	Offerings []int64
	// Lecturers is what a place with this lecturer costs, programme included: 0
	// while there is room, else about what one more place would bring.
	Lecturers []int64
	// Programmes is what a place in this programme costs.
	Programmes []int64
	// Groups is the reward for serving one of the group, 0 to Bonus: what its
	// minimum costs for each question.
	Groups []int64
}

// Count is the number of questions that have a place.
func (p *Plan) Count() int {
	n := 0
	for _, o := range p.Placed {
		if o != Nobody {
			n++
		}
	}
	return n
}

// Solve plans a round so that the value is the largest possible. Equal values
// are decided by the order of questions and offerings, so the same problem gives
// the same plan. It fails on a problem that Check refuses and, with ErrCrossing,
// on groups that neither nest nor keep apart.
func Solve(p *Problem) (*Plan, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	n, err := newNetwork(p, false)
	if err != nil {
		return nil, err
	}
	newAuction(n).run(steps(n.largest()))
	newRepair(n).run()
	return n.plan(p), nil
}

// Value is what an assignment is worth; it does not look whether it is allowed.
func (p *Problem) Value(placed []int32) int64 {
	t, sum := newTally(p), int64(0)
	for q, o := range placed {
		if held := p.Questions[q].Held; held != Nobody && held != o {
			sum -= p.Questions[q].Move
		}
		if o == Nobody {
			continue
		}
		e, _ := p.edge(q, o)
		sum += int64(e.Weight)
		t.add(q, o)
	}
	return sum + t.bonuses()
}

// Plain is the same round without minima, lecturers and programmes: only what
// each offering can take. The lists of edges are shared.
func (p *Problem) Plain() *Problem {
	plain := &Problem{Bonus: p.Bonus, Edges: p.Edges}
	plain.Offerings = make([]Offering, len(p.Offerings))
	for i, o := range p.Offerings {
		plain.Offerings[i] = Offering{Lecturer: Nobody, Most: o.Most}
	}
	plain.Questions = append([]Question(nil), p.Questions...)
	for i := range plain.Questions {
		plain.Questions[i].Groups = nil
	}
	return plain
}
