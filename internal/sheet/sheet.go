// Package sheet writes a table as a file that spreadsheets open: Excel's format
// or CSV. A text that a spreadsheet would run as a formula stays a text.
package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Table is what goes into the file. A cell is nil, a string, an int, a float64
// or a time.Time, of which only the day counts.
type Table struct {
	Name string
	Head []string
	Rows [][]any
}

// formulas are the first characters by which a spreadsheet knows a formula, in full
// width too, a tab and a line end among them, for those are skipped before one.
const formulas = "=+-@＝＋－＠\t\r\n"

// harmless puts an apostrophe before a text that would be run. Spreadsheets
// take that for "this is text".
func harmless(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune(formulas, first) {
		return "'" + s
	}
	return s
}

// plain writes a cell as text, with a point in numbers and days as 2027-02-08.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return harmless(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return harmless(fmt.Sprint(v))
}
