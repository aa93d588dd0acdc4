package tandem

import (
	"slices"
	"time"
)

// Role is what a person may be in an institution. Owners of questions have no
// role: they have a question.
type Role string

// The roles.
const (
	Lecturer    Role = "lecturer"
	Coordinator Role = "coordinator"
	Admin       Role = "admin"
)

// Roles lists the roles.
func Roles() []Role { return []Role{Lecturer, Coordinator, Admin} }

// Language is one of the languages the product speaks.
type Language string

// The languages.
const (
	Dutch   Language = "nl"
	English Language = "en"
)

// Person is somebody who can sign in: a lecturer, coordinator or administrator,
// or the owner of a question who proved a mail address.
type Person struct {
	ID        ID[Person]
	Name      string
	Mail      string
	Language  Language
	CreatedAt time.Time
	ClosedAt  *time.Time
}

// Identity ties a person to a way of proving who they are. The pair (Issuer,
// Subject) is unique; for mail codes the issuer is MailIssuer and the subject
// the address in lower case.
type Identity struct {
	Issuer   string
	Subject  string
	PersonID ID[Person]
}

// MailIssuer is the issuer of identities proven by a mail code.
const MailIssuer = "mail"

// Membership gives a person a role in an institution.
type Membership struct {
	InstitutionID ID[Institution]
	Role          Role
}

// Actor is who performs an act. The zero Actor is an anonymous visitor.
type Actor struct {
	PersonID ID[Person]
	Name     string
	// Memberships are the roles, read anew at each request.
	Memberships []Membership
	// Questions are the questions that this browser holds a link or draft of.
	Questions []ID[Question]
	// Session is the browser that acts, none for background work.
	Session ID[Session]
	// System marks background work of the product itself.
	System bool
}

// SystemActor is the actor of background work.
func SystemActor() Actor { return Actor{Name: "Tandem", System: true} }

// SignedIn reports whether the actor has proven who they are.
func (a Actor) SignedIn() bool { return !a.PersonID.IsZero() }

// Is reports whether the actor has the role in the institution.
func (a Actor) Is(r Role, in ID[Institution]) bool {
	return slices.Contains(a.Memberships, Membership{in, r})
}

// Has reports whether the actor has the role anywhere.
func (a Actor) Has(r Role) bool { return len(a.Institutions(r)) > 0 }

// Institutions lists where the actor has the role.
func (a Actor) Institutions(r Role) []ID[Institution] {
	var list []ID[Institution]
	for _, m := range a.Memberships {
		if m.Role == r {
			list = append(list, m.InstitutionID)
		}
	}
	return list
}

// Session is a signed-in browser, or one that holds a question's link. Only the
// hash of its token is stored.
type Session struct {
	ID        ID[Session]
	TokenHash []byte
	PersonID  ID[Person]
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

// SignIn is one attempt to sign in with a mailed code, bound to the browser
// that asked for it. CodeHash is nil until the mail goes out.
type SignIn struct {
	ID        ID[SignIn]
	Mail      string
	Browser   []byte // hash of the cookie set when the code was asked
	CodeHash  []byte
	Language  Language
	Tries     int
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
}

// QuestionLink is a mailed link to one question. Only the hash of its 256-bit
// token is stored.
type QuestionLink struct {
	ID         ID[QuestionLink]
	QuestionID ID[Question]
	TokenHash  []byte
	CreatedAt  time.Time
	ExpiresAt  time.Time
	RevokedAt  *time.Time
}

// Invitation asks somebody to join an institution in a role; it is accepted by
// signing in with the invited address.
type Invitation struct {
	ID            ID[Invitation]
	InstitutionID ID[Institution]
	Mail          string
	Name          string
	Role          Role
	CreatedAt     time.Time
	AcceptedAt    *time.Time
}
