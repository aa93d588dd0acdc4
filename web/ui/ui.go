// Package ui holds Tandem's components, without a word of the domain and without a word of text: what people
// read comes in as a string. A component is a struct of strings, numbers and booleans with a View method;
// the gallery page shows each of them in every state, and says when to use it.
package ui

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/web"
)

// Link is a text that leads somewhere.
type Link struct {
	Text, Href string
	// Current marks the page or part one looks at.
	Current bool
}

// Fact is a short text with an icon before it, in a line of such facts.
type Fact struct{ Icon, Text string }

// Term is a name and its value, for a list of figures. Tone is company, edu or empty.
type Term struct{ Name, Value, Tone string }

// iconHref is the address of one drawing in the sprite.
func iconHref(name string) string { return web.Asset("icons.svg") + "#i-" + name }

// class joins a class and its variants: class("button", "big", "") is "button button--big".
func class(base string, variants ...string) string {
	names := []string{base}
	for _, v := range variants {
		if v != "" {
			names = append(names, base+"--"+v)
		}
	}
	return strings.Join(names, " ")
}

// when returns s if on, else nothing.
func when(on bool, s string) string {
	if on {
		return s
	}
	return ""
}

// or returns s, or the fallback if s is empty.
func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// percent writes n for an svg attribute, kept within 0 and 100.
func percent(n int) string { return strconv.Itoa(clamp(n)) + "%" }

func clamp(n int) int { return min(max(n, 0), 100) }

// sorted returns the words in order, so that a page is the same each time it is drawn.
func sorted(words []string) []string {
	slices.Sort(words)
	return words
}
