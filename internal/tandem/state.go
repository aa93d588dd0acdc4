package tandem

import (
	"fmt"
	"slices"
)

// moves lists for each state the states that may follow it.
type moves[S ~string] map[S][]S

// check returns a Conflict when no arrow leads from one state to the other.
func (m moves[S]) check(thing string, from, to S) error {
	if slices.Contains(m[from], to) {
		return nil
	}
	return FailWith(Conflict, thing+"_moved_on", fmt.Errorf("no move from %s to %s", from, to))
}

// Move is one arrow of a state diagram.
type Move struct{ From, To string }

// arrows lists the moves in the order of states, for diagrams and tests.
func (m moves[S]) arrows(states []S) []Move {
	var list []Move
	for _, from := range states {
		for _, to := range m[from] {
			list = append(list, Move{string(from), string(to)})
		}
	}
	return list
}

// Machine describes the states of one thing and the moves between them; docs,
// constraints and sentences are held against it.
type Machine struct {
	Thing  string
	States []string
	Moves  []Move
}

func machine[S ~string](thing string, states []S, m moves[S]) Machine {
	names := make([]string, len(states))
	for i, s := range states {
		names[i] = string(s)
	}
	return Machine{Thing: thing, States: names, Moves: m.arrows(states)}
}

// Machines returns the state machines of the product.
func Machines() []Machine {
	return []Machine{
		machine("question", QuestionStates(), questionMoves()),
		machine("match", MatchStates(), matchMoves()),
		machine("claim", ClaimStates(), claimMoves()),
		machine("engagement", EngagementStates(), engagementMoves()),
		machine("plan", PlanStates(), planMoves()),
	}
}
