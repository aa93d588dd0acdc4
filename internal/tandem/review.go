package tandem

import "time"

// QueuePart is one part of a desk's queue.
type QueuePart string

// The parts of the queue.
const (
	QueueToAnswer QueuePart = "to_answer" // sent or scored, and the next word is ours
	QueuePressing QueuePart = "pressing"  // of those: the promise ends within two days, or has
	QueueWaiting  QueuePart = "waiting"   // we asked the owner something
	QueueOpen     QueuePart = "open"      // approved, no lecturer yet
	QueueClaimed  QueuePart = "claimed"   // a lecturer holds a place
	QueueAll      QueuePart = "all"       // everything that was ever sent
)

// QueueParts lists the parts in the order of the tabs.
func QueueParts() []QueuePart {
	return []QueuePart{QueueToAnswer, QueuePressing, QueueWaiting, QueueOpen, QueueClaimed, QueueAll}
}

// QueueRisk says what may go wrong first with a question; it is the reason for
// its place in the queue.
type QueueRisk string

// The risks, the most pressing first.
const (
	RiskPromiseLate  QueueRisk = "promise_late"  // the owner should have heard from us; Days late
	RiskPromiseToday QueueRisk = "promise_today" // the promise ends today
	RiskOwnerReplied QueueRisk = "owner_replied" // the owner answered our question; Days ago
	RiskPromiseSoon  QueueRisk = "promise_soon"  // it ends within two days; Days left
	RiskWishedNear   QueueRisk = "wished_near"   // the wanted date is near and nothing runs; Days left
	RiskClaimLapses  QueueRisk = "claim_lapses"  // a claim is about to lapse; Days left
	RiskExpiresSoon  QueueRisk = "expires_soon"  // nobody claimed it and it is about to expire; Days left
	RiskOwnerSilent  QueueRisk = "owner_silent"  // no answer to our question for a week; Days
	RiskUnclaimed    QueueRisk = "unclaimed"     // open for two weeks without a claim; Days
	RiskUnanswered   QueueRisk = "unanswered"    // nobody answered yet; Days left
	RiskNone         QueueRisk = "none"          // nothing presses
)

// QueueRisks lists the risks, the most pressing first.
func QueueRisks() []QueueRisk {
	return []QueueRisk{
		RiskPromiseLate, RiskPromiseToday, RiskOwnerReplied, RiskPromiseSoon, RiskWishedNear, RiskClaimLapses,
		RiskExpiresSoon, RiskOwnerSilent, RiskUnclaimed, RiskUnanswered, RiskNone,
	}
}

// QueueFilter picks a stretch of a part of the queue. Today is the day on which
// risks are counted.
type QueueFilter struct {
	Scope  Scope
	Part   QueuePart
	Today  time.Time
	Limit  int
	Offset int
}

// QueueRow is a question as the queue lists it. The values are those of its best
// proposal, on the scale 0..1, and all zero when there is none.
type QueueRow struct {
	ID              ID[Question]
	Title           string
	ShownName       string
	Region          string
	State           QuestionState
	SubmittedAt     time.Time
	Risk            QueueRisk
	Days            int
	Lecturer        string // who holds it, if anybody
	Company         float64
	Education       float64
	CompanyEffort   float64
	EducationEffort float64
}

// QueueCounts tells how many questions each part of the queue holds.
type QueueCounts struct {
	ToAnswer int
	Pressing int
	Waiting  int
	Open     int
	Claimed  int
	All      int
}

// Of is the count of one part.
func (c QueueCounts) Of(part QueuePart) int {
	switch part {
	case QueueToAnswer:
		return c.ToAnswer
	case QueuePressing:
		return c.Pressing
	case QueueWaiting:
		return c.Waiting
	case QueueOpen:
		return c.Open
	case QueueClaimed:
		return c.Claimed
	}
	return c.All
}

// QueuePage is one page of a part of the queue, as it stood at a moment.
type QueuePage struct {
	Rows   []QueueRow
	Counts QueueCounts
	At     time.Time
}

// Related is another question that tells something about the one at hand, with
// how it went. The grades are means of 1..5, 0 when nobody gave any.
type Related struct {
	ID             ID[Question]
	Title          string
	ShownName      string
	State          QuestionState
	SubmittedAt    time.Time
	Offering       string // of its last claim
	CompanyGrade   float64
	EducationGrade float64
}

// Dossier is all that a desk sees of one question at a moment.
type Dossier struct {
	At         time.Time
	Question   Question
	Sealed     Sealed
	Taxonomy   Taxonomy // of the newest version, for names
	Candidates []Candidate
	Messages   []QuestionMessage
	Events     []Event
	Earlier    []Related // of the same company, at the same desk
	Similar    []Related
	Declines   []Decline      // the reasoned no: one or none
	Cases      []LabelledCase // the corrected reading: one or none
}
