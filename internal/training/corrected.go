package training

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Corrected makes a case of a question whose reading a coordinator corrected.
// Nothing in it leads back to the question.
func Corrected(k tandem.LabelledCase) Case {
	return Case{
		ID: corrected + "-" + k.ID.String(), Lang: string(k.Language), Title: k.Title, Text: k.Text,
		Sector: k.Sector, Size: k.Size, Gold: k.Labels, Origin: corrected,
	}
}

// Write writes cases as Load reads them, one a line.
func Write(out io.Writer, list []Case) error {
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, c := range list {
		if err := lines.Encode(c); err != nil {
			return fmt.Errorf("write case %s: %w", c.ID, err)
		}
	}
	return nil
}
