package training

import (
	"math"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// The squared value N^2 that a form of the highest grade ought to have. A form is
// worth it with a probability that rises with N^2, from half at half of it on; the
// probability that a grade asks for is the proportion in which ranking counts it,
// 2^grade - 1. Being wrong about a form that nobody would propose then costs little,
// and being wrong about the best ones much.
const (
	bestValue = .2
	steep     = 6 / bestValue // 95 of 100 at the value of the highest grade, 5 at none
)

func worth(grade float64) float64 {
	return (math.Exp2(grade) - 1) / (math.Exp2(topGrade) - 1)
}

// forms fits what a text must add to each form, beside the value that its results
// give, for the forms to come out as graded. The results are read by models that
// did not see the case.
func (t *Trainer) forms(m *matrix, list []example) (*fitted, error) {
	read, err := t.crossRead(m, list)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(t.taxonomy.Forms))
	tasks := make([]task, len(names))
	at := map[tandem.FormKey]int{}
	for i, f := range t.taxonomy.Forms {
		at[f.Key], names[i] = i, "form."+string(f.Key)
		tasks[i] = newTask(len(list), formEase)
		tasks[i].lines = make([]line, len(list))
	}
	for row, e := range list {
		if !e.graded() {
			continue
		}
		q := e.question(read[row])
		for _, s := range t.scorer.Forms(&q, now()) {
			k, gain := tasks[at[s.Form]], math.Max(leastGain, s.Education-s.EducationEffort)
			k.target[row], k.weight[row] = worth(e.Gold.Forms[s.Form]), e.count()
			k.lines[row] = line{steep * (gain*(s.Company-s.CompanyEffort) - bestValue/2), steep * gain}
		}
	}
	return fitAll(m, names, tasks)
}

// leastGain is the programme's gain at least taken into account.
const leastGain = .05

// question is the case as a question with a reading.
func (e example) question(r tandem.Reading) tandem.Question {
	return tandem.Question{
		Title: e.Title, Text: e.Text, Language: tandem.Language(e.Lang), Sector: e.Sector, Size: e.Size, Reading: r,
	}
}

// crossRead reads the results of each case with weights fitted to the other half
// of the cases.
func (t *Trainer) crossRead(m *matrix, list []example) ([]tandem.Reading, error) {
	readings := make([]tandem.Reading, len(list))
	for half := range 2 {
		f, err := t.outcomes(m, list, func(row int) bool { return row%2 != half })
		if err != nil {
			return nil, err
		}
		for row := half; row < len(list); row += 2 {
			for i := range f.weights {
				p := logistic(f.number(m, row, i))
				if p < articulation.LeastProbability {
					continue
				}
				readings[row].Outcomes = append(readings[row].Outcomes,
					tandem.ReadOutcome{Key: t.taxonomy.Outcomes[i].Key, Probability: p})
			}
		}
	}
	return readings, nil
}

// outcomes fits the results alone, on some of the rows.
func (t *Trainer) outcomes(m *matrix, list []example, use func(row int) bool) (*fitted, error) {
	var names []string
	var tasks []task
	for _, o := range t.taxonomy.Outcomes {
		k := newTask(len(list), logEase)
		k.byClause = true
		label := outcomeLabel(o.Key)
		for i, e := range list {
			if use(i) {
				k.target[i], k.weight[i] = label(e.Case)
				k.weight[i] *= e.count()
			}
		}
		names, tasks = append(names, string(o.Key)), append(tasks, k)
	}
	return fitAll(m, names, tasks)
}
