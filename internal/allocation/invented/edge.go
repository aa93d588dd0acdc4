package invented

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// near lists the offerings that a question can go to: half from its own region,
// half from all, those in front more often.
func (w *world) near(i int, near []int) []int {
	count := w.size.fewEdges + w.chance.below(w.size.manyEdges-w.size.fewEdges+1)
	if count >= len(w.offerings) {
		for j := range w.offerings {
			near = append(near, j)
		}
		return near
	}
	for len(near) < count {
		j := w.draw(i, count)
		if w.marked[j] != i {
			w.marked[j] = i
			near = append(near, j)
		}
	}
	slices.Sort(near)
	return near
}

func (w *world) draw(i, count int) int {
	own := w.inRegion[w.questions[i].region]
	if w.chance.below(2) == 0 && len(own) > count {
		return own[w.chance.below(len(own))]
	}
	u := w.chance.bits()
	return int((u * u >> 32) * uint64(len(w.offerings)) >> 32)
}

// edge weighs a pair: the root of the product of what both gain.
func (w *world) edge(i, j int) allocation.Edge {
	q, o := &w.questions[i], &w.offerings[j]
	company := share(&q.wants, &o.brings)
	education := share(&o.wants, &q.gives)
	if q.region != o.region {
		company = company * 85 / 100
	}
	if q.sector != o.sector {
		education = education * 90 / 100
	}
	return allocation.Edge{
		Offering: int32(j), Weight: int32(clip(root(company*education), 1, 10_000)), //nolint:gosec // gains and places in lists are far smaller
		Company: uint16(company), Education: uint16(education), //nolint:gosec // gains and places in lists are far smaller
	}
}

// share is how much of what is wished for comes, 0 to 10,000.
func share(wishes, brings *[outcomes]int) int {
	got, all := 0, 0
	for k := range wishes {
		got += wishes[k] * brings[k]
		all += wishes[k]
	}
	return got * 100 / max(all, 1)
}

// root is the square root, rounded down, of up to 2^30.
func root(x int) int {
	r := 0
	for bit := 1 << 15; bit > 0; bit >>= 1 {
		if t := r + bit; t*t <= x {
			r = t
		}
	}
	return r
}

func clip(x, least, most int) int { return max(least, min(most, x)) }
