package planning

import (
	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// facts is a round as it was at a moment: all that a plan is made from. Lists
// refer to one another by place. Weights are as scoring gave them; rules turn
// them into those of a problem.
type facts struct {
	taken   int64 // microseconds since 1970
	version tandem.ScoreVersion
	rules   tandem.PlanRules
	change  *tandem.WhatIf
	inForce tandem.ID[tandem.Plan] // the approved plan of the round at that moment

	programmes []programmeFacts
	lecturers  []lecturerFacts
	offerings  []offeringFacts
	words      []string // regions, sectors and codes of rules
	questions  []questionFacts
	edges      []allocation.Edge // question by question, by offering
	efforts    []uint16          // the company's, of each edge, in 0..10000
}

// programmeFacts is a cap on what the offerings below it take together.
type programmeFacts struct {
	id   tandem.ID[tandem.Programme]
	most int32
}

// lecturerFacts is a lecturer's hours as places. Who teaches for several
// programmes of which one has a cap stands in the list once for each.
type lecturerFacts struct {
	id        tandem.ID[tandem.Person]
	programme int32 // with a cap, or allocation.Nobody
	most      int32
}

type offeringFacts struct {
	id       tandem.ID[tandem.Offering]
	lecturer int32
	least    int32
	most     int32
	effort   uint16 // of the programme, in 0..10000
}

// questionFacts is what a plan must know of a question.
type questionFacts struct {
	id     tandem.ID[tandem.Question]
	edges  int32 // where its edges end
	region int32 // in words
	sector int32
	size   uint8 // in tandem.CompanySizes
	delay  uint8 // in tandem.Delays
	first  bool
	waited int32
	held   int32 // offering that the plan in force promised it, or allocation.Nobody
	why    why
}

// why says why a question has no edge at all.
type why struct {
	reason reasonCode
	gate   int32 // in words
	start  int64 // day at which it would fit elsewhere, in days since 1970; 0 none
}

// reasonCode is a tandem.UnplacedReason in one byte: its place in reasons, 0 when
// the question has edges.
type reasonCode uint8

func reasons() []tandem.UnplacedReason {
	return []tandem.UnplacedReason{"", tandem.UnplacedTime, tandem.UnplacedGate, tandem.UnplacedNowhere}
}

const (
	reasonTime reasonCode = iota + 1
	reasonGate
	reasonNowhere
)

// first is where the edges of a question begin.
func (f *facts) first(q int) int32 {
	if q == 0 {
		return 0
	}
	return f.questions[q-1].edges
}

// edgesOf are the edges of a question.
func (f *facts) edgesOf(q int) []allocation.Edge { return f.edges[f.first(q):f.questions[q].edges] }

// edge finds the edge of a question to an offering, or allocation.Nobody.
func (f *facts) edge(q int, o int32) int32 {
	low, high := f.first(q), f.questions[q].edges
	for low < high {
		if mid := (low + high) / 2; f.edges[mid].Offering < o {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < f.questions[q].edges && f.edges[low].Offering == o {
		return low
	}
	return allocation.Nobody
}

// word gives a word's place in the list, which it joins when it is new.
type dictionary struct {
	at    map[string]int32
	words []string
}

func (d *dictionary) word(s string) int32 {
	if n, ok := d.at[s]; ok {
		return n
	}
	if d.at == nil {
		d.at = map[string]int32{}
	}
	n := int32(len(d.words)) //nolint:gosec // words are few
	d.at[s], d.words = n, append(d.words, s)
	return n
}

// questionAt finds a question by id; the list is in the order of ids.
func (f *facts) questionAt(id tandem.ID[tandem.Question]) (int, bool) {
	for i := range f.questions {
		if f.questions[i].id == id {
			return i, true
		}
	}
	return 0, false
}

func (f *facts) offeringAt(id tandem.ID[tandem.Offering]) (int32, bool) {
	for i := range f.offerings {
		if f.offerings[i].id == id {
			return int32(i), true
		}
	}
	return allocation.Nobody, false
}
