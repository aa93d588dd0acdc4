package ui

import (
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

// current marks the place where the reader is: a page or a step.
func current(on bool, what string) templ.Attributes {
	if !on {
		return nil
	}
	return templ.Attributes{"aria-current": what}
}
