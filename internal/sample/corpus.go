package sample

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// Corpus reads what fuzzing found worth trying again: a case a line, its texts
// quoted as in Go and parted by tabs. Every run of the tests tries all of them.
func Corpus(tb testing.TB, file string) [][]string {
	tb.Helper()
	all, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	var list [][]string
	for line := range strings.Lines(string(all)) {
		var texts []string
		for quoted := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "\t") {
			text, err := strconv.Unquote(quoted)
			if err != nil {
				tb.Fatalf("%s: %s: %v", file, quoted, err)
			}
			texts = append(texts, text)
		}
		list = append(list, texts)
	}
	return list
}
