package ui

import "strconv"

// bar is where and in whose colour a bar is drawn; shared is how far both sides win.
type bar struct {
	id, side, icon string
	shared, y      int
}

// inner is the top of the outlined part, which lies three quarters of a pixel inside the bar.
func (b bar) inner() string { return strconv.Itoa(b.y) + ".75" }

func (b Bars) shared() int { return min(clamp(b.Company.Value), clamp(b.Education.Value)) }

func (m Mini) shared() int { return min(clamp(m.Company), clamp(m.Education)) }
