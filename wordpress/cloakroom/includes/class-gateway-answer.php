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
