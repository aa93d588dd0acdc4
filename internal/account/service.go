// Package account proves who people are and says what they may be: sign-in by
// mailed code, sessions, links to a question, invitations and roles.
package account

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"math/big"
	"net/mail"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Service answers questions about accounts.
type Service struct {
	db *postgres.DB
}

// New returns the service on a database.
func New(db *postgres.DB) *Service { return &Service{db: db} }

// Lifetimes. Staff see other people's questions, so their sessions are short.
const (
	codeLife     = 10 * time.Minute
	staffIdle    = 8 * time.Hour
	staffLife    = 12 * time.Hour
	ownerIdle    = 30 * 24 * time.Hour
	ownerLife    = 180 * 24 * time.Hour
	linkLife     = 180 * 24 * time.Hour
	touchEvery   = 5 * time.Minute
	mailsPerHour = 3
)

// tokenBytes is the length of a secret: 256 bits.
const tokenBytes = 32

// newToken returns a secret for a cookie or a link, and the hash that is stored.
func newToken() (token string, hash []byte) {
	raw := make([]byte, tokenBytes)
	_, _ = rand.Read(raw) // never fails: it ends the program instead
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, hashOf(token)
}

// hashOf is what is stored of a token. A plain SHA-256 will do, for a token of
// 256 random bits cannot be guessed from its hash.
func hashOf(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// newCode returns six random digits.
func newCode() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", fmt.Errorf("draw code: %w", err)
	}
	return fmt.Sprintf("%06d", n), nil
}

// codeHash binds a code to its attempt, so that equal codes have unlike hashes.
func codeHash(id tandem.ID[tandem.SignIn], code string) []byte {
	return hashOf(id.String() + ":" + code)
}

func sameHash(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// ParseMail returns an address in the form it is compared in: trimmed, lower
// case. The error is Invalid for the field mail.
func ParseMail(raw string) (string, error) {
	address := strings.ToLower(strings.TrimSpace(raw))
	parsed, err := mail.ParseAddress(address)
	_, domain, _ := strings.Cut(address, "@")
	if err != nil || parsed.Address != address || len(address) > 254 || !strings.Contains(domain, ".") {
		return "", tandem.FailFields([]tandem.FieldError{{Field: "mail", Code: "mail_malformed"}})
	}
	return address, nil
}
