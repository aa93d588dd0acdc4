package page

import (
	"strconv"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

// PlanSheet is a plan as a spreadsheet holds it: its name, its heads, and a row
// for each question with texts, whole numbers and days.
func PlanSheet(s Shell, p tandem.Plan, lines []tandem.PlanLine) (name string, head []string, rows [][]any) {
	for _, key := range []text.Key{
		text.RoundSheetQuestion, text.RoundSheetCompany, text.RoundSheetRegion, text.RoundSheetSector, text.RoundSheetSize, text.RoundSheetFirst,
		text.RoundSheetOffering, text.RoundSheetProgramme, text.RoundSheetLecturer, text.RoundSheetStart, text.RoundSheetCompanyValue,
		text.RoundSheetEducationValue, text.RoundSheetPoints, text.RoundSheetFixed, text.RoundSheetReason,
	} {
		head = append(head, s.T(key))
	}
	for _, l := range lines {
		rows = append(rows, s.sheetRow(l))
	}
	return s.T(text.RoundDownloadName, "number", strconv.Itoa(p.Number)), head, rows
}

func (s Shell) sheetRow(l tandem.PlanLine) []any {
	var start any
	if l.Start != nil {
		start = *l.Start
	}
	row := []any{
		l.Title, s.shown(l.ShownName), l.Region, s.group(tandem.GroupSector, l.Sector), s.group(tandem.GroupSize, string(l.Size)), s.yes(l.First),
		l.Offering, l.Programme, l.Lecturer, start,
	}
	if l.Reason != "" {
		return append(row, nil, nil, nil, s.yes(l.Fixed), s.Code("unplaced_word", string(l.Reason)))
	}
	return append(row, hundred(l.Score.Company), hundred(l.Score.Education), points(int64(l.Weight)), s.yes(l.Fixed), nil)
}

func (s Shell) yes(on bool) string {
	if on {
		return s.T(text.RoundYes)
	}
	return s.T(text.RoundNo)
}
