package allocation

// warm goes from one branch of a strict search to another: from the plan and the
// prices of the last branch few moves are needed.
type warm struct {
	r      *repair
	choice []choice
	least  []int32 // of each offering when it is opened
	most   []int32 // and unless it is closed
}

// newWarm plans the round of the first choices. Offerings with fixed questions
// must be decided in them for good.
func newWarm(p, first *Problem, choices []choice) (*warm, error) {
	plan, err := Solve(first)
	if err != nil {
		return nil, err
	}
	n, err := newNetwork(first, true)
	if err != nil {
		return nil, err
	}
	n.capUnlimited() // what opens again at the price of what was closed must not pretend a flood
	n.load(first, plan)
	w := &warm{r: newRepair(n), choice: append([]choice(nil), choices...)}
	for o := range p.Offerings {
		w.most = append(w.most, n.nodes[o].most)
		w.least = append(w.least, min(p.Offerings[o].Least, n.nodes[o].most))
	}
	return w, nil
}

// solve plans the round of other choices.
func (w *warm) solve(p *Problem, choices []choice) []int32 {
	for o, c := range choices {
		if c == w.choice[o] {
			continue
		}
		w.choice[o] = c
		d := &w.r.nodes[o]
		d.least, d.most = 0, w.most[o]
		switch c {
		case opened:
			d.least = w.least[o]
		case closed:
			d.most = 0
		}
	}
	w.r.run()
	return w.r.placed(p)
}

// placed reads who sits where.
func (n *network) placed(p *Problem) []int32 {
	placed := make([]int32, len(n.seats))
	for q := range placed {
		placed[q] = p.Questions[q].Fixed
		if leaf := n.seats[q].leaf; leaf != Nobody && leaf < n.outs {
			placed[q] = leaf
		}
	}
	return placed
}

// prices reads what proves the plan, within the rules of the branch: of
// offerings, programmes and groups.
func (w *warm) prices(p *Problem) Prices {
	n := w.r.network
	prices := Prices{
		Offerings:  append([]int64(nil), n.price[:n.outs]...),
		Programmes: append([]int64(nil), n.price[n.study:n.group]...),
		Groups:     make([]int64, len(p.Groups)),
	}
	for k, g := range n.nest.order {
		v := n.group + int32(k)
		prices.Groups[g] = n.price[v] - n.price[n.nodes[v].parent] + n.bonus
	}
	return prices
}
