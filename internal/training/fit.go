package training

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// task is one thing to learn: a target for each row, with how much the row
// counts. Rows of weight 0 are left out.
type task struct {
	target, weight []float64
	loss           loss
	ease           float64 // how far weights may go: the inverse of the penalty
}

// loss is how wrong a number is for a target, and how that changes with the
// number.
type loss func(number, target float64) (value, slope float64)

// logLoss is for targets of 0 or 1, or a probability between.
func logLoss(number, target float64) (value, slope float64) {
	value = math.Max(number, 0) - number*target + math.Log1p(math.Exp(-math.Abs(number)))
	return value, logistic(number) - target
}

func logistic(number float64) float64 { return 1 / (1 + math.Exp(-number)) }

// squaredLoss is for targets on a scale.
func squaredLoss(number, target float64) (value, slope float64) {
	return (number - target) * (number - target), 2 * (number - target)
}

// The fit stops when it no longer moves.
const (
	mostSteps    = 150
	leastSlope   = 2e-3
	leastGained  = 1e-6 // as a share of the cost, over
	idleSteps    = 3
	remembered   = 8  // steps that L-BFGS keeps
	penaltyOfOne = .5 // for a weight of 1
)

// fit finds the weights that are least wrong, with a penalty on their squares;
// the last one is the bias, which has none. A search that ends for want of a better
// step has found them.
func fit(m *matrix, t task) ([]float64, error) {
	start := make([]float64, m.columns()+1)
	problem := optimize.Problem{
		Func: func(w []float64) float64 { return t.cost(m, w, nil) },
		Grad: func(gradient, w []float64) { t.cost(m, w, gradient) },
	}
	settings := &optimize.Settings{
		MajorIterations: mostSteps, GradientThreshold: leastSlope,
		Converger: &optimize.FunctionConverge{Relative: leastGained, Iterations: idleSteps},
	}
	result, err := optimize.Minimize(problem, start, settings, &optimize.LBFGS{Store: remembered})
	if err != nil && result == nil {
		return nil, fmt.Errorf("fit weights: %w", err)
	}
	return result.X, nil
}

// cost is the sum of losses and penalty; it fills in the gradient when there is
// one to fill in.
func (t task) cost(m *matrix, w, gradient []float64) float64 {
	clear(gradient)
	var sum float64
	for row := range m.rows() {
		if t.weight[row] == 0 {
			continue
		}
		value, slope := t.loss(m.dot(row, w), t.target[row])
		sum += t.ease * t.weight[row] * value
		if gradient != nil {
			m.spread(row, t.ease*t.weight[row]*slope, gradient)
		}
	}
	for i, x := range w[:len(w)-1] {
		sum += penaltyOfOne * x * x
		if gradient != nil {
			gradient[i] += x
		}
	}
	return sum
}
