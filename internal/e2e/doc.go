// Package e2e holds the tests that run the product as people get it: the built
// binary, over HTTP and in a browser.
package e2e
