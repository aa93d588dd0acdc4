//go:build goexperiment.simd && amd64

package scoring

import "simd/archsimd"

// fastest picks the sieve that this machine runs quickest.
func fastest() sieve {
	cpu := archsimd.X86
	switch {
	case cpu.AVX512():
		return wide()
	case cpu.AVX2() && cpu.FMA():
		return halves()
	}
	return portable()
}

// wide takes sixteen offerings an instruction, with AVX-512.
func wide() sieve { return sieve{sum512, over512} }

func sum512(t *tile, x *narrow, to *row) {
	var a, b, c, d archsimd.Float32x16
	for k := range t {
		w, v := archsimd.BroadcastFloat32x16(x[k]), &t[k]
		a = archsimd.LoadFloat32x16((*[16]float32)(v[0:16])).MulAdd(w, a)
		b = archsimd.LoadFloat32x16((*[16]float32)(v[16:32])).MulAdd(w, b)
		c = archsimd.LoadFloat32x16((*[16]float32)(v[32:48])).MulAdd(w, c)
		d = archsimd.LoadFloat32x16((*[16]float32)(v[48:64])).MulAdd(w, d)
	}
	a.Store((*[16]float32)(to[0:16]))
	b.Store((*[16]float32)(to[16:32]))
	c.Store((*[16]float32)(to[32:48]))
	d.Store((*[16]float32)(to[48:64]))
}

func over512(sums *row, bound float32) uint64 {
	least := archsimd.BroadcastFloat32x16(bound)
	bits := uint64(archsimd.LoadFloat32x16((*[16]float32)(sums[0:16])).GreaterEqual(least).ToBits())
	bits |= uint64(archsimd.LoadFloat32x16((*[16]float32)(sums[16:32])).GreaterEqual(least).ToBits()) << 16
	bits |= uint64(archsimd.LoadFloat32x16((*[16]float32)(sums[32:48])).GreaterEqual(least).ToBits()) << 32
	return bits | uint64(archsimd.LoadFloat32x16((*[16]float32)(sums[48:64])).GreaterEqual(least).ToBits())<<48
}

// halves takes eight offerings an instruction, with AVX2, and half a tile at a
// time.
func halves() sieve { return sieve{sum256, over256} }

func sum256(t *tile, x *narrow, to *row) {
	for at := 0; at < lanes; at += lanes / 2 {
		var a, b, c, d archsimd.Float32x8
		for k := range t {
			w, v := archsimd.BroadcastFloat32x8(x[k]), (*[lanes / 2]float32)(t[k][at:at+lanes/2])
			a = archsimd.LoadFloat32x8((*[8]float32)(v[0:8])).MulAdd(w, a)
			b = archsimd.LoadFloat32x8((*[8]float32)(v[8:16])).MulAdd(w, b)
			c = archsimd.LoadFloat32x8((*[8]float32)(v[16:24])).MulAdd(w, c)
			d = archsimd.LoadFloat32x8((*[8]float32)(v[24:32])).MulAdd(w, d)
		}
		half := (*[lanes / 2]float32)(to[at : at+lanes/2])
		a.Store((*[8]float32)(half[0:8]))
		b.Store((*[8]float32)(half[8:16]))
		c.Store((*[8]float32)(half[16:24]))
		d.Store((*[8]float32)(half[24:32]))
	}
}

func over256(sums *row, bound float32) uint64 {
	least := archsimd.BroadcastFloat32x8(bound)
	var bits uint64
	for at := 0; at < lanes; at += 8 {
		bits |= uint64(archsimd.LoadFloat32x8((*[8]float32)(sums[at:at+8])).GreaterEqual(least).ToBits()) << at
	}
	return bits
}
