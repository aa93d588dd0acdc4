package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

func TestScoreNeedsNothingButLines(t *testing.T) {
	t.Parallel()
	input := `{"id":"a","title":"Planning","text":"Onze planning kost te veel tijd. Wie helpt?"}` + "\nnot a question\n"
	var out, errs bytes.Buffer
	noEnv := func(string) string { return "" }
	err := run(context.Background(), []string{"score"}, noEnv, streams{in: strings.NewReader(input), out: &out, err: &errs})
	if !errors.Is(err, errReported) {
		t.Errorf("error = %v, want the reported one for status 1", err)
	}
	if !strings.HasPrefix(out.String(), `{"id":"a","language":"nl"`) || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("out = %q, want one answer", out.String())
	}
	if !strings.HasPrefix(errs.String(), "line 2: ") {
		t.Errorf("err = %q, want the number of the bad line", errs.String())
	}
}
