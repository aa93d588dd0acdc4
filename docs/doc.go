// Package docs holds the documents, and the tests that keep them true.
package docs
