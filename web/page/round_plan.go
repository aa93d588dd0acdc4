package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

func (p Round) rowsTable() ui.Table {
	return ui.Table{Label: p.T(text.RoundWhoTable), Fold: true, Columns: []ui.Column{
		{Text: p.T(text.RoundQuestion)}, {Text: p.T(text.RoundPlace)}, {Text: p.T(text.RoundValue)}, {Text: p.T(text.RoundChange), Long: true},
		{Text: p.T(text.RoundActs), Hidden: true, Long: true},
	}}
}

func (s Shell) planMini(x tandem.PlanScore) *ui.Mini {
	return s.Mini(worth(x.Company, x.CompanyEffort, ""), worth(x.Education, x.EducationEffort, ""))
}

// moveHref is where one question can be moved by hand.
func (p Round) moveHref(q tandem.ID[tandem.Question]) string { return p.action("vragen/" + q.String()) }

// fixing is the value of a row's box: the question and where it stays.
func fixing(r tandem.PlanRow) string { return r.QuestionID.String() + ":" + r.OfferingID.String() }

// instead says what going elsewhere would change.
func (s Shell) instead(o *tandem.Alternative) string {
	if o == nil {
		return s.T(text.RoundOtherNone)
	}
	var said []string
	company, education := s.change(o.Company), s.change(o.Education)
	switch {
	case o.OfferingID.IsZero():
		said = append(said, s.T(text.RoundOtherOut, "company", company, "education", education))
	case math.Abs(o.Company) < .005 && math.Abs(o.Education) < .005 && o.Loses == "" && points(o.Total) == 0:
		return s.T(text.RoundOtherSame, "place", o.Offering)
	default:
		said = append(said, s.T(text.RoundOtherValue, "place", o.Offering, "company", company, "education", education))
	}
	if o.Loses != "" {
		said = append(said, s.T(text.RoundOtherLoses, "name", o.Loses))
	}
	if o.Gains != "" {
		said = append(said, s.T(text.RoundOtherGains, "name", o.Gains))
	}
	return strings.Join(append(said, s.total(o.Total)), " ")
}

// points says how many points, one or more.
func (s Shell) points(n int) string { return s.N(text.RoundPoints, n) }

func (s Shell) total(weight int64) string {
	switch n := points(weight); {
	case n < 0:
		return s.T(text.RoundOtherTotal, "points", s.points(-n))
	case n > 0:
		return s.T(text.RoundOtherMore, "points", s.points(n))
	}
	return s.T(text.RoundOtherTie)
}

// only names the offering to which the rows are narrowed, empty for all.
func (p Round) only() string {
	for _, o := range p.Plan.Places {
		if o.OfferingID == p.Only {
			return o.Title
		}
	}
	return ""
}

// reason says why a group of questions got no place.
func (p Round) reason(g tandem.UnplacedGroup) ui.Check {
	c := ui.Check{Kind: "maybe"}
	if g.Reason == tandem.UnplacedNowhere {
		c.Kind = "no"
	}
	c.Text = p.Code("unplaced_reason", string(g.Reason), "count", g.Count)
	if g.Reason == tandem.UnplacedGate && p.Has("unplaced_gate", g.Gate) {
		c.Text = p.Code("unplaced_gate", g.Gate, "count", g.Count)
	}
	if g.Start != nil {
		c.Text += " " + p.T(text.RoundUnplacedStart, "date", p.DayMonth(*g.Start))
	}
	return c
}

// fell says how near a question came.
func (p Round) fell(u tandem.Unplaced) string {
	var said []string
	switch {
	case u.Offering != "" && points(u.Short) > 0:
		said = append(said, p.T(text.RoundUnplacedShort, "points", p.points(points(u.Short)), "place", u.Offering))
	case u.Offering != "":
		said = append(said, p.T(text.RoundUnplacedNear, "place", u.Offering))
	}
	if u.Gate != nil {
		said = append(said, p.Gate(*u.Gate).Text)
	}
	return strings.Join(said, ". ")
}

func (p Round) unplacedCount() int {
	n := 0
	for _, g := range p.Plan.Unplaced {
		n += g.Count
	}
	return n
}

func (p Round) unplacedTitle() string {
	if n := p.unplacedCount(); n > 0 {
		return p.N(text.RoundUnplacedTitle, n)
	}
	return p.T(text.RoundUnplaced)
}

// worthOf says what one place more at an offering brings, or why that is not the point.
func (p Round) worthOf(o tandem.PlacePlan) string {
	switch missing := o.Least - o.Taken - o.Planned; {
	case o.Closed:
		return p.T(text.RoundPlaceClosed)
	case missing > 0:
		return p.T(text.RoundPlaceShort, "missing", missing)
	}
	full, helps := text.Key(""), text.RoundPlaceHelps
	switch o.Bound {
	case tandem.BoundLecturer:
		full, helps = text.RoundPlaceLecturer, text.RoundPlaceHelpsLecturer
	case tandem.BoundProgramme:
		full, helps = text.RoundPlaceProgramme, text.RoundPlaceHelpsProgramme
	}
	switch more := points(o.More); {
	case o.Helped > 0 && more > 0:
		return p.N(helps, o.Helped, "points", p.points(more))
	case full != "":
		return p.T(full) + " " + p.T(text.RoundPlaceHelpsNone)
	}
	return p.T(text.RoundPlaceHelpsNone)
}

