package allocation

// openPrice is the price of a node that nothing flows through.
func (n *network) openPrice(v int32) int64 {
	price := n.price[n.nodes[v].parent]
	if n.nodes[v].least > 0 {
		price -= n.bonus
	}
	return price
}

// plan reads the outcome: where everybody sits, and prices. Prices that nothing
// depends on, those of empty nodes, are set to what they would be anyway.
func (n *network) plan(p *Problem) *Plan {
	placed := n.placed(p)
	n.tidyPrices(p)
	prices := Prices{
		Offerings:  append([]int64{}, n.price[:n.outs]...),
		Lecturers:  append([]int64{}, n.price[n.teach:n.study]...),
		Programmes: append([]int64{}, n.price[n.study:n.group]...),
		Groups:     make([]int64, len(p.Groups)),
	}
	for k, g := range n.nest.order {
		v := n.group + int32(k)
		prices.Groups[g] = n.price[v] - n.price[n.nodes[v].parent] + n.bonus
	}
	return &Plan{Value: p.Value(placed), Placed: placed, Prices: prices}
}

// tidyPrices gives empty nodes the price of their parent, and nodes that are
// shut the least price at which nobody regrets it: what a place would bring.
func (n *network) tidyPrices(p *Problem) {
	need := n.needed(p)
	for v := n.root - 1; v >= 0; v-- {
		switch d := &n.nodes[v]; {
		case d.flow != 0:
		case d.most > 0:
			n.price[v] = n.openPrice(v)
		default:
			n.price[v] = max(n.price[d.parent], need[v])
		}
	}
}

// needed is by node what the keenest question would pay for a place there, when
// the node, or one above it, is shut; elsewhere hardly anything.
func (n *network) needed(p *Problem) []int64 {
	need := make([]int64, len(n.nodes))
	for v := range need {
		need[v] = -far
	}
	shut := make([]bool, n.outs)
	for v := range shut {
		shut[v] = n.closed(int32(v))
	}
	for q := range p.Questions {
		if n.seats[q].leaf == Nobody {
			continue
		}
		gain := n.gain(int32(q))
		for _, e := range p.EdgesOf(q) {
			if !shut[e.Offering] {
				continue
			}
			worth := int64(e.Weight) - gain
			if e.Offering == p.Questions[q].Held {
				worth += p.Questions[q].Move
			}
			need[e.Offering] = max(need[e.Offering], worth)
		}
	}
	for v := range n.root {
		d := &n.nodes[v]
		asks := need[v]
		if d.least > 0 {
			asks += n.bonus
		}
		need[d.parent] = max(need[d.parent], asks)
	}
	return need
}
