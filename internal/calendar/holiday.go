package calendar

import "time"

// easter returns Easter Sunday of a year in the Gregorian calendar (the
// anonymous algorithm of Meeus, Jones and Butcher; its letters are kept).
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return date(year, time.Month(n/31), n%31+1)
}

// Holidays lists the days of a year on which schools and desks are closed. Good
// Friday and Liberation Day are among them, though not free for everybody: a
// promise must hold for the desk that is closed as well.
func Holidays(year int) []time.Time {
	sunday := easter(year)
	king := date(year, time.April, 27)
	if king.Weekday() == time.Sunday {
		king = king.AddDate(0, 0, -1)
	}
	days := []time.Time{date(year, time.January, 1), king, date(year, time.May, 5)}
	for _, offset := range []int{-2, 0, 1, 39, 49, 50} {
		days = append(days, sunday.AddDate(0, 0, offset))
	}
	return append(days, date(year, time.December, 25), date(year, time.December, 26))
}

// Working reports whether desks are open on the day.
func Working(day time.Time) bool {
	if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	for _, h := range Holidays(day.Year()) {
		if h.YearDay() == day.YearDay() {
			return false
		}
	}
	return true
}
