package tandem

import "time"

// MailKind names a mail template.
type MailKind string

// The mails.
const (
	MailReceipt    MailKind = "receipt"    // to the owner: we have it, you hear before …
	MailCode       MailKind = "code"       // a code to sign in
	MailInvitation MailKind = "invitation" // to new staff
	MailAskBack    MailKind = "ask_back"   // the desk asks the owner something
	MailAnswer     MailKind = "answer"     // to the desk: the owner replied
	MailApproved   MailKind = "approved"   // to the owner: these proposals
	MailDeclined   MailKind = "declined"   // to the owner: no, and where to go
	MailOffered    MailKind = "offered"    // to a lecturer: approved for your offering
	MailHeld       MailKind = "held"       // to a lecturer: a place is kept free in your offering
	MailPlanned    MailKind = "planned"    // to a lecturer: all questions that a plan proposes
	MailUndone     MailKind = "undone"     // to a lecturer: the plan changed, these places are held no more
	MailLetGo      MailKind = "let_go"     // to a lecturer: places were held, not claimed, and came free
	MailLoose      MailKind = "loose"      // to a coordinator: questions whose place was not claimed
	MailKept       MailKind = "kept"       // to the owner: a place is held for your question
	MailMovedHere  MailKind = "moved_here" // to an owner's new address: confirm it
	MailMovedAway  MailKind = "moved_away" // to an owner's old address: it is no longer used
	MailClaimed    MailKind = "claimed"    // to the owner: somebody takes it
	MailReleased   MailKind = "released"   // to the owner: given back, we go on looking
	MailStarted    MailKind = "started"    // to both: what was agreed
	MailEvaluate   MailKind = "evaluate"   // to one side: say what you got
	MailWithdrawn  MailKind = "withdrawn"  // to a lecturer: the owner took it back
	MailExpired    MailKind = "expired"    // to the owner: nobody could take it
)

// MailKinds lists the mails.
func MailKinds() []MailKind {
	return []MailKind{
		MailReceipt, MailCode, MailInvitation, MailAskBack, MailAnswer, MailApproved, MailDeclined, MailOffered, MailHeld,
		MailPlanned, MailUndone, MailLetGo, MailLoose, MailKept, MailMovedHere, MailMovedAway, MailClaimed, MailReleased,
		MailStarted, MailEvaluate, MailWithdrawn, MailExpired,
	}
}

// MailState says how far a mail is.
type MailState string

// The states of a mail.
const (
	MailQueued MailState = "queued"
	MailSent   MailState = "sent"
	MailFailed MailState = "failed" // refused for good; a person must look
)

// Mail is one message to one person. It holds no secret: links and codes are
// made while sending, so that only their hashes rest in the database.
type Mail struct {
	ID         ID[Mail] // also the local part of its Message-ID
	Kind       MailKind
	Recipient  string
	Language   Language
	QuestionID ID[Question] // whose link the mail carries, if any
	SignInID   ID[SignIn]   // whose code the mail carries, if any
	Data       map[string]string
	State      MailState
	Attempts   int
	LastError  string
	CreatedAt  time.Time
	SentAt     *time.Time
}
