package ui

import "github.com/a-h/templ"

func (t Table) number(column int) bool {
	return column < len(t.Columns) && t.Columns[column].Number
}

func (t Table) long(column int) bool {
	return column < len(t.Columns) && t.Columns[column].Long
}

// label is what a cell says of its column when the row has folded.
func (t Table) label(column int) templ.Attributes {
	if !t.Fold || column >= len(t.Columns) || t.Columns[column].Hidden {
		return nil
	}
	return templ.Attributes{"data-label": t.Columns[column].Text}
}

// region lets keyboards scroll a table that may be wider than the page.
func (t Table) region() templ.Attributes {
	if t.Fold {
		return nil
	}
	return templ.Attributes{"tabindex": "0", "role": "region", "aria-label": t.Label}
}

// named names the table itself where no region does.
func (t Table) named() templ.Attributes {
	if !t.Fold {
		return nil
	}
	return templ.Attributes{"aria-label": t.Label}
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
