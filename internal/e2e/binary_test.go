package e2e_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// build makes the binary with build tags, once for each set of tags.
func build(t *testing.T, tags string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tandem")
	command := exec.Command("go", "build", "-tags", tags, "-o", path, "../../cmd/tandem")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("build with tags %q: %v\n%s", tags, err, out)
	}
	return path
}

// program is a running tandem serve.
type program struct {
	command *exec.Cmd
	base    string
	mu      sync.Mutex
	log     strings.Builder
	ended   chan struct{}
}

// start runs tandem serve with extra arguments and environment and waits until
// it is ready.
func start(t *testing.T, binary, addr string, env []string, args ...string) *program {
	t.Helper()
	p := &program{base: "http://" + addr, ended: make(chan struct{})}
	p.command = exec.Command(binary, append([]string{"serve", "--addr", addr}, args...)...)
	p.command.Env = append(os.Environ(), env...)
	out, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.command.Stderr = p.command.Stdout
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	go p.read(out)
	p.waitReady(t)
	return p
}

func (p *program) read(out io.Reader) {
	defer close(p.ended)
	for scan := bufio.NewScanner(out); scan.Scan(); {
		p.mu.Lock()
		p.log.WriteString(scan.Text() + "\n")
		p.mu.Unlock()
	}
}

func (p *program) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.String()
}

// waitReady asks /healthz until it answers. It polls rather than sleeps a fixed
// time, and gives up after a minute.
func (p *program) waitReady(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			t.Fatalf("the server did not get ready:\n%s", p.said())
		case <-p.ended:
			t.Fatalf("the server ended:\n%s", p.said())
		case <-tick.C:
			if answers(ctx, p.base+"/healthz") {
				return
			}
		}
	}
}

func answers(ctx context.Context, url string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	_ = response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// kill ends the program at once, as a power cut would, and waits until it is gone.
func (p *program) kill() {
	_ = p.command.Process.Signal(syscall.SIGKILL)
	<-p.ended
	_ = p.command.Wait()
}

// stop ends the program in order.
func (p *program) stop(t *testing.T) {
	t.Helper()
	_ = p.command.Process.Signal(syscall.SIGINT)
	<-p.ended
	if err := p.command.Wait(); err != nil {
		t.Errorf("the server ended with %v:\n%s", err, p.said())
	}
}

// freeAddr finds an address nobody listens on.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return fmt.Sprint(l.Addr())
}
