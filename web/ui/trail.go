package ui

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"
)

// dash draws the part of the ring that has passed.
func (c Clock) dash() string {
	if c.State == "late" || c.State == "kept" {
		return "100 100"
	}
	return strconv.Itoa(clamp(c.Share)) + " 100"
}

// places lists the kind of each box.
func (c Capacity) places() []string {
	return slices.Concat(
		slices.Repeat([]string{"taken"}, max(c.Taken, 0)), slices.Repeat([]string{"hold"}, max(c.Held, 0)),
		slices.Repeat([]string{"free"}, max(c.Free, 0)), slices.Repeat([]string{"over"}, max(c.Over, 0)),
	)
}

// frame is as wide as the boxes.
func (c Capacity) frame() string {
	return "0 0 " + strconv.Itoa(max(23*len(c.places())-3, 20)) + " 20"
}

// current marks the place where the reader is: a page or a step.
func current(on bool, what string) templ.Attributes {
	if !on {
		return nil
	}
	return templ.Attributes{"aria-current": what}
}
