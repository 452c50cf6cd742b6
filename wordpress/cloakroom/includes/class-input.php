<?php
/**
 * What the browser sent.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The only place that reads the request. Slashes that WordPress added are gone; a list where a text belongs is empty.
 */
final class Input {

	// phpcs:disable WordPress.Security.NonceVerification -- Those who act on the input check nonce and capability.

	/**
	 * Whether the request only looks: GET, and no background call.
	 */
	public static function is_page_view(): bool {
		$method = isset( $_SERVER['REQUEST_METHOD'] ) ? sanitize_text_field( wp_unslash( $_SERVER['REQUEST_METHOD'] ) ) : '';
		return 'GET' === $method && ! wp_doing_ajax() && ! wp_doing_cron();
	}

	/**
	 * The path and query as the browser asked for them, raw.
	 */
	public static function uri(): string {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- Return_Path refuses what is not a path; cleaning would change the address.
		return self::string( isset( $_SERVER['REQUEST_URI'] ) ? wp_unslash( $_SERVER['REQUEST_URI'] ) : '' );
	}

	/**
	 * Whether the query names a value at all.
	 *
	 * @param string $name The value's name.
	 */
	public static function has( string $name ): bool {
		return isset( $_GET[ $name ] );
	}

	/**
	 * A text from the query, cleaned.
	 *
	 * @param string $name The value's name.
	 */
	public static function text( string $name ): string {
		return isset( $_GET[ $name ] ) ? sanitize_text_field( wp_unslash( $_GET[ $name ] ) ) : '';
	}

	/**
	 * The address to go back to, raw: for Return_Path, which refuses instead of cleaning.
	 */
	public static function return_address(): string {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- Cleaning would take the percent signs out of the path.
		return self::string( isset( $_GET['redirect_to'] ) ? wp_unslash( $_GET['redirect_to'] ) : '' );
	}

	/**
	 * A text from a posted form, cleaned.
	 *
	 * @param string $name The value's name.
	 */
	public static function posted( string $name ): string {
		return isset( $_POST[ $name ] ) ? sanitize_text_field( wp_unslash( $_POST[ $name ] ) ) : '';
	}

	/**
	 * A text from a posted form, raw: for forms of identifiers, which refuse instead of cleaning.
	 *
	 * @param string $name The value's name.
	 */
	public static function posted_as_is( string $name ): string {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- Relay_Question refuses what is not in its form.
		return self::string( isset( $_POST[ $name ] ) ? wp_unslash( $_POST[ $name ] ) : '' );
	}

	/**
	 * Texts of one name from a posted form, raw: for names of fields, which are refused instead of cleaned.
	 *
	 * @param string $name The values' name.
	 * @return string[]
	 */
	public static function posted_texts( string $name ): array {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- Moved_Field refuses what is not in its form.
		return self::strings( isset( $_POST[ $name ] ) ? wp_unslash( $_POST[ $name ] ) : array() );
	}

	/**
	 * Where the server has put a file that was sent with a form, until the request ends; empty if none was.
	 *
	 * @param string $name The file's name in the form.
	 */
	public static function uploaded( string $name ): string {
		$path = self::string( self::file( $name )['tmp_name'] ?? '' );
		return is_uploaded_file( $path ) ? $path : '';
	}

	/**
	 * Whether a file was sent with a form that PHP did not take, because of its size.
	 *
	 * @param string $name The file's name in the form.
	 */
	public static function is_upload_too_large( string $name ): bool {
		return UPLOAD_ERR_INI_SIZE === ( self::file( $name )['error'] ?? UPLOAD_ERR_NO_FILE );
	}

	/**
	 * What PHP says of a file that was sent. WordPress adds no slashes there, and on Windows those that are there belong to it.
	 *
	 * @param string $name The file's name in the form.
	 */
	private static function file( string $name ): array {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- PHP's own words.
		$file = $_FILES[ $name ] ?? null;
		return is_array( $file ) ? $file : array();
	}

	/**
	 * A cookie's text, cleaned.
	 *
	 * @param string $name The cookie's name.
	 */
	public static function cookie( string $name ): string {
		return isset( $_COOKIE[ $name ] ) ? sanitize_text_field( wp_unslash( $_COOKIE[ $name ] ) ) : '';
	}

	// phpcs:enable

	/**
	 * A text, or an empty one for anything else.
	 *
	 * @param mixed $value A value.
	 */
	private static function string( $value ): string {
		return is_string( $value ) ? $value : '';
	}

	/**
	 * The texts of a list, and nothing else of it.
	 *
	 * @param mixed $value A value.
	 * @return string[]
	 */
	private static function strings( $value ): array {
		return is_array( $value ) ? array_values( array_filter( $value, 'is_string' ) ) : array();
	}
}
