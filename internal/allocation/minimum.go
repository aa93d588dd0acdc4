package allocation

import "slices"

// Cost is what a minimum takes from a plan.
type Cost struct {
	// Value is how much more all the rest would be worth without the minimum.
	Value int64
	// Served is how many the group or offering has without it.
	Served int32
}

// CostOfGroup is what the minimum of a group costs, exactly: the plan is mended
// from its prices as if there were none.
func (x *Probe) CostOfGroup(g int32) Cost {
	without := *x.p
	without.Groups = slices.Clone(x.p.Groups)
	without.Groups[g].Least = 0
	if rank := x.n.nest.rank[g]; rank != Nobody {
		return x.without(&without, x.n.group+rank, x.n.nest.size[rank], func(t *tally) int32 { return t.groups[g] })
	}
	return Cost{Served: tallyOf(x.p, x.placed).groups[g]}
}

// CostOfLeast is what the minimum of an offering costs, exactly.
func (x *Probe) CostOfLeast(offering int32) Cost {
	without := *x.p
	without.Offerings = slices.Clone(x.p.Offerings)
	without.Offerings[offering].Least = 0
	return x.without(&without, offering, 0, func(t *tally) int32 { return t.offerings[offering] })
}

// without mends the plan with another least at a node, compares under the rules
// without the minimum, and puts everything back.
func (x *Probe) without(p *Problem, v, least int32, served func(*tally) int32) Cost {
	n := x.n
	nodes, price, seats := slices.Clone(n.nodes), slices.Clone(n.price), slices.Clone(n.seats)
	n.nodes[v].least = least
	newRepair(n).run()
	placed := n.placed(p)
	copy(n.nodes, nodes)
	copy(n.price, price)
	copy(n.seats, seats)
	return Cost{Value: p.Value(placed) - p.Value(x.placed), Served: served(tallyOf(p, placed))}
}

// CostOfMinima is what all minima of a problem together take from a plan: it is
// planned once more without them.
func CostOfMinima(p *Problem, placed []int32) (int64, error) {
	free := *p
	free.Groups, free.Offerings = slices.Clone(p.Groups), slices.Clone(p.Offerings)
	for g := range free.Groups {
		free.Groups[g].Least = 0
	}
	for o := range free.Offerings {
		free.Offerings[o].Least = 0
	}
	best, err := Solve(&free)
	if err != nil {
		return 0, err
	}
	return best.Value - free.Value(placed), nil
}

// tallyOf counts the places of a plan.
func tallyOf(p *Problem, placed []int32) *tally {
	t := newTally(p)
	for q, o := range placed {
		if o != Nobody {
			t.add(q, o)
		}
	}
	return t
}
