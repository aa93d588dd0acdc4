package roundfile_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/roundfile"
)

func TestRoundComesBack(t *testing.T) {
	t.Parallel()
	for _, size := range []string{"T", "S"} {
		want := invented.Round(invented.Sizes()[size], 0)
		var file bytes.Buffer
		if err := roundfile.Write(&file, want); err != nil {
			t.Fatal(err)
		}
		got, err := roundfile.Read(&file)
		if err != nil {
			t.Fatal(err)
		}
		if got.Digest() != want.Digest() {
			t.Errorf("%s comes back as another round", size)
		}
	}
}

func TestOnlyWhatFitsIsWritten(t *testing.T) {
	t.Parallel()
	for _, change := range []func(*allocation.Problem){
		func(p *allocation.Problem) { p.Bonus = 7 },
		func(p *allocation.Problem) { p.Programmes = make([]allocation.Programme, 1) },
		func(p *allocation.Problem) { p.Questions[0].Fixed = 0 },
	} {
		p := invented.Round(invented.Sizes()["T"], 0)
		change(p)
		if err := roundfile.Write(&bytes.Buffer{}, p); !errors.Is(err, roundfile.ErrUnwritable) {
			t.Errorf("got error %v, want ErrUnwritable", err)
		}
	}
}

const small = `c three questions, two offerings
p alloc 3 2 1 1 4
r 1 2
l 1 2
o 1 1 0 1
o 2 0 1 2
q 1 1
q 2 0
q 3 1
e 1 1 90 80 70
e 1 2 70 70 70
e 3 1 60 60 60
e 3 2 50 50 50
`

func TestOrderOfLinesIsFree(t *testing.T) {
	t.Parallel()
	want, err := roundfile.Read(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(small), "\n")
	for i, j := 2, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	got, err := roundfile.Read(strings.NewReader(strings.Join(lines, "\r\n\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if got.Digest() != want.Digest() {
		t.Errorf("lines turned about give another round:\n%+v\n%+v", got, want)
	}
}

func TestBadLineIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, want string }{
		{"p alloc 3 2 1 1 4", "", `line 3: starts with neither "p alloc" nor c`},
		{"p alloc 3 2 1 1 4", "p alloc 3 2 1 1", "line 2: has no number 5 of 5"},
		{"p alloc 3 2 1 1 4", "p alloc 3 2 1 1 4 9", "line 2: has more than its 5 numbers"},
		{"p alloc 3 2 1 1 4", "p alloc 3000000 2 1 1 4", "line 2: 3000000 questions are more than"},
		{"p alloc 3 2 1 1 4", "p alloc 3 2 1 1 999999999", "line 2: 999999999 edges are more than"},
		{"p alloc 3 2 1 1 4", "p alloc 3 2 1 1 5", "line 14: the file ends after 4 of 5 edges"},
		{"p alloc 3 2 1 1 4", "p alloc 3 2 1 1 3", "line 13: more edges than the 3 announced"},
		{"r 1 2", "r 1 x", "line 3: number 2 is none"},
		{"r 1 2", "r 1 -2", "line 3: number 2 is none"},
		{"r 1 2", "r 1 99999999999999", "line 3: number 2 is too long"},
		{"r 1 2", "x 1 2", "line 3: starts with 'x' instead of"},
		{"r 1 2\n", "", "line 13: the file ends without a line for region 1"},
		{"l 1 2", "l 2 2", "line 4: member 2 is more than the 1 announced"},
		{"l 1 2", "l 0 2", "line 4: member 0 is not in 1 to 1"},
		{"l 1 2", "l 1 4000000000", "line 4: 4000000000 is more than"},
		{"o 2 0 1 2", "o 1 0 1 2", "line 6: member 1 has a line already"},
		{"o 2 0 1 2", "o 2 0 3 2", "line 6: minimum 3 is above the maximum 2"},
		{"o 2 0 1 2", "o 2 7 1 2", "line 6: lecturer 7 is more than the 1 announced"},
		{"q 2 0", "q 2 3", "line 8: region 3 is more than the 1 announced"},
		{"e 1 2 70 70 70", "e 4 2 70 70 70", "line 11: question 4 of 3"},
		{"e 1 2 70 70 70", "e 1 3 70 70 70", "line 11: question 1 of 3, offering 3 of 2"},
		{"e 1 2 70 70 70", "e 1 2 100000 70 70", "line 11: weight 100000 is not below"},
		{"e 1 2 70 70 70", "e 1 2 70 70 10001", "line 11: weight 70 is not below 100000, or a gain"},
		{"e 1 2 70 70 70", "e 1 1 70 70 70", "line 11: question 1 has an edge to offering 1 already"},
		{"e 1 2 70 70 70", "e 3 1 70 70 70", "line 12: question 3 has an edge to offering 1 already"},
		{"e 1 1 90 80 70\ne 1 2 70 70 70", "e 1 2 70 70 70\nc\ne 1 2 90 80 70", "line 12: question 1 has an edge to offering 2 already"},
		{"e 1 1 90 80 70\ne 1 2 70 70 70\ne 3 1 60 60 60", "e 3 1 70 70 70\ne 1 2 70 70 70\n\ne 3 1 60 60 60", "line 13: question 3 has an edge to offering 1"},
		{"e 1 2 70 70 70", "e 1 2 " + strings.Repeat("7", 1<<19), "line 11: longer than"},
	} {
		_, err := roundfile.Read(strings.NewReader(strings.Replace(small, c.from, c.to, 1)))
		if !errors.Is(err, roundfile.ErrFormat) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q for %.40q: got error %v, want %q", c.to, c.from, err, c.want)
		}
	}
	if _, err := roundfile.Read(strings.NewReader("c nothing\n")); !errors.Is(err, roundfile.ErrFormat) {
		t.Errorf("an empty file: got %v", err)
	}
}

