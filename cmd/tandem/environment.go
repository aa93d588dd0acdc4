package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// environment gives flags their value from the environment and gathers faults, so that all of
// them are told in one go.
type environment struct {
	getenv func(string) string
	found  []error
}

// checker is what flags do to find their own faults, beside the shared settings.
type checker interface{ check(cfg *config) []error }

// twin is the name of a flag's environment variable.
func twin(flag string) string {
	if flag == "database-url" {
		return "DATABASE_URL"
	}
	return "TANDEM_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// describe writes a flag's help with its environment twin.
func describe(value *kong.Value) string {
	if value.Flag == nil || value.Name == "help" {
		return value.Help
	}
	return fmt.Sprintf("%s ($%s)", value.Help, twin(value.Name))
}

// Validate is part of kong.Resolver; names need no check.
func (e *environment) Validate(*kong.Application) error { return nil }

// Resolve gives a flag's value from its twin. A switch that is neither on nor off is kept as a
// fault; other values are judged later, together.
func (e *environment) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	text := e.getenv(twin(flag.Name))
	if text == "" || flag.Name == "help" {
		return nil, nil //nolint:nilnil // how kong says: no value here
	}
	if !flag.IsBool() {
		return text, nil
	}
	on, err := strconv.ParseBool(text)
	if err != nil {
		e.keep(fmt.Errorf("%s: %q is neither true nor false", twin(flag.Name), text))
		return nil, nil //nolint:nilnil,nilerr // kept, and told with the others
	}
	return on, nil
}

// durations reads flags of type time.Duration, keeping faults for later.
func (e *environment) durations() kong.Option {
	return kong.TypeMapper(reflect.TypeFor[time.Duration](), reader(e, "duration, such as 3s or 2m", time.ParseDuration))
}

// numbers reads flags of type int, keeping faults for later.
func (e *environment) numbers() kong.Option {
	return kong.TypeMapper(reflect.TypeFor[int](), reader(e, "whole number", strconv.Atoi))
}

// reader makes a mapper of kong out of a function that reads text; what it cannot read is kept
// as a fault and leaves the value as it was.
func reader[T any](e *environment, what string, read func(string) (T, error)) kong.MapperFunc {
	return func(ctx *kong.DecodeContext, target reflect.Value) error {
		var text string
		if err := ctx.Scan.PopValueInto("value", &text); err != nil {
			return err
		}
		value, err := read(text)
		if err != nil {
			e.keep(fmt.Errorf("%s: %q is no %s", twin(ctx.Value.Name), text, what))
			return nil //nolint:nilerr // kept, and told with the others
		}
		target.Set(reflect.ValueOf(value))
		return nil
	}
}

// keep notes a fault once; kong may read a value twice.
func (e *environment) keep(fault error) {
	same := func(other error) bool { return other.Error() == fault.Error() }
	if !slices.ContainsFunc(e.found, same) {
		e.found = append(e.found, fault)
	}
}

// faults gathers what is wrong with the shared settings and those of the command in use; nil
// when nothing is.
func (e *environment) faults(cfg *config, command any) error {
	found := slices.Concat(e.found, cfg.check())
	if c, ok := command.(checker); ok {
		found = append(found, c.check(cfg)...)
	}
	if err := errors.Join(found...); err != nil {
		return fmt.Errorf("the settings have faults:\n%w", err)
	}
	return nil
}
