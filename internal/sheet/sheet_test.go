package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/sheet"
)

func example() sheet.Table {
	return sheet.Table{
		Name: "ronde: 3/[x]", Head: []string{"Vraag", "Punten", "Deel", "Start"},
		Rows: [][]any{
			{"Hoeveel brood?", 64, .5, time.Date(2027, time.February, 8, 23, 0, 0, 0, time.UTC)},
			{"=HYPERLINK(\"x\")", nil, nil, nil},
			{"a \"b\"; c\nd <e> & \x01", -3, 1.25, nil},
		},
	}
}

func TestCellsAreHarmless(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＠x"} {
		var b bytes.Buffer
		if err := sheet.CSV(&b, sheet.Table{Head: []string{bad}, Rows: [][]any{{bad}}}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "\n"+bad) || strings.HasPrefix(b.String(), "\ufeff"+bad) || strings.Count(b.String(), "'") != 2 {
			t.Errorf("%q went out as %q", bad, b.String())
		}
		if got := text(t, sheet.Table{Head: []string{"x"}, Rows: [][]any{{bad}}}); !strings.Contains(got[1][0], "'") {
			t.Errorf("%q went out to Excel as %q", bad, got)
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := sheet.CSV(&b, example()); err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff")))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Vraag", "Punten", "Deel", "Start"}, {"Hoeveel brood?", "64", "0.5", "2027-02-08"}, {"'=HYPERLINK(\"x\")", "", "", ""},
		{"a \"b\"; c\nd <e> & \x01", "-3", "1.25", ""},
	}
	for i, row := range want {
		if strings.Join(rows[i], "|") != strings.Join(row, "|") {
			t.Errorf("got %q, want %q", rows[i], row)
		}
	}
}

// part reads one file of a workbook, which must be whole XML.
func part(t *testing.T, table sheet.Table, name string) string {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.Excel(&b, table); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(bytes.NewReader(body)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		if f.Name == name {
			return string(body)
		}
	}
	t.Fatalf("no %s", name)
	return ""
}

// text reads the texts and numbers of a workbook's rows.
func text(t *testing.T, table sheet.Table) [][]string {
	t.Helper()
	var got struct {
		Rows []struct {
			Cells []struct {
				At    string `xml:"r,attr"`
				Value string `xml:"v"`
				Text  string `xml:"is>t"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal([]byte(part(t, table, "xl/worksheets/sheet1.xml")), &got); err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, r := range got.Rows {
		var row []string
		for _, c := range r.Cells {
			row = append(row, c.Value+c.Text)
		}
		rows = append(rows, row)
	}
	return rows
}

func TestExcelReadsBack(t *testing.T) {
	t.Parallel()
	rows := text(t, example())
	for i, want := range []string{"Vraag|Punten|Deel|Start", "Hoeveel brood?|64|0.5|46426", "'=HYPERLINK(\"x\")", "a \"b\"; c\nd <e> & \ufffd|-3|1.25"} {
		if got := strings.Join(rows[i], "|"); got != want {
			t.Errorf("row %d: got %q, want %q", i, got, want)
		}
	}
	if got := part(t, example(), "xl/workbook.xml"); !strings.Contains(got, `name="ronde 3x"`) {
		t.Errorf("got %s", got)
	}
}

func TestExcelHasManyColumns(t *testing.T) {
	t.Parallel()
	wide := sheet.Table{Name: strings.Repeat("?", 3), Head: make([]string, 30)}
	got := part(t, wide, "xl/worksheets/sheet1.xml")
	if !strings.Contains(got, `r="Z1"`) || !strings.Contains(got, `r="AD1"`) {
		t.Errorf("got %.600s", got)
	}
	long := sheet.Table{Name: strings.Repeat("n", 40), Head: []string{"x"}, Rows: [][]any{{strings.Repeat("é", 40_000)}, {true}}}
	if got := text(t, long); len([]rune(got[1][0])) != 32_767 || got[2][0] != "true" {
		t.Errorf("got %d characters and %q", len([]rune(got[1][0])), got[2])
	}
}

func TestSameTableSameBytes(t *testing.T) {
	t.Parallel()
	var a, b bytes.Buffer
	if err := errors.Join(sheet.Excel(&a, example()), sheet.Excel(&b, example())); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same table gives other bytes")
	}
}

// refuse is a disk that is full after n bytes.
type refuse struct{ n int }

func (r *refuse) Write(b []byte) (int, error) {
	if r.n -= len(b); r.n < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	big := sheet.Table{Head: []string{"x"}}
	for i := range 20_000 {
		big.Rows = append(big.Rows, []any{i, "tekst"})
	}
	for _, n := range []int{0, 10, 1200, 9000} {
		if err := sheet.CSV(&refuse{n}, big); err == nil {
			t.Errorf("csv on %d bytes: no error", n)
		}
		if err := sheet.Excel(&refuse{n}, big); err == nil {
			t.Errorf("excel on %d bytes: no error", n)
		}
	}
}
