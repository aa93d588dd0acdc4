package page

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Browse lets a lecturer look through approved questions.
type Browse struct {
	Shell
	Filter   tandem.BrowseFilter
	Found    tandem.BrowsePage
	Taxonomy tandem.Taxonomy
}

// BrowseHref is the address of the list with a filter; what is empty is left out.
func BrowseHref(f tandem.BrowseFilter) string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Add(name, value)
		}
	}
	set("q", f.Words)
	if !f.Offering.IsZero() {
		set("aanbod", f.Offering.String())
	}
	addAll(v, "resultaat", f.Outcomes)
	addAll(v, "vorm", f.Forms)
	addAll(v, "vak", f.Fields)
	addAll(v, "regio", f.Regions)
	addAll(v, "grootte", f.Sizes)
	addAll(v, "geheim", f.Secrecy)
	set("voor", isoDay(f.Before))
	if f.New {
		set("nieuw", "1")
	}
	if f.Sort != tandem.SortFit {
		set("volgorde", string(f.Sort))
	}
	set("na", f.After)
	if len(v) == 0 {
		return "/vragen"
	}
	return "/vragen?" + v.Encode()
}

func addAll[T ~string](v url.Values, name string, list []T) {
	for _, value := range list {
		v.Add(name, string(value))
	}
}

// isoDay is a day as a date field wants it, empty for none.
func isoDay(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// without is a list less one value.
func without[T comparable](list []T, value T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(v T) bool { return v == value })
}

// found says how many questions there are.
func (p Browse) found() string {
	if n := p.Found.Total(); n <= tandem.FacetCap {
		return p.N(text.BrowseFound, n)
	}
	return p.T(text.BrowseMoreThan, "count", tandem.FacetCap)
}

func (p Browse) lead() string {
	fresh := 0
	for _, r := range p.Found.Rows {
		if r.New {
			fresh++
		}
	}
	if fresh == 0 || fresh == len(p.Found.Rows) {
		return p.found()
	}
	return p.found() + " " + p.T(text.BrowseNewSince, "count", fresh)
}

// count is how many questions a value would leave, "500+" when nobody counted on.
func (p Browse) count(name, value string) string {
	n := p.Found.Count(name, value)
	if n > tandem.FacetCap {
		return strconv.Itoa(tandem.FacetCap) + "+"
	}
	return strconv.Itoa(n)
}

// mostValues is how many values of a filter are shown at most.
const mostValues = 8

// facet lists the values of a filter that leave something, and those chosen.
func (p Browse) facet(label text.Key, name, param string, chosen []string, word func(string) string) ui.Choices {
	c := ui.Choices{Name: param, ID: "f-" + param, Legend: p.T(label), Many: true}
	add := func(value string) {
		c.Options = append(c.Options, ui.Choice{
			Value: value, Text: word(value), Count: p.count(name, value), Checked: slices.Contains(chosen, value),
		})
	}
	for _, value := range chosen {
		add(value)
	}
	for _, f := range p.Found.Facets {
		if f.Name == name && !slices.Contains(chosen, f.Value) && len(c.Options) < mostValues {
			add(f.Value)
		}
	}
	return c
}

func (p Browse) facets() []ui.Choices {
	f := p.Filter
	list := []ui.Choices{
		p.facet(text.BrowseOutcome, "outcome", "resultaat", plain(f.Outcomes), p.outcome),
		p.facet(text.BrowseForm, "form", "vorm", plain(f.Forms), p.form),
		p.facet(text.BrowseField, "field", "vak", plain(f.Fields), p.coded("field")),
		p.facet(text.BrowseRegion, "region", "regio", f.Regions, func(s string) string { return s }),
		p.facet(text.BrowseSize, "size", "grootte", plain(f.Sizes), p.coded("size_short")),
		p.facet(text.BrowseSecrecy, "secrecy", "geheim", plain(f.Secrecy), p.coded("secrecy_short")),
	}
	return slices.DeleteFunc(list, func(c ui.Choices) bool { return len(c.Options) == 0 })
}

