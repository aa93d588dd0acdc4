package roundfile

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ErrTampered says that a file is not what was written: a number was changed, a
// line is missing or too many.
var ErrTampered = errors.New("file was changed or is damaged")

// sealed writes lines and ends them with a seal over all of them.
type sealed struct {
	lineWriter

	whole bytes.Buffer
}

func newSealed(title, digest string) *sealed {
	s := &sealed{}
	s.to = bufio.NewWriterSize(&s.whole, linesAtOnce)
	s.text(title)
	s.text("problem " + digest)
	return s
}

func (s *sealed) text(line string) { _, _ = s.to.WriteString(line + "\n") }

// close writes everything with its seal.
func (s *sealed) close(to io.Writer) error {
	if err := s.to.Flush(); err != nil {
		return fmt.Errorf("write lines: %w", err)
	}
	fmt.Fprintf(&s.whole, "seal %s\n", sealOf(s.whole.Bytes()))
	_, err := to.Write(s.whole.Bytes())
	return err
}

func sealOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// mostSealed is the size up to which a sealed file is read.
const mostSealed = 1 << 28

// opened is a sealed file whose seal was found whole; its lines come one by one.
type opened struct {
	title  string
	digest string
	lines  []string // behind those of title and problem
	at     int
}

// open reads a whole file, looks at its seal, title and version: one of
// titles.
func open(from io.Reader, titles ...string) (*opened, error) {
	text, err := io.ReadAll(io.LimitReader(from, mostSealed))
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	end := bytes.LastIndex(text, []byte("\nseal ")) + 1
	if end == 0 || string(text[end:]) != "seal "+sealOf(text[:end])+"\n" {
		return nil, fmt.Errorf("%w: the seal on its last line does not fit", ErrTampered)
	}
	lines := strings.Split(string(text[:end-1]), "\n")
	if !slices.Contains(titles, lines[0]) {
		return nil, fmt.Errorf("%w: line 1: %q instead of %q", ErrTampered, lines[0], titles)
	}
	if len(lines) < 2 || !strings.HasPrefix(lines[1], "problem ") {
		return nil, fmt.Errorf("%w: line 2: does not name its problem", ErrTampered)
	}
	return &opened{title: lines[0], digest: strings.TrimPrefix(lines[1], "problem "), lines: lines[2:]}, nil
}

// next takes the next line apart: its word and its numbers. Without a word the
// file is at its end.
func (o *opened) next(count int) (word string, numbers []int64, err error) {
	if o.at == len(o.lines) {
		return "", nil, nil
	}
	word, rest, _ := strings.Cut(o.lines[o.at], " ")
	o.at++
	fields := strings.Fields(rest)
	if len(fields) > count {
		return "", nil, o.fault("has %d numbers, more than %d", len(fields), count)
	}
	for _, f := range fields {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return "", nil, o.fault("%q is not a number", f)
		}
		numbers = append(numbers, n)
	}
	return word, numbers, nil
}

// fault names the line that was read last.
func (o *opened) fault(text string, args ...any) error {
	return fmt.Errorf("%w: line %d: %s", ErrTampered, o.at+2, fmt.Sprintf(text, args...))
}
