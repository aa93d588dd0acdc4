package tandem

import "time"

// MatchState says what has been decided about a match.
type MatchState string

// The states of a match.
const (
	MatchProposed MatchState = "proposed" // scored, nobody has decided
	MatchApproved MatchState = "approved" // a coordinator offers it to the lecturer
	MatchRejected MatchState = "rejected" // a coordinator chose otherwise
	MatchExpired  MatchState = "expired"  // scored anew or the question has ended
)

// MatchStates lists the states of a match.
func MatchStates() []MatchState {
	return []MatchState{MatchProposed, MatchApproved, MatchRejected, MatchExpired}
}

func matchMoves() moves[MatchState] {
	return moves[MatchState]{
		MatchProposed: {MatchApproved, MatchRejected, MatchExpired},
		MatchApproved: {MatchRejected, MatchExpired},
	}
}

// Move brings the match into another state; a move outside the table is a
// Conflict.
func (m *Match) Move(to MatchState, at time.Time) error {
	if err := matchMoves().check("match", m.State, to); err != nil {
		return err
	}
	m.State, m.StateSince = to, at
	return nil
}

// ClaimState says how a claim stands.
type ClaimState string

// The states of a claim.
const (
	ClaimOpen     ClaimState = "open"     // the place is held
	ClaimEngaged  ClaimState = "engaged"  // the work has started
	ClaimReleased ClaimState = "released" // given back, or the question went away
	ClaimLapsed   ClaimState = "lapsed"   // not started in time
)

// ClaimStates lists the states of a claim.
func ClaimStates() []ClaimState {
	return []ClaimState{ClaimOpen, ClaimEngaged, ClaimReleased, ClaimLapsed}
}

func claimMoves() moves[ClaimState] {
	return moves[ClaimState]{ClaimOpen: {ClaimEngaged, ClaimReleased, ClaimLapsed}}
}

// Move brings the claim into another state; a move outside the table is a
// Conflict.
func (c *Claim) Move(to ClaimState, at time.Time) error {
	if err := claimMoves().check("claim", c.State, to); err != nil {
		return err
	}
	c.State, c.StateSince = to, at
	return nil
}

// EngagementState says how the work stands.
type EngagementState string

// The states of an engagement.
const (
	EngagementRunning  EngagementState = "running"
	EngagementFinished EngagementState = "finished"
	EngagementStopped  EngagementState = "stopped"
)

// EngagementStates lists the states of an engagement.
func EngagementStates() []EngagementState {
	return []EngagementState{EngagementRunning, EngagementFinished, EngagementStopped}
}

func engagementMoves() moves[EngagementState] {
	return moves[EngagementState]{EngagementRunning: {EngagementFinished, EngagementStopped}}
}

// Move brings the engagement into another state; a move outside the table is a
// Conflict.
func (e *Engagement) Move(to EngagementState, at time.Time) error {
	if err := engagementMoves().check("engagement", e.State, to); err != nil {
		return err
	}
	e.State, e.StateSince = to, at
	return nil
}
