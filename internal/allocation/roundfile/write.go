package roundfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// ErrUnwritable says that a round holds something that the lines of a round
// cannot say: programmes, two partitions, or what is fixed or promised.
var ErrUnwritable = errors.New("round does not fit the file format")

// Write writes a round so that Read gives it back.
func Write(to io.Writer, p *allocation.Problem) error {
	if err := writable(p); err != nil {
		return err
	}
	w := lineWriter{to: bufio.NewWriterSize(to, linesAtOnce)}
	w.line("p alloc", len(p.Questions), len(p.Offerings), len(p.Lecturers), len(p.Groups), len(p.Edges))
	for i, g := range p.Groups {
		w.line("r", i+1, int(g.Least))
	}
	for i, l := range p.Lecturers {
		w.line("l", i+1, int(l.Most))
	}
	for i, o := range p.Offerings {
		w.line("o", i+1, int(o.Lecturer)+1, int(o.Least), int(o.Most))
	}
	for i := range p.Questions {
		region := 0
		if groups := p.Questions[i].Groups; len(groups) > 0 {
			region = int(groups[0]) + 1
		}
		w.line("q", i+1, region)
	}
	for q := range p.Questions {
		for _, e := range p.EdgesOf(q) {
			w.line("e", q+1, int(e.Offering)+1, int(e.Weight), int(e.Company), int(e.Education))
		}
	}
	return w.to.Flush()
}

func writable(p *allocation.Problem) error {
	if p.Bonus != FileBonus || len(p.Programmes) > 0 {
		return fmt.Errorf("%w: bonus %d, %d programmes", ErrUnwritable, p.Bonus, len(p.Programmes))
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		if len(q.Groups) > 1 || q.Fixed != allocation.Nobody || q.Held != allocation.Nobody {
			return fmt.Errorf("%w: question %d is fixed, promised or in several groups", ErrUnwritable, i+1)
		}
	}
	return nil
}

// lineWriter writes a word and numbers a line. A fault of the writer below it
// shows when it is flushed.
type lineWriter struct {
	to    *bufio.Writer
	bytes []byte
}

func (w *lineWriter) line(word string, numbers ...int) {
	w.bytes = append(w.bytes[:0], word...)
	for _, n := range numbers {
		w.bytes = strconv.AppendInt(append(w.bytes, ' '), int64(n), 10)
	}
	_, _ = w.to.Write(append(w.bytes, '\n'))
}
