package tandem

import "time"

// Visitor is a session with the rights that its browser has at this moment.
type Visitor struct {
	SessionID   ID[Session]
	PersonID    ID[Person] // none for an owner's browser without sign-in
	Name        string
	Memberships []Membership
	Questions   []ID[Question] // drafts and questions opened by link
	CreatedAt   time.Time
	SeenAt      time.Time
	ExpiresAt   time.Time
}

// Actor is the visitor as the one who acts.
func (v Visitor) Actor() Actor {
	return Actor{PersonID: v.PersonID, Name: v.Name, Memberships: v.Memberships, Questions: v.Questions, Session: v.SessionID}
}

// Staff is one person as the people page of an institution lists them.
type Staff struct {
	PersonID ID[Person]
	Name     string
	Mail     string
	Roles    []Role
	Sessions int // browsers signed in now
	ClosedAt *time.Time
}

// DemoPerson is somebody to sign in as in demo mode.
type DemoPerson struct {
	PersonID    ID[Person]
	Name        string
	Mail        string
	Role        Role // empty for an owner
	Institution string
}

// OutboxMail is a mail as its reader sees it, kept in demo mode only.
type OutboxMail struct {
	MailID    ID[Mail]
	Kind      MailKind
	Recipient string
	Subject   string
	HTML      string
	Plain     string
	SentAt    time.Time
}
