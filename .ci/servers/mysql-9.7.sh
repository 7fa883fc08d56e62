#!/usr/bin/env bash
# mysql-9.7.sh PORT FOLDER: Oracle's MySQL 9.7 of Debian sid's packages, unpacked and run by its own loader. Prints its pid.
. "$(dirname "$0")/common.sh"

PORT=$1
FOLDER=$(make_folder "$2")
ROOT=$CACHE/mysql-9.7/root

# MySQL and the libraries that it needs: sid's, since this machine may have older ones
PACKAGES="mysql-server-core libaio1t64 libc6 libcurl4t64 libfido2-1 libgcc-s1 libgoogle-perftools4t64
	libtcmalloc-minimal4t64 libunwind8 libicu78 liblz4-1 libmecab2 libnuma1 libprotobuf-lite32t64 libprotobuf32t64
	libssl3t64 libstdc++6 libtirpc3t64 libtirpc-common libzstd1 zlib1g libcbor0.10 libudev1 libbrotli1 libnghttp2-14
	libnghttp3-9 libngtcp2-16 libngtcp2-crypto-ossl0 libidn2-0 libunistring5 libldap2 libsasl2-2 libpsl5t64 libssh2-1t64
	libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libkeyutils1 libcom-err2 liblzma5"

# the first Debian mirror in this machine's own sources
find_mirror() {
	cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
		grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ' || true
}

# downloads the packages by lists of our own, and unpacks them into $ROOT
download() {
	local apt=$CACHE/mysql-9.7/apt mirror options folder package
	mirror=$(find_mirror)
	[ -n "$mirror" ] || fail "This machine's apt sources name no Debian mirror"
	mkdir -p "$apt"/{etc/sources.list.d,lists/partial,cache/archives/partial,deb} "$ROOT"
	echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$apt/sources.list"
	options="-qq -oDir::Etc::SourceList=$apt/sources.list -oDir::Etc::SourceParts=$apt/etc/sources.list.d
		-oDir::State::Lists=$apt/lists -oDir::Cache=$apt/cache -oAPT::Sandbox::User=root -oAcquire::Languages=none"
	apt-get $options update >&2
	(cd "$apt/deb" && apt-get $options download $PACKAGES >&2)
	# Debian's top folders are links into /usr, which must be there before a package is unpacked
	for folder in bin sbin lib lib64; do
		mkdir -p "$ROOT/usr/$folder"
		ln -sfn "usr/$folder" "$ROOT/$folder"
	done
	for package in "$apt"/deb/*.deb; do
		dpkg-deb --fsys-tarfile "$package" | tar -x -C "$ROOT" --keep-directory-symlink --no-same-owner
	done
	rm -rf "$apt/lists" "$apt/cache"
	touch "$ROOT/.done"
}

[ -e "$ROOT/.done" ] || download
LIBRARIES=$ROOT/usr/lib/x86_64-linux-gnu
LOADER=$ROOT/usr/lib64/ld-linux-x86-64.so.2
[ -e "$LOADER" ] || LOADER=$LIBRARIES/ld-linux-x86-64.so.2
# root may run it only if --user names root
MYSQLD=("$LOADER" --library-path "$LIBRARIES" "$ROOT/usr/sbin/mysqld" --no-defaults --user="$(id -un)"
	--basedir="$ROOT/usr" --lc-messages-dir="$ROOT/usr/share/mysql" --datadir="$FOLDER/data"
	--log-error="$FOLDER/err.log" --secure-file-priv=NULL)
if [ ! -e "$FOLDER/.init" ]; then
	rm -rf "$FOLDER/data"
	# root of 127.0.0.1 too, which is not localhost everywhere
	echo "CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY ''; GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;" \
		>"$FOLDER/init.sql"
	"${MYSQLD[@]}" --initialize-insecure --init-file="$FOLDER/init.sql" >&2
	touch "$FOLDER/.init"
fi
"${MYSQLD[@]}" --port="$PORT" --bind-address=127.0.0.1 --mysqlx=OFF --socket="$FOLDER/s.sock" \
	--pid-file="$FOLDER/mysqld.pid" --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --sync-binlog=0 \
	--skip-log-bin </dev/null >>"$FOLDER/out.log" 2>&1 &
await_server "MySQL 9.7" $! "$PORT" "$FOLDER/err.log" "$FOLDER/out.log"
echo $!
