# Sourced, in bash, at the root of the project: what .ci/run and .ci/full have in common.
#
# JDK_17, NEWEST_JDK   "MAJOR HOME" each; the same if no newer one is installed
# run_tests            the README's test command with a JDK, and further options
# run_soak             random use of locks by several JVMs with a JDK, for some seconds
# finish               fails if anything was left running or did not start; tells what was skipped

TEST_COMMAND="mvn verify"
grep -qxF "$TEST_COMMAND" README.md || { echo "README.md does not give the test command: $TEST_COMMAND" >&2; exit 1; }

WORK=$(mktemp -d)
chmod 755 "$WORK"
. .ci/lib/servers.sh

clean_up() {
	stop_servers
	rm -rf "$WORK"
}
trap clean_up EXIT

major() { "$1/bin/javac" -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/'; }

# every JDK that is installed where JDKs usually are: "major home"
jdks() {
	local home
	for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
		"$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
		if [ -n "$home" ] && [ -x "$home/bin/javac" ]; then echo "$(major "$home") $home"; fi
	done | sort -n -u
}

find_jdks() {
	local installed
	installed=$(jdks)
	JDK_17=$(grep -m1 '^17 ' <<<"$installed" || true)
	NEWEST_JDK=$(tail -n1 <<<"$installed")
	[ -n "$JDK_17" ] || { echo "JDK 17 is not installed where JDKs usually are: install one, or set JAVA_HOME" >&2; exit 1; }
	if [ "${NEWEST_JDK%% *}" = 17 ]; then NEWEST_JDK=$JDK_17; fi
}
find_jdks

# "MAJOR HOME", options...
run_tests() {
	local home=${1#* }
	echo "== JDK ${1%% *} at $home"
	shift
	JAVA_HOME=$home mvn -B -q clean
	JAVA_HOME=$home $TEST_COMMAND -B -ntp "$@"
}

# "MAJOR HOME", seconds: nothing may be left of it; the jar is of the run before
run_soak() {
	echo "== Soak on JDK ${1%% *}"
	"${1#* }/bin/java" -cp lock-benchmarks/target/benchmarks.jar io.namedlock.benchmarks.soak.Soak "$2"
}

finish() {
	local left
	left=$(left_processes)
	[ -z "$left" ] || { echo "Processes are still running:" >&2; ps -o pid,args -p $left >&2; exit 1; }
	report_browser
	report_servers
}

# what the tests have started carries their environment
left_processes() {
	local pid
	for pid in $(grep -lzsxF "NAMED_LOCK_RUN=$WORK" /proc/[0-9]*/environ | cut -d / -f 3); do
		if kill -0 "$pid" 2>/dev/null; then echo "$pid"; fi
	done
}

# a test that found no browser says what to install
report_browser() {
	local report=sample-app/target/surefire-reports/TEST-io.namedlock.sample.PageTests.xml
	if grep -q "no Chromium" "$report"; then
		echo "Tests of the sample's page were skipped: $(grep -om1 "no Chromium[^\"&]*" "$report")"
	fi
}

start_servers
export NAMED_LOCK_RUN=$WORK
