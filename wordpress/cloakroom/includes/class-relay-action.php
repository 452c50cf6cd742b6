<?php
/**
 * The relay for pages.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Answers POST admin-ajax.php?action=cloakroom_collection with a member's records, or with code, sentence and status of a Relay_Fault.
 */
final class Relay_Action {

	const ACTION = 'cloakroom_collection';

	/**
	 * The relay.
	 *
	 * @var Relay
	 */
	private $relay;

	/**
	 * Takes what it needs.
	 *
	 * @param Relay $relay The relay.
	 */
	public function __construct( Relay $relay ) {
		$this->relay = $relay;
	}

	/**
	 * Answers somebody who is signed in to WordPress.
	 */
	public function answer() {
		if ( ! wp_verify_nonce( Input::posted( '_ajax_nonce' ), self::ACTION ) ) {
			self::refuse( Relay_Fault::of( 'bad-nonce' ) );
		}
		$more = array();
		foreach ( array( 'id', 'cursor', 'ticket' ) as $name ) {
			$more[ $name ] = Input::posted_as_is( $name );
		}
		$question = Relay_Question::parse( Input::posted_as_is( 'collection' ), $more );
		$records  = $this->relay->read( $question, Return_Path::parse_target( wp_get_raw_referer() ) );
		if ( is_wp_error( $records ) ) {
			self::refuse( $records );
		}
		Redirect::keep_nothing();
		wp_send_json_success( $records );
	}

	/**
	 * Answers everybody else.
	 */
	public function answer_visitor() {
		self::refuse( Relay_Fault::unauthorized( '' ) );
	}

	/**
	 * Answers with a fault and ends the request.
	 *
	 * @param \WP_Error $fault A Relay_Fault.
	 */
	private static function refuse( \WP_Error $fault ) {
		$data = $fault->get_error_data();
		$body = array(
			'code'    => $fault->get_error_code(),
			'message' => $fault->get_error_message(),
		);
		if ( isset( $data['expired_url'] ) ) {
			$body['expired_url'] = $data['expired_url'];
		}
		if ( isset( $data['retry_after'] ) ) {
			header( 'Retry-After: ' . $data['retry_after'] );
		}
		Redirect::keep_nothing();
		wp_send_json_error( $body, $data['status'] );
	}
}
