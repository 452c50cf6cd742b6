<?php
/**
 * Who signed in, as the gateway tells.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A checked answer to a redeemed ticket.
 */
final class Claims {

	const DISPLAY_NAME_MAX = 250;

	// The width of WordPress's column for e-mail addresses.
	const EMAIL_MAX = 100;

	const SESSION_REF = '/\A[A-Za-z0-9_-]{1,256}\z/';

	/**
	 * The member's lasting name in the user pool.
	 *
	 * @var string
	 */
	public $sub;

	/**
	 * The verified e-mail address, or an empty text.
	 *
	 * @var string
	 */
	public $email;

	/**
	 * The name to show, or an empty text.
	 *
	 * @var string
	 */
	public $display_name;

	/**
	 * The opaque reference by which this site may end the gateway's session.
	 *
	 * @var string
	 */
	public $session_ref;

	/**
	 * When the gateway's session ends at the latest, as Unix seconds.
	 *
	 * @var int
	 */
	public $session_end;

	/**
	 * Made by parse() alone.
	 */
	private function __construct() {
	}

	/**
	 * Reads the gateway's answer.
	 *
	 * @param array|null $json The answer.
	 * @return Claims|null Null if a part is missing or not in its form, or if the session is over.
	 */
	public static function parse( ?array $json ): ?self {
		$claims              = new self();
		$claims->sub         = self::matching( $json, 'sub', Members::SUB );
		$claims->session_ref = self::matching( $json, 'session_ref', self::SESSION_REF );
		$claims->session_end = (int) self::instant( isset( $json['session_end'] ) ? $json['session_end'] : null );
		if ( '' === $claims->sub || '' === $claims->session_ref || $claims->session_end <= time() ) {
			return null;
		}
		$email                = self::matching( $json, 'email', '/\A.{1,' . self::EMAIL_MAX . '}\z/' );
		$claims->email        = is_email( $email ) ? $email : '';
		$claims->display_name = mb_substr( sanitize_text_field( self::matching( $json, 'display_name', '/\A.{1,1000}\z/su' ) ), 0, self::DISPLAY_NAME_MAX );
		return $claims;
	}

	/**
	 * Reads an instant in UTC.
	 *
	 * @link https://www.rfc-editor.org/rfc/rfc3339
	 *
	 * @param mixed $value What the gateway wrote.
	 * @return int|null Unix seconds, a fraction cut off; null if it is no such instant.
	 */
	public static function instant( $value ): ?int {
		if ( ! is_string( $value ) || 1 !== preg_match( '/\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\z/', $value ) ) {
			return null;
		}
		$seconds = strtotime( substr( $value, 0, 19 ) . 'Z' );
		return false === $seconds ? null : $seconds;
	}

	/**
	 * A member of the answer if it is a text of the given form, or else an empty text.
	 *
	 * @param array|null $json    The answer.
	 * @param string     $name    The member's name.
	 * @param string     $pattern The form.
	 */
	private static function matching( ?array $json, string $name, string $pattern ): string {
		$value = isset( $json[ $name ] ) ? $json[ $name ] : null;
		return is_string( $value ) && 1 === preg_match( $pattern, $value ) ? $value : '';
	}
}
