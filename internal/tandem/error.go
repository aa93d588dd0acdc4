package tandem

import (
	"strings"
	"unicode/utf8"
)

// Kind says what sort of fault an error is. A Kind is itself an error, so
// errors.Is(err, NotFound) holds for anything that wraps it.
type Kind string

// The kinds. Whatever carries none of them is a fault of ours.
const (
	// NotFound: there is no such thing, or not for this actor.
	NotFound Kind = "not found"
	// Denied: the actor may not do this. Shown to people exactly as NotFound.
	Denied Kind = "denied"
	// Conflict: the thing has changed or moved on; the act no longer fits.
	Conflict Kind = "conflict"
	// Invalid: the input breaks a rule; Fields tells which.
	Invalid Kind = "invalid"
	// TooMany: a limit on attempts was reached.
	TooMany Kind = "too many"
	// Unavailable: a neighbour (database, mail server) does not answer.
	Unavailable Kind = "unavailable"
)

func (k Kind) Error() string { return string(k) }

// FieldError names one form field and the code of the sentence that tells what
// is wrong with it.
type FieldError struct {
	Field string
	Code  string
	// Limit is the number the sentence may quote, such as a maximum length.
	Limit int
}

// Error is a fault with a code. The code picks the sentence that people read;
// the text of Error itself is for logs.
type Error struct {
	Kind   Kind
	Code   string
	Fields []FieldError
	cause  error
}

// Fail returns an Error of a kind with the code of its sentence.
func Fail(kind Kind, code string) *Error {
	return &Error{Kind: kind, Code: code}
}

// FailWith is Fail with the underlying error kept for the log.
func FailWith(kind Kind, code string, cause error) *Error {
	return &Error{Kind: kind, Code: code, cause: cause}
}

// FailFields returns an Invalid error for the fields, or nil when there are
// none, so that a validator can end with it.
func FailFields(fields []FieldError) error {
	if len(fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Code: "form_invalid", Fields: fields}
}

// CheckNote holds what a person writes in a field to a number of characters. What
// must be there and is not is missing rather than too short.
func CheckNote(field, note string, least, most int) error {
	var faults []FieldError
	switch n := utf8.RuneCountInString(note); {
	case least > 0 && n == 0:
		faults = append(faults, FieldError{Field: field, Code: "missing"})
	case n < least:
		faults = append(faults, FieldError{Field: field, Code: "too_short", Limit: least})
	case n > most:
		faults = append(faults, FieldError{Field: field, Code: "too_long", Limit: most})
	}
	return FailFields(faults)
}

func (e *Error) Error() string {
	var s strings.Builder
	s.WriteString(string(e.Kind) + ": " + e.Code)
	for _, f := range e.Fields {
		s.WriteString(" " + f.Field + "=" + f.Code)
	}
	if e.cause != nil {
		s.WriteString(": " + e.cause.Error())
	}
	return s.String()
}

// Unwrap lets errors.Is find both the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.cause}
}
