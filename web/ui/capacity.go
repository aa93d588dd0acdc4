package ui

import "strconv"

// Most boxes that are drawn one for each place, and how wide one is with the space behind it.
const (
	mostBoxes = 12
	boxWidth  = 23
	boxGap    = 5
)

// capBox is a box of one kind.
type capBox struct {
	kind      string
	at, width int
}

// boxes lists what is drawn: a box for each place, or with many places one for each kind, as long as its share.
func (c Capacity) boxes() []capBox {
	kinds := []string{"taken", "hold", "free", "over"}
	counts := []int{max(c.Taken, 0), max(c.Held, 0), max(c.Free, 0), max(c.Over, 0)}
	all := 0
	for _, n := range counts {
		all += n
	}
	var list []capBox
	done := 0
	for k, n := range counts {
		switch {
		case n == 0:
		case all > mostBoxes:
			from, to := mostBoxes*boxWidth*done/all, mostBoxes*boxWidth*(done+n)/all
			list = append(list, capBox{kinds[k], 1 + from, max(to-from-boxGap, 2)})
		default:
			for i := range n {
				list = append(list, capBox{kinds[k], 1 + boxWidth*(done+i), boxWidth - boxGap})
			}
		}
		done += n
	}
	return list
}

// frame is as wide as the boxes.
func (c Capacity) frame() string {
	width := 20
	if list := c.boxes(); len(list) > 0 {
		width = max(width, list[len(list)-1].at+list[len(list)-1].width+1)
	}
	return "0 0 " + strconv.Itoa(width) + " 20"
}
