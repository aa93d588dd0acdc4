package allocation

// reach is a node and what it costs to reach it.
type reach struct {
	cost int64
	node int32
}

// heap gives the cheapest first. Four children a node: fewer levels, and they
// lie side by side.
type heap []reach

func (h *heap) push(x reach) {
	*h = append(*h, x)
	list := *h
	i := len(list) - 1
	for i > 0 {
		up := (i - 1) / 4
		if list[up].cost <= x.cost {
			break
		}
		list[i] = list[up]
		i = up
	}
	list[i] = x
}

func (h *heap) pop() reach {
	list := *h
	top, last := list[0], list[len(list)-1]
	list = list[:len(list)-1]
	*h = list
	if len(list) == 0 {
		return top
	}
	i := 0
	for c := 1; c < len(list); c = 4*i + 1 {
		least := c
		for k := c + 1; k < min(c+4, len(list)); k++ {
			if list[k].cost < list[least].cost {
				least = k
			}
		}
		if last.cost <= list[least].cost {
			break
		}
		list[i] = list[least]
		i = least
	}
	list[i] = last
	return top
}