func certificate() *roundfile.Certificate {
	return &roundfile.Certificate{Digest: "abc", Value: 150, Prices: allocation.Prices{
		Offerings: []int64{70, -50}, Lecturers: []int64{3}, Programmes: []int64{2}, Groups: []int64{1, 0},
	}}
}

// strictly is a certificate with everything that one of a strict plan can have.
func strictly() *roundfile.Certificate {
	return &roundfile.Certificate{Digest: "abc", Proves: roundfile.Strict, Value: 150, Bound: 160, Grounds: allocation.Grounds{
		Asks: []allocation.Ask{
			{Keeps: []int64{7, 0, 3}, Prices: allocation.Prices{Programmes: []int64{2}, Groups: []int64{1, 0}}},
			{Prices: allocation.Prices{Offerings: []int64{0, -1}}, Void: true},
		},
		Tree: []allocation.Limb{{Offering: 1, Ask: -1}, {Offering: -1, Ask: 1}, {Offering: -1}},
	}}
}

func TestCertificateComesBack(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	stable := certificate()
	stable.Proves = roundfile.Stable
	for _, c := range []*roundfile.Certificate{certificate(), stable, strictly()} {
		if err := roundfile.WriteCertificate(&file, c); err != nil {
			t.Fatal(err)
		}
		got, err := roundfile.ReadCertificate(&file)
		if err != nil || !reflect.DeepEqual(got, c) {
			t.Errorf("certificate = %+v, %v", got, err)
		}
		file.Reset()
	}
	want := &roundfile.Assignments{Digest: "abc", Placed: []int32{1, allocation.Nobody, 0}}
	if err := roundfile.WriteAssignments(&file, want); err != nil {
		t.Fatal(err)
	}
	if got, err := roundfile.ReadAssignments(&file); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("assignments = %+v, %v", got, err)
	}
}

// TestEveryByteIsSealed changes each byte of both files in turn.
func TestEveryByteIsSealed(t *testing.T) {
	t.Parallel()
	var first, second bytes.Buffer
	if err := roundfile.WriteCertificate(&first, certificate()); err != nil {
		t.Fatal(err)
	}
	if err := roundfile.WriteAssignments(&second, &roundfile.Assignments{Digest: "abc", Placed: []int32{1, 0}}); err != nil {
		t.Fatal(err)
	}
	for i := range first.Len() {
		text := bytes.Clone(first.Bytes())
		text[i] ^= 1
		if _, err := roundfile.ReadCertificate(bytes.NewReader(text)); !errors.Is(err, roundfile.ErrTampered) {
			t.Fatalf("byte %d of the certificate: got %v", i, err)
		}
	}
	for i := range second.Len() {
		text := bytes.Clone(second.Bytes())
		text[i] ^= 1
		if _, err := roundfile.ReadAssignments(bytes.NewReader(text)); !errors.Is(err, roundfile.ErrTampered) {
			t.Fatalf("byte %d of the assignments: got %v", i, err)
		}
	}
}

// FuzzRead looks for a file that breaks reading, or that is read as a problem
// that is none.
func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	var file bytes.Buffer
	if err := roundfile.Write(&file, invented.Round(invented.Sizes()["T"], 0)); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := roundfile.Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		if _, err := allocation.Solve(p); err != nil {
			t.Fatal(err)
		}
	})
}
