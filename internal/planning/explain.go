package planning

import (
	"cmp"
	"slices"
	"sync"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// explained is what a plan says about itself beside who goes where. Places are
// those of the facts' lists.
type explained struct {
	given   []int32
	unseat  []unplaced // questions without a place
	more    []extra    // of each offering
	minima  []int64    // what each group of the problem costs
	served  []int32
	blocks  []allocation.Pair // the worst
	blocked int               // questions in a blocking pair
}

// unplaced is why a question has no place, and how much it lacks where it comes
// nearest.
type unplaced struct {
	question int32
	nearest  int32 // offering, or allocation.Nobody
	short    int64
	reason   tandem.UnplacedReason
}

// extra is what one place more in an offering would bring, with the hours and the
// room in the programme that it takes.
type extra struct {
	more   int64
	helped int
	bound  tandem.PlaceBound
}

// How much is computed anew for what one place more or one minimum less would
// bring, in pairs looked at. Beyond that the prices answer: they never promise
// too little.
const exactWork = 4_000_000

// worstBlocks is how many blocking pairs are shown.
const worstBlocks = 10

// lazily computes what a plan says about itself once.
type lazily struct {
	once sync.Once
	was  *explained
}

// explain tells all that a plan says about itself.
func (m *made) explain() *explained {
	m.said.once.Do(func() {
		x := &explained{}
		x.given, x.served = m.problem.count(m.placed)
		m.margins(x)
		m.unseated(x)
		m.groups(x)
		m.blocking(x)
		m.said.was = x
	})
	return m.said.was
}

// bounds tells what keeps each offering from taking more.
func (m *made) bounds(given []int32) []tandem.PlaceBound {
	p := m.problem
	lecturers, programmes := make([]int32, len(p.Lecturers)), make([]int32, len(p.Programmes))
	for i, o := range p.Offerings {
		if o.Lecturer == allocation.Nobody {
			continue
		}
		lecturers[o.Lecturer] += given[i]
		if at := p.Lecturers[o.Lecturer].Programme; at != allocation.Nobody {
			programmes[at] += given[i]
		}
	}
	list := make([]tandem.PlaceBound, len(p.Offerings))
	for i, o := range p.Offerings {
		switch {
		case given[i] >= o.Most:
			list[i] = tandem.BoundPlaces
		case o.Lecturer == allocation.Nobody:
		case lecturers[o.Lecturer] >= p.Lecturers[o.Lecturer].Most:
			list[i] = tandem.BoundLecturer
		default:
			at := p.Lecturers[o.Lecturer].Programme
			if at != allocation.Nobody && programmes[at] >= p.Programmes[at].Most {
				list[i] = tandem.BoundProgramme
			}
		}
	}
	return list
}

// margins finds what one place more would bring.
func (m *made) margins(x *explained) {
	bounds := m.bounds(x.given)
	x.more = make([]extra, len(bounds))
	for i := range bounds {
		x.more[i].bound = bounds[i]
		if m.prices.Offerings != nil && bounds[i] != tandem.BoundNone {
			x.more[i].more = max(0, m.prices.Offerings[i])
		}
	}
	if m.facts.rules.Mode != tandem.PlanOptimal {
		return
	}
	again := len(m.problem.Edges)*len(bounds) <= exactWork && !m.searched()
	for i := range x.more {
		if x.more[i].more > 0 && !m.morePlaces(i, &x.more[i]) && again {
			m.roomier(x, i)
		}
	}
}

// roomier plans again with one place more in an offering.
func (m *made) roomier(x *explained, i int) {
	p := *m.problem.Problem
	o := p.Offerings[i]
	o.Most++
	p.Offerings = changed(p.Offerings, i, o)
	if at := o.Lecturer; at != allocation.Nobody {
		l := p.Lecturers[at]
		l.Most = min(allocation.Unlimited-1, l.Most) + 1
		p.Lecturers = changed(p.Lecturers, int(at), l)
		if at := l.Programme; at != allocation.Nobody {
			g := p.Programmes[at]
			g.Most = min(allocation.Unlimited-1, g.Most) + 1
			p.Programmes = changed(p.Programmes, int(at), g)
		}
	}
	plan, err := allocation.Solve(&p)
	if err != nil {
		return // the price stands
	}
	x.more[i].more, x.more[i].helped = 0, 0
	for q, to := range plan.Placed {
		before, after := m.worth(q, m.placed[q]), m.worth(q, to)
		x.more[i].more += after - before
		if after > before {
			x.more[i].helped++
		}
	}
}

// worth is the weight of a question in an offering.
func (m *made) worth(q int, o int32) int64 {
	if e := m.problem.edgeTo(q, o); e != nil {
		return int64(e.Weight)
	}
	return 0
}

// changed is a copy of a list with one element replaced.
func changed[T any](list []T, i int, v T) []T {
	list = slices.Clone(list)
	list[i] = v
	return list
}

// unseated finds why questions have no place.
func (m *made) unseated(x *explained) {
	for q, o := range m.placed {
		if o != allocation.Nobody {
			continue
		}
		u := unplaced{question: small(q), nearest: allocation.Nobody}
		fact := &m.facts.questions[q]
		switch {
		case m.problem.out[q]:
			u.reason = tandem.UnplacedFixed
		case fact.why.reason != 0:
			u.reason = reasons()[fact.why.reason]
		case m.allShut(x, q):
			u.reason = tandem.UnplacedClosed
		default:
			m.outbid(x, q, &u)
		}
		x.unseat = append(x.unseat, u)
	}
}

// shut reports whether an offering that runs with its least or not at all does not.
func (m *made) shut(x *explained, o int32) bool {
	rules := m.facts.rules
	return rules.Shut && rules.Mode == tandem.PlanOptimal && m.facts.offerings[o].least > 0 && x.given[o] == 0
}

// allShut reports whether a question fits only what does not run.
func (m *made) allShut(x *explained, q int) bool {
	edges := m.problem.EdgesOf(q)
	return len(edges) > 0 && !slices.ContainsFunc(edges, func(e allocation.Edge) bool { return !m.shut(x, e.Offering) })
}

// outbid finds where a question came nearest to a place.
func (m *made) outbid(x *explained, q int, u *unplaced) {
	u.reason = tandem.UnplacedOutbid
	for _, e := range m.problem.EdgesOf(q) {
		short := m.price(e.Offering) - int64(e.Weight)
		if u.nearest == allocation.Nobody || short < u.short {
			u.nearest, u.short = e.Offering, short
		}
	}
	u.short = max(0, u.short)
	if u.nearest == allocation.Nobody {
		u.reason = tandem.UnplacedNowhere
		return
	}
	switch x.more[u.nearest].bound {
	case tandem.BoundLecturer:
		u.reason = tandem.UnplacedLecturer
	case tandem.BoundProgramme:
		u.reason = tandem.UnplacedProgramme
	}
}

// price is what a place costs; a stable plan has none.
func (m *made) price(o int32) int64 {
	if m.prices.Offerings == nil {
		return 0
	}
	return m.prices.Offerings[o]
}

// groups finds what each minimum costs: the weight that comes back without it.
func (m *made) groups(x *explained) {
	x.minima = make([]int64, len(m.problem.Groups))
	for g := range m.problem.Groups {
		if m.prices.Groups == nil || m.prices.Groups[g] == 0 {
			continue
		}
		m.probing(func(probe *allocation.Probe) { x.minima[g] = probe.CostOfGroup(small(g)).Value })
	}
}

// blocking finds who would rather have one another.
func (m *made) blocking(x *explained) {
	last := allocation.Nobody
	for b := range allocation.Blocking(m.problem.Problem, m.placed) {
		if b.Question != last {
			last = b.Question
			x.blocked++
		}
		if len(x.blocks) < worstBlocks || wants(b) > wants(x.blocks[len(x.blocks)-1]) {
			x.blocks = append(x.blocks, b)
			slices.SortStableFunc(x.blocks, func(a, b allocation.Pair) int { return -cmp.Compare(wants(a), wants(b)) })
			x.blocks = x.blocks[:min(worstBlocks, len(x.blocks))]
		}
	}
}

// wants is how much the less eager side of a blocking pair gains.
func wants(b allocation.Pair) int32 { return min(b.Company, b.Education) }
