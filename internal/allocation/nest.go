package allocation

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// ErrCrossing says that two groups with a minimum share some questions while
// neither holds the other. Such a round is no flow; one partition at a time, or
// groups inside groups, are.
var ErrCrossing = errors.New("groups cross one another")

// deepest is how many groups may nest in one another, so that their bonuses fit
// a weight.
const deepest = 15

// nest is the forest of the groups that have a minimum.
type nest struct {
	order  []int32 // the groups that count, small ones first
	rank   []int32 // by group: its place in order, or Nobody
	parent []int32 // by place: the place of the group around it, or Nobody
	size   []int32 // by place: how many of its questions may stay out, the others being fixed
	free   []int32 // by place: how many of them may do so without breaking the minimum
}

func newNest(p *Problem) (*nest, error) {
	n := &nest{rank: make([]int32, len(p.Groups))}
	size, fixed := p.groupSizes()
	for g := range p.Groups {
		n.rank[g] = Nobody
		if p.Groups[g].Least > 0 && p.Bonus > 0 {
			n.order = append(n.order, int32(g))
		}
	}
	slices.SortFunc(n.order, func(a, b int32) int { return cmp.Or(cmp.Compare(size[a], size[b]), cmp.Compare(b, a)) })
	for k, g := range n.order {
		n.rank[g] = int32(k)
		may := size[g] - fixed[g]
		n.size = append(n.size, may)
		n.free = append(n.free, min(max(0, size[g]-p.Groups[g].Least), may+1))
	}
	return n, n.findParents(p)
}

// groupSizes counts the questions of each group, and those that are fixed.
func (p *Problem) groupSizes() (size, fixed []int32) {
	size, fixed = make([]int32, len(p.Groups)), make([]int32, len(p.Groups))
	for q := range p.Questions {
		for _, g := range p.Questions[q].Groups {
			size[g]++
			if p.Questions[q].Fixed != Nobody {
				fixed[g]++
			}
		}
	}
	return size, fixed
}

// findParents reads the forest from the chains of groups that questions have: a
// group's parent must be the same in all of them.
func (n *nest) findParents(p *Problem) error {
	const unknown = -2
	n.parent = make([]int32, len(n.order))
	for k := range n.parent {
		n.parent[k] = unknown
	}
	var chain []int32
	for q := range p.Questions {
		chain = n.chain(p.Questions[q].Groups, chain[:0])
		if len(chain) > deepest {
			return fmt.Errorf("%w: question %d is in %d nested groups, more than %d", ErrInvalid, q, len(chain), deepest)
		}
		for i, k := range chain {
			around := Nobody
			if i+1 < len(chain) {
				around = chain[i+1]
			}
			if n.parent[k] != unknown && n.parent[k] != around {
				return ErrCrossing
			}
			n.parent[k] = around
		}
	}
	for k := range n.parent {
		n.parent[k] = max(n.parent[k], Nobody)
	}
	return nil
}

// chain lists the places of a question's groups, the smallest first.
func (n *nest) chain(groups, chain []int32) []int32 {
	for _, g := range groups {
		if n.rank[g] != Nobody {
			chain = append(chain, n.rank[g])
		}
	}
	slices.Sort(chain)
	return chain
}

// smallest is the smallest group of a question that counts, or Nobody.
func (n *nest) smallest(groups []int32) int32 {
	smallest := Nobody
	for _, g := range groups {
		if k := n.rank[g]; k != Nobody && (smallest == Nobody || k < smallest) {
			smallest = k
		}
	}
	return smallest
}
