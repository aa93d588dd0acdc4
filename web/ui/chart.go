package ui

import "strconv"

// figures compares two numbers of a column chart by height: 170 pixels is the greatest.
func (c ColumnChart) figures() []columnPair {
	top := c.top()
	pairs := make([]columnPair, 0, len(c.Columns))
	for i, col := range c.Columns {
		left := 6 + 94*float64(i)/float64(len(c.Columns))
		pairs = append(pairs, columnPair{
			name: col.Name, middle: share(left + c.width()), first: share(left), second: share(left + 1.1*c.width()), width: share(c.width()),
			demand: col.Demand * 170 / top, supply: col.Supply * 170 / top,
		})
	}
	return pairs
}

// columnPair is two bars on their month, in pixels high and percents wide.
type columnPair struct {
	name, middle, first, second, width string
	demand, supply                     int
}

func (c ColumnChart) width() float64 { return 30 / float64(max(len(c.Columns), 6)) }

// top is the round number above the highest column.
func (c ColumnChart) top() int {
	highest := 1
	for _, col := range c.Columns {
		highest = max(highest, col.Demand, col.Supply)
	}
	step := 10
	for highest > 5*step {
		step *= 2
	}
	return (highest + step - 1) / step * step
}

// gridLine is a horizontal line with its number.
type gridLine struct{ number, y int }

func (c ColumnChart) grid() []gridLine {
	return []gridLine{{0, 190}, {c.top() / 2, 105}, {c.top(), 20}}
}

// tone is the class of a heat cell: how high, and how sure.
func (c HeatCell) tone() string {
	if c.Prior {
		return "prior"
	}
	return "h" + string(rune('0'+min(max(c.Level, 0), 4))) + when(c.Few, " few")
}

// table gives the numbers of the chart once more, for reading.
func (c ColumnChart) table() Table {
	t := Table{Label: c.Title, Columns: []Column{
		{Text: c.Name}, {Text: c.Demand, Number: true}, {Text: c.Supply, Number: true}, {Text: c.Difference, Number: true},
	}}
	for _, col := range c.Columns {
		t.Rows = append(t.Rows, []string{col.Name, strconv.Itoa(col.Demand), strconv.Itoa(col.Supply), col.Difference})
	}
	return t
}
