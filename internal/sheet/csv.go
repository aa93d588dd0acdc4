package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
)

// CSV writes the table as text in UTF-8 with a mark in front and semicolons
// between, which is how Dutch spreadsheets open it without asking.
func CSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	_ = out.Write(cells(t.Head)) // Flush tells what went wrong
	for _, row := range t.Rows {
		_ = out.Write(cells(row))
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func cells[T any](row []T) []string {
	list := make([]string, len(row))
	for i, v := range row {
		list[i] = plain(v)
	}
	return list
}
