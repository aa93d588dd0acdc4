package scoring

import (
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// axis tells the offerings of an index apart by one property.
type axis struct {
	of      []int32    // the class of each lane; 0 in an empty one
	samples []*subject // one offering of each class
}

// split makes an axis. Classes are numbered as they come up.
func split[K comparable](subjects []subject, key func(*subject) K) axis {
	x := axis{of: make([]int32, len(subjects))}
	numbers := map[K]int32{}
	for lane := range subjects {
		s := &subjects[lane]
		if s.form == nil {
			continue
		}
		n, seen := numbers[key(s)]
		if !seen {
			n = small(len(x.samples))
			numbers[key(s)] = n
			x.samples = append(x.samples, s)
		}
		x.of[lane] = n
	}
	return x
}

// screen is one hard rule over an index: its classes as bitsets.
type screen struct {
	rule    rule
	classes []bitset
}

// bitset is the offerings of a class, a word for each tile between from and to.
type bitset struct {
	sample   *subject
	words    []uint64
	from, to int
}

func (ix *Index) screens() []screen {
	list := make([]screen, len(ix.model.rules))
	for i, r := range ix.model.rules {
		list[i] = screen{r, split(ix.subjects, r.class).bitsets(ix.subjects)}
	}
	return list
}

func (x axis) bitsets(subjects []subject) []bitset {
	list := make([]bitset, len(x.samples))
	for i, s := range x.samples {
		list[i] = bitset{sample: s, words: make([]uint64, len(x.of)/lanes), from: len(x.of) / lanes}
	}
	for lane, class := range x.of {
		if subjects[lane].form == nil {
			continue
		}
		b, t := &list[class], lane/lanes
		b.words[t] |= 1 << (lane % lanes)
		b.from, b.to = min(b.from, t), max(b.to, t+1)
	}
	return list
}

// The axes of the soft factors.
const (
	softLate = iota
	softPlace
	softTongue
	softField
	softAxes
)

func (ix *Index) axes() [softAxes]axis {
	place := func(s *subject) string { return ix.model.weights.Cities[s.offering.City] }
	fields := func(s *subject) string { return fieldSet(s.offering) }
	return [softAxes]axis{
		softLate: split(ix.subjects, ending), softPlace: split(ix.subjects, place),
		softTongue: split(ix.subjects, inEnglish), softField: split(ix.subjects, fields),
	}
}

// fieldSet names the fields of an offering, whatever their order.
func fieldSet(o *tandem.OfferingDetail) string {
	names := make([]string, len(o.Fields))
	for i, f := range o.Fields {
		names[i] = string(f)
	}
	slices.Sort(names)
	return strings.Join(names, ",")
}
