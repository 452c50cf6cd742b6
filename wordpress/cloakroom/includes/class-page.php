<?php
/**
 * The page around what the plugin prints.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Where the member is, and whether the page may be kept for others.
 */
final class Page {

	/**
	 * The page's path; in an answer of the REST API, of the post itself.
	 */
	public static function path(): string {
		$is_page = ! wp_doing_ajax() && ! self::is_rest();
		return $is_page ? Return_Path::here() : Return_Path::parse_target( (string) get_permalink() );
	}

	/**
	 * Whether somebody who edits looks at it before others do.
	 */
	public static function is_preview(): bool {
		return is_preview() || is_customize_preview() || self::is_rest();
	}

	/**
	 * Tells page caches that this page holds something of the one who asked for it.
	 */
	public static function keep_out_of_caches() {
		if ( ! defined( 'DONOTCACHEPAGE' ) ) {
			// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedConstantFound -- The name that page caches agreed on.
			define( 'DONOTCACHEPAGE', true );
		}
	}

	/**
	 * Whether the REST API answers.
	 */
	public static function is_rest(): bool {
		return defined( 'REST_REQUEST' ) && REST_REQUEST;
	}
}
