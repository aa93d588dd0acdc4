package postgres

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// readBrief reads questions.brief, which a round does 100,000 times: by hand when
// it looks as we write it, and by encoding/json when anything is otherwise. A test
// holds both against one another. The memory of r is used again, and of each word
// one copy is kept.
func readBrief(b []byte, r *tandem.Reading, known words) error {
	s := briefScanner{b: b, known: known, room: *r}
	*r = tandem.Reading{}
	if s.reading(r) {
		return nil
	}
	*r = tandem.Reading{}
	if err := json.Unmarshal(b, r); err != nil {
		return fmt.Errorf("read brief: %w", err)
	}
	return nil
}

// readReadiness is readBrief for questions.readiness.
func readReadiness(b []byte, r *tandem.Readiness) error {
	s := briefScanner{b: b}
	if s.readiness(r) {
		return nil
	}
	*r = tandem.Readiness{}
	if err := json.Unmarshal(b, r); err != nil {
		return fmt.Errorf("read readiness: %w", err)
	}
	return nil
}

// briefScanner walks over JSON. Every step is false at what it does not expect.
type briefScanner struct {
	b     []byte
	at    int
	known words
	room  tandem.Reading // memory to use again
}

func (s *briefScanner) space() {
	for s.at < len(s.b) && (s.b[s.at] == ' ' || s.b[s.at] == '\n' || s.b[s.at] == '\t' || s.b[s.at] == '\r') {
		s.at++
	}
}

// take passes over one character.
func (s *briefScanner) take(c byte) bool {
	s.space()
	if s.at < len(s.b) && s.b[s.at] == c {
		s.at++
		return true
	}
	return false
}

// word reads a string without escapes.
func (s *briefScanner) word() ([]byte, bool) {
	if !s.take('"') {
		return nil, false
	}
	for from := s.at; s.at < len(s.b); s.at++ {
		switch c := s.b[s.at]; {
		case c == '"':
			s.at++
			return s.b[from : s.at-1], true
		case c == '\\' || c < ' ' || c > '~':
			return nil, false
		}
	}
	return nil, false
}

