// Package allocation plans a round: which question goes to which offering, so
// that the sum of what both sides gain is as large as capacity allows. All
// numbers are integers, so that a plan is the same on every machine and its
// optimality can be proven exactly.
package allocation

import "math"

// Problem is a round to plan. Everything is named by its place in a list. It is
// read only: planning never changes it.
type Problem struct {
	// Bonus is what each of the first Least places of an offering and each of
	// the first Least questions of a group is worth besides weights. It is above
	// any weight, so that minima come first wherever they can be met.
	Bonus int64

	Groups     []Group
	Programmes []Programme
	Lecturers  []Lecturer
	Offerings  []Offering
	Questions  []Question
	Edges      []Edge // question by question, by offering within a question
}

// Unlimited is a capacity that never binds.
const Unlimited = math.MaxInt32

// Nobody is the place of an offering without a lecturer, of a lecturer without
// a programme, of a question in no group or with no place.
const Nobody int32 = -1

// Group is a set of questions of which some at least should be served: those of
// a region, a sector, or of firms that come for the first time. Groups of one
// partition never share a question; groups of two partitions may.
type Group struct {
	Partition int32
	Least     int32
}

// Programme is an upper bound on the places that its lecturers fill together.
type Programme struct{ Most int32 }

// Lecturer is an upper bound on the places that his or her offerings fill
// together.
type Lecturer struct {
	Programme int32 // or Nobody
	Most      int32
}

// Offering takes at most Most questions, and should take Least or none.
type Offering struct {
	Lecturer int32 // or Nobody
	Least    int32
	Most     int32
}

// Question is one question with its edges Problem.Edges[First:Last].
type Question struct {
	First, Last int32
	// Groups are the groups it counts for, at most one of each partition.
	Groups []int32
	// Fixed is the offering it must go to, or Nobody.
	Fixed int32
	// Held is the offering that was promised to it before, or Nobody; leaving
	// it costs Move.
	Held int32
	Move int64
}

// Edge is one feasible pair: the weight that is maximised and what each side
// gains from it, in 0..10,000.
type Edge struct {
	Offering  int32
	Weight    int32
	Company   uint16
	Education uint16
}

// EdgesOf are the feasible offerings of a question.
func (p *Problem) EdgesOf(q int) []Edge {
	return p.Edges[p.Questions[q].First:p.Questions[q].Last]
}
