// Counts the words of the files that it is given, each in a goroutine of its own.
package main

import (
	"fmt"
	"os"
	"strings"
)

func count(path string, results chan<- string) {
	content, err := os.ReadFile(path)
	if err != nil {
		results <- err.Error()
		return
	}
	results <- fmt.Sprintf("%s: %d words", path, len(strings.Fields(string(content))))
}

func main() {
	results := make(chan string)
	for _, path := range os.Args[1:] {
		go count(path, results)
	}
	for range os.Args[1:] {
		fmt.Println(<-results)
	}
}
