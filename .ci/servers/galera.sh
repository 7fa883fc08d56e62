#!/usr/bin/env bash
# galera.sh NODES PORT FOLDER: a cluster of Debian's MariaDB 10.11 with galera-4 (packages mariadb-server and rsync, or
# unpacked at $MARIADB_HOME). Node i of 0, 1, ... has the ports from PORT + 10 * i: SQL, group communication, and two by
# which it gets its data. Prints "PID PORT" for each node.
. "$(dirname "$0")/common.sh"

# rsync's daemon drops to nobody and cannot read the data of root
leave_root "$3" "$@"

NODES=$1
PORT=$2
FOLDER=$(make_folder "$3")
LIBRARY=$MARIADB/lib/galera/libgalera_smm.so

port() { echo $((PORT + 10 * $1)); }

# every node's address for group communication
cluster() {
	local members="" node
	for ((node = 0; node < NODES; node++)); do members+=",127.0.0.1:$(($(port $node) + 1))"; done
	echo "gcomm://${members#,}"
}

# node, further options...: starts it, with its pid in PID
start_node() {
	local folder=$FOLDER/n$1 port name=n$1
	port=$(port "$1")
	shift
	use_mariadb "$folder"
	: >"$folder/err.log"
	"$MARIADB/sbin/mariadbd" "${MARIADB_OPTIONS[@]}" --port="$port" --bind-address=127.0.0.1 --socket="$folder/s.sock" \
		--pid-file="$folder/pid" --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=0 \
		--binlog-format=ROW --innodb-autoinc-lock-mode=2 \
		--wsrep-on=ON --wsrep-provider="$LIBRARY" --wsrep-cluster-name=t --wsrep-cluster-address="$(cluster)" \
		--wsrep-node-name="$name" --wsrep-node-address="127.0.0.1:$((port + 1))" \
		--wsrep-sst-method=rsync --wsrep-sst-receive-address="127.0.0.1:$((port + 3))" \
		--wsrep-provider-options="gmcast.listen_addr=tcp://127.0.0.1:$((port + 1));ist.recv_addr=127.0.0.1:$((port + 2));gcache.size=16M" \
		"$@" </dev/null >>"$folder/err.log" 2>&1 &
	PID=$!
	await "Galera's node $name" $PID is_synchronized "$folder" -- "$folder/err.log"
}

is_synchronized() {
	grep -q 'ready for connections' "$1/err.log" && grep -q 'Synchronized with group' "$1/err.log"
}

for ((node = 0; node < NODES; node++)); do
	install_mariadb "$(make_folder "$FOLDER/n$node")"
done
# a cluster that was stopped begins again with its first node
if [ -e "$FOLDER/n0/data/grastate.dat" ]; then
	sed -i 's/^safe_to_bootstrap:.*/safe_to_bootstrap: 1/' "$FOLDER/n0/data/grastate.dat"
fi
start_node 0 --wsrep-new-cluster
echo "$PID $(port 0)"
for ((node = 1; node < NODES; node++)); do
	start_node $node
	echo "$PID $(port $node)"
done
