package tandem

import "time"

// PlanRecord is a plan as it is kept. What it was made from and what came out
// stand in PlanDocuments; once made neither changes.
type PlanRecord struct {
	ID            ID[Plan]
	InstitutionID ID[Institution]
	PeriodID      ID[Period]
	Number        int
	State         PlanState
	StateSince    time.Time
	Origin        PlanOrigin
	Step          PlanStep
	Parent        ID[Plan] // the plan it was made from by hand, if any
	Rules         PlanRules
	Change        *WhatIf // what it supposes, if anything; such a plan is not approved
	Version       ScoreVersion
	Seed          int64
	Asked         int
	Offerings     int
	Places        int // that it could give
	Placed        int
	Weight        int64
	Company       float64
	Education     float64
	Short         int
	Value         int64 // of the certificate
	Bound         int64
	Digest        string
	TookMS        float64
	CheckMS       float64
	Failure       string
	MadeBy        ID[Person]
	MadeByName    string
	MadeAt        time.Time
	ApprovedAt    *time.Time
	ApprovedBy    string
	HeldUntil     *time.Time
}

// Row is the plan as lists show it.
func (p *PlanRecord) Row() Plan {
	return Plan{
		ID: p.ID, PeriodID: p.PeriodID, Number: p.Number, State: p.State, Origin: p.Origin, Mode: p.Rules.Mode, Step: p.Step,
		MadeAt: p.MadeAt, MadeBy: p.MadeByName, Asked: p.Asked, Placed: p.Placed, Weight: p.Weight, Company: p.Company,
		Education: p.Education, Short: p.Short, Failure: p.Failure,
	}
}

// PlanDocuments is what a plan was made from and what came out, as
// internal/planning writes it, compressed. Solving the input again gives the same
// result, byte for byte.
type PlanDocuments struct {
	Input       []byte
	Result      []byte
	Certificate []byte
}

func planMoves() moves[PlanState] {
	return moves[PlanState]{
		PlanRunning:  {PlanFailed, PlanDraft},
		PlanDraft:    {PlanApproved},
		PlanApproved: {PlanUndone},
	}
}

// Made reports whether the plan has been computed, so that it can be looked at.
func (s PlanState) Made() bool { return s == PlanDraft || s == PlanApproved || s == PlanUndone }

// Move brings the plan into another state; a move outside the table is a
// Conflict.
func (p *PlanRecord) Move(to PlanState, at time.Time) error {
	if err := planMoves().check("plan", p.State, to); err != nil {
		return err
	}
	p.State, p.StateSince = to, at
	return nil
}

// Percent is what a question's weights are multiplied by: more the worse a late
// answer is, and with each earlier round that left it without a place.
func (r PlanRules) Percent(d Delay, waited int) int {
	extra := r.Waited * max(0, waited)
	switch d {
	case DelayCritical:
		extra += r.Urgency
	case DelayUseless:
		extra += r.Urgency / 2
	}
	return 100 + min(MaxExtra, extra)
}
