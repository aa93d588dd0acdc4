package scoring

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// maxLine bounds one line of input: a longer one cannot be a question.
const maxLine = 1 << 20

// Lines answers questions that come as lines of JSON with one line each, in
// order. It needs no database.
type Lines struct {
	Model *Model
	// Read reads a question's text.
	Read func(articulation.Text) tandem.Reading
	// Now is the moment from which dates are counted.
	Now time.Time
}

// Run reads questions until the end. A malformed line gets a line on errw with
// its number and is left out; failed tells that there was one. The error is that
// of reading or writing.
func (l Lines) Run(r io.Reader, w, errw io.Writer) (failed bool, err error) {
	in := bufio.NewReaderSize(r, maxLine)
	out := bufio.NewWriterSize(w, 64<<10)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for number := 1; ; number++ {
		line, last := next(in)
		answer, fault := l.answer(line)
		switch {
		case len(line) == 0:
		case fault != nil:
			failed = true
			_, err = fmt.Fprintf(errw, "line %d: %v\n", number, fault)
		default:
			err = encoder.Encode(answer)
		}
		if err = cmp.Or(err, last); err != nil {
			break
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if err := errors.Join(err, out.Flush()); err != nil {
		return failed, fmt.Errorf("score lines: %w", err)
	}
	return failed, nil
}

// next reads one line. Of a line that is too long it gives the beginning, which
// is no valid JSON, and passes over the rest. The error tells that it was the
// last one.
func next(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	begin := line
	for errors.Is(err, bufio.ErrBufferFull) {
		begin = []byte("too long")
		_, err = in.ReadSlice('\n')
	}
	return bytes.TrimSpace(begin), err
}

// answer scores one line.
func (l Lines) answer(line []byte) (*lineOut, error) {
	var in lineIn
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, fmt.Errorf("not a question in JSON: %w", err)
	}
	q, err := in.question()
	if err != nil {
		return nil, err
	}
	q.Reading = l.Read(articulation.Text{Title: in.Title, Body: in.Text, Sector: in.Sector, Size: in.CompanySize})
	out := newLineOut(in.ID, q.Reading, l.Model.Forms(&q, l.Now))
	out.Ask = l.Model.Ask(&q, l.Now).Code
	return out, nil
}

// lineIn is one question as it comes in; unknown fields are ignored.
type lineIn struct {
	ID           string             `json:"id"`
	Lang         string             `json:"lang"`
	Title        string             `json:"title"`
	Text         string             `json:"text"`
	Sector       string             `json:"sector"`
	CompanySize  tandem.CompanySize `json:"company_size"`
	Outcomes     wishes             `json:"outcomes"`
	WantedDate   string             `json:"wanted_date"`
	HoursPerWeek float64            `json:"hours_per_week"`
}

func (in lineIn) question() (tandem.Question, error) {
	q := tandem.Question{
		Title: in.Title, Text: in.Text, Language: tandem.Language(in.Lang), Sector: in.Sector,
		Size: in.CompanySize, Wishes: in.Outcomes, HoursPerWeek: in.HoursPerWeek,
	}
	if in.ID == "" {
		return q, errors.New("id is missing")
	}
	if in.HoursPerWeek < 0 {
		return q, fmt.Errorf("hours_per_week is %g, below zero", in.HoursPerWeek)
	}
	if in.WantedDate != "" {
		day, err := time.Parse(time.DateOnly, in.WantedDate)
		if err != nil {
			return q, fmt.Errorf("wanted_date is not a date such as 2027-04-30: %w", err)
		}
		q.WantedDate = &day
	}
	return q, nil
}

// wishes come as a list of outcomes or as outcomes with weights.
type wishes []tandem.Wish

func (w *wishes) UnmarshalJSON(data []byte) error {
	var keys []tandem.OutcomeKey
	if err := json.Unmarshal(data, &keys); err == nil {
		for _, key := range keys {
			*w = append(*w, tandem.Wish{Outcome: key, Weight: 1})
		}
		return nil
	}
	var weighed map[tandem.OutcomeKey]float64
	if err := json.Unmarshal(data, &weighed); err != nil {
		return fmt.Errorf("outcomes are neither a list of keys nor keys with weights: %w", err)
	}
	for key, weight := range weighed {
		*w = append(*w, tandem.Wish{Outcome: key, Weight: weight})
	}
	return nil
}

// lineOut is the answer to one question.
type lineOut struct {
	ID           string              `json:"id"`
	Language     string              `json:"language"`
	Outcomes     []lineOutcome       `json:"outcomes"`
	Tempo        tandem.Tempo        `json:"tempo"`
	Articulation tandem.Articulation `json:"articulation"`
	Fields       []tandem.Field      `json:"fields"`
	Refer        bool                `json:"refer"`
	Forms        []lineForm          `json:"forms"`
	Ask          string              `json:"ask,omitempty"`       // the question back that would help most
	Agreement    *lineAgreement      `json:"agreement,omitempty"` // none with fewer than two forms to choose from
	Model        string              `json:"model"`
}

type lineOutcome struct {
	Key         tandem.OutcomeKey `json:"key"`
	Probability float64           `json:"probability"`
	Suggested   bool              `json:"suggested"`
	Evidence    []string          `json:"evidence"`
}

type lineForm struct {
	Key       tandem.FormKey  `json:"key"`
	Score     float64         `json:"score"`
	Company   float64         `json:"company"`
	Education float64         `json:"education"`
	Interval  [2]float64      `json:"interval"`
	Gates     []tandem.Gate   `json:"gates"`
	Reasons   []tandem.Reason `json:"reasons"`
	// Effort adds up to what the form asks of the company.
	Effort []tandem.EffortTerm `json:"effort"`
}

func newLineOut(id string, r tandem.Reading, forms []tandem.FormScore) *lineOut {
	out := &lineOut{
		ID: id, Language: r.Language, Tempo: r.Tempo, Articulation: r.Articulation, Fields: r.Fields,
		Refer: r.Refer, Model: r.Model, Outcomes: []lineOutcome{},
	}
	for _, o := range r.Outcomes {
		evidence := []string{}
		for _, e := range o.Evidence {
			evidence = append(evidence, e.Text)
		}
		out.Outcomes = append(out.Outcomes, lineOutcome{o.Key, o.Probability, o.Suggested, evidence})
	}
	for _, f := range forms {
		gates := f.Gates
		if gates == nil {
			gates = []tandem.Gate{}
		}
		out.Forms = append(out.Forms, lineForm{
			f.Form, f.Value, f.Company, f.Education, [2]float64{f.Low, f.High}, gates, f.Reasons, f.Effort,
		})
	}
	out.Agreement = newLineAgreement(forms)
	return out
}

// lineAgreement is how many methods of ranking name the first form.
type lineAgreement struct {
	Agree  int           `json:"agree"`
	Of     int           `json:"of"`
	Differ []lineDissent `json:"differ"`
}

type lineDissent struct {
	Method string         `json:"method"`
	Form   tandem.FormKey `json:"form"`
}

func newLineAgreement(forms []tandem.FormScore) *lineAgreement {
	agreed := AgreeForms(forms)
	if agreed.Of == 0 {
		return nil
	}
	out := &lineAgreement{Agree: agreed.Agree, Of: agreed.Of, Differ: []lineDissent{}}
	for _, d := range agreed.Differ {
		out.Differ = append(out.Differ, lineDissent{d.Method, forms[d.First].Form})
	}
	return out
}
