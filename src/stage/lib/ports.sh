# shellcheck shell=bash
# Ports of loopback, for every script.

# Below those that the kernel gives to clients, above those that the Java tests take (Ports.java).
free_port() {
  local port
  while port=$((28000 + RANDOM % 4000)); do listens "$port" || break; done
  printf '%s\n' "$port"
}
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
