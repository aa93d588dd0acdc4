package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// demoGreeting tells whoever started a demo whom they can be, and where to read
// the mail that the demo does not send.
func demoGreeting(ctx context.Context, people *account.Service, base string) (string, error) {
	list, err := people.DemoPeople(ctx)
	if err != nil {
		return "", fmt.Errorf("list demo people: %w", err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\nBe anybody by one click at %s/demo and read all mail at %s/demo/mail.\n", base, base)
	for _, role := range slices.Backward(tandem.Roles()) {
		var names []string
		for _, p := range list {
			if p.Role == role && !slices.Contains(names, p.Name) {
				names = append(names, p.Name)
			}
		}
		fmt.Fprintf(&b, "  %-12s %s\n", role, strings.Join(names, ", "))
	}
	return b.String(), nil
}
