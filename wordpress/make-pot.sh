#!/bin/sh
# Writes cloakroom/languages/cloakroom.pot from the plugin's texts. Needs xgettext.
set -eu
cd "$(dirname "$0")/cloakroom"
pot=languages/cloakroom.pot
extra=$(mktemp -d)
trap 'rm -rf "$extra"' EXIT

# What xgettext cannot read: the plugin's header and block.json, in the contexts under which WordPress looks them up.
php -r '
	$block = json_decode( file_get_contents( "blocks/card/block.json" ), true );
	preg_match( "/^ \* Description: +(.*)$/m", file_get_contents( "cloakroom.php" ), $about );
	$texts = array( array( $about[1], "" ), array( $block["title"], "block title" ), array( $block["description"], "block description" ) );
	foreach ( $block["keywords"] as $keyword ) {
		$texts[] = array( $keyword, "block keyword" );
	}
	echo "<?php\n";
	foreach ( $texts as list( $text, $context ) ) {
		echo "" === $context ? "__( " . var_export( $text, true ) . " );\n" : "_x( " . var_export( $text, true ) . ", " . var_export( $context, true ) . " );\n";
	}
' >"$extra/metadata.php"

words='--keyword= --keyword=__:1 --keyword=_x:1,2c --keyword=_n:1,2 --keyword=esc_html__:1 --keyword=esc_html_e:1 --keyword=esc_attr__:1 --keyword=esc_attr_e:1'
common='--from-code=UTF-8 --add-comments=translators --no-wrap --package-name=Cloakroom --copyright-holder=The-Cloakroom-project --foreign-user'
# shellcheck disable=SC2086
find . -name '*.php' | sort | xgettext $common $words --language=PHP --files-from=- --output="$pot"
# shellcheck disable=SC2086
find . -name '*.js' | sort | xgettext $common $words --language=JavaScript --join-existing --files-from=- --output="$pot"
# shellcheck disable=SC2086
(cd "$extra" && xgettext $common $words --language=PHP --output=metadata.pot metadata.php)
msgcat --use-first --no-wrap --output-file="$pot" "$pot" "$extra/metadata.pot"
# The same texts give the same file.
sed -i -e '1,3c # Texts of the Cloakroom plugin. This file is distributed under GPL-2.0-or-later.' -e '/^"POT-Creation-Date:/d' -e '/^"Report-Msgid-Bugs-To:/d' -e '/^#, fuzzy$/d' -e 's/charset=CHARSET/charset=UTF-8/' "$pot"