// object hands each key to field, which reads its value.
func (s *briefScanner) object(field func(key []byte) bool) bool {
	if !s.take('{') {
		return false
	}
	if s.take('}') {
		return true
	}
	for {
		key, ok := s.word()
		if !ok || !s.take(':') || !field(key) {
			return false
		}
		if s.take('}') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

func (s *briefScanner) list(item func() bool) bool {
	if !s.take('[') {
		return false
	}
	if s.take(']') {
		return true
	}
	for {
		if !item() {
			return false
		}
		if s.take(']') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

// number reads what JSON calls one, and no more.
func (s *briefScanner) number(v *float64) bool {
	s.space()
	from := s.at
	s.pass("-")
	switch first := s.digits(); {
	case first == 0, first > 1 && s.b[s.at-first] == '0':
		return false
	}
	if s.pass(".") && s.digits() == 0 {
		return false
	}
	if s.pass("eE") {
		s.pass("+-")
		if s.digits() == 0 {
			return false
		}
	}
	n, err := strconv.ParseFloat(string(s.b[from:s.at]), 64)
	*v = n
	return err == nil
}

// pass passes over one of some characters when it is there.
func (s *briefScanner) pass(some string) bool {
	if s.at < len(s.b) && strings.IndexByte(some, s.b[s.at]) >= 0 {
		s.at++
		return true
	}
	return false
}

// digits passes over digits and counts them.
func (s *briefScanner) digits() int {
	from := s.at
	for s.at < len(s.b) && s.b[s.at] >= '0' && s.b[s.at] <= '9' {
		s.at++
	}
	return s.at - from
}

// whole reads a small number without a fraction.
func (s *briefScanner) whole(v *int) bool {
	s.space()
	from := s.at
	n := s.digits()
	if n == 0 || n > 9 || n > 1 && s.b[from] == '0' || s.at < len(s.b) && strings.IndexByte(".eE", s.b[s.at]) >= 0 {
		return false
	}
	*v = 0
	for _, c := range s.b[from:s.at] {
		*v = 10**v + int(c-'0')
	}
	return true
}

func (s *briefScanner) truth(v *bool) bool {
	s.space()
	rest := s.b[s.at:]
	switch {
	case len(rest) >= 4 && string(rest[:4]) == "true":
		s.at, *v = s.at+4, true
		return true
	case len(rest) >= 5 && string(rest[:5]) == "false":
		s.at, *v = s.at+5, false
		return true
	}
	return false
}

// text reads a string of any of our types.
func text[T ~string](s *briefScanner, v *T) bool {
	word, ok := s.word()
	*v = T(s.known.keep(word))
	return ok
}

func texts[T ~string](s *briefScanner, list *[]T, room []T) bool {
	*list = room[:0]
	if room == nil {
		*list = []T{}
	}
	return s.list(func() bool {
		var v T
		ok := text(s, &v)
		*list = append(*list, v)
		return ok
	})
}

func (s *briefScanner) reading(r *tandem.Reading) bool {
	ok := s.object(func(key []byte) bool {
		switch string(key) {
		case "language":
			return text(s, &r.Language)
		case "outcomes":
			return s.outcomes(r)
		case "tempo":
			return text(s, &r.Tempo)
		case "articulation":
			return text(s, &r.Articulation)
		case "fields":
			return texts(s, &r.Fields, s.room.Fields)
		case "facts":
			return s.facts(&r.Facts)
		case "forms":
			return s.forms(r)
		case "refer":
			return s.truth(&r.Refer)
		case "model":
			return text(s, &r.Model)
		case "says":
			return texts(s, &r.Says, s.room.Says)
		}
		return false
	})
	s.space()
	return ok && s.at == len(s.b)
}

func (s *briefScanner) outcomes(r *tandem.Reading) bool {
	r.Outcomes = slices.Grow(s.room.Outcomes[:0], 16)
	return s.list(func() bool {
		r.Outcomes = append(r.Outcomes, tandem.ReadOutcome{})
		o := &r.Outcomes[len(r.Outcomes)-1]
		return s.object(func(key []byte) bool {
			switch string(key) {
			case "key":
				return text(s, &o.Key)
			case "probability":
				return s.number(&o.Probability)
			case "suggested":
				return s.truth(&o.Suggested)
			}
			return false
		})
	})
}

func (s *briefScanner) forms(r *tandem.Reading) bool {
	r.Forms = slices.Grow(s.room.Forms[:0], 8)
	return s.list(func() bool {
		r.Forms = append(r.Forms, tandem.FormPull{})
		f := &r.Forms[len(r.Forms)-1]
		return s.object(func(key []byte) bool {
			switch string(key) {
			case "form":
				return text(s, &f.Form)
			case "points":
				return s.number(&f.Points)
			}
			return false
		})
	})
}

func (s *briefScanner) facts(f *tandem.Facts) bool {
	return s.object(func(key []byte) bool {
		switch string(key) {
		case "companies":
			return s.whole(&f.Companies)
		case "budget":
			return s.whole(&f.Budget)
		case "secrecy":
			return text(s, &f.Secrecy)
		case "size":
			return text(s, &f.Size)
		}
		flag := saidOf(f, string(key))
		return flag != nil && s.truth(flag)
	})
}

// saidOf is the fact of a name that a text states or does not; nil is none.
func saidOf(f *tandem.Facts, name string) *bool {
	switch name {
	case "acute":
		return &f.Acute
	case "wants_intern":
		return &f.WantsIntern
	case "wants_staff":
		return &f.WantsStaff
	case "no_supervisor":
		return &f.NoSupervisor
	case "no_budget":
		return &f.NoBudget
	case "no_intern":
		return &f.NoIntern
	case "desk":
		return &f.Desk
	case "data":
		return &f.Data
	case "subsidy":
		return &f.Subsidy
	case "starter":
		return &f.Starter
	case "sector_wide":
		return &f.SectorWide
	}
	return nil
}

func (s *briefScanner) readiness(r *tandem.Readiness) bool {
	ok := s.object(func(key []byte) bool {
		switch string(key) {
		case "decision_maker":
			return s.truth(&r.DecisionMaker)
		case "supervisor":
			return s.truth(&r.Supervisor)
		case "desk":
			return s.truth(&r.Desk)
		case "data":
			return s.truth(&r.Data)
		case "harmless":
			return s.truth(&r.Harmless)
		case "open_answer":
			return s.truth(&r.OpenAnswer)
		case "taker":
			return s.truth(&r.Taker)
		}
		return false
	})
	s.space()
	return ok && s.at == len(s.b)
}
