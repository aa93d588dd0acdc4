// Package roundfile reads and writes rounds, assignments and certificates as
// lines of text, so that a plan can be made and checked by anybody, elsewhere.
package roundfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// FileBonus is what a unit of a minimum is worth in a file: above its weights,
// which are 10,000 at most.
const FileBonus = 100_000

// Limits of a file, so that a wrong number in it cannot take all memory.
const (
	mostMembers = 1 << 20 // of each list
	mostEdges   = 1 << 28
	mostGain    = 10_000
	linesAtOnce = 1 << 18 // bytes read at once; no line is longer
	edgesAtOnce = 1 << 22 // edges that are made room for because a file says so
)

// ErrFormat is the kind of every fault in a file; the text says on which line.
var ErrFormat = errors.New("not a round")

// Read reads a round from lines, numbers counted from 1 and 0 for none:
//
//	p alloc QUESTIONS OFFERINGS LECTURERS REGIONS EDGES
//	r REGION LEAST
//	l LECTURER MOST
//	o OFFERING LECTURER LEAST MOST
//	q QUESTION REGION
//	e QUESTION OFFERING WEIGHT COMPANY EDUCATION
//
// The first comes first; the order of the others is free. Empty lines and lines
// that start with c say nothing.
func Read(from io.Reader) (*allocation.Problem, error) {
	r := reader{lines: bufio.NewReaderSize(from, linesAtOnce)}
	for {
		text, err := r.lines.ReadSlice('\n')
		if len(text) == 0 && errors.Is(err, io.EOF) {
			break
		}
		r.line++
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, r.unread(err)
		}
		if reason := r.take(text); reason != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrFormat, r.line, reason)
		}
	}
	if err := r.finish(); err != nil {
		return nil, err
	}
	return r.problem, nil
}

// unread tells why a line could not be read.
func (r *reader) unread(err error) error {
	if errors.Is(err, bufio.ErrBufferFull) {
		return fmt.Errorf("%w: line %d: longer than %d bytes", ErrFormat, r.line, linesAtOnce)
	}
	return fmt.Errorf("read line %d: %w", r.line, err)
}

// reader keeps what was read so far.
type reader struct {
	lines   *bufio.Reader
	line    int
	problem *allocation.Problem
	edges   int32 // how many the file announced
	regions []int32
	known   [4][]bool // by list: which members have had their line
	order   order
	fields  [5]int64
}

// The lists of which each member has a line.
const (
	regionList = iota
	lecturerList
	offeringList
	questionList
)

// take reads one line.
func (r *reader) take(text []byte) error {
	for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == '\r') {
		text = text[:len(text)-1]
	}
	if len(text) == 0 || text[0] == 'c' {
		return nil
	}
	if r.problem == nil {
		return r.header(text)
	}
	if text[0] == 'e' {
		return r.edge(text)
	}
	return r.member(text)
}

func (r *reader) header(text []byte) error {
	const start = "p alloc"
	if len(text) < len(start) || string(text[:len(start)]) != start {
		return errors.New(`starts with neither "p alloc" nor c`)
	}
	if err := r.numbers(text[len(start):], 5); err != nil {
		return err
	}
	for i, name := range []string{"questions", "offerings", "lecturers", "regions"} {
		if r.fields[i] > mostMembers {
			return fmt.Errorf("%d %s are more than %d", r.fields[i], name, mostMembers)
		}
	}
	if r.fields[4] > mostEdges {
		return fmt.Errorf("%d edges are more than %d", r.fields[4], mostEdges)
	}
	r.prepare(int(r.fields[0]), int(r.fields[1]), int(r.fields[2]), int(r.fields[3]))
	return nil
}

// prepare makes the lists.
func (r *reader) prepare(questions, offerings, lecturers, regions int) {
	r.edges = int32(r.fields[4]) //nolint:gosec // bounded by mostEdges
	r.problem = &allocation.Problem{
		Bonus:     FileBonus,
		Groups:    make([]allocation.Group, regions),
		Lecturers: make([]allocation.Lecturer, lecturers),
		Offerings: make([]allocation.Offering, offerings),
		Questions: make([]allocation.Question, questions),
		Edges:     make([]allocation.Edge, 0, min(r.edges, edgesAtOnce)),
	}
	r.regions = make([]int32, regions)
	for i := range r.regions {
		r.regions[i] = int32(i)
	}
	for list, length := range []int{regions, lecturers, offerings, questions} {
		r.known[list] = make([]bool, length)
	}
}

// numbers reads exactly count whole numbers, each behind a space.
func (r *reader) numbers(text []byte, count int) error {
	for i := range count {
		if len(text) == 0 || text[0] != ' ' {
			return fmt.Errorf("has no number %d of %d", i+1, count)
		}
		digits := 1
		n := int64(0)
		for ; digits < len(text) && text[digits]-'0' <= 9; digits++ {
			n = n*10 + int64(text[digits]-'0')
			if digits > 10 {
				return fmt.Errorf("number %d is too long", i+1)
			}
		}
		if digits == 1 {
			return fmt.Errorf("number %d is none", i+1)
		}
		r.fields[i], text = n, text[digits:]
	}
	if len(text) > 0 {
		return fmt.Errorf("has more than its %d numbers", count)
	}
	return nil
}
