# Sourced by the scripts of this folder, in bash. Each starts real servers on 127.0.0.1 with their data in a folder of the
# caller's, and prints a line "PID ..." for every server that it leaves running; all else goes to stderr. What a script
# downloads stays in $SERVER_CACHE; it is unpacked there and never installed.
set -euo pipefail

CACHE=${SERVER_CACHE:-$HOME/.cache/test-servers}

# message, log...: ends the script, with the last lines of the logs
fail() {
	echo "$1" >&2
	shift
	[ $# = 0 ] || tail -n 25 "$@" >&2
	exit 1
}

# folder: makes it, and prints its absolute path
make_folder() { mkdir -p "$1" && cd "$1" && pwd; }

# folder, the script's arguments: starts the script anew as $RUN_AS, who then owns the folder, if root has started it: for
# servers that refuse root
leave_root() {
	local folder=$1 user=${RUN_AS:-nobody}
	shift
	[ "$(id -u)" = 0 ] || return 0
	mkdir -p "$folder"
	chown -R "$user" "$folder"
	exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups bash "$(readlink -f "$0")" "$@"
}

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# name, pid, port, log...: waits until the server listens
await_server() {
	local name=$1 pid=$2 port=$3
	shift 3
	await "$name" "$pid" is_listening "$port" -- "$@"
}

# name, pid, command... -- log...: waits until the command says that the server is there
await() {
	local name=$1 pid=$2 command=() attempt
	shift 2
	while [ "$1" != -- ]; do
		command+=("$1")
		shift
	done
	shift
	for ((attempt = 0; attempt < 1200; attempt++)); do
		kill -0 "$pid" 2>/dev/null || fail "$name has ended:" "$@"
		if "${command[@]}"; then return; fi
		sleep 0.1
	done
	kill "$pid"
	fail "$name is not there after two minutes:" "$@"
}

# MariaDB of this machine, or of $MARIADB_HOME, where Debian's packages are unpacked
MARIADB=${MARIADB_HOME:-}/usr

# folder: the options of its server, in MARIADB_OPTIONS
use_mariadb() {
	mkdir -p "$1/tmp"
	# in /tmp, every other MariaDB that starts removes temporary tables
	MARIADB_OPTIONS=(--no-defaults --user="$(id -un)" --datadir="$1/data" --tmpdir="$1/tmp")
}

# folder: makes the databases of a new server, once
install_mariadb() {
	if [ -e "$1/.init" ]; then return; fi
	rm -rf "$1/data"
	use_mariadb "$1"
	"$MARIADB/bin/mariadb-install-db" "${MARIADB_OPTIONS[@]}" --auth-root-authentication-method=normal --skip-test-db \
		--skip-name-resolve >"$1/install.log" 2>&1 || fail "MariaDB cannot make its databases:" "$1/install.log"
	touch "$1/.init"
}
