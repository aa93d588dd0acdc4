package training

import (
	"fmt"
	"strings"
)

// What the figures are read against: a constant order of forms with the three most
// frequent outcomes, and a second coordinator (golden set, all 550 cases).
const (
	constantNDCG, constantMacro, constantMicro = 0.59, 0.15, 0.47
	humanNDCG, humanMacro, humanMicro          = 0.955, 0.85, 0.86
)

// Card is the model card, in Markdown.
func (r *Result) Card() string {
	var b strings.Builder
	fmt.Fprintf(&b, cardHead, r.Version, len(r.Model), r.Cases, r.Whole, r.Phrases)
	b.WriteString("## Figures\n\n")
	b.WriteString("| | NDCG@3 of forms | macro-F1 of outcomes | micro-F1 |\n|---|---|---|---|\n")
	row := func(name string, ndcg, macro, micro float64) {
		fmt.Fprintf(&b, "| %s | %.3f | %.3f | %.3f |\n", name, ndcg, macro, micro)
	}
	row("constant order of forms, three most frequent outcomes", constantNDCG, constantMacro, constantMicro)
	row(fmt.Sprintf("**this model, %d-fold cross-validation**", Folds), r.Held.NDCG, r.Held.MacroF1, r.Held.MicroF1)
	fmt.Fprintf(&b, "| 95 %% by bootstrap | %.3f to %.3f | %.3f to %.3f | |\n",
		r.Held.NDCGBand[0], r.Held.NDCGBand[1], r.Held.MacroBand[0], r.Held.MacroBand[1])
	row("this model on the very cases it was trained on (says little)", r.Seen.NDCG, r.Seen.MacroF1, r.Seen.MicroF1)
	row("a second coordinator", humanNDCG, humanMacro, humanMicro)
	fmt.Fprintf(&b, "\nAlso by cross-validation: first form fits (grade 2 or more) %.3f, refer F1 %.3f, tempo %.3f, "+
		"articulation %.3f, study fields found among three %.3f.\n",
		r.Held.FirstFits, r.Held.ReferF1, r.Held.Tempo, r.Held.Articulation, r.Held.FieldRecall)
	fmt.Fprintf(&b, "\nOf the words that it marks for a result it names rightly, %.0f of 100 lie in a clause that we named as the\n"+
		"ground for that result; put anywhere in the text, %.0f of 100 would.\n", 100*r.Held.Marked, 100*r.Held.MarkedByChance)
	b.WriteString("\n| part of the cases | cases | NDCG@3 | macro-F1 | micro-F1 |\n|---|---|---|---|---|\n")
	for _, g := range r.Groups {
		fmt.Fprintf(&b, "| %s | %d | %.3f | %.3f | %.3f |\n", g.Name, g.Cases, g.NDCG, g.MacroF1, g.MicroF1)
	}
	b.WriteString("\n| outcome | asked in | F1 |\n|---|---|---|\n")
	for _, o := range r.Held.Outcomes {
		fmt.Fprintf(&b, "| `%s` | %d | %.2f |\n", o.Key, o.Asked, o.F1)
	}
	b.WriteString(cardTail)
	return b.String()
}

const cardHead = `# Model card: reading a question

Written by ` + "`tandem train`" + ` together with the model; do not edit by hand.

Model %s, %d bytes. Trained on %d questions of owners that two coordinators labelled, %d questions and %d phrases
that we wrote and labelled by the same rubric. Only owners' questions are measured. A variant of a question never
helps to measure that question.

## What it does

From the text, the sector and the size of a company it suggests wished results, study fields, tempo, the need for
a talk, whether no form fits and why, and how much the text speaks for or against each form. It is linear: every
conclusion is a sum of weights of cues (` + "`internal/articulation/cues.toml`" + `, which people can read and change) and of words,
word parts and pairs of words; each part has its place in the text, and the parts add up. It decides nothing: the
owner confirms, a coordinator reviews.

`

const cardTail = `
Macro-F1 is the mean over outcomes that at least six cases of the part ask for; in small parts it jumps.

## Known failings

- Irony, dialect and wishes that are only implied are missed more often than plain ones.
- A wish that is told as somebody else's ("mijn zoon wil ...") counts as the owner's.
- Outcomes that few owners ask for (practice_what_you_preach, increase_participation) are learned mostly from cases
  that we wrote ourselves; their figures rest on a handful of questions.
- Very short texts get the order of forms that is usual, not one of their own.
- The cases that we wrote share our idea of how owners talk. The cues were written with the measured cases in view,
  so that figures on questions nobody has seen are lower than those of cross-validation.
- Dutch and English only.
`
