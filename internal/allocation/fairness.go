package allocation

// Share is what a plan does for one class of questions: a region, a sector, a
// size of firm, those who come for the first time, a programme.
type Share struct {
	Questions int
	Served    int
	// Value, Company and Education add up over the served ones.
	Value     int64
	Company   int64
	Education int64
	// LowestCompany and LowestEducation are the least that one of the served
	// gains.
	LowestCompany   int
	LowestEducation int
}

// MeanCompany is what a served question's company gains on average, rounded.
func (s Share) MeanCompany() int { return mean(s.Company, s.Served) }

// MeanEducation is what education gains on average, rounded.
func (s Share) MeanEducation() int { return mean(s.Education, s.Served) }

// MeanValue is the average weight of a served question, rounded.
func (s Share) MeanValue() int { return mean(s.Value, s.Served) }

// PerThousand is how many of a thousand questions are served, rounded.
func (s Share) PerThousand() int { return mean(int64(s.Served)*1000, s.Questions) }

// mean rounds half up; of nothing it is 0.
func mean(sum int64, count int) int {
	if count == 0 {
		return 0
	}
	n := int64(count)
	return int((2*sum + n) / (2 * n))
}

// Fairness is the share of each class 0..count-1 in a plan (the offering of each
// question, or Nobody). class names each question's; those of Nobody count for
// none.
func Fairness(p *Problem, plan, class []int32, count int) []Share {
	shares := make([]Share, count)
	for q, c := range class {
		if c == Nobody {
			continue
		}
		shares[c].Questions++
		if e := edgeTo(p, q, plan[q]); e != Nobody {
			shares[c] = shares[c].serve(p.Edges[e])
		}
	}
	return shares
}

// serve counts one more question as served.
func (s Share) serve(e Edge) Share {
	company, education := int(e.Company), int(e.Education)
	if s.Served == 0 {
		s.LowestCompany, s.LowestEducation = company, education
	}
	s.Served++
	s.Value += int64(e.Weight)
	s.Company += int64(company)
	s.Education += int64(education)
	s.LowestCompany = min(s.LowestCompany, company)
	s.LowestEducation = min(s.LowestEducation, education)
	return s
}

// InGroups names each question's group of a partition, for Fairness with
// len(p.Groups) classes.
func InGroups(p *Problem, partition int32) []int32 {
	class := make([]int32, len(p.Questions))
	for q := range p.Questions {
		class[q] = Nobody
		for _, g := range p.Questions[q].Groups {
			if p.Groups[g].Partition == partition {
				class[q] = g
			}
		}
	}
	return class
}

// InProgrammes names the programme that serves each question of a plan, for
// Fairness with len(p.Programmes) classes. Who is not served is with none.
func InProgrammes(p *Problem, plan []int32) []int32 {
	class := make([]int32, len(plan))
	for q, o := range plan {
		class[q] = programmeOf(p, o)
	}
	return class
}

// programmeOf is the programme of an offering, or Nobody.
func programmeOf(p *Problem, offering int32) int32 {
	if offering == Nobody || p.Offerings[offering].Lecturer == Nobody {
		return Nobody
	}
	return p.Lecturers[p.Offerings[offering].Lecturer].Programme
}

// LeastServed is the class with questions of which the smallest part is served,
// the first of equals, or Nobody.
func LeastServed(shares []Share) int32 {
	least := Nobody
	for c, s := range shares {
		if s.Questions == 0 {
			continue
		}
		if least == Nobody || s.Served*shares[least].Questions < shares[least].Served*s.Questions {
			least = int32(c)
		}
	}
	return least
}

// LeastGain is the class of which the served gain least on the worse of both
// sides, on average: the first of equals, or Nobody.
func LeastGain(shares []Share) int32 {
	least := Nobody
	for c, s := range shares {
		if s.Served > 0 && (least == Nobody || s.worse() < shares[least].worse()) {
			least = int32(c)
		}
	}
	return least
}

func (s Share) worse() int { return min(s.MeanCompany(), s.MeanEducation()) }
