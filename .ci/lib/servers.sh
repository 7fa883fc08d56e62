# Sourced, in bash: starts the servers that tests run on beside the embedded ones, by the scripts at .ci/servers. Each JVM
# that tests has a set of its own. All kinds start at once, those of a kind one after the other: what they need is
# downloaded to $SERVER_CACHE by the first, and unpacked, not installed. $WORK is a folder that any user may enter.
#
# start_servers    begins to start them
# await_servers    waits for them; then SERVER_OPTIONS has their addresses, for the test command
# report_servers   tells which could not be had; fails if one could be had and did not start
# stop_servers     ends them

SERVER_CACHE=${SERVER_CACHE:-$HOME/.cache/test-servers}
export SERVER_CACHE

# how many JVMs test at a time
FORKS=2

SERVER_OPTIONS=(-Dnamedlock.test.servers=all "-Dnamedlock.test.forks=$FORKS")
SERVER_ENVIRONMENT=()
SCRIPTS=$WORK/scripts
STARTED=$WORK/started
STARTERS=()
NEXT_PORT=$((20000 + RANDOM % 10000))

start_servers() {
	# where every user whom a script becomes can read them
	cp -R .ci/servers "$SCRIPTS"
	mkdir -p "$STARTED"
	local mysql mysql56 mariadb galera pooled pgbouncer
	find_ports "$FORKS" && mysql=$PORT
	find_ports "$FORKS" && mysql56=$PORT
	find_ports "$FORKS" && mariadb=$PORT
	find_ports $((20 * FORKS)) && galera=$PORT
	find_ports "$FORKS" && pooled=$PORT
	find_ports "$FORKS" && pgbouncer=$PORT
	start_mysql "MySQL 9.7" mysql-9.7 namedlock.test.mysql.url "$mysql" "$SERVER_CACHE/mysql-9.7/root/.done" &
	STARTERS+=($!)
	start_mysql "MySQL 5.6" mysql-5.6 namedlock.test.mysql56.url "$mysql56" "$SERVER_CACHE/mysql-5.6/.done" &
	STARTERS+=($!)
	start_debian "$mariadb" "$galera" "$pooled" "$pgbouncer" &
	STARTERS+=($!)
}

await_servers() {
	local option
	wait ${STARTERS[@]+"${STARTERS[@]}"} || true
	while read -r option; do SERVER_OPTIONS+=("$option"); done < <(told options)
	told running
}

# nothing to stdout if all servers ran
report_servers() {
	told absent | sed 's/^/Tests were skipped, there is no /'
	told broken | sed 's/^/Tests were skipped, since this did not start: /' >&2
	[ -z "$(told broken)" ]
}

stop_servers() {
	local pid pids
	wait ${STARTERS[@]+"${STARTERS[@]}"} || true
	pids=$(told pids)
	for pid in $pids; do kill "$pid" 2>/dev/null || true; done
	for pid in $pids; do
		while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
	done
}

