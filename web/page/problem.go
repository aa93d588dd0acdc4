package page

import "strconv"

// status is the number that texts are kept under: that of an unknown status is 500.
func (p Problem) status() string {
	status := strconv.Itoa(p.Status)
	if p.Has("problem_title", status) {
		return status
	}
	return "500"
}

func (p Problem) title() string { return p.Code("problem_title", p.status()) }

func (p Problem) lead() string {
	if p.Say != "" {
		return p.Say
	}
	return p.Code("problem_lead", p.status())
}
