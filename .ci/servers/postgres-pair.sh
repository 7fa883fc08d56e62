#!/usr/bin/env bash
# postgres-pair.sh PORT STANDBY_PORT FOLDER: a PostgreSQL and its standby (package postgresql, or $POSTGRES_BIN: the folder of
# initdb and pg_ctl), user postgres, without a password. With SYNC=1 a commit waits for the standby, so that a failover loses
# nothing. Prints "PID PORT DATA" for the primary, then for the standby. A failover is: kill -9 the primary's PID, then
# pg_ctl promote -D the standby's DATA, as the user who owns it.
. "$(dirname "$0")/common.sh"

# PostgreSQL refuses root
leave_root "$3" "$@"

PORT=$1
STANDBY_PORT=$2
FOLDER=$(make_folder "$3")
BIN=${POSTGRES_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)}
[ -n "$BIN" ] || fail "There is no PostgreSQL at /usr/lib/postgresql, and \$POSTGRES_BIN does not name another"

# data, port
start() {
	"$BIN/pg_ctl" -s -w -t 60 -D "$1" -l "$1/log" \
		-o "-p $2 -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start >&2 </dev/null ||
		fail "PostgreSQL does not start:" "$1/log"
	echo "$(head -n 1 "$1/postmaster.pid") $2 $1"
}

if [ ! -e "$FOLDER/.init" ]; then
	rm -rf "$FOLDER/primary" "$FOLDER/standby"
	"$BIN/initdb" -D "$FOLDER/primary" -U postgres -A trust -E UTF8 --locale=C -N >"$FOLDER/initdb.log" 2>&1 ||
		fail "PostgreSQL cannot make its databases:" "$FOLDER/initdb.log"
	echo "host replication postgres 127.0.0.1/32 trust" >>"$FOLDER/primary/pg_hba.conf"
	printf '%s\n' "shared_buffers=32MB" "wal_level=replica" "max_wal_senders=4" "hot_standby=on" "max_connections=200" \
		>>"$FOLDER/primary/postgresql.conf"
	touch "$FOLDER/.init"
fi
start "$FOLDER/primary" "$PORT"
if [ ! -e "$FOLDER/standby" ]; then
	"$BIN/pg_basebackup" -D "$FOLDER/standby" -R -X stream -c fast -N \
		-d "host=127.0.0.1 port=$PORT user=postgres application_name=standby" >&2
fi
start "$FOLDER/standby" "$STANDBY_PORT"
if [ "${SYNC:-0}" = 1 ]; then
	"$BIN/psql" -qAt -h 127.0.0.1 -p "$PORT" -U postgres -c "ALTER SYSTEM SET synchronous_standby_names = '*'" \
		-c "SELECT pg_reload_conf()" >/dev/null
fi
