package allocation

// levels is every capacity of a round in one list: the offerings, then the
// lecturers, then the programmes. What holds for one level holds for all.
type levels struct {
	up   []int32 // the capacity around this one, or Nobody
	most []int32
}

func newLevels(p *Problem) levels {
	offerings, lecturers := int32(len(p.Offerings)), int32(len(p.Lecturers))
	size := len(p.Offerings) + len(p.Lecturers) + len(p.Programmes)
	n := levels{up: make([]int32, 0, size), most: make([]int32, 0, size)}
	for _, o := range p.Offerings {
		n.add(o.Lecturer, offerings, o.Most)
	}
	for _, l := range p.Lecturers {
		n.add(l.Programme, offerings+lecturers, l.Most)
	}
	for _, g := range p.Programmes {
		n.add(Nobody, 0, g.Most)
	}
	return n
}

// add places a capacity below the one at place up of the list that starts at
// first.
func (n *levels) add(up, first, most int32) {
	if up != Nobody {
		up += first
	}
	n.up, n.most = append(n.up, up), append(n.most, most)
}

// fill counts how many questions of an assignment draw on each capacity.
func (n *levels) fill(assignment []int32) []int32 {
	filled := make([]int32, len(n.most))
	for _, o := range assignment {
		for at := o; at != Nobody; at = n.up[at] {
			filled[at]++
		}
	}
	return filled
}

// holds says whether a place of the offering draws on the capacity.
func (n *levels) holds(capacity, offering int32) bool {
	for at := offering; at != Nobody; at = n.up[at] {
		if at == capacity {
			return true
		}
	}
	return false
}

// full is the smallest capacity around an offering that has no place left, or
// Nobody when there is room.
func (n *levels) full(offering int32, filled []int32) int32 {
	for at := offering; at != Nobody; at = n.up[at] {
		if filled[at] >= n.most[at] {
			return at
		}
	}
	return Nobody
}
