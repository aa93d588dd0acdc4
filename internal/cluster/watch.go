package cluster

import (
	"context"
	"fmt"
	"time"
)

// againAfter is the pause between tries to start a server that ended by itself: what is left of
// the old one must end first.
const againAfter = 100 * time.Millisecond

// watch starts the server again when it ended by itself, as when somebody killed it, until ctx
// ends. Without report the server stays down: a test wants to see that.
func (c *Cluster) watch(ctx context.Context, serve func(context.Context) (*Cluster, error), report func(error)) {
	defer close(c.watched)
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.server.done:
		}
		if report == nil {
			return
		}
		report(fmt.Errorf("the private database ended by itself and is started again (process %d)", c.pid))
		if !c.again(ctx, serve, report) {
			return
		}
	}
}

// again tries until the server runs; false when ctx ended first. It tells the first failure only.
func (c *Cluster) again(ctx context.Context, serve func(context.Context) (*Cluster, error), report func(error)) bool {
	for {
		limited, cancel := context.WithTimeout(ctx, startLimit)
		next, err := serve(limited)
		cancel()
		if err == nil {
			c.server, c.pid = next.server, next.pid
			return true
		}
		report(err)
		report = func(error) {}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(againAfter):
		}
	}
}
