// Command vault is HashiCorp Vault's own command, built from its published module for the real stage.
// Vault is under BUSL-1.1: this is a tool for tests on one machine and is never shipped.
package main

import (
	"os"

	"github.com/hashicorp/vault/command"
)

func main() {
	os.Exit(command.Run(os.Args[1:]))
}
