package ui

import "github.com/a-h/templ"

func (t Table) number(column int) bool {
	return column < len(t.Columns) && t.Columns[column].Number
}

func sorting(direction string) templ.Attributes {
	if direction == "" {
		return nil
	}
	return templ.Attributes{"aria-sort": direction}
}

// dense sets a part of a page closer together.
func dense(on bool) templ.Attributes {
	if !on {
		return nil
	}
	return templ.Attributes{"data-density": "compact"}
}
