package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
	"github.com/tandem-hbo/tandem/internal/training"
)

// trainCmd makes the model that reads questions from labelled cases, and the card
// that tells how good it is. It needs no database, and the same cases give the
// same bytes.
type trainCmd struct {
	Cases   string `help:"Folder of labelled cases, files of a case a line." type:"existingdir" default:"internal/training/cases"`
	Model   string `help:"File to write the model to." default:"internal/articulation/model.tsv"`
	Card    string `help:"File to write the model card to." default:"docs/model-card.md"`
	Version string `help:"Name of the model." required:""`
}

// readable lets everybody read the files.
const readable = 0o644

// Run writes the model and its card, and prints the figures.
func (c *trainCmd) Run(std streams) error {
	t, err := taxonomy.Load()
	if err != nil {
		return fmt.Errorf("load taxonomy: %w", err)
	}
	reader, err := articulation.New()
	if err != nil {
		return fmt.Errorf("prepare reading: %w", err)
	}
	trainer, err := training.New(t, reader)
	if err != nil {
		return err
	}
	cases, err := training.Load(os.DirFS(c.Cases))
	if err != nil {
		return err
	}
	result, err := trainer.Train(c.Version, cases)
	if err != nil {
		return err
	}
	if err := replace(c.Model, result.Model); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	if err := replace(c.Card, result.Card()); err != nil {
		return fmt.Errorf("write model card: %w", err)
	}
	_, err = fmt.Fprintf(std.out, "cases=%d written=%d ndcg3=%.4f macro_f1=%.4f refer_f1=%.4f model=%d bytes\n",
		result.Cases, result.Whole+result.Phrases, result.Held.NDCG, result.Held.MacroF1, result.Held.ReferF1, len(result.Model))
	return err
}

// replace writes a file whole or not at all, so that a full disk leaves the model
// that was there.
func replace(file, text string) error {
	out, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(out.Name()) }() // gone already when all went well
	_, err = out.WriteString(text)
	if err = errors.Join(err, out.Chmod(readable), out.Close()); err != nil {
		return err
	}
	return os.Rename(out.Name(), file)
}
