package page

import (
	"strconv"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

func (p OfferingShow) href() string { return offeringHref(p.Offering.ID) }

func (p OfferingShow) ledgerTable() ui.Table {
	return ui.Table{Label: p.T(text.LedgerTable), Compact: true, Wide: true, Columns: []ui.Column{
		{Text: p.T(text.LedgerPlace)}, {Text: p.T(text.LedgerQuestion)}, {Text: p.T(text.LedgerHow)}, {Text: p.T(text.LedgerWho)},
		{Text: p.T(text.LedgerUntil)}, {Text: p.T(text.LedgerAct)},
	}}
}

func (p OfferingShow) lineTable() ui.Table {
	return ui.Table{Label: p.T(text.LedgerLineTable), Compact: true, Wide: true, Columns: []ui.Column{
		{Text: p.T(text.LedgerTurn)}, {Text: p.T(text.LedgerQuestion)}, {Text: p.T(text.LedgerHow)}, {Text: p.T(text.LedgerWho)},
		{Text: p.T(text.LedgerSince)}, {Text: p.T(text.LedgerAct)},
	}}
}

// holdKind says how a place is held.
func (p OfferingShow) holdKind(h tandem.LedgerRow) ui.Badge {
	kind, tone := string(h.Kind), "warn"
	if h.ClaimState != "" {
		kind, tone = string(h.ClaimState), "ok"
	}
	return ui.Badge{Text: p.Code("hold_kind", kind), Tone: tone}
}

// kept reports whether a place is kept free for the question.
func (p Claim) kept() bool { return !p.Kept.OfferingID.IsZero() }

// lastDay is the last day of a soft hold, which ends when that day is over.
func (s Shell) lastDay(until time.Time) string { return s.ShortDate(until.Add(-time.Second)) }

// heldUntil is the last day of a hold.
func (p OfferingShow) heldUntil(h tandem.LedgerRow) string {
	switch {
	case h.Until == nil:
		return p.T(text.LedgerUntilEnd)
	case h.ClaimState == "":
		return p.lastDay(*h.Until)
	}
	return p.ShortDate(*h.Until)
}

func (p OfferingShow) waitKind(w tandem.WaitingRow) ui.Badge {
	if w.Ready {
		return ui.Badge{Text: p.T(text.LedgerWaits), Tone: "warn"}
	}
	return ui.Badge{Text: p.T(text.LedgerWaitsNot)}
}

// ready lists the questions that may have a place.
func (p OfferingShow) ready() []ui.Option {
	list := []ui.Option{{Text: p.T(text.OfferingChoose)}}
	for _, q := range p.Ready {
		name := q.Title
		if q.ShownName != "" {
			name += ", " + q.ShownName
		}
		if q.InLine {
			name = p.T(text.LedgerInLine, "title", name)
		}
		list = append(list, ui.Option{Value: q.QuestionID.String(), Text: name})
	}
	return list
}

func (p OfferingShow) holdLabels() []ui.Term {
	return p.named([]text.Key{text.LedgerGiveQuestion, text.LedgerGiveUntil}, "question", "until")
}

// roomRow is a lecturer or programme with its limit.
type roomRow struct {
	name                string
	field               ui.Field
	held, left, offered string
}

func (p Room) lecturerTable() ui.Table {
	return p.table(p.T(text.LedgerRoomLecturersTable), text.LedgerLecturer, text.LedgerHours)
}

func (p Room) programmeTable() ui.Table {
	return p.table(p.T(text.LedgerRoomProgrammesTable), text.LedgerProgramme, text.LedgerMost)
}

func (p Room) table(label string, name, limit text.Key) ui.Table {
	return ui.Table{Label: label, Compact: true, Wide: true, Columns: []ui.Column{
		{Text: p.T(name)}, {Text: p.T(limit)}, {Text: p.T(text.LedgerHeld), Number: true}, {Text: p.T(text.LedgerLeft), Number: true},
		{Text: p.T(text.LedgerOffered), Number: true},
	}}
}

// HoursField names the field for the hours of a lecturer.
func HoursField(id tandem.ID[tandem.Person]) string { return "hours." + id.String() }

// MostField names the field for the cap of a programme.
func MostField(id tandem.ID[tandem.Programme]) string { return "most." + id.String() }

func (p Room) lecturerRow(x tandem.Supervision) roomRow {
	r := p.limit(HoursField(x.LecturerID), x.Lecturer, x.Hours)
	left, bound := x.Free()
	return p.counted(r, x.Held, x.Offered, left, bound)
}

func (p Room) programmeRow(x tandem.ProgrammeCap) roomRow {
	r := p.limit(MostField(x.ProgrammeID), x.Programme, x.Most)
	left, bound := x.Free()
	return p.counted(r, x.Held, x.Offered, left, bound)
}

func (p Room) limit(field, name string, limit *int) roomRow {
	value := ""
	if limit != nil {
		value = strconv.Itoa(*limit)
	}
	if typed, refused := p.Typed[field]; refused {
		value = typed
	}
	return roomRow{name: name, field: ui.Field{
		Name: field, Label: name, LabelHidden: true, Value: value, InputMode: "numeric", Size: "s", Error: p.Errors[field],
	}}
}

func (p Room) counted(r roomRow, held, offered, left int, bound bool) roomRow {
	r.held, r.offered, r.left = strconv.Itoa(held), strconv.Itoa(offered), p.T(text.LedgerNoLimit)
	if bound {
		r.left = strconv.Itoa(left)
	}
	return r
}

func (p Room) labels() []ui.Term {
	var list []ui.Term
	for _, x := range p.Lecturers {
		list = append(list, ui.Term{Name: HoursField(x.LecturerID), Value: x.Lecturer})
	}
	for _, x := range p.Programmes {
		list = append(list, ui.Term{Name: MostField(x.ProgrammeID), Value: x.Programme})
	}
	return list
}
