package articulation

import (
	"bufio"
	_ "embed"
	"encoding/base64"
	"fmt"
	"math"
	"strconv"
	"strings"
)

//go:embed model.tsv
var modelFile string

// lanes is how many conclusions a model can draw, a multiple of eight.
const lanes = 56

// row is the weights of one word for all conclusions: a byte each, 128 is none; and
// the square of its weight in the length of a text. Together they are as much as a
// processor fetches at once.
type row struct {
	octets [lanes / bytesInWord]uint64
	spread float32
}

// noWeights is the byte for no weight, eight times.
const noWeights = middle * 0x0101010101010101

// conclusion is one of the things a text can mean: a result that is hoped for, a
// form that fits, a study field. Its number is
//
//	bias + sum of named weights + scale * sum of word weights / length
//
// pressed into 0..1 for all but forms; from Threshold on it counts as said.
type conclusion struct {
	name                   string
	bias, threshold, scale float64
}

// model says what signs and words mean. `tandem train` writes it.
type model struct {
	version     string
	conclusions []conclusion
	signs       map[string]*[lanes]float64 // by name
	rows        []row                      // from 1
}

// The kinds of words a model knows.
const (
	wholeWord = 'w'
	wordBegin = 'p'
	wordEnd   = 's'
	wordPair  = 'b'
)

// loadModel reads a model, which `tandem train` wrote: lines of fields with tabs
// between. It puts the words in the lexicon. The error names the line.
func loadModel(file string, l *lexicon) (*model, error) {
	m := &model{signs: map[string]*[lanes]float64{}, rows: make([]row, 1)}
	lines := bufio.NewScanner(strings.NewReader(file))
	for n := 1; lines.Scan(); n++ {
		f := strings.Split(lines.Text(), "\t")
		if err := m.line(f, l); err != nil {
			return nil, fmt.Errorf("read model, line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	return m, nil
}

func (m *model) line(f []string, l *lexicon) error {
	switch {
	case strings.HasPrefix(f[0], "#"):
		return nil
	case f[0] == "version" && len(f) == 2:
		m.version = f[1]
		return nil
	case f[0] == "conclusion" && len(f) == 5:
		if len(m.conclusions) == lanes {
			return fmt.Errorf("%q is a conclusion too many, a model holds %d", f[1], lanes)
		}
		n, err := numbers(f[2:])
		if err == nil {
			m.conclusions = append(m.conclusions, conclusion{f[1], n[0], n[1], n[2]})
		}
		return err
	case f[0] == "sign" && len(f) == 2+len(m.conclusions):
		n, err := numbers(f[2:])
		if err == nil {
			m.signs[f[1]] = new([lanes]float64)
			copy(m.signs[f[1]][:], n)
		}
		return err
	case f[0] == "word" && len(f) == 4:
		return m.word(f[1], f[2], f[3], l)
	}
	return fmt.Errorf("%q is no line of a model", f[0])
}

func numbers(fields []string) ([]float64, error) {
	list := make([]float64, len(fields))
	for i, f := range fields {
		x, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return nil, fmt.Errorf("read a number: %w", err)
		}
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("read a number: %q is none", f)
		}
		list[i] = x
	}
	return list, nil
}

// word reads the weights of a word, beginning, end or pair. The rarity is the
// weight of the word in the length of a text; of a word named twice the last counts.
func (m *model) word(name, rarity, weights string, l *lexicon) error {
	key, err := wordName(name)
	if err != nil {
		return err
	}
	idf, err := numbers([]string{rarity})
	if err != nil {
		return fmt.Errorf("read the rarity of %q: %w", name, err)
	}
	bytes, err := base64.RawStdEncoding.DecodeString(weights)
	if err != nil || len(bytes) != len(m.conclusions) {
		return fmt.Errorf("weights of %q are not one byte for each conclusion", name)
	}
	r := row{spread: float32(idf[0] * idf[0])}
	for i := range r.octets {
		r.octets[i] = noWeights
	}
	for i, b := range bytes {
		octet, at := &r.octets[i/bytesInWord], bitsInByte*(i%bytesInWord)
		*octet = *octet&^(0xff<<at) | uint64(b)<<at
	}
	l.at(key).feature = int32(len(m.rows)) //nolint:gosec // no more rows than lines
	m.rows = append(m.rows, r)
	return nil
}

// wordName reads a name such as w:planning, p:plan (begins so), s:ning (ends so)
// or b:geen tijd (two words).
func wordName(name string) (uint64, error) {
	kind, text, ok := strings.Cut(name, ":")
	if !ok || len(kind) != 1 || text == "" {
		return 0, fmt.Errorf("%q is no name of a word", name)
	}
	switch kind[0] {
	case wholeWord:
		return wordKey(hashWord(text)), nil
	case wordBegin:
		return beginKey(hashWord(text)), nil
	case wordEnd:
		return endKey(hashEnd(text)), nil
	case wordPair:
		if first, second, ok := strings.Cut(text, " "); ok {
			return pairKey(hashWord(first), hashWord(second)), nil
		}
	}
	return 0, fmt.Errorf("%q is no name of a word", name)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
