//go:build mut_no_key

package postgres

import "github.com/google/uuid"

// onceKey is a planted fault: a form sent twice makes two questions.
func onceKey(string) string { return uuid.NewString() }
