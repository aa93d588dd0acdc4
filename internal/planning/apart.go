package planning

import (
	"github.com/google/uuid"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// noticed is the change in a pair's weight that people see: one point.
const noticed = 100

// apart counts what differs between the rounds that two plans were made from: the
// questions that came, went, or are worth a point more or less somewhere, and
// what has more or less room. What a plan supposes is no difference of its round.
func apart(a, b *facts) int {
	at := make(map[tandem.ID[tandem.Question]]int, len(b.questions))
	for q := range b.questions {
		at[b.questions[q].id] = q
	}
	n := 0
	for q := range a.questions {
		other, there := at[a.questions[q].id]
		delete(at, a.questions[q].id)
		if !there || a.change == nil && b.change == nil && rated(a, b, q, other) {
			n++
		}
	}
	n += len(at)
	was, is := a.rooms(), b.rooms()
	for _, f := range []*facts{a, b} {
		if c := f.change; c != nil && c.Kind == tandem.WhatIfPlaces {
			delete(was, c.Offering.UUID)
			delete(is, c.Offering.UUID)
		}
	}
	return n + unlike(was, is)
}

// rated reports whether a question is worth something else to an offering in b
// than in a.
func rated(a, b *facts, qa, qb int) bool {
	before, after := a.edgesOf(qa), b.edgesOf(qb)
	if len(before) != len(after) {
		return true
	}
	worth := make(map[tandem.ID[tandem.Offering]]int32, len(after))
	for _, e := range after {
		worth[b.offerings[e.Offering].id] = e.Weight
	}
	for _, e := range before {
		weight, there := worth[a.offerings[e.Offering].id]
		if !there || max(weight-e.Weight, e.Weight-weight) >= noticed {
			return true
		}
	}
	return false
}

// unlike counts what has other room in one list than in the other. It uses both up.
func unlike(was, is map[uuid.UUID]int32) int {
	n := 0
	for id, most := range was {
		if now, there := is[id]; !there || now != most {
			n++
		}
		delete(is, id)
	}
	return n + len(is)
}
