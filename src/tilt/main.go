// Runs k8s/Tiltfile with stand-ins for the functions of Tilt and holds what it asks for against this repository. It proves the
// file's syntax, its paths and names; not Tilt.
package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"
	"go.starlark.net/syntax"
)

// One call of a function of Tilt.
type call struct {
	name   string
	args   starlark.Tuple
	kwargs map[string]starlark.Value
}

// The functions that the file may use, and their parameters by keyword.
var known = map[string]string{
	"allow_k8s_contexts": "",
	"docker_build":       "context dockerfile only live_update",
	"fall_back_on":       "",
	"sync":               "",
	"kustomize":          "",
	"filter_yaml":        "namespace kind name",
	"k8s_yaml":           "",
	"k8s_resource":       "port_forwards",
}

func run(file string) ([]call, error) {
	var calls []call
	stand := func(name, keywords string) *starlark.Builtin {
		return starlark.NewBuiltin(name, func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, pairs []starlark.Tuple) (starlark.Value, error) {
			given := map[string]starlark.Value{}
			for _, pair := range pairs {
				key := string(pair[0].(starlark.String))
				if !strings.Contains(" "+keywords+" ", " "+key+" ") {
					return nil, fmt.Errorf("%s has no parameter %s", name, key)
				}
				given[key] = pair[1]
			}
			calls = append(calls, call{name, args, given})
			if name == "filter_yaml" {
				return starlark.Tuple{starlark.String("chosen"), starlark.String("others")}, nil
			}
			return starlark.String(name), nil
		})
	}
	globals := starlark.StringDict{"os": starlarkstruct.FromStringDict(starlarkstruct.Default, starlark.StringDict{
		"getenv": starlark.NewBuiltin("getenv", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			return args[1], nil
		}),
	})}
	for name, keywords := range known {
		globals[name] = stand(name, keywords)
	}
	_, err := starlark.ExecFileOptions(&syntax.FileOptions{}, &starlark.Thread{}, file, nil, globals)
	return calls, err
}

var wrong []string

func expect(holds bool, format string, values ...any) {
	if !holds {
		wrong = append(wrong, fmt.Sprintf(format, values...))
	}
}

func text(file string) string {
	content, err := os.ReadFile(file)
	expect(err == nil, "%s can not be read", file)
	return string(content)
}

func words(value starlark.Value) []string {
	var all []string
	if list, is := value.(*starlark.List); is {
		for i := range list.Len() {
			word, _ := starlark.AsString(list.Index(i))
			all = append(all, word)
		}
	}
	return all
}

func main() {
	root := os.Args[1]
	folder := filepath.Join(root, "k8s")
	calls, err := run(filepath.Join(folder, "Tiltfile"))
	if err != nil {
		fmt.Println("wrong:", err)
		os.Exit(1)
	}
	count := map[string]int{}
	for _, each := range calls {
		count[each.name]++
		first, _ := starlark.AsString(each.args[0])
		switch each.name {
		case "allow_k8s_contexts":
			expect(strings.HasPrefix(first, "kind-"), "allow_k8s_contexts: %s is no cluster of kind", first)
		case "docker_build":
			build(root, folder, first, each)
		case "sync":
			into, _ := starlark.AsString(each.args[1])
			sync(folder, first, into)
		case "fall_back_on":
			for _, file := range words(each.args[0]) {
				exists(folder, file)
			}
		case "kustomize":
			exists(folder, first+"/kustomization.yaml")
		case "filter_yaml":
			deployment := text(filepath.Join(folder, "base/application/deployment.yaml"))
			for key, field := range map[string]string{"kind": "kind", "name": "name", "namespace": "namespace"} {
				value, _ := starlark.AsString(each.kwargs[key])
				expect(strings.Contains(deployment, field+": "+value+"\n"), "filter_yaml: there is no Deployment with %s %s", field, value)
			}
		}
	}
	for name := range known {
		expect(count[name] > 0, "%s is never called", name)
	}
	for _, sentence := range wrong {
		fmt.Println("wrong:", sentence)
	}
	fmt.Printf("Tiltfile: %d calls, %d wrong; not proven: Tilt itself, which no registry here has\n", len(calls), len(wrong))
	if len(wrong) > 0 {
		os.Exit(1)
	}
}

func exists(folder, file string) {
	_, err := os.Stat(filepath.Join(folder, file))
	expect(err == nil, "k8s/Tiltfile names %s, which does not exist", file)
}

func build(root, folder, image string, each call) {
	deployment := text(filepath.Join(folder, "base/application/deployment.yaml"))
	expect(strings.Contains(deployment, "image: "+image+":"), "docker_build: no Deployment runs the image %s", image)
	dockerfile, _ := starlark.AsString(each.kwargs["dockerfile"])
	exists(folder, dockerfile)
	copied := regexp.MustCompile(`(?m)^COPY (\S+)`).FindAllStringSubmatch(text(filepath.Join(folder, dockerfile)), -1)
	only := words(each.kwargs["only"])
	for _, file := range only {
		exists(root, file)
	}
	for _, from := range copied {
		expect(strings.Contains(" "+strings.Join(only, " ")+" ", " "+from[1]+" "), "docker_build: %s copies %s, which 'only' leaves out", dockerfile, from[1])
		expect(!ignored(root, from[1]), "docker_build: %s copies %s, which .dockerignore leaves out", dockerfile, from[1])
	}
}

// Of the patterns that match a file or a folder above it, the last one counts.
func ignored(root, file string) bool {
	ignored := false
	for _, line := range strings.Split(text(filepath.Join(root, ".dockerignore")), "\n") {
		pattern, kept := strings.CutPrefix(strings.TrimSpace(line), "!")
		for above := file; pattern != "" && above != "."; above = path.Dir(above) {
			if matches, _ := path.Match(pattern, above); matches {
				ignored = !kept
			}
		}
	}
	return ignored
}

// What is synchronised lands where the image keeps it.
func sync(folder, from, into string) {
	exists(folder, from)
	dockerfile := text(filepath.Join(folder, "dev/Dockerfile"))
	work := regexp.MustCompile(`(?m)^WORKDIR (\S+)`).FindStringSubmatch(dockerfile)
	inside := strings.TrimPrefix(from, "../")
	expect(work != nil && strings.Contains(dockerfile, "COPY "+inside+" "+inside+"\n") && into == path.Join(work[1], inside),
		"sync: %s goes to %s, which is not where dev/Dockerfile has it", from, into)
}
