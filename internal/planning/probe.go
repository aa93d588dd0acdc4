package planning

import (
	"sync"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// prober answers questions about a plan exactly, one at a time. It takes a while
// to make and is made when somebody asks.
type prober struct {
	mu    sync.Mutex
	probe *allocation.Probe
	tried bool
}

// probing lets f ask about the plan; it is false when the plan has no prices that
// prove it, so that only planning again would tell.
func (m *made) probing(f func(*allocation.Probe)) bool {
	if m.facts.rules.Mode != tandem.PlanOptimal || m.searched() {
		return false
	}
	m.asks.mu.Lock()
	defer m.asks.mu.Unlock()
	if !m.asks.tried {
		m.asks.tried = true
		plan := &allocation.Plan{Value: m.value, Placed: m.placed, Prices: m.prices}
		if probe, err := allocation.NewProbe(m.problem.Problem, plan); err == nil {
			m.asks.probe = probe
		}
	}
	if m.asks.probe == nil {
		return false
	}
	f(m.asks.probe)
	return true
}

// elsewhere fills in what putting a question elsewhere does, and reports whether
// that could be told.
func (m *made) elsewhere(q int, out *move) (told bool) {
	m.probing(func(probe *allocation.Probe) {
		var change allocation.Change
		if change, told = probe.Elsewhere(small(q), out.to); told {
			out.total = m.worth(q, out.to) - m.worth(q, m.placed[q])
			m.follow(change.Moves, out)
		}
	})
	return told
}

// follow adds what the other moves do to a move.
func (m *made) follow(moves []allocation.Moved, out *move) {
	for _, x := range moves {
		other := int(x.Question)
		out.total += m.worth(other, x.To) - m.worth(other, x.From)
		switch {
		case x.To == allocation.Nobody && out.loses < 0:
			out.loses = other
		case x.From == allocation.Nobody && out.gains < 0:
			out.gains = other
		}
	}
}

// bestOther is the other place of a question that costs the plan least.
func (m *made) bestOther(q int) (move, bool) {
	out, found := move{to: allocation.Nobody, loses: -1, gains: -1}, false
	m.probing(func(probe *allocation.Probe) {
		var change allocation.Change
		var ok bool
		if out.to, change, ok = probe.BestElsewhere(small(q)); ok {
			found, out.feasible = true, true
			out.total = m.worth(q, out.to) - m.worth(q, m.placed[q])
			m.follow(change.Moves, &out)
		}
	})
	return out, found
}

// morePlaces is what one place more in an offering brings when its lecturer and
// programme have room for it.
func (m *made) morePlaces(i int, x *extra) bool {
	o := m.problem.Offerings[i]
	if o.Lecturer != allocation.Nobody && m.prices.Lecturers[o.Lecturer] > 0 {
		return false
	}
	return m.probing(func(probe *allocation.Probe) {
		change := probe.MorePlaces(small(i))
		x.more, x.helped = 0, 0
		for _, v := range change.Moves {
			gain := m.worth(int(v.Question), v.To) - m.worth(int(v.Question), v.From)
			x.more += gain
			if gain > 0 {
				x.helped++
			}
		}
	})
}
