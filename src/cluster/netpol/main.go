// Command netpol says which connections a set of NetworkPolicies lets through, by the matcher of cyclonus. It reads
// {"policies": […], "connections": […]} and answers one line for each connection: whether the sender may send it, a tab, and
// whether the receiver may receive it. This is what the policies mean; what a network plug-in makes of them it cannot say.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	networking "k8s.io/api/networking/v1"
)

type question struct {
	Policies    []*networking.NetworkPolicy
	Connections []*matcher.Traffic
}

func main() {
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	var asked question
	if err := decoder.Decode(&asked); err != nil {
		fmt.Fprintln(os.Stderr, "netpol:", err)
		os.Exit(2)
	}
	policy := matcher.BuildNetworkPolicies(false, asked.Policies)
	for _, connection := range asked.Connections {
		answer := policy.IsTrafficAllowed(connection)
		fmt.Printf("%t\t%t\n", answer.Egress.IsAllowed(), answer.Ingress.IsAllowed())
	}
}
