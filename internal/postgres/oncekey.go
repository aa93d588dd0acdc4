//go:build !mut_no_key

package postgres

// onceKey is the key that makes a form sent twice one question. Its twin behind
// the tag mut_no_key makes every sending a new one.
func onceKey(formKey string) string { return formKey }
