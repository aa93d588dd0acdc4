package scoring

import (
	"math"
	"slices"
)

// candidate is one pair with what orders it: the unrounded weight, then the
// worse side's shortage, then the place in the list.
type candidate struct {
	worth    float64
	shortage float64
	at       int32
	lane     int32
	weight   int32
}

// before reports whether a is the better candidate. No two are equal.
func (a *candidate) before(b *candidate) bool {
	switch {
	case a.worth != b.worth:
		return a.worth > b.worth
	case a.shortage != b.shortage:
		return a.shortage > b.shortage
	}
	return a.at < b.at
}

// best keeps the best candidates, a number of them. It takes in some more before
// it throws out the worst: that costs less than keeping order all the while.
type best struct {
	list  []candidate
	most  int
	floor float64 // the worth that a newcomer needs; 0 or less lets in every pair
	// square is a little less than floor squared, so that rounding never loses a
	// pair; minus infinity lets in every pair.
	square float64
	// order and other are room for putting the list in another order.
	order []int64
	other []candidate
}

// spare is how many candidates come in between two clearings.
const spare = 32

// empty makes it ready for a next question without giving up its memory.
func (b *best) empty(most int, floor float64) {
	b.list, b.most = slices.Grow(b.list[:0], most+spare), most
	b.floor, b.square = math.Inf(-1), math.Inf(-1)
	b.raise(floor)
}

func (b *best) raise(floor float64) {
	if floor <= b.floor {
		return
	}
	b.floor = floor
	if floor > 0 {
		b.square = floor * floor * (1 - slack)
	}
}

func (b *best) offer(c candidate) {
	b.list = append(b.list, c)
	if len(b.list) >= b.most+spare {
		b.clear()
	}
}

// clear throws out all but the best and raises the floor to the worst of them.
func (b *best) clear() {
	if b.most == 0 || len(b.list) < b.most {
		b.list = b.list[:min(b.most, len(b.list))]
		return
	}
	choose(b.list, b.most-1)
	b.raise(b.list[b.most-1].worth)
	b.list = b.list[:b.most]
}

// choose brings the candidate of a rank to its place, the better ones before it
// and the others behind it (Hoare's selection).
func choose(list []candidate, rank int) {
	for low, high := 0, len(list)-1; low < high; {
		i, j := partition(list, low, high)
		switch {
		case rank <= j:
			high = j
		case rank >= i:
			low = i
		default:
			return
		}
	}
}

// partition moves the better ones up to j and the others from i on.
func partition(list []candidate, low, high int) (i, j int) {
	pivot := list[(low+high)/2]
	for i, j = low, high; i <= j; {
		for list[i].before(&pivot) {
			i++
		}
		for pivot.before(&list[j]) {
			j--
		}
		if i <= j {
			list[i], list[j] = list[j], list[i]
			i, j = i+1, j-1
		}
	}
	return i, j
}

// sorted is the best, best first.
func (b *best) sorted() []candidate {
	b.clear()
	slices.SortFunc(b.list, func(a, b candidate) int { return compare(b.before(&a), a.before(&b)) })
	return b.list
}

// inOrder is the best in the order of the list that was scored.
func (b *best) inOrder() []candidate {
	b.clear()
	b.order = b.order[:0]
	for i := range b.list {
		b.order = append(b.order, int64(b.list[i].at)<<32|int64(i))
	}
	slices.Sort(b.order) // whole numbers sort faster than candidates
	b.other = b.other[:0]
	for _, key := range b.order {
		b.other = append(b.other, b.list[key&math.MaxUint32])
	}
	return b.other
}
