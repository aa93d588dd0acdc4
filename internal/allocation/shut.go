package allocation

// shut closes a node that takes nothing any more. Everybody below it must leave,
// so there is no need to search whom a place was worth least to: all stand up,
// the prices below rise to where nothing wants to flow, and each looks for
// another seat.
func (l *Live) shut(v int32) {
	n := l.repair.network
	d := &n.nodes[v]
	lost := d.flow
	standing := l.empty(v, nil)
	d.least, d.most = 0, 0
	if d.parent != n.root {
		n.nodes[d.parent].surplus -= lost
		l.touched = append(l.touched, d.parent)
	}
	for _, q := range standing {
		l.repair.seatQuestion(q)
	}
	l.settleTouched()
}

// empty lets everybody below a node stand up and adds them to a list. A node's
// price becomes so high that none of its children would send anything up.
func (l *Live) empty(v int32, standing []int32) []int32 {
	n := l.repair.network
	d := &n.nodes[v]
	d.flow, d.surplus = 0, 0
	if v < n.teach {
		for q := d.members; q != Nobody; q = d.members {
			l.repair.log = append(l.repair.log, seatLeft{q, v})
			n.stand(q)
			standing = append(standing, q)
		}
		return standing
	}
	for _, c := range n.childrenOf(v) {
		standing = l.empty(c, standing)
		ask := n.price[c]
		if n.nodes[c].least > 0 {
			ask += n.bonus
		}
		n.price[v] = max(n.price[v], ask)
	}
	return standing
}
