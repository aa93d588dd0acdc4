package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestFirstDeskIsWholeOrNot(t *testing.T) {
	t.Parallel()
	if err := (firstDesk{}).missing(); err != nil {
		t.Errorf("nothing given: got %v", err)
	}
	err := firstDesk{Institution: "Hogeschool X", City: "Gouda"}.missing()
	for _, flag := range []string{"TANDEM_POSTCODE", "TANDEM_DESK_MAIL", "TANDEM_ADMIN"} {
		if err == nil || !strings.Contains(err.Error(), flag) {
			t.Errorf("got %v, want %s named", err, flag)
		}
	}
}

func TestFirstDeskOpensOnce(t *testing.T) {
	t.Parallel()
	ctx, db := context.Background(), pgtest.Tx(t)
	catalogue, people := catalog.New(db), account.New(db)
	f := firstDesk{
		Institution: "Hogeschool Gouwe", City: "Gouda", Postcode: "2801 AB",
		DeskMail: "loket@gouwe.example", Admin: "beheer@gouwe.example",
	}
	if err := f.open(ctx, catalogue, people); err != nil {
		t.Fatal(err)
	}
	list, err := catalogue.Institutions(ctx)
	if err != nil || len(list) != 1 || list[0].Postcode != "2801AB" {
		t.Errorf("institutions: %+v, %v", list, err)
	}
	if err := f.open(ctx, catalogue, people); !errors.Is(err, tandem.Conflict) {
		t.Errorf("a second time: got %v, want a conflict", err)
	}
}
