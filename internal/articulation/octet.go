package articulation

// kindSum sums the rows of one kind of words.
type kindSum struct {
	octets    [lanes / bytesInWord]octet
	pending   int     // additions since the last flush
	spread    float32 // square of the length
	perLength float64 // 1 / length, once all is counted
}

// octet sums the eight bytes of one word of rows. Each byte is added to a lane of
// sixteen bits, which a full count of additions cannot overflow.
type octet struct {
	even, odd uint64
	sum       [8]int32
}

const (
	lowBytes    = 0x00ff00ff00ff00ff // every other byte of a word
	fullCount   = 256                // 256 * 255 fits in sixteen bits
	middle      = 128                // the byte that stands for no weight
	laneBits    = 16
	laneMask    = 1<<laneBits - 1
	bytesInWord = 8
	bitsInByte  = 8
)

func (o *octet) add(w uint64) {
	o.even += w & lowBytes
	o.odd += w >> bitsInByte & lowBytes
}

// flush moves the lanes to the sums and takes off what stands for no weight in so
// many additions.
func (o *octet) flush(additions int) {
	none := int32(middle * additions) //nolint:gosec // at most fullCount times 128, or words of a text of maxBytes
	for j := range bytesInWord / 2 {
		o.sum[2*j] += int32(o.even>>(laneBits*j)&laneMask) - none
		o.sum[2*j+1] += int32(o.odd>>(laneBits*j)&laneMask) - none
	}
	o.even, o.odd = 0, 0
}

// add counts a row in.
func (k *kindSum) add(r *row) {
	for i, w := range r.octets {
		k.octets[i].add(w)
	}
	k.spread += r.spread
	if k.pending++; k.pending == fullCount {
		k.flush()
	}
}

func (k *kindSum) flush() {
	for i := range k.octets {
		k.octets[i].flush(k.pending)
	}
	k.pending = 0
}

// sum is what all rows say of one conclusion, before scaling.
func (k *kindSum) sum(lane int) float64 {
	return float64(k.octets[lane/bytesInWord].sum[lane%bytesInWord])
}

// weight is what a row says of one conclusion, before scaling.
func (r *row) weight(lane int) int {
	return int(r.octets[lane/bytesInWord]>>(bitsInByte*(lane%bytesInWord))&0xff) - middle
}

// tally is an octet that flushes itself when it is full.
type tally struct {
	octet
	pending int
}

func (t *tally) add(w uint64) {
	t.octet.add(w)
	if t.pending++; t.pending == fullCount {
		t.flush()
	}
}

func (t *tally) flush() {
	t.octet.flush(t.pending)
	t.pending = 0
}
