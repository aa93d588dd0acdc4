package demo

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

//go:embed data
var files embed.FS

// words is what people in the demo wrote, and what companies are named after.
type words struct {
	Asks, Replies, Approvals, Overrides, Claims, Releases, Finishes, Stops, Statements, Withdrawals []string

	Confidential  string
	Declines      []tandem.Decline
	CompanyGood   []string `toml:"company_good"`
	CompanyPoor   []string `toml:"company_poor"`
	EducationGood []string `toml:"education_good"`
	EducationPoor []string `toml:"education_poor"`
	Families      []string
	FirstNames    []string `toml:"first_names"`
	Trades        map[string][]string
	Towns         []town
}

// town is where companies are; its desk is that of the institution.
type town struct{ Name, Postcode, Institution string }

// asked is one question of the labelled set, as its owner would type it. Form is
// the best form by its labels, empty when none fits.
type asked struct {
	Lang   tandem.Language    `json:"lang"`
	Title  string             `json:"title"`
	Text   string             `json:"text"`
	Sector string             `json:"sector"`
	Size   tandem.CompanySize `json:"size"`
	Wishes []tandem.Wish      `json:"wishes"`
	Form   tandem.FormKey     `json:"form"`
}

func loadWords() (words, error) {
	var w words
	_, err := toml.DecodeFS(files, "data/words.toml", &w)
	if err != nil {
		return w, fmt.Errorf("read words of the demo: %w", err)
	}
	return w, nil
}

func loadQuestions() ([]asked, error) {
	raw, err := files.ReadFile("data/questions.jsonl")
	if err != nil {
		return nil, fmt.Errorf("read questions of the demo: %w", err)
	}
	var list []asked
	for in := json.NewDecoder(bytes.NewReader(raw)); in.More(); {
		var a asked
		if err := in.Decode(&a); err != nil {
			return nil, fmt.Errorf("read question %d of the demo: %w", len(list)+1, err)
		}
		list = append(list, a)
	}
	return list, nil
}

// lines reads a table whose columns are parted by bars; each line must have as
// many columns as it says.
func lines(name string, columns int) ([][]string, error) {
	raw, err := files.ReadFile("data/" + name)
	if err != nil {
		return nil, fmt.Errorf("read table of the demo: %w", err)
	}
	var list [][]string
	for number, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != columns {
			return nil, fmt.Errorf("%s line %d: %d columns, want %d", name, number+1, len(cells), columns)
		}
		list = append(list, cells)
	}
	return list, nil
}

// numbers reads figures out of a line; the first fault stays in err.
type numbers struct{ err error }

func (n *numbers) whole(s string) int {
	v, err := strconv.Atoi(s)
	if err != nil && n.err == nil {
		n.err = fmt.Errorf("read number of the demo: %w", err)
	}
	return v
}

func (n *numbers) decimal(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil && n.err == nil {
		n.err = fmt.Errorf("read number of the demo: %w", err)
	}
	return v
}

func fieldsOf(s string) []tandem.Field {
	var list []tandem.Field
	for f := range strings.SplitSeq(s, ",") {
		list = append(list, tandem.Field(f))
	}
	return list
}
