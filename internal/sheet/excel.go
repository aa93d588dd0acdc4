package sheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Excel writes the table as a workbook of one sheet: the head in bold and
// standing still, days as days. Rows are streamed. The same table gives the same
// bytes.
func Excel(w io.Writer, t Table) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it holds nothing but a temporary file
	name := sheetName(t.Name)
	if err := book.SetSheetName(book.GetSheetName(0), name); err != nil {
		return fmt.Errorf("name sheet: %w", err)
	}
	if err := printable(book, name); err != nil {
		return err
	}
	out, err := book.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("open sheet: %w", err)
	}
	if err := t.write(book, out); err != nil {
		return fmt.Errorf("write rows: %w", err)
	}
	if _, err := book.WriteTo(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// dayFormat is the number by which spreadsheets know a date in the reader's own
// way of writing.
const dayFormat = 14

// printable sets the sheet across paper, as wide as a page.
func printable(book *excelize.File, name string) error {
	fit, across, wide, high := true, "landscape", 1, 0
	if err := book.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return fmt.Errorf("fit sheet to page: %w", err)
	}
	err := book.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &across, FitToWidth: &wide, FitToHeight: &high})
	if err != nil {
		return fmt.Errorf("lay out page: %w", err)
	}
	return nil
}

// write fills the sheet. Widths and what stands still come first: a stream does
// not go back.
func (t Table) write(book *excelize.File, out *excelize.StreamWriter) error {
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11}})
	if err != nil {
		return err
	}
	day, err := book.NewStyle(&excelize.Style{NumFmt: dayFormat})
	if err != nil {
		return err
	}
	for i := range t.Head {
		if err := out.SetColWidth(i+1, i+1, t.width(i)); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, 0, len(t.Head))
	for _, h := range t.Head {
		cells = append(cells, excelize.Cell{StyleID: bold, Value: harmless(h)})
	}
	if err := out.SetRow("A1", cells); err != nil {
		return err
	}
	for n, row := range t.Rows {
		cells = cells[:0]
		for _, v := range row {
			cells = append(cells, cell(v, day))
		}
		if err := out.SetRow("A"+strconv.Itoa(n+2), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// cell is a value as the library takes it: of a time the day alone, numbers as
// they are, all else a harmless text.
func cell(v any, day int) any {
	switch v := v.(type) {
	case nil, int, float64:
		return v
	case time.Time:
		return excelize.Cell{StyleID: day, Value: time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC)}
	}
	return plain(v)
}

// The widest and narrowest column, in characters, and how many rows say how wide.
const (
	narrowest = 8
	widest    = 48
	measured  = 200
)

func (t Table) width(column int) float64 {
	most := utf8.RuneCountInString(t.Head[column])
	for _, row := range t.Rows[:min(measured, len(t.Rows))] {
		if column < len(row) {
			most = max(most, utf8.RuneCountInString(plain(row[column])))
		}
	}
	return float64(min(max(most+2, narrowest), widest))
}

// sheetName leaves out what Excel refuses in a name.
func sheetName(s string) string {
	s = strings.Map(func(c rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, c) {
			return -1
		}
		return c
	}, s)
	if r := []rune(s); len(r) > excelize.MaxSheetNameLength {
		s = string(r[:excelize.MaxSheetNameLength])
	}
	if s == "" {
		return "1"
	}
	return s
}
