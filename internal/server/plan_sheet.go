package server

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"

	"github.com/tandem-hbo/tandem/internal/sheet"
	"github.com/tandem-hbo/tandem/web/page"
)

// planExcel hands out all rows of a plan for a spreadsheet.
func (s *Server) planExcel(w http.ResponseWriter, r *http.Request) error {
	return s.handOut(w, r, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Excel)
}

// planCSV hands out the same as text.
func (s *Server) planCSV(w http.ResponseWriter, r *http.Request) error {
	return s.handOut(w, r, ".csv", "text/csv; charset=utf-8", sheet.CSV)
}

// handOut writes a plan through a buffer, so that nobody gets half a file.
func (s *Server) handOut(w http.ResponseWriter, r *http.Request, suffix, kind string, write func(io.Writer, sheet.Table) error) error {
	x, err := s.planOf(r)
	if err != nil {
		return err
	}
	lines, err := s.Planning.Lines(r.Context(), s.actor(r), x.ID)
	if err != nil {
		return err
	}
	name, head, rows := page.PlanSheet(s.shell(r), x, lines)
	var b bytes.Buffer
	if err := write(&b, sheet.Table{Name: name, Head: head, Rows: rows}); err != nil {
		return fmt.Errorf("write plan %s as %s: %w", x.ID, suffix, err)
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + suffix}))
	_, _ = w.Write(b.Bytes()) // the reader went away: nobody left to tell
	return nil
}