# kind: what the starters have told of that kind, a line each; they run side by side, so each has a file of its own
told() { cat "$STARTED"/*."$1" 2>/dev/null || true; }

# kind, script, line
tell() { echo "$3" >>"$STARTED/$2.$1"; }

# how many: the first of as many free ports in a row, in PORT; nobody gets them twice
find_ports() {
	local port=$NEXT_PORT free=0
	while [ $free -lt "$1" ]; do
		if (exec 3<>"/dev/tcp/127.0.0.1/$((port + free))") 2>/dev/null; then
			port=$((port + free + 1))
			free=0
		else
			free=$((free + 1))
		fi
	done
	PORT=$port
	NEXT_PORT=$((port + $1))
}

# name, script, property of the addresses, first port, what is there once the script has downloaded it
start_mysql() {
	local fork port addresses=()
	for ((fork = 0; fork < FORKS; fork++)); do
		port=$(($4 + fork))
		start "$1" "$2" "$5" "$port" "$WORK/$2-$fork" || return 0
		addresses+=("jdbc:mysql://127.0.0.1:$port/named_lock?createDatabaseIfNotExist=true&user=root")
	done
	tell_addresses "$2" "$3" "${addresses[@]}"
	tell running "$2" "$1 runs"
}

# first ports: MariaDB, Galera, and pgbouncer before a PostgreSQL that the tests start and let listen where pgbouncer
# expects it
start_debian() {
	local starters=()
	if ! find_packages; then
		tell absent mariadb-10.11 "MariaDB 10.11: $WHY"
		tell absent galera "Galera: $WHY"
		tell absent pgbouncer "pgbouncer: $WHY"
		return
	fi
	start_mariadb "MariaDB 10.11" mariadb-10.11 namedlock.test.mariadb1011.url "$1" 1 &
	starters+=($!)
	start_mariadb Galera galera namedlock.test.galera.url "$2" 20 2 &
	starters+=($!)
	start_pgbouncer "$3" "$4"
	wait "${starters[@]}"
}

# name, script, property of the addresses, first port, how many ports each has, the script's arguments before its port
start_mariadb() {
	local name=$1 script=$2 property=$3 first=$4 ports=$5 fork port addresses=()
	shift 5
	for ((fork = 0; fork < FORKS; fork++)); do
		port=$((first + ports * fork))
		start "$name" "$script" / "$@" "$port" "$WORK/$script-$fork" || return 0
		addresses+=("jdbc:mariadb://127.0.0.1:$port/named_lock?createDatabaseIfNotExist=true&user=root")
	done
	tell_addresses "$script" "$property" "${addresses[@]}"
	tell running "$script" "$name runs"
}

# first ports: PostgreSQL, pgbouncer
start_pgbouncer() {
	local fork servers=() addresses=()
	for ((fork = 0; fork < FORKS; fork++)); do
		start pgbouncer pgbouncer / $(($1 + fork)) $(($2 + fork)) "$WORK/pgbouncer-$fork" || return 0
		servers+=($(($1 + fork)))
		addresses+=("jdbc:postgresql://127.0.0.1:$(($2 + fork))/postgres?user=postgres")
	done
	tell_addresses pgbouncer namedlock.test.pgbouncer.url "${addresses[@]}"
	tell_addresses pgbouncer namedlock.test.pgbouncer.server-port "${servers[@]}"
	tell running pgbouncer "pgbouncer runs"
}

# script, property, an address for each JVM
tell_addresses() {
	local script=$1 property=$2
	shift 2
	tell options "$script" "-D$property=$*"
}

# name, script, what is there once it is downloaded, the script's arguments: fails, and tells why, if it does not start.
# For each process that it leaves, a script prints a line that begins with the pid
start() {
	local name=$1 script=$2 download=$3 pids failed=
	shift 3
	pids=$(env ${SERVER_ENVIRONMENT[@]+"${SERVER_ENVIRONMENT[@]}"} bash "$SCRIPTS/$script.sh" "$@") || failed=1
	tell pids "$script" "$(cut -d ' ' -f 1 <<<"$pids")"
	[ -n "$failed" ] || return 0
	if [ -e "$download" ]; then
		tell broken "$script" "$name"
	else
		tell absent "$script" "$name: it could not be downloaded"
	fi
	return 1
}

# MariaDB, Galera and pgbouncer of this machine or of its distribution
find_packages() {
	local version
	if ! { command -v mariadbd && command -v rsync && command -v pgbouncer && [ -e /usr/lib/galera/libgalera_smm.so ]; } >/dev/null; then
		unpack_debian mariadb-server rsync pgbouncer || return 1
	fi
	version=$(env ${SERVER_ENVIRONMENT[@]+"${SERVER_ENVIRONMENT[@]}"} mariadbd --version)
	[[ $version == *10.11.* ]] || { WHY="this distribution has $version"; return 1; }
}

# packages: unpacks them, and those that they need and this machine does not have, where any user can read them
unpack_debian() {
	local root=$WORK/debian download=$SERVER_CACHE/debian package
	for package in "$@"; do download+=-$package; done
	download_debian "$download" "$@" || { WHY="its packages could not be downloaded"; return 1; }
	mkdir -p "$root"
	for package in "$download"/*.deb; do dpkg-deb -x "$package" "$root"; done
	# it has the way to what it calls written in it
	sed -i "2,\$s#/usr\b#$root/usr#g" "$root/usr/bin/mariadb-install-db"
	SERVER_ENVIRONMENT=("MARIADB_HOME=$root" "PATH=$root/usr/sbin:$root/usr/bin:$PATH"
		"LD_LIBRARY_PATH=$(echo "$root"/usr/lib/*-linux-gnu "$root"/lib/*-linux-gnu | tr ' ' ':')")
}

# folder, packages: downloads them by package lists and archives of this user, not of the machine
download_debian() {
	local folder=$1 options
	shift
	command -v apt-get dpkg-deb >/dev/null || return 1
	[ -e "$folder/.done" ] && return
	mkdir -p "$folder"/{lists,archives}/partial
	options="-qq -oDir::State::Lists=$folder/lists -oDir::Cache=$folder -oDir::Cache::Archives=$folder/archives
		-oAPT::Sandbox::User=root -oAcquire::Languages=none"
	apt-get $options update && (cd "$folder" && apt-get $options download \
		$(apt-get $options -s --no-install-recommends install "$@" | awk '/^Inst/ { print $2 }')) || return 1
	rm -rf "$folder"/{lists,archives}
	touch "$folder/.done"
}
