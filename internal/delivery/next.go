package delivery

import "github.com/tandem-hbo/tandem/internal/tandem"

// goodGrade is the mean grade from which a next step is worth suggesting.
const goodGrade = 3.5

// tie is the result by which forms bind both sides more or less closely.
const tie tandem.OutcomeKey = "long_term_collaboration"

// NextForm suggests the form for a next collaboration after a good one: among
// the forms that tie both sides more closely than the present one, the one that
// brings most of what the company asked. It is false when a side was not
// content or nothing ties more closely.
func NextForm(t tandem.Taxonomy, w tandem.Work) (tandem.CollaborationForm, bool) {
	var best tandem.CollaborationForm
	if w.Engagement.State != tandem.EngagementFinished || !content(w.Evaluations) {
		return best, false
	}
	now, _ := t.Cell(tie, w.Offering.Form)
	most := -1.0
	for _, f := range t.Forms {
		binds, _ := t.Cell(tie, f.Key)
		if binds.Score <= now.Score || f.Facts.MinCompanies > w.Question.Companies {
			continue
		}
		if brings := worth(t, f.Key, w.Question.Wishes); brings > most {
			best, most = f, brings
		}
	}
	return best, most >= 0
}

// worth is how much of the wishes a form brings, by the matrix.
func worth(t tandem.Taxonomy, f tandem.FormKey, wishes []tandem.Wish) float64 {
	sum := 0.0
	for _, w := range wishes {
		cell, _ := t.Cell(w.Outcome, f)
		sum += w.Weight * float64(cell.Score)
	}
	return sum
}

// content reports whether all who spoke were content, and somebody did.
func content(list []tandem.Evaluation) bool {
	for _, e := range list {
		sum := 0
		for _, r := range e.Ratings {
			sum += r.Grade
		}
		if len(e.Ratings) == 0 || float64(sum)/float64(len(e.Ratings)) < goodGrade {
			return false
		}
	}
	return len(list) > 0
}
