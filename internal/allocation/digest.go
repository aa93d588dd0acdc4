package allocation

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
)

// Digest names a problem by everything in it: another number anywhere gives
// another digest. A plan keeps it, to say which problem it is of.
func (p *Problem) Digest() string {
	d := digest{sum: sha256.New(), bytes: make([]byte, 0, 1<<16)}
	d.number(1, p.Bonus)
	d.number(int64(len(p.Groups)), int64(len(p.Programmes)), int64(len(p.Lecturers)))
	d.number(int64(len(p.Offerings)), int64(len(p.Questions)), int64(len(p.Edges)))
	for _, g := range p.Groups {
		d.small(g.Partition, g.Least)
	}
	for _, s := range p.Programmes {
		d.small(s.Most)
	}
	for _, l := range p.Lecturers {
		d.small(l.Programme, l.Most)
	}
	for _, o := range p.Offerings {
		d.small(o.Lecturer, o.Least, o.Most)
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		d.small(q.First, q.Last, q.Fixed, q.Held, int32(len(q.Groups)))
		d.number(q.Move)
		d.small(q.Groups...)
	}
	for i := range p.Edges {
		d.edge(&p.Edges[i])
	}
	d.sum.Write(d.bytes)
	return hex.EncodeToString(d.sum.Sum(nil))
}

// digest gathers numbers before they are summed.
type digest struct {
	sum   hash.Hash
	bytes []byte
}

// room empties what was gathered when it has grown large.
func (d *digest) room() {
	if len(d.bytes) > cap(d.bytes)-64 {
		d.sum.Write(d.bytes)
		d.bytes = d.bytes[:0]
	}
}

func (d *digest) number(list ...int64) {
	for _, n := range list {
		d.room()
		d.bytes = binary.LittleEndian.AppendUint64(d.bytes, uint64(n))
	}
}

func (d *digest) small(list ...int32) {
	for _, n := range list {
		d.room()
		d.bytes = binary.LittleEndian.AppendUint32(d.bytes, uint32(n))
	}
}

func (d *digest) edge(e *Edge) {
	d.room()
	b := binary.LittleEndian.AppendUint32(d.bytes, uint32(e.Offering))
	b = binary.LittleEndian.AppendUint32(b, uint32(e.Weight))
	d.bytes = binary.LittleEndian.AppendUint32(b, uint32(e.Company)<<16|uint32(e.Education))
}