// where says whose offering it is and when it starts.
func (p Round) where(o tandem.PlacePlan) string {
	said := p.T(text.RoundPlaceStart, "programme", o.Programme, "date", p.DayMonth(o.Start))
	if o.Least > 0 {
		said += ", " + p.T(text.RoundPlaceLeast, "least", o.Least)
	}
	return said
}

// shownPlaces is how many offerings stand open in the list, listedPlaces how
// many it has at all: more would make the page too heavy.
const (
	shownPlaces  = 6
	listedPlaces = 60
)

func (p Round) firstPlaces() []tandem.PlacePlan {
	list := p.sortedPlaces()
	return list[:min(shownPlaces, len(list))]
}

func (p Round) otherPlaces() []tandem.PlacePlan {
	list := p.sortedPlaces()
	return list[min(shownPlaces, len(list)):]
}

// unlisted is how many offerings the list leaves out.
func (p Round) unlisted() int { return max(0, len(p.Plan.Places)-listedPlaces) }

// sortedPlaces puts first what the rows are narrowed to, then where a place more
// would help most, then where most goes.
func (p Round) sortedPlaces() []tandem.PlacePlan {
	list := slices.Clone(p.Plan.Places)
	slices.SortStableFunc(list, func(a, b tandem.PlacePlan) int {
		return -cmp.Or(
			cmp.Compare(p.wanted(a), p.wanted(b)), cmp.Compare(a.More, b.More), cmp.Compare(a.Planned, b.Planned),
		)
	})
	return list[:min(listedPlaces, len(list))]
}

// wanted is 1 for an offering that somebody asked for, else 0.
func (p Round) wanted(o tandem.PlacePlan) int {
	if o.OfferingID == p.Only || o.OfferingID.String() == p.If.Offering {
		return 1
	}
	return 0
}

// placeCapacity shows what is promised elsewhere as taken, and what the plan
// fills apart from it.
func (p Round) placeCapacity(o tandem.PlacePlan) ui.Capacity {
	c := p.Capacity(o.Taken, o.Planned, o.Places)
	if p.Plan.State != tandem.PlanApproved {
		c.Title = p.T(text.RoundCapacity, "taken", o.Taken, "planned", o.Planned, "all", o.Places)
	}
	return c
}

func (p Round) placeLegend() ui.CapacityLegend {
	l := p.CapacityLegend()
	if p.Plan.State != tandem.PlanApproved {
		l.Held = p.T(text.RoundCapacityPlan)
	}
	return l
}

func (p Round) fairTable() ui.Table {
	t := ui.Table{Label: p.T(text.RoundFairTable), Compact: true, Fold: true, Figures: true, Columns: []ui.Column{
		{Text: p.T(text.RoundFairGroup)}, {Text: p.T(text.RoundFairServed), Number: true}, {Text: p.T(text.RoundFairShare), Number: true},
		{Text: p.T(text.RoundFairCompany), Number: true}, {Text: p.T(text.RoundFairEducation), Number: true},
	}}
	for _, kind := range tandem.FairKinds() {
		for _, f := range p.Plan.Fairness {
			if f.Kind == kind {
				t.Rows = append(t.Rows, p.fairRow(f))
			}
		}
	}
	return t
}

func (p Round) fairRow(f tandem.FairRow) []string {
	name := p.Code("group_kind", string(f.Kind)) + ": " + p.group(f.Kind, f.Key)
	served, share := p.Number(f.Served), "–"
	if f.Asked > 0 {
		served, share = p.T(text.RoundOf, "placed", f.Served, "all", p.Number(f.Asked)), p.Percent(float64(f.Served)/float64(f.Asked))
	}
	company, education := "–", "–"
	if f.Served > 0 {
		company, education = strconv.Itoa(hundred(f.Company)), strconv.Itoa(hundred(f.Education))
	}
	return []string{name, served, share, company, education}
}

func (p Round) minima() []ui.Check {
	var list []ui.Check
	for _, m := range p.Plan.Minima {
		c := ui.Check{Kind: "yes", Text: p.T(text.RoundMinimumLine, "group", capital(p.group(m.Kind, m.Key)), "least", m.Least, "served", m.Served)}
		if m.Served < m.Least {
			c.Kind = "maybe"
		}
		cost := p.T(text.RoundMinimumFree)
		if n := points(m.Cost); n > 0 {
			cost = p.T(text.RoundMinimumCost, "points", p.points(n))
		}
		c.Text += " " + cost
		list = append(list, c)
	}
	return list
}

func (p Round) blockingTable() ui.Table {
	t := ui.Table{
		Label: p.T(text.RoundBlockingTable), Compact: true, Fold: true, Caption: p.T(text.RoundBlockingCaption, "count", len(p.Plan.Blocking)),
		Columns: []ui.Column{
			{Text: p.T(text.RoundQuestion)}, {Text: p.T(text.RoundBlockingNow)}, {Text: p.T(text.RoundBlockingRather)},
			{Text: p.T(text.RoundFairCompany), Number: true}, {Text: p.T(text.RoundFairEducation), Number: true},
		},
	}
	for _, b := range p.Plan.Blocking {
		t.Rows = append(t.Rows, []string{p.shown(b.ShownName) + ": " + b.Title, p.at(b.Now), b.Offering, p.change(b.Company), p.change(b.Education)})
	}
	return t
}
