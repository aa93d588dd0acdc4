package planning

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/google/uuid"
	"github.com/klauspost/compress/zstd"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Documents begin with a line that tells what they are, so that a later form can
// be told from this one.
const (
	factsMark  = "tandem round 1\n"
	resultMark = "tandem plan 1\n"
)

// errDocument is a fault of ours or of the storage: a document that does not read
// back as it was written.
var errDocument = errors.New("document of a plan is damaged")

// writer writes numbers as varints, so that a document is the same bytes on every
// machine.
type writer struct{ b []byte }

func (w *writer) whole(n int64)  { w.b = binary.AppendVarint(w.b, n) }
func (w *writer) count(n int)    { w.b = binary.AppendUvarint(w.b, uint64(n)) } //nolint:gosec // never below zero
func (w *writer) id(u uuid.UUID) { w.b = append(w.b, u[:]...) }
func (w *writer) text(s string) {
	w.count(len(s))
	w.b = append(w.b, s...)
}

// tree writes a small value as JSON, whose keys come in the order of fields.
func (w *writer) tree(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write %T: %w", v, err)
	}
	w.text(string(b))
	return nil
}

// reader reads what a writer wrote. After a fault it gives zeros; err tells.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail() {
	r.b = nil
	if r.err == nil {
		r.err = errDocument
	}
}

func (r *reader) whole() int64 {
	n, size := binary.Varint(r.b)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[size:]
	return n
}

// small is whole for what fits in 32 bits.
func (r *reader) small() int32 {
	n := r.whole()
	if n < math.MinInt32 || n > math.MaxInt32 {
		r.fail()
		return 0
	}
	return int32(n)
}

// points is whole for a share in ten-thousandths.
func (r *reader) points() uint16 {
	n := r.whole()
	if n < 0 || n > math.MaxUint16 {
		r.fail()
		return 0
	}
	return uint16(n)
}

// count reads how many of something follow, of which each takes a byte at least.
func (r *reader) count() int {
	n, size := binary.Uvarint(r.b)
	if size <= 0 || n > uint64(len(r.b)) {
		r.fail()
		return 0
	}
	r.b = r.b[size:]
	return int(n) //nolint:gosec // bounded by the document
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.b) {
		r.fail()
		return make([]byte, n)
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) id() uuid.UUID { return uuid.UUID(r.bytes(len(uuid.UUID{}))) }
func (r *reader) text() string  { return string(r.bytes(r.count())) }
func (r *reader) mark(s string) {
	if !bytes.Equal(r.bytes(len(s)), []byte(s)) {
		r.fail()
	}
}

func (r *reader) tree(v any) {
	if b := r.text(); r.err == nil && json.Unmarshal([]byte(b), v) != nil {
		r.fail()
	}
}

// close tells whether all was read and well.
func (r *reader) close() error {
	if len(r.b) > 0 {
		r.fail()
	}
	return r.err
}

// encode writes facts; the same facts give the same bytes.
func (f *facts) encode() ([]byte, error) {
	w := &writer{b: make([]byte, 0, 64+9*len(f.edges)+40*len(f.questions)+32*len(f.offerings))}
	w.b = append(w.b, factsMark...)
	w.whole(f.taken)
	if err := errors.Join(w.tree(f.version), w.tree(f.rules), w.tree(f.change)); err != nil {
		return nil, err
	}
	w.id(f.inForce.UUID)
	w.count(len(f.programmes))
	for _, p := range f.programmes {
		w.id(p.id.UUID)
		w.whole(int64(p.most))
	}
	w.count(len(f.lecturers))
	for _, l := range f.lecturers {
		w.id(l.id.UUID)
		w.whole(int64(l.programme))
		w.whole(int64(l.most))
	}
	f.encodeOfferings(w)
	w.count(len(f.words))
	for _, s := range f.words {
		w.text(s)
	}
	f.encodeQuestions(w)
	return w.b, nil
}

func (f *facts) encodeOfferings(w *writer) {
	w.count(len(f.offerings))
	for i := range f.offerings {
		o := &f.offerings[i]
		w.id(o.id.UUID)
		w.whole(int64(o.lecturer))
		w.whole(int64(o.least))
		w.whole(int64(o.most))
		w.whole(int64(o.effort))
	}
}

