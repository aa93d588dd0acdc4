package page

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// ReadingForm is the form with which a coordinator corrects a reading.
type ReadingForm struct {
	Version      int      `form:"version"`
	Outcomes     []string `form:"outcome"`
	Fields       []string `form:"field"`
	Tempo        string   `form:"tempo"`
	Articulation string   `form:"articulation"`
	Refer        string   `form:"refer"` // yes or no
	ReferWhy     string   `form:"refer_why"`
}

// ShownFields is how many of the fields that were read count as read.
const ShownFields = 3

func (p Review) readOutcomeBoxes() ui.Choices {
	c := ui.Choices{Name: "outcome", Legend: p.T(text.ReviewCorrectOutcomes), Error: p.Errors["outcome"], Columns: "2", Many: true}
	for _, o := range p.Taxonomy.Outcomes {
		c.Options = append(c.Options, ui.Choice{
			Value: string(o.Key), Text: p.outcome(o.Key), Checked: slices.Contains(p.Reading.Outcomes, string(o.Key)),
		})
	}
	return c
}

func (p Review) readFieldBoxes() ui.Choices {
	c := ui.Choices{Name: "field", Legend: p.T(text.ReviewFields), Error: p.Errors["field"], Columns: "2", Many: true}
	for _, f := range tandem.Fields() {
		c.Options = append(c.Options, ui.Choice{
			Value: string(f), Text: capital(p.Code("field", string(f))), Checked: slices.Contains(p.Reading.Fields, string(f)),
		})
	}
	return c
}

func (p Review) readTempo() ui.Choices {
	return ui.Choices{
		Name: "tempo", Legend: p.T(text.ReviewTempo), Error: p.Errors["tempo"],
		Options: p.coded("tempo", strs(tandem.Tempos()), p.Reading.Tempo),
	}
}

func (p Review) readArticulation() ui.Choices {
	return ui.Choices{
		Name: "articulation", Legend: p.T(text.ReviewArticulation), Error: p.Errors["articulation"],
		Options: p.coded("articulation", strs(tandem.Articulations()), p.Reading.Articulation),
	}
}

func (p Review) readRefer() ui.Choices {
	return ui.Choices{
		Name: "refer", Legend: p.T(text.ReviewCorrectRefer),
		Options: []ui.Choice{
			{Value: "no", Text: p.T(text.ReviewCorrectReferNo), Checked: p.Reading.Refer != "yes"},
			{Value: "yes", Text: p.T(text.ReviewCorrectReferYes), Checked: p.Reading.Refer == "yes"},
		},
	}
}

// readReasons are the reasons for which no form fits, behind an empty one.
func (p Review) readReasons() []ui.Option {
	list := []ui.Option{{Text: p.T(text.ReviewCorrectReasonNone)}}
	for _, code := range p.ReferCodes {
		list = append(list, ui.Option{Value: code, Text: p.Code("refer_case", code), Selected: code == p.Reading.ReferWhy})
	}
	return list
}

func (p Review) coded(group string, codes []string, chosen string) []ui.Choice {
	var list []ui.Choice
	for _, code := range codes {
		list = append(list, ui.Choice{Value: code, Text: capital(p.Code(group, code)), Checked: code == chosen})
	}
	return list
}

// corrected says when the reading was corrected last.
func (p Review) corrected() string {
	if len(p.Cases) == 0 {
		return ""
	}
	return p.T(text.ReviewCorrectKept, "moment", p.Moment(p.Cases[0].CorrectedAt))
}
