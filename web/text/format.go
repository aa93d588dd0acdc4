package text

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the binary must know Amsterdam on a machine without zone files

	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// amsterdam is the zone in which people read dates, whatever the server's clock says.
var amsterdam = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return time.UTC // cannot happen: the zones are built in
	}
	return zone
})

// Amsterdam is the time zone of every date on a page.
func Amsterdam() *time.Location { return amsterdam() }

// Value writes an argument as the language does: numbers with separators, dates in full, keys as their message.
func (p Printer) Value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case Key:
		return p.T(v)
	case int, int64, float64:
		return p.Number(v)
	case time.Time:
		return p.Date(v)
	default:
		return fmt.Sprint(v)
	}
}

// Date is "23 november 2026".
func (p Printer) Date(t time.Time) string {
	return p.DayMonth(t) + " " + strconv.Itoa(t.In(Amsterdam()).Year())
}

// ShortDate is "23 nov 2026".
func (p Printer) ShortDate(t time.Time) string {
	t = t.In(Amsterdam())
	return fmt.Sprintf("%d %s %d", t.Day(), p.Month(t.Month()), t.Year())
}

// DayMonth is "23 november".
func (p Printer) DayMonth(t time.Time) string {
	t = t.In(Amsterdam())
	return strconv.Itoa(t.Day()) + " " + p.Code("month", strconv.Itoa(int(t.Month())))
}

// Month is the short name of a month, "nov".
func (p Printer) Month(m time.Month) string {
	return p.Code("month_short", strconv.Itoa(int(m)))
}

// Weekday is "maandag 23 november 2026".
func (p Printer) Weekday(t time.Time) string {
	return p.Code("weekday", strconv.Itoa(int(t.In(Amsterdam()).Weekday()))) + " " + p.Date(t)
}

// WeekdayShort is "maandag 23 november", for dates near enough to need no year.
func (p Printer) WeekdayShort(t time.Time) string {
	return p.Code("weekday", strconv.Itoa(int(t.In(Amsterdam()).Weekday()))) + " " + p.DayMonth(t)
}

// Clock is the time of day on 24 hours: "17.00" in Dutch, "17:00" in English.
func (p Printer) Clock(t time.Time) string {
	t = t.In(Amsterdam())
	if p.lang == NL {
		return t.Format("15.04")
	}
	return t.Format("15:04")
}

// Moment is a day and a time: "23 november, 10.12 uur".
func (p Printer) Moment(t time.Time) string {
	return p.T(DateMoment, "date", p.DayMonth(t), "clock", p.Clock(t))
}

// Week is "week 48", by ISO 8601.
func (p Printer) Week(t time.Time) string {
	_, week := t.In(Amsterdam()).ISOWeek()
	return p.T(DateWeek, "week", week)
}

// ISO is a moment for machines, as <time datetime> wants it.
func (p Printer) ISO(t time.Time) string { return t.In(Amsterdam()).Format(time.RFC3339) }

// Number is 1.234,56 in Dutch and 1,234.56 in English; at most two decimals.
func (p Printer) Number(n any) string {
	return message.NewPrinter(p.tag).Sprint(number.Decimal(n, number.MaxFractionDigits(2)))
}

// Percent writes a share between 0 and 1 as a whole percentage: 0.71 is "71%".
func (p Printer) Percent(share float64) string {
	return strconv.Itoa(int(share*100+0.5)) + "%"
}

// Euro is an amount in whole euros: "€ 250" in Dutch, "€250" in English.
func (p Printer) Euro(n int) string {
	if p.lang == NL {
		return "€ " + p.Number(n)
	}
	return "€" + p.Number(n)
}

// List joins words: "a, b en c".
func (p Printer) List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return p.T(DateAnd, "first", strings.Join(words[:last], ", "), "last", words[last])
}

// Signed writes a difference with its sign, a true minus: "+12", "−5".
func (p Printer) Signed(n int) string {
	if n < 0 {
		return "−" + p.Number(-n)
	}
	return "+" + p.Number(n)
}
