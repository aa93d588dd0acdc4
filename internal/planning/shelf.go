package planning

import (
	"container/list"
	"context"
	"sync"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// shelf keeps plans that were read lately: a coordinator looks at one plan many
// times, and a plan that was made never changes. What is on it is only read.
type shelf struct {
	mu    sync.Mutex
	order list.List // of *kept, lately used first
}

type kept struct {
	id   tandem.ID[tandem.Plan]
	plan *made
}

// shelfEdges bounds what the shelf keeps, in pairs: about 100 MB.
const shelfEdges = 4_000_000

func (s *shelf) find(id tandem.ID[tandem.Plan]) (*made, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.found(id)
}

// found is find for who holds the lock.
func (s *shelf) found(id tandem.ID[tandem.Plan]) (*made, bool) {
	for e := s.order.Front(); e != nil; e = e.Next() {
		if k, ok := e.Value.(*kept); ok && k.id == id {
			s.order.MoveToFront(e)
			return k.plan, true
		}
	}
	return nil, false
}

func (s *shelf) keep(id tandem.ID[tandem.Plan], m *made) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.found(id); there {
		return // two looked for it at once
	}
	s.order.PushFront(&kept{id, m})
	edges := 0
	for e := s.order.Front(); e != nil; {
		next := e.Next()
		if k, ok := e.Value.(*kept); ok {
			edges += len(k.plan.facts.edges)
			if edges > shelfEdges && e != s.order.Front() || s.order.Len() > 16 && next == nil {
				s.order.Remove(e)
			}
		}
		e = next
	}
}

// read is open for plans that are only looked at.
func (s *Service) read(ctx context.Context, id tandem.ID[tandem.Plan]) (*made, error) {
	if m, ok := s.kept.find(id); ok {
		return m, nil
	}
	m, err := s.open(ctx, id)
	if err == nil {
		s.kept.keep(id, m)
	}
	return m, err
}