func (f *facts) encodeQuestions(w *writer) {
	w.count(len(f.questions))
	for i := range f.questions {
		q := &f.questions[i]
		w.id(q.id.UUID)
		for _, n := range []int64{
			int64(q.region), int64(q.sector), int64(q.size), int64(q.delay), flag(q.first), int64(q.waited), int64(q.held),
			int64(q.why.reason), int64(q.why.gate), q.why.start,
		} {
			w.whole(n)
		}
		edges := f.edgesOf(i)
		w.count(len(edges))
		last := int32(0)
		for j, e := range edges {
			w.b = binary.AppendUvarint(w.b, uint64(e.Offering-last)) //nolint:gosec // in the order of offerings
			w.b = binary.AppendUvarint(w.b, uint64(e.Weight))        //nolint:gosec // above zero
			w.b = binary.AppendUvarint(w.b, uint64(e.Company))
			w.b = binary.AppendUvarint(w.b, uint64(e.Education))
			w.b = binary.AppendUvarint(w.b, uint64(f.efforts[int(f.first(i))+j]))
			last = e.Offering
		}
	}
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// decodeFacts reads what encode wrote.
func decodeFacts(b []byte) (*facts, error) {
	r, f := &reader{b: b}, &facts{}
	r.mark(factsMark)
	f.taken = r.whole()
	r.tree(&f.version)
	r.tree(&f.rules)
	r.tree(&f.change)
	f.inForce.UUID = r.id()
	for range r.count() {
		f.programmes = append(f.programmes, programmeFacts{id: tandem.ID[tandem.Programme]{UUID: r.id()}, most: r.small()})
	}
	for range r.count() {
		f.lecturers = append(f.lecturers, lecturerFacts{
			id: tandem.ID[tandem.Person]{UUID: r.id()}, programme: r.small(), most: r.small(),
		})
	}
	for range r.count() {
		f.offerings = append(f.offerings, offeringFacts{
			id: tandem.ID[tandem.Offering]{UUID: r.id()}, lecturer: r.small(), least: r.small(), most: r.small(), effort: r.points(),
		})
	}
	for range r.count() {
		f.words = append(f.words, r.text())
	}
	f.decodeQuestions(r)
	if err := r.close(); err != nil {
		return nil, fmt.Errorf("read a round: %w", err)
	}
	return f, f.check()
}

func (f *facts) decodeQuestions(r *reader) {
	n := r.count()
	f.questions = make([]questionFacts, 0, n)
	f.edges = make([]allocation.Edge, 0, len(r.b)/9)
	f.efforts = make([]uint16, 0, len(r.b)/9)
	for range n {
		q := questionFacts{id: tandem.ID[tandem.Question]{UUID: r.id()}, region: r.small(), sector: r.small()}
		q.size, q.delay, q.first = uint8(r.points()), uint8(r.points()), r.whole() == 1 //nolint:gosec // checked below
		q.waited, q.held = r.small(), r.small()
		q.why = why{reason: reasonCode(r.points()), gate: r.small(), start: r.whole()} //nolint:gosec // checked below
		f.decodeEdges(r)
		q.edges = int32(len(f.edges)) //nolint:gosec // bounded by the document
		f.questions = append(f.questions, q)
	}
}

func (f *facts) decodeEdges(r *reader) {
	last := int32(0)
	for range r.count() {
		e := allocation.Edge{Offering: last + int32(r.unsigned()), Weight: int32(r.unsigned())} //nolint:gosec // checked below
		e.Company, e.Education = uint16(r.unsigned()), uint16(r.unsigned())                     //nolint:gosec // as written
		last, f.edges = e.Offering, append(f.edges, e)
		f.efforts = append(f.efforts, uint16(r.unsigned())) //nolint:gosec // as written
	}
}

func (r *reader) unsigned() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[size:]
	return n
}

// within reports whether at is a place in a list of n, or Nobody where that may be.
func within(at int32, n int, nobody bool) bool {
	return at >= 0 && int(at) < n || nobody && at == allocation.Nobody
}

// check refuses facts whose references lead nowhere.
func (f *facts) check() error {
	for _, l := range f.lecturers {
		if !within(l.programme, len(f.programmes), true) {
			return errDocument
		}
	}
	for _, o := range f.offerings {
		if !within(o.lecturer, len(f.lecturers), true) {
			return errDocument
		}
	}
	for i := range f.questions {
		if !f.questions[i].leadsSomewhere(f) {
			return errDocument
		}
	}
	for _, e := range f.edges {
		if !within(e.Offering, len(f.offerings), false) {
			return errDocument
		}
	}
	return nil
}

func (q *questionFacts) leadsSomewhere(f *facts) bool {
	return within(q.region, len(f.words), false) && within(q.sector, len(f.words), false) && within(q.held, len(f.offerings), true) &&
		within(q.why.gate, len(f.words), true) && int(q.size) < len(tandem.CompanySizes()) && int(q.delay) < len(tandem.Delays()) &&
		int(q.why.reason) < len(reasons())
}

// digest names the bytes of a document.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// pack compresses a document for keeping.
func pack(b []byte) ([]byte, error) {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("make compressor: %w", err)
	}
	defer func() { _ = z.Close() }()
	return z.EncodeAll(b, make([]byte, 0, len(b)/2)), nil
}

// unpackMost bounds what a kept document may grow to.
const unpackMost = 1 << 30

func unpack(b []byte) ([]byte, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(unpackMost))
	if err != nil {
		return nil, fmt.Errorf("make decompressor: %w", err)
	}
	defer z.Close()
	out, err := z.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDocument, err)
	}
	return out, nil
}
