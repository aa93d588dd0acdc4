package server

import (
	"net/http"
	"strconv"

	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/ui"
)

// pageRows is how many rows of a list a page shows.
const pageRows = 25

// paged cuts the part out of a list that the address asks for by ?blad=2, and
// gives the links to the pages beside it; nil when one page holds the list. A
// number that leads nowhere shows the nearest page.
func paged[T any](r *http.Request, shell page.Shell, list []T) ([]T, *ui.Pager) {
	if len(list) <= pageRows {
		return list, nil
	}
	number, _ := strconv.Atoi(r.URL.Query().Get("blad")) // no number is the first page
	number = max(1, min(number, (len(list)+pageRows-1)/pageRows))
	from, to := (number-1)*pageRows, min(number*pageRows, len(list))
	previous, next := "", ""
	if number > 1 {
		previous = leaf(r, number-1)
	}
	if to < len(list) {
		next = leaf(r, number+1)
	}
	pager := shell.Pager(page.Span{From: from + 1, To: to, All: len(list)}, previous, next)
	return list[from:to], &pager
}

// leaf is the present address with another page of the list.
func leaf(r *http.Request, number int) string {
	q := r.URL.Query()
	q.Set("blad", strconv.Itoa(number))
	return r.URL.Path + "?" + q.Encode()
}