// offerings lets the reader narrow to one of their own.
func (p Browse) offerings() ui.Choices {
	c := ui.Choices{Name: "aanbod", ID: "f-aanbod", Legend: p.T(text.BrowseOffering)}
	c.Options = append(c.Options, ui.Choice{Text: p.T(text.BrowseAnyOffering), Checked: p.Filter.Offering.IsZero()})
	for _, o := range p.Found.Offerings {
		chosen := o.ID == p.Filter.Offering
		if chosen || p.Found.Count("offering", o.ID.String()) > 0 {
			c.Options = append(c.Options, ui.Choice{
				Value: o.ID.String(), Text: o.Title + ", " + o.PeriodName, Count: p.count("offering", o.ID.String()), Checked: chosen,
			})
		}
	}
	return c
}

func plain[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = string(v)
	}
	return words
}

func (p Browse) outcome(key string) string {
	return p.Outcome(p.Taxonomy, tandem.OutcomeKey(key))
}

func (p Browse) form(key string) string { return p.Form(p.Taxonomy, tandem.FormKey(key)) }

func (p Browse) coded(group string) func(string) string {
	return func(code string) string { return p.Code(group, code) }
}

// Outcome is the name of a wished result to staff.
func (s Shell) Outcome(t tandem.Taxonomy, key tandem.OutcomeKey) string {
	o, ok := t.Outcome(key)
	if !ok {
		return string(key)
	}
	return o.Label.In(tandem.Language(s.Lang()))
}

// Form is the name of a form of collaboration.
func (s Shell) Form(t tandem.Taxonomy, key tandem.FormKey) string {
	f, ok := t.Form(key)
	if !ok {
		return string(key)
	}
	return f.Label.In(tandem.Language(s.Lang()))
}

// chips are the filters that are on, each with an address that takes it off.
func (p Browse) chips() []ui.Badge {
	var list []ui.Badge
	add := func(word string, less tandem.BrowseFilter) {
		less.After = ""
		list = append(list, ui.Badge{Tone: "shared", Text: word, Href: BrowseHref(less), Remove: p.T(text.PartsDropFilter)})
	}
	for _, v := range p.Filter.Outcomes {
		less := p.Filter
		less.Outcomes = without(less.Outcomes, v)
		add(p.outcome(string(v)), less)
	}
	for _, v := range p.Filter.Forms {
		less := p.Filter
		less.Forms = without(less.Forms, v)
		add(p.form(string(v)), less)
	}
	for _, v := range p.Filter.Fields {
		less := p.Filter
		less.Fields = without(less.Fields, v)
		add(p.Code("field", string(v)), less)
	}
	for _, v := range p.Filter.Regions {
		less := p.Filter
		less.Regions = without(less.Regions, v)
		add(v, less)
	}
	for _, v := range p.Filter.Sizes {
		less := p.Filter
		less.Sizes = without(less.Sizes, v)
		add(p.Code("size_short", string(v)), less)
	}
	for _, v := range p.Filter.Secrecy {
		less := p.Filter
		less.Secrecy = without(less.Secrecy, v)
		add(p.Code("secrecy_short", string(v)), less)
	}
	return append(list, p.singleChips()...)
}

// singleChips are the chips of filters with one value.
func (p Browse) singleChips() []ui.Badge {
	var list []ui.Badge
	add := func(on bool, word string, less tandem.BrowseFilter) {
		if on {
			less.After = ""
			list = append(list, ui.Badge{Tone: "shared", Text: word, Href: BrowseHref(less), Remove: p.T(text.PartsDropFilter)})
		}
	}
	less := p.Filter
	less.Offering = tandem.ID[tandem.Offering]{}
	for _, o := range p.Found.Offerings {
		add(o.ID == p.Filter.Offering, o.Title, less)
	}
	less = p.Filter
	less.Before = nil
	if p.Filter.Before != nil {
		add(true, p.T(text.BrowseBeforeChip, "date", p.DayMonth(*p.Filter.Before)), less)
	}
	less = p.Filter
	less.New = false
	add(p.Filter.New, p.T(text.BrowseNew), less)
	return list
}

// narrowed reports whether anything keeps questions out of the list.
func (p Browse) narrowed() bool { return p.Filter.Words != "" || len(p.chips()) > 0 }

// cleared is the filter with nothing but the order.
func (p Browse) cleared() string { return BrowseHref(tandem.BrowseFilter{Sort: p.Filter.Sort}) }

func (p Browse) sorts() []ui.Option {
	var list []ui.Option
	for _, s := range tandem.BrowseSorts() {
		list = append(list, ui.Option{Value: string(s), Text: p.Code("browse_sort", string(s)), Selected: s == p.Filter.Sort})
	}
	return list
}

