#!/usr/bin/env bash
# pgbouncer.sh SERVER_PORT PORT FOLDER: a pgbouncer (package pgbouncer) that pools transactions, before a PostgreSQL that
# listens on SERVER_PORT, or will, and trusts everyone. It has $POOL connections to it, or 2. Prints its pid.
. "$(dirname "$0")/common.sh"

# pgbouncer refuses root
leave_root "$3" "$@"

SERVER_PORT=$1
PORT=$2
FOLDER=$(make_folder "$3")

cat >"$FOLDER/pgbouncer.ini" <<END
[databases]
* = host=127.0.0.1 port=$SERVER_PORT user=postgres
[pgbouncer]
listen_addr=127.0.0.1
listen_port=$PORT
unix_socket_dir=
auth_type=any
auth_file=
pool_mode=transaction
default_pool_size=${POOL:-2}
ignore_startup_parameters=extra_float_digits
logfile=$FOLDER/pgbouncer.log
pidfile=$FOLDER/pgbouncer.pid
END
pgbouncer -q "$FOLDER/pgbouncer.ini" </dev/null >"$FOLDER/out.log" 2>&1 &
await_server pgbouncer $! "$PORT" "$FOLDER/out.log"
echo $!
