<?php
/**
 * What the gateway answered.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * One answer, or the reason why there is none.
 */
final class Gateway_Answer {

	const RETRY_AFTER = '/\A(?:\d{1,6}|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT)\z/';

	/**
	 * HTTP status; 0 if nothing answered.
	 *
	 * @var int
	 */
	public $status;

	/**
	 * The JSON object or list of the body; null if the body is none.
	 *
	 * @var array|null
	 */
	public $json;

	/**
	 * The media type of the body without its parameters.
	 *
	 * @var string
	 */
	public $content_type;

	/**
	 * The gateway's clock as Unix seconds; null if it did not tell.
	 *
	 * @var int|null
	 */
	public $date;

	/**
	 * After which time to try again, as the gateway told it: seconds or a date; empty if it told none.
	 *
	 * @link https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
	 *
	 * @var string
	 */
	public $retry_after;

	/**
	 * Why nothing answered: an error of WordPress's HTTP API; null if something answered.
	 *
	 * @var \WP_Error|null
	 */
	public $error;

	/**
	 * Reads an answer of WordPress's HTTP API.
	 *
	 * @param array|\WP_Error $response The answer.
	 */
	public function __construct( $response ) {
		$this->error        = is_wp_error( $response ) ? $response : null;
		$this->status       = (int) wp_remote_retrieve_response_code( $response );
		$this->content_type = strtolower( trim( explode( ';', self::header( $response, 'content-type' ) )[0] ) );
		$this->json         = $this->is_json() ? self::parse( wp_remote_retrieve_body( $response ) ) : null;
		$date               = strtotime( self::header( $response, 'date' ) );
		// A cache on the way keeps the date and says how old it is.
		$this->date = false === $date ? null : $date + (int) self::header( $response, 'age' );
		$later      = self::header( $response, 'retry-after' );

		$this->retry_after = 1 === preg_match( self::RETRY_AFTER, $later ) ? $later : '';
	}

	/**
	 * The problem's stable code, or an empty text.
	 *
	 * @link https://www.rfc-editor.org/rfc/rfc9457
	 */
	public function problem(): string {
		$is_problem = $this->status >= 400 && isset( $this->json['code'] ) && is_string( $this->json['code'] );
		return $is_problem ? $this->json['code'] : '';
	}

	/**
	 * Whether the gateway itself says that there is no such thing; a web server's own 404 page does not count.
	 */
	public function is_not_found(): bool {
		return 404 === $this->status && 'not-found' === $this->problem();
	}

	/**
	 * Whether the gateway itself says that it does not accept the credential; or Amazon's API Gateway in front of it, which
	 * knows no code.
	 */
	public function is_unauthorized(): bool {
		return 401 === $this->status && ( 'unauthorized' === $this->problem() || isset( $this->json['message'] ) && 'Unauthorized' === $this->json['message'] );
	}

	/**
	 * Keeps tokens and members' data out of var_dump and of debugging plugins.
	 */
	public function __debugInfo() {
		return array(
			'status'  => $this->status,
			'problem' => $this->problem(),
			'error'   => $this->error,
		);
	}

	/**
	 * Whether the body calls itself JSON.
	 */
	private function is_json(): bool {
		return in_array( $this->content_type, array( 'application/json', 'application/problem+json' ), true );
	}

	/**
	 * Reads JSON within limits.
	 *
	 * @param string $body The body.
	 */
	private static function parse( string $body ): ?array {
		$json = json_decode( $body, true, 8 );
		return is_array( $json ) ? $json : null;
	}

	/**
	 * One header's value; a header that was sent twice is read as none.
	 *
	 * @param array|\WP_Error $response The answer.
	 * @param string          $name     The header's name.
	 */
	private static function header( $response, string $name ): string {
		$value = wp_remote_retrieve_header( $response, $name );
		return is_string( $value ) ? $value : '';
	}
}
