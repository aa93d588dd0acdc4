package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tandem-hbo/tandem/internal/allocation"
)

// writeTo writes a file.
func writeTo(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// arc is a way for flow: from, to, most and cost.
type arc struct{ from, to, most, cost int }

// writeFlow writes a round as a minimum cost flow in DIMACS lines. The least cost
// is the round's value below zero.
func writeFlow(to io.Writer, p *allocation.Problem, full bool) error {
	f := flow{p: p, offerings: len(p.Questions), lecturers: len(p.Questions) + len(p.Offerings)}
	f.regions = f.lecturers + len(p.Lecturers)
	f.source = f.regions + len(p.Groups)
	if full {
		f.full()
	} else {
		f.plain()
	}
	w := bufio.NewWriterSize(to, 1<<20)
	_, _ = fmt.Fprintf(w, "p min %d %d\n", f.sink+1, len(f.arcs))
	if full {
		_, _ = fmt.Fprintf(w, "n %d %d\n", f.source+1, len(p.Questions))
	} else {
		for q := range p.Questions {
			_, _ = fmt.Fprintf(w, "n %d 1\n", q+1)
		}
	}
	_, _ = fmt.Fprintf(w, "n %d %d\n", f.sink+1, -len(p.Questions))
	for _, a := range f.arcs {
		_, _ = fmt.Fprintf(w, "a %d %d 0 %d %d\n", a.from+1, a.to+1, a.most, a.cost)
	}
	return w.Flush() // tells what went wrong before as well
}

// flow is a network while it is written; its fields say where nodes start.
type flow struct {
	p                                           *allocation.Problem
	offerings, lecturers, regions, source, sink int
	arcs                                        []arc
}

func (f *flow) add(from, to, most, cost int) {
	if most > 0 {
		f.arcs = append(f.arcs, arc{from, to, most, cost})
	}
}

func (f *flow) edges() {
	for q := range f.p.Questions {
		for _, e := range f.p.EdgesOf(q) {
			f.add(q, f.offerings+int(e.Offering), 1, -int(e.Weight))
		}
	}
}

// plain goes from questions to offerings to the sink, or straight to the sink.
func (f *flow) plain() {
	f.sink = f.lecturers
	f.edges()
	for i, o := range f.p.Offerings {
		f.add(f.offerings+i, f.sink, int(o.Most), 0)
	}
	for q := range f.p.Questions {
		f.add(q, f.sink, 1, 0)
	}
}

// full goes from a source by region to questions, and on to offerings, lecturers
// and the sink. A minimum is an arc of its own that costs the bonus below zero.
func (f *flow) full() {
	f.sink = f.source + 1
	bonus := int(f.p.Bonus)
	size := make([]int, len(f.p.Groups))
	for q := range f.p.Questions {
		size[f.p.Questions[q].Groups[0]]++
	}
	for g := range f.p.Groups {
		least := int(f.p.Groups[g].Least)
		f.add(f.source, f.regions+g, least, -bonus)
		f.add(f.source, f.regions+g, size[g]-least, 0)
	}
	for q := range f.p.Questions {
		f.add(f.regions+int(f.p.Questions[q].Groups[0]), q, 1, 0)
	}
	f.edges()
	for i, o := range f.p.Offerings {
		f.add(f.offerings+i, f.lecturers+int(o.Lecturer), int(o.Least), -bonus)
		f.add(f.offerings+i, f.lecturers+int(o.Lecturer), int(o.Most-o.Least), 0)
	}
	for i, l := range f.p.Lecturers {
		f.add(f.lecturers+i, f.sink, int(l.Most), 0)
	}
	f.add(f.source, f.sink, len(f.p.Questions), 0)
}
