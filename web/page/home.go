package page

import (
	"github.com/a-h/templ"

	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// oneAtATime lets only the newest request of the form count, whether somebody
// types or answers: an older answer never comes over a newer one.
const oneAtATime = "closest form:replace"

// typing asks for a new reading when somebody stops typing.
func typing() templ.Attributes {
	return templ.Attributes{
		"hx-post": "/lees", "hx-trigger": "input changed delay:400ms", "hx-target": "#reading",
		"hx-swap": "outerHTML", "hx-sync": oneAtATime,
	}
}

// readNow makes a button read the text without script, on a page of its own.
func readNow() templ.Attributes {
	return templ.Attributes{"formaction": "/lees", "formnovalidate": true}
}

// swapped puts a part in its place although another one was asked for.
func swapped(on bool) templ.Attributes {
	if !on {
		return nil
	}
	return templ.Attributes{"hx-swap-oob": "true"}
}

// first is the head of a list.
func first(fits []Fit, n int) []Fit { return fits[:min(n, len(fits))] }

// rest is what the head did not show: of feasible forms those after the third,
// and all that are not feasible.
func rest(fits []Fit) []Fit {
	shown := map[string]bool{}
	head := feasible(fits)
	if len(head) == 0 {
		head = fits
	}
	for _, f := range first(head, 3) {
		shown[string(f.Form.Key)] = true
	}
	var list []Fit
	for _, f := range fits {
		if !shown[string(f.Form.Key)] {
			list = append(list, f)
		}
	}
	return list
}

// best reports whether a form is the first that can be done; what explains it
// stands below all.
func (l Live) best(f Fit) bool {
	for i := range l.Fits {
		if l.Fits[i].Score.Feasible() {
			return l.Fits[i].Form.Key == f.Form.Key
		}
	}
	return false
}

// enough is from how many cases a share is worth showing.
const enough = 10

// figures are the real numbers that the page may show; without enough cases
// there are none.
func (p Home) figures() []ui.Term {
	var list []ui.Term
	if from, to := p.ownerHours(); to > 0 {
		list = append(list, ui.Term{Name: p.T(text.HomeFigureTime), Value: p.T(text.HomeFigureTimeValue, "from", from, "to", to)})
	}
	for _, share := range []struct {
		name      text.Key
		part, all int
	}{
		{text.HomeFigurePromise, p.Figures.OnTime, p.Figures.Answered},
		{text.HomeFigureTaken, p.Figures.Taken, p.Figures.Decided},
		{text.HomeFigurePleased, p.Figures.Pleased, p.Figures.Rated},
	} {
		if share.all >= enough {
			list = append(list, ui.Term{Name: p.T(share.name), Value: p.T(text.HomeFigureValue, "part", share.part, "all", share.all)})
		}
	}
	return list
}

// ownerHours is the least and the most time a week that the forms ask of a company.
func (p Home) ownerHours() (from, to float64) {
	if p.Taxonomy == nil {
		return 0, 0
	}
	for _, f := range p.Taxonomy.Forms {
		hours := f.Facts.OwnerHoursPerWeek
		if hours.Min > 0 && (from == 0 || hours.Min < from) {
			from = hours.Min
		}
		to = max(to, hours.Max)
	}
	return from, to
}
