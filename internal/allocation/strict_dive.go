package allocation

// closeShort gives up whatever does not reach its least.
func closeShort(int32, int32) choice { return closed }

// openHalf opens what reaches at least half.
func openHalf(n, least int32) choice {
	if 2*n >= least {
		return opened
	}
	return closed
}

// dive decides all offerings below their least at once, again and again, until a
// plan keeps the rules.
func (s *strict) dive(choices []choice, decide func(n, least int32) choice) error {
	for {
		o, err := s.solve(choices)
		if err != nil {
			return err
		}
		if s.offer(o.placed, o.counts) || !s.decide(choices, o.counts, decide) {
			return nil
		}
	}
}

// decide is false when nothing is left to decide.
func (s *strict) decide(choices []choice, counts []int32, decide func(n, least int32) choice) bool {
	decided := false
	for o, n := range counts {
		least := s.p.Offerings[o].Least
		switch {
		case n >= least || s.fixed[o] > 0:
		case choices[o] == opened:
			choices[o], decided = closed, true
		case n > 0:
			choices[o], decided = decide(n, least), true
		}
	}
	return decided
}
