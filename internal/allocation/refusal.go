package allocation

import "slices"

// Refusal is an offering that a question would rather have than what it got, in
// a plan of which no pair blocks, and what was in the way.
type Refusal struct {
	Offering int32
	Level    Level
	// Last is the question that the capacity would give up first, or Nobody when
	// it has none to give up; Short is how many points of education's gain it
	// brings more.
	Last  int32
	Short int32
}

// Refusals tells why questions did not get what they would rather have.
type Refusals struct{ b *blocking }

// Refuse reads a plan.
func Refuse(p *Problem, plan []int32) *Refusals { return &Refusals{newBlocking(p, plan)} }

// Of lists what a question would rather have, what the company gains most from
// first.
func (r *Refusals) Of(q int32) []Refusal {
	p := r.b.p
	var wanted []Edge
	for _, e := range p.EdgesOf(int(q)) {
		if now := r.b.now[q]; now == Nobody || e.Company > p.Edges[now].Company {
			wanted = append(wanted, e)
		}
	}
	slices.SortStableFunc(wanted, func(a, b Edge) int { return int(b.Company) - int(a.Company) })
	refusals := make([]Refusal, len(wanted))
	for i, e := range wanted {
		refusals[i] = r.refusal(e)
	}
	return refusals
}

func (r *Refusals) refusal(e Edge) Refusal {
	at := r.b.levels.full(e.Offering, r.b.filled)
	if at == Nobody {
		return Refusal{Offering: e.Offering, Last: Nobody}
	}
	last := r.b.least[at]
	refusal := Refusal{Offering: e.Offering, Level: r.level(at), Last: last.question}
	if last.question != Nobody {
		refusal.Short = last.education - int32(e.Education)
	}
	return refusal
}

func (r *Refusals) level(at int32) Level {
	switch offerings, lecturers := len(r.b.p.Offerings), len(r.b.p.Lecturers); {
	case int(at) < offerings:
		return LevelOffering
	case int(at) < offerings+lecturers:
		return LevelLecturer
	}
	return LevelProgramme
}
