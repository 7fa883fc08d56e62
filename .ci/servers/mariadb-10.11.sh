#!/usr/bin/env bash
# mariadb-10.11.sh PORT FOLDER: Debian's MariaDB 10.11 (package mariadb-server, or unpacked at $MARIADB_HOME). Prints its pid.
. "$(dirname "$0")/common.sh"

PORT=$1
FOLDER=$(make_folder "$2")

install_mariadb "$FOLDER"
use_mariadb "$FOLDER"
"$MARIADB/sbin/mariadbd" "${MARIADB_OPTIONS[@]}" --port="$PORT" --bind-address=127.0.0.1 --socket="$FOLDER/s.sock" \
	--pid-file="$FOLDER/mysqld.pid" --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=0 \
	</dev/null >>"$FOLDER/err.log" 2>&1 &
await_server MariaDB $! "$PORT" "$FOLDER/err.log"
echo $!
