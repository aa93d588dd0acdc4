package e2e_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestJourney walks all roles through the whole flow in Chromium, with and
// without script, at two widths, and looks for barriers with axe on every page.
// TANDEM_E2E_SHOTS names a folder for screenshots.
func TestJourney(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	site := start(t, build(t, ""), freeAddr(t), []string{"TANDEM_DATA_DIR=" + dataDir(t), "DATABASE_URL=", "TANDEM_DATABASE_URL="}, "--demo")
	defer site.stop(t)
	ctx, cancel := context.WithTimeout(context.Background(), 12*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, "node", "journey.mjs")
	command.Dir = toolsDir
	command.Env = append(os.Environ(), "BASE_URL="+site.base, "CHROMIUM="+browser)
	out, err := command.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("journey: %v\nserver:\n%s", err, site.said())
	}
}

const toolsDir = "../../tools/e2e"

// chromium finds the browser, or skips the test with what to install.
func chromium(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(toolsDir, "node_modules", "playwright-core")); err != nil {
		t.Skip("SKIP: the browser journey needs: npm ci --prefix tools/e2e (make e2e does it)")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("SKIP: the browser journey needs Chromium: apt-get install chromium")
	return ""
}

// dataDir is a short folder; the account which runs the database must get through.
func dataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "tandem-e2e-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
