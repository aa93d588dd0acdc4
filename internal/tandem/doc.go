// Package tandem is the vocabulary of the product: the types, ids, states and
// error kinds that every other package speaks in. It imports nothing of ours,
// so that a word means the same thing everywhere.
package tandem
