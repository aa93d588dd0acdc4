package training

import (
	"encoding/base64"
	"fmt"
	"math"
	"strings"
)

// pack writes a model file of fits over one matrix. Thresholds are by conclusion;
// forms have none.
func pack(version string, thresholds map[string]float64, fits ...*fitted) string {
	var b strings.Builder
	b.WriteString("# What signs and words of a text mean. Written by `tandem train`; docs/model-card.md tells how good it is.\n")
	fmt.Fprintf(&b, "version\t%s\n", version)
	m := fits[0].matrix
	var scales []float64
	var all [][]float64
	for _, f := range fits {
		for i, w := range f.weights {
			scale := byteStep(m, w)
			scales, all = append(scales, scale), append(all, w)
			fmt.Fprintf(&b, "conclusion\t%s\t%.5f\t%.3f\t%.8f\n", f.names[i], w[len(w)-1], thresholds[f.names[i]], scale)
		}
	}
	for i, s := range m.signs {
		if s != ownSign {
			packSign(&b, s, i, all)
		}
	}
	for i, w := range m.words {
		row := make([]byte, len(all))
		for k, weights := range all {
			row[k] = byte(128 + math.Round(weights[len(m.signs)+i]*m.rarity[i]/scales[k]))
		}
		fmt.Fprintf(&b, "word\t%s\t%.3f\t%s\n", w, m.rarity[i], base64.RawStdEncoding.EncodeToString(row))
	}
	return b.String()
}

func packSign(b *strings.Builder, name string, column int, all [][]float64) {
	fmt.Fprintf(b, "sign\t%s", name)
	for _, weights := range all {
		fmt.Fprintf(b, "\t%.4f", weights[column]*signStep(name))
	}
	b.WriteByte('\n')
}

// byteStep is the size of one step of a byte, so that the largest weight of a
// conclusion fits.
func byteStep(m *matrix, w []float64) float64 {
	most := 1e-9 // a conclusion without weights has a step as well
	for i := range m.words {
		most = math.Max(most, math.Abs(w[len(m.signs)+i]*m.rarity[i]))
	}
	return most / 127
}
