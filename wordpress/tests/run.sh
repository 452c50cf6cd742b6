#!/bin/sh
# Runs the PHP tests on a copy of a WordPress tree, with a database of their own.
#   run.sh [--mariadb | --sqlite ZIP] [--multisite | --memberships] TREE [argument of phpunit]...
# With --memberships only the contract of membership systems is tested, on doubles, and on each real plugin whose folder
# lies in $CLOAKROOM_PLUGINS. TREE holds wp-load.php; ZIP is the SQLite drop-in (sqlite-database-integration.zip). MariaDB runs on a socket in a
# temporary folder, without a port and without the system's configuration, and ends with the tests.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
database=mariadb zip='' network='' suite=plugin
while :; do
	case ${1:-} in
	--mariadb) database=mariadb ;;
	--sqlite) database=sqlite zip=$2 && shift ;;
	--multisite) network=multisite suite=multisite ;;
	--memberships) suite=memberships ;;
	*) break ;;
	esac
	shift
done
if [ ! -f "${1:-}/wp-load.php" ]; then
	sed -n '2,7s/^# *//p' "$0" >&2
	exit 2
fi
tree=$1
shift

work=$(mktemp -d)
server=''
finish() {
	if [ -n "$server" ]; then
		kill "$server" 2>/dev/null || :
		wait "$server" 2>/dev/null || :
	fi
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

site=$work/site
cp -R "$tree" "$site"
rm -rf "$site/wp-config.php" "$site/wp-content/db.php" "$site/wp-content/mu-plugins"
as_root=''
[ "$(id -u)" -ne 0 ] || as_root=--user=root

if [ "$database" = sqlite ]; then
	php -r '$z = new ZipArchive(); $z->open( $argv[1] ) === true && $z->extractTo( $argv[2] ) || exit( 1 );' \
		"$zip" "$site/wp-content/plugins"
	dropin=$site/wp-content/plugins/sqlite-database-integration
	[ -d "$dropin" ] || mv "$site"/wp-content/plugins/*sqlite-database-integration* "$dropin"
	sed -e "s#{SQLITE_IMPLEMENTATION_FOLDER_PATH}#$dropin#" \
		-e "s#{SQLITE_PLUGIN}#sqlite-database-integration/load.php#" "$dropin/db.copy" >"$site/wp-content/db.php"
	where="define( 'DB_DIR', '$work/db/' ); define( 'DB_FILE', 'wp.sqlite' );"
	mkdir "$work/db"
else
	mariadb-install-db --no-defaults $as_root --datadir="$work/db" --auth-root-authentication-method=normal \
		--skip-test-db --tmpdir="$work" --innodb-log-file-size=8M >"$work/db.log" 2>&1 || { cat "$work/db.log" >&2; exit 3; }
	mariadbd --no-defaults $as_root --datadir="$work/db" --socket="$work/db.sock" --pid-file="$work/db.pid" --tmpdir="$work" \
		--skip-networking --innodb-buffer-pool-size=64M --innodb-log-file-size=8M --performance-schema=OFF \
		>>"$work/db.log" 2>&1 &
	server=$!
	tries=0
	until mariadb --no-defaults --socket="$work/db.sock" -u root -e 'create database wp character set utf8mb4' 2>/dev/null; do
		tries=$((tries + 1))
		[ "$tries" -lt 100 ] || { cat "$work/db.log" >&2; exit 3; }
		sleep 0.1
	done
	where=''
fi

# Real membership plugins, each with the one file that has a plugin's header.
real=''
if [ "$suite" = memberships ] && [ -n "${CLOAKROOM_PLUGINS:-}" ]; then
	[ -d "$CLOAKROOM_PLUGINS" ] || { echo "CLOAKROOM_PLUGINS is no folder: $CLOAKROOM_PLUGINS" >&2; exit 2; }
	for folder in "$CLOAKROOM_PLUGINS"/*/; do
		[ -d "$folder" ] || continue
		main=$(grep -l -m 1 'Plugin Name:' "$folder"*.php 2>/dev/null | head -n 1)
		[ -n "$main" ] || { echo "No plugin in $folder" >&2; exit 2; }
		name=$(basename "$folder")
		rm -rf "$site/wp-content/plugins/$name"
		cp -R "${folder%/}" "$site/wp-content/plugins/$name"
		real="$real$name/$(basename "$main")
"
	done
fi
CLOAKROOM_REAL_PLUGINS=$real
export CLOAKROOM_REAL_PLUGINS

url=http://site.cloakroom.localhost:8080
write_config() {
	cat >"$site/wp-config.php" <<CONFIG
<?php
define( 'DB_NAME', 'wp' ); define( 'DB_USER', 'root' ); define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:$work/db.sock' ); define( 'DB_CHARSET', 'utf8mb4' ); define( 'DB_COLLATE', '' );
$where
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as \$name ) {
	define( \$name . '_KEY', hash( 'sha256', \$name . '-key' ) ); define( \$name . '_SALT', hash( 'sha256', \$name . '-salt' ) );
}
define( 'WP_HTTP_BLOCK_EXTERNAL', true ); define( 'WP_ACCESSIBLE_HOSTS', '*.localhost' );
define( 'AUTOMATIC_UPDATER_DISABLED', true ); define( 'DISABLE_WP_CRON', true );
define( 'WP_DEBUG', true ); define( 'WP_DEBUG_DISPLAY', false ); define( 'WP_DEBUG_LOG', '$work/debug.log' );
$1
\$table_prefix = 'wp_';
if ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); }
require_once ABSPATH . 'wp-settings.php';
CONFIG
}
write_config "define( 'WP_HOME', '$url' ); define( 'WP_SITEURL', '$url' );"
[ -z "$real" ] || php "$here/install.php" "$site" "$url" >"$work/install.log" 2>&1 || :
php "$here/install.php" "$site" "$url" $network >"$work/install.log" 2>&1 || { cat "$work/install.log" >&2; exit 3; }
if [ -n "$network" ]; then
	write_config "define( 'MULTISITE', true ); define( 'SUBDOMAIN_INSTALL', false ); define( 'PATH_CURRENT_SITE', '/' );
define( 'DOMAIN_CURRENT_SITE', 'site.cloakroom.localhost:8080' ); define( 'SITE_ID_CURRENT_SITE', 1 ); define( 'BLOG_ID_CURRENT_SITE', 1 );"
fi

result=0
[ "$suite" != memberships ] || { CLOAKROOM_MEMBERSHIPS=1 && export CLOAKROOM_MEMBERSHIPS; }
CLOAKROOM_WP_LOAD=$site/wp-load.php phpunit --stderr -c "$here/phpunit.xml" --testsuite "$suite" --log-junit "$work/finished.xml" "$@" || result=$?
# Code that ends the request ends the tests as well, and PHP calls that a success.
if [ ! -s "$work/finished.xml" ]; then
	echo "The tests did not come to their end." >&2
	result=1
fi
if grep -s "wp-content/plugins/cloakroom" "$work/debug.log" >&2; then
	echo "The lines above name the plugin in WordPress's debug log." >&2
	result=1
fi
exit "$result"