// carried are the filters as hidden fields, for the small forms beside the big
// one; without the named ones.
func (p Browse) carried(except ...string) []ui.Term {
	u, err := url.Parse(BrowseHref(p.Filter))
	if err != nil {
		return nil
	}
	values := u.Query()
	var list []ui.Term
	for _, name := range slices.Sorted(keys(values)) {
		for _, v := range values[name] {
			if name != "na" && !slices.Contains(except, name) {
				list = append(list, ui.Term{Name: name, Value: v})
			}
		}
	}
	return list
}

func keys(v url.Values) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range v {
			if !yield(name) {
				return
			}
		}
	}
}

func (p Browse) row(r tandem.BrowseRow) ui.BrowseRow {
	row := ui.BrowseRow{Title: r.Title, Href: "/vragen/" + r.ID.String(), Meta: p.meta(r)}
	if r.New {
		row.Badges = append(row.Badges, ui.Badge{Text: p.T(text.BrowseNew), Tone: "shared"})
	}
	if !r.MatchID.IsZero() && r.Free <= 0 {
		row.Badges = append(row.Badges, ui.Badge{Text: p.T(text.BrowseFull), Tone: "warn"})
	}
	for _, o := range r.Outcomes {
		row.Tags = append(row.Tags, ui.Badge{Text: p.outcome(string(o)), Tone: "company"})
	}
	if r.MatchID.IsZero() {
		row.Fit = p.T(text.BrowseFitsNot)
	} else {
		fits := text.BrowseFitsColleague
		if r.Own {
			fits = text.BrowseFits
		}
		row.Fit = p.T(fits, "offering", r.Offering)
		row.Mini = p.Mini(worth(r.Company, r.CompanyEffort, ""), worth(r.Education, r.EducationEffort, ""))
	}
	row.Deadline = p.until(r)
	return row
}

// until is the day that matters most.
func (p Browse) until(r tandem.BrowseRow) string {
	switch {
	case r.Deadline != nil:
		return p.T(text.BrowseDeadline, "date", p.DayMonth(*r.Deadline))
	case r.WantedDate != nil:
		return p.T(text.BrowseWanted, "date", p.DayMonth(*r.WantedDate))
	}
	return ""
}

func (p Browse) meta(r tandem.BrowseRow) []ui.Fact {
	return p.brief(tandem.Question{ShownName: r.ShownName, Size: r.Size, Region: r.Region, Secrecy: r.Secrecy})
}

// brief says who asks and who may read it, in one soft line.
func (s Shell) brief(q tandem.Question) []ui.Fact {
	name := q.ShownName
	if name == "" {
		name = s.T(text.BrowseUnnamed)
	}
	facts := []ui.Fact{{Icon: "store", Text: name + ", " + s.Code("size_short", string(q.Size))}}
	if q.Region != "" {
		facts = append(facts, ui.Fact{Icon: "map-pin", Text: q.Region})
	}
	icon := "users"
	if q.Secrecy != tandem.SecrecyOpen {
		icon = "lock"
	}
	return append(facts, ui.Fact{Icon: icon, Text: s.Code("secrecy_short", string(q.Secrecy))})
}

func (p Browse) empty() ui.Empty {
	if p.narrowed() {
		return ui.Empty{
			Title: p.T(text.BrowseEmptyTitle), Text: p.T(text.BrowseEmptyText),
			Action: ui.Button{Text: p.T(text.BrowseClear), Kind: "second", Href: p.cleared()},
		}
	}
	return ui.Empty{
		Title: p.T(text.BrowseEmptyAllTitle), Text: p.T(text.BrowseEmptyAllText),
		Action: ui.Button{Text: p.T(text.BrowseEmptyAllDo), Kind: "second", Href: "/aanbod"},
	}
}

// next is the address of the page after this one, or empty.
func (p Browse) next() string {
	if p.Found.Next == "" {
		return ""
	}
	f := p.Filter
	f.After = p.Found.Next
	return BrowseHref(f)
}

// first is the address of the first page, empty when this is it.
func (p Browse) first() string {
	if p.Filter.After == "" {
		return ""
	}
	f := p.Filter
	f.After = ""
	return BrowseHref(f)
}

func (p Browse) keyList() ui.Keys {
	return p.Keys([]ui.Term{
		{Name: "j k", Value: p.T(text.BrowseKeyWalk)}, {Name: "/", Value: p.T(text.BrowseKeySearch)},
	})
}
