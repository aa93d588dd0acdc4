package main

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/articulation"
)

// TestTrainWritesModelAndCard trains on every eighth of the owners' questions.
func TestTrainWritesModelAndCard(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	everyEighth(t, "../../internal/training/cases/golden.jsonl", filepath.Join(dir, "some.jsonl"))
	model, card := filepath.Join(dir, "model.tsv"), filepath.Join(dir, "card.md")
	out, err := command(t.Context(), nil, "train", "--version", "try", "--cases", dir, "--model", model, "--card", card)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out, "cases=45 written=0 ndcg3=") {
		t.Errorf("printed %q", out)
	}
	file, err := os.ReadFile(model)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := articulation.With(string(file)); err != nil {
		t.Errorf("the model cannot be read: %v", err)
	}
	if text, err := os.ReadFile(card); err != nil || !bytes.Contains(text, []byte("Model try, ")) {
		t.Errorf("card = %.80q (%v)", text, err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".new-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

func TestTrainThatFailsLeavesTheModel(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	model := filepath.Join(dir, "model.tsv")
	if err := os.WriteFile(model, []byte("old"), readable); err != nil {
		t.Fatal(err)
	}
	if _, err := command(t.Context(), nil, "train", "--version", "try", "--cases", dir, "--model", model); err == nil {
		t.Error("trained on nothing")
	}
	if got, err := os.ReadFile(model); err != nil || string(got) != "old" {
		t.Errorf("model = %.20q (%v), want the old one", got, err)
	}
}

func everyEighth(t *testing.T, from, to string) {
	t.Helper()
	all, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	var some bytes.Buffer
	lines := bufio.NewScanner(bytes.NewReader(all))
	lines.Buffer(nil, 1<<20)
	for n := 0; lines.Scan(); n++ {
		if n%8 == 0 {
			some.Write(append(lines.Bytes(), '\n'))
		}
	}
	if err := os.WriteFile(to, some.Bytes(), readable); err != nil {
		t.Fatal(err)
	}
}
