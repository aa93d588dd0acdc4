// Package training makes the model that reads questions from labelled cases, and
// tells how good it is. It is deterministic: the same cases and cues give the same
// bytes.
package training

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Case is a labelled question: what a seasoned coordinator concludes from the
// text, the sector and the size of the company. Where two people labelled it,
// grades are means and Tempo and Articulation hold both answers.
type Case struct {
	ID     string             `json:"id"`
	Lang   string             `json:"lang"`
	Title  string             `json:"title"`
	Text   string             `json:"text"`
	Sector string             `json:"sector"`
	Size   tandem.CompanySize `json:"company_size"`
	Gold   Labels             `json:"gold"`
	// Origin says where the case comes from; only those of Measured count in the
	// figures.
	Origin string `json:"origin"`
	// Parent is the measured case that a case of ours is a variant of; it never
	// helps to measure that one.
	Parent string `json:"parent,omitempty"`
}

// Labels are what was concluded.
type Labels = tandem.CaseLabels

// The origins of cases that we wrote ourselves; they train the model but do not
// measure it. A phrase is one or two sentences, not a whole question: it has
// labels for what it says only.
const (
	written = "written"
	phrase  = "phrase"
)

// corrected is the origin of owners' questions whose reading a coordinator
// corrected. They count as measured, but have no grades for forms.
const corrected = "corrected"

// Measured reports whether the case counts in the figures.
func (c Case) Measured() bool { return c.Origin != written && c.Origin != phrase }

// wants reports whether an outcome counts as asked.
func (c Case) wants(key tandem.OutcomeKey) bool { return c.Gold.Outcomes[key] >= 1 }

// graded reports whether the forms have grades.
func (c Case) graded() bool { return len(c.Gold.Forms) > 0 }

// refers reports whether no form fits. Who corrects a reading says why instead
// of grading forms.
func (c Case) refers() bool {
	if !c.graded() && c.Origin == corrected {
		return c.Gold.Refer != ""
	}
	for _, grade := range c.Gold.Forms {
		if grade >= 2 {
			return false
		}
	}
	return true
}

// agreed are the fields that both named.
func (c Case) agreed() []tandem.Field {
	if len(c.Gold.FieldsAgreed) > 0 {
		return c.Gold.FieldsAgreed
	}
	return c.Gold.Fields
}

// reading is the text as the reader takes it.
func (c Case) reading() articulation.Text {
	return articulation.Text{Title: c.Title, Body: c.Text, Sector: c.Sector, Size: c.Size}
}

// whole reports whether nothing is missing that training and measuring need.
func (c Case) whole() bool {
	if c.ID == "" || c.Text == "" {
		return false
	}
	if c.Origin == corrected {
		return len(c.Gold.Tempo) > 0 && len(c.Gold.Articulation) > 0
	}
	return c.graded() || !c.Measured()
}

// Load reads all cases of a folder: files that end in .jsonl, a case a line. The
// error names the file and the line.
func Load(dir fs.FS) ([]Case, error) {
	names, err := fs.Glob(dir, "*.jsonl")
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	var all []Case
	for _, name := range names {
		list, err := loadFile(dir, name)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b Case) int { return strings.Compare(a.ID, b.ID) })
	for i := 1; i < len(all); i++ {
		if all[i].ID == all[i-1].ID {
			return nil, fmt.Errorf("load cases: %s occurs twice: %w", all[i].ID, tandem.Invalid)
		}
	}
	return all, nil
}

// The tops of the scales of labels.
const (
	topOutcome = 2
	topGrade   = 3
)

// fault is what is wrong with a case, empty when nothing is. A grade off its scale
// would outweigh all other cases.
func (c Case) fault() string {
	if !c.whole() {
		return "id, text or labels are missing"
	}
	for key, grade := range c.Gold.Outcomes {
		if grade < 0 || grade > topOutcome {
			return fmt.Sprintf("%s has grade %v, want 0 to %d", key, grade, topOutcome)
		}
	}
	for key, grade := range c.Gold.Forms {
		if grade < 0 || grade > topGrade {
			return fmt.Sprintf("%s has grade %v, want 0 to %d", key, grade, topGrade)
		}
	}
	for key, clauses := range c.Gold.Grounds {
		for _, clause := range clauses {
			if _, ok := c.groundOf(clause); !ok || clause == "" {
				return fmt.Sprintf("the ground %q of %s is not in its text", clause, key)
			}
		}
	}
	return ""
}

// longestCase bounds a line, in bytes.
const longestCase = 1 << 20

func loadFile(dir fs.FS, name string) ([]Case, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, fmt.Errorf("load cases: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	var list []Case
	in := bufio.NewScanner(f)
	in.Buffer(nil, longestCase)
	for line := 1; in.Scan(); line++ {
		c, err := parse(in.Bytes())
		if err != nil {
			return nil, fmt.Errorf("load cases of %s, line %d: %w", path.Base(name), line, err)
		}
		if fault := c.fault(); fault != "" {
			return nil, fmt.Errorf("load cases of %s, line %d: %s: %w", path.Base(name), line, fault, tandem.Invalid)
		}
		list = append(list, c)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("load cases of %s: %w", path.Base(name), err)
	}
	return list, nil
}

// parse reads a line. A key that a case does not have is a slip of the pen, which
// would silently lose a label.
func parse(line []byte) (c Case, err error) {
	in := json.NewDecoder(bytes.NewReader(line))
	in.DisallowUnknownFields()
	if err = in.Decode(&c); err == nil && in.More() {
		err = fmt.Errorf("more than one case: %w", tandem.Invalid)
	}
	return c, err
}

// check refuses labels that the taxonomy does not know and variants of cases that
// are not there: the one would be lost, the other would measure its own parent.
func check(t tandem.Taxonomy, cases []Case) error {
	ids := map[string]bool{}
	for _, c := range cases {
		ids[c.ID] = true
	}
	for _, c := range cases {
		for key := range c.Gold.Outcomes {
			if !slices.ContainsFunc(t.Outcomes, func(o tandem.Outcome) bool { return o.Key == key }) {
				return fmt.Errorf("case %s: outcome %q is unknown: %w", c.ID, key, tandem.Invalid)
			}
		}
		for key := range c.Gold.Forms {
			if !slices.ContainsFunc(t.Forms, func(f tandem.CollaborationForm) bool { return f.Key == key }) {
				return fmt.Errorf("case %s: form %q is unknown: %w", c.ID, key, tandem.Invalid)
			}
		}
		if c.Parent != "" && !ids[c.Parent] {
			return fmt.Errorf("case %s: its parent %s is not there: %w", c.ID, c.Parent, tandem.Invalid)
		}
	}
	return nil
}
