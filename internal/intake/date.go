package intake

import (
	"strconv"
	"strings"
	"time"
)

// monthNames are the names people type, Dutch and English, by month; any
// beginning of three letters or more will do.
const monthNames = "januari january 1 februari february 2 maart march mrt 3 april 4 mei may 5 juni june 6 " +
	"juli july 7 augustus august 8 september 9 oktober october 10 november 11 december 12"

// parseDay reads a day as people type it: 1-5-2027, 1/5/2027, 1.5.2027, 1 mei
// 2027, 1 mei or 2027-05-01. Without a year it is the next such day after today.
func parseDay(typed string, today time.Time) (time.Time, bool) {
	parts := strings.FieldsFunc(strings.ToLower(typed), func(c rune) bool { return strings.ContainsRune("-/., ", c) })
	if len(parts) == 3 && len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	if len(parts) == 2 {
		return nextDay(parts, today)
	}
	if len(parts) != 3 {
		return time.Time{}, false
	}
	year, err := strconv.Atoi(parts[2])
	if err != nil || len(parts[2]) != 2 && len(parts[2]) != 4 {
		return time.Time{}, false
	}
	if year < 100 {
		year += today.Year() / 100 * 100
	}
	return day(parts, year)
}

func nextDay(parts []string, today time.Time) (time.Time, bool) {
	found, ok := day(parts, today.Year())
	if ok && found.Before(today) {
		return day(parts, today.Year()+1)
	}
	return found, ok
}

// day builds a date and refuses what no calendar holds, such as 31 February.
func day(parts []string, year int) (time.Time, bool) {
	number, err := strconv.Atoi(parts[0])
	month, ok := month(parts[1])
	if err != nil || !ok {
		return time.Time{}, false
	}
	found := time.Date(year, month, number, 0, 0, 0, 0, time.UTC)
	return found, found.Day() == number && found.Month() == month
}

func month(typed string) (time.Month, bool) {
	if n, err := strconv.Atoi(typed); err == nil {
		return time.Month(n), n >= 1 && n <= 12
	}
	if len(typed) < 3 {
		return 0, false
	}
	named := false
	for word := range strings.FieldsSeq(monthNames) {
		n, err := strconv.Atoi(word)
		if err == nil && named {
			return time.Month(n), true
		}
		named = named || strings.HasPrefix(word, typed)
	}
	return 0, false
}
