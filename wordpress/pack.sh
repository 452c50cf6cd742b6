#!/bin/sh
# Packs the plugin. The scripts of pages are kept once, in browser/, and come into the plugin here.
#   pack.sh DIR         puts it into DIR/cloakroom (DIR = a site's wp-content/plugins)
#   pack.sh FILE.zip    makes the zip that WordPress installs
set -eu
here=$(cd "$(dirname "$0")" && pwd)

put_into() {
	mkdir -p "$1/cloakroom"
	cp -R "$here/cloakroom/." "$1/cloakroom/"
	cp "$here/../browser/"*.js "$1/cloakroom/assets/"
}

case ${1:-} in
'')
	sed -n '2,4s/^# *//p' "$0" >&2
	exit 2
	;;
*.zip)
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	put_into "$work"
	rm -f "$1"
	php -r '
		$zip = new ZipArchive();
		$zip->open( $argv[1], ZipArchive::CREATE | ZipArchive::EXCL ) === true || exit( 3 );
		$all = new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $argv[2], FilesystemIterator::SKIP_DOTS ) );
		foreach ( $all as $file ) {
			$zip->addFile( $file, substr( $file, strlen( $argv[2] ) + 1 ) );
		}
		$zip->close() || exit( 3 );
	' "$1" "$work"
	;;
*)
	rm -rf "$1/cloakroom"
	put_into "$1"
	;;
esac
