package planning

import (
	"context"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Measured is how long each step of a plan took and how large it was.
type Measured struct {
	Steps  []Took
	Asked  int
	Pairs  int
	Placed int
	Bytes  int // of the documents, compressed
}

// Took is one step with its time.
type Took struct {
	Name string
	Took time.Duration
}

// Measure does all that making a plan of a round does, explanations included, and
// keeps nothing: for finding out how long that takes.
func (s *Service) Measure(ctx context.Context, id tandem.ID[tandem.Period]) (Measured, error) {
	var out Measured
	period, err := s.db.Period(ctx, id)
	if err != nil {
		return out, err
	}
	begin, name := time.Now(), tandem.StepRead
	step := func(next tandem.PlanStep) {
		out.Steps = append(out.Steps, Took{string(name), time.Since(begin)})
		begin, name = time.Now(), next
	}
	f, err := s.gather(ctx, &request{period: period, rules: Rules(), step: func(p tandem.PlanStep) {
		if p != tandem.StepRead {
			step(p)
		}
	}})
	if err != nil {
		return out, err
	}
	m, err := buildToKeep(f, step)
	if err != nil {
		return out, err
	}
	step(tandem.StepExplain)
	m.explain()
	step(tandem.StepStore)
	if err := m.document(); err != nil {
		return out, err
	}
	step("")
	out.Asked, out.Pairs = len(f.questions), len(f.edges)
	out.Bytes = len(m.documents.Input) + len(m.documents.Result) + len(m.documents.Certificate)
	for _, o := range m.placed {
		out.Placed += int(flag(o >= 0))
	}
	return out, nil
}
