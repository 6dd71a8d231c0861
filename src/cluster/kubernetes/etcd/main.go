// Command etcd is etcd's own server: where the API server keeps its objects during the check.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	etcdmain.Main(os.Args)
}
