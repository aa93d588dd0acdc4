package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Excel writes the table as a workbook of one sheet (ECMA-376, Office Open XML):
// the head in bold and standing still, texts in the cells themselves. The same
// table gives the same bytes.
func Excel(w io.Writer, t Table) error {
	z := zip.NewWriter(w)
	for _, part := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"[Content_Types].xml", fixed(contentTypes)},
		{"_rels/.rels", fixed(packageParts)},
		{"xl/workbook.xml", fixed(strings.Replace(workbook, "NAME", escaped(sheetName(t.Name)), 1))},
		{"xl/_rels/workbook.xml.rels", fixed(workbookParts)},
		{"xl/styles.xml", fixed(styles)},
		{"xl/worksheets/sheet1.xml", t.worksheet},
	} {
		f, err := z.Create(part.name)
		if err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
		if err := part.write(f); err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

func fixed(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, head+s)
		return err
	}
}

// page writes a worksheet; what goes wrong is kept by its Writer and told by Flush.
type page struct{ *bufio.Writer }

func (p page) putf(format string, args ...any) {
	_, _ = fmt.Fprintf(p, format, args...)
}

// worksheet writes the rows.
func (t Table) worksheet(w io.Writer) error {
	out := page{bufio.NewWriter(w)}
	out.putf(head + sheetStart + "<cols>")
	for i := range t.Head {
		out.putf(`<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, t.width(i))
	}
	out.putf("</cols><sheetData>")
	heads := make([]any, len(t.Head))
	for i, h := range t.Head {
		heads[i] = h
	}
	writeRow(out, 1, heads, bold)
	for i, row := range t.Rows {
		writeRow(out, i+2, row, 0)
	}
	out.putf("</sheetData></worksheet>")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write rows: %w", err)
	}
	return nil
}

// The widest and narrowest column, in characters, and how many rows say how wide.
const (
	narrowest = 8
	widest    = 48
	measured  = 200
)

func (t Table) width(column int) int {
	most := utf8.RuneCountInString(t.Head[column])
	for _, row := range t.Rows[:min(measured, len(t.Rows))] {
		if column < len(row) {
			most = max(most, utf8.RuneCountInString(plain(row[column])))
		}
	}
	return min(max(most+2, narrowest), widest)
}

// The styles of cells, by their place in styles.
const (
	bold = 1
	date = 2
)

func writeRow(out page, number int, row []any, style int) {
	out.putf(`<row r="%d">`, number)
	for i, v := range row {
		writeCell(out, columnName(i)+strconv.Itoa(number), v, style)
	}
	out.putf("</row>")
}

func writeCell(out page, at string, v any, style int) {
	switch v := v.(type) {
	case nil:
	case int:
		out.putf(`<c r="%s"><v>%d</v></c>`, at, v)
	case float64:
		out.putf(`<c r="%s"><v>%s</v></c>`, at, plain(v))
	case time.Time:
		out.putf(`<c r="%s" s="%d"><v>%d</v></c>`, at, date, serial(v))
	default:
		out.putf(`<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, style, escaped(plain(v)))
	}
}

// serial is the number by which spreadsheets know a day: 1 is 1 January 1900,
// in a calendar that has a 29 February 1900.
func serial(t time.Time) int {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return int(day.Sub(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

// columnName is A, B, … Z, AA, AB, … for 0, 1, …
func columnName(i int) string {
	const letters = 26
	name := ""
	for i++; i > 0; i = (i - 1) / letters {
		name = string(rune('A'+(i-1)%letters)) + name
	}
	return name
}

// longestCell is how many characters a cell of Excel holds, longestName those of
// a sheet's name.
const (
	longestCell = 32_767
	longestName = 31
)

// escaped makes a text fit for XML; what XML cannot hold becomes a sign that
// something was there.
func escaped(s string) string {
	if r := []rune(s); len(r) > longestCell {
		s = string(r[:longestCell])
	}
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}

// sheetName leaves out what Excel refuses in a name.
func sheetName(s string) string {
	s = strings.Map(func(c rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, c) {
			return -1
		}
		return c
	}, s)
	if r := []rune(s); len(r) > longestName {
		s = string(r[:longestName])
	}
	if s == "" {
		return "1"
	}
	return s
}

// The parts of a workbook that are always the same.
const (
	head         = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	main         = `"http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relations    = `"http://schemas.openxmlformats.org/package/2006/relationships"`
	office       = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	kind         = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + kind + `sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + kind + `worksheet+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + kind + `styles+xml"/></Types>`
	packageParts = `<Relationships xmlns=` + relations + `>` +
		`<Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	workbookParts = `<Relationships xmlns=` + relations + `>` +
		`<Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="` + office + `/styles" Target="styles.xml"/></Relationships>`
	workbook = `<workbook xmlns=` + main + ` xmlns:r="` + office + `">` +
		`<sheets><sheet name="NAME" sheetId="1" r:id="rId1"/></sheets></workbook>`
	styles = `<styleSheet xmlns=` + main + `>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
		`<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`
	sheetStart = `<worksheet xmlns=` + main + `><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
)
