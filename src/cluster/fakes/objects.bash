# shellcheck shell=bash disable=SC2154 # calls is set in fake.bash
# The objects of the fake cluster.

# object <kind> <name>: its file, in the namespace of the call
object() { printf '%s\n' "$FAKES/objects/$namespace/${1,,}/$2"; }

# Only what is not there yet, or is different, counts as a change.
keep() {
  local text
  text=$(cat)
  mkdir -p "${1%/*}"
  [[ -e $1 && $(<"$1") == "$text" ]] && return
  printf '%s\n' "$text" >"$1"
  printf '%s\n' "${1#"$FAKES/objects/"}" >>"$FAKES/changes"
}

field() { sed -nE "s/^.*[{ ]$1: *([^,} ]+).*$/\1/p" | head -n 1; }

# store <documents> <new|any>
store() {
  local document kind name
  while IFS= read -r -d $'\x01' document; do
    [[ $document == *kind:* ]] || continue
    kind=$(sed -n 's/^kind: //p' <<<"$document")
    name=$(field name <<<"$document")
    namespace=$(field namespace <<<"$document")
    printf 'applied %s\n' "$kind/$name" >>"$calls"
    [[ $2 == any || ! -e $(object "$kind" "$name") ]] || { echo "$name exists already" >&2 && exit 1; }
    keep "$(object "$kind" "$name")" <<<"$document"
  done < <(awk '/^---$/ { printf "\001"; next } { print } END { printf "\001" }' <<<"$1")
}

# A Job that is there may not be changed.
same() {
  namespace=openbao
  [[ $1 == *"$(<"$(object job vault-setup)")"* ]]
}

# get_object <kind> <name> <output>
get_object() {
  local file key
  file=$(object "$1" "$2")
  [[ -e $file ]] || { echo "$1 $2 not found" >&2 && exit 1; }
  case $3 in
    --output=name) echo "$1/$2" ;;
    '--output=jsonpath={.data.ca\.crt}') cat "$file" ;;
    '--output=jsonpath={.data.tls\.crt}') awk '/tls.crt/ { on = 1; next } /^  [a-z]/ { on = 0 } on { sub(/^ +/, ""); print }' "$file" | base64 ;;
    '--output=jsonpath={.metadata.annotations.'*)
      key=${3##*annotations.}
      key=${key//\\/}
      [[ ! -e $file.annotations ]] || sed -n "s|^${key%\}}=||p" "$file.annotations"
      ;;
    '--output=jsonpath={.data.'*)
      key=${3##*.}
      sed -n "s/^  ${key%\}}: \"\(.*\)\"$/\1/p" "$file" | tr -d '\n' | base64
      ;;
  esac
}
