<?php
/**
 * The cards that the gateway has for this site.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The public list of titles and heights, asked for at most once a minute. One request asks at a time, and after a failure
 * nobody for some seconds: a gateway that is slow must not hold up every page. Pages go on with the last list that was had.
 */
final class Cards {

	const TRANSIENT      = 'cloakroom_cards';
	const FRESH_SECONDS  = 60;
	const FAILED_SECONDS = 15;
	const KEPT_SECONDS   = DAY_IN_SECONDS;

	const COLLECTION     = '/\A[a-z0-9][a-z0-9-]{0,63}\z/';
	const HEIGHT_DEFAULT = 420;
	const HEIGHT_MIN     = 120;
	const HEIGHT_MAX     = 2000;

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * Takes what it needs.
	 *
	 * @param Gateway $gateway Calls to the gateway.
	 */
	public function __construct( Gateway $gateway ) {
		$this->gateway = $gateway;
	}

	/**
	 * All cards of the site, as the gateway listed them a moment ago.
	 *
	 * @return array|null Null if the gateway did not tell. Else each with collection, title (texts) and height (CSS pixels).
	 */
	public function all(): ?array {
		$kept = $this->kept();
		return $kept['failed'] ? null : $kept['cards'];
	}

	/**
	 * One card: as the gateway last listed it, or with stand-ins, for the frame itself tells what is wrong.
	 *
	 * @param string $collection The collection's id.
	 */
	public function one( string $collection ): array {
		foreach ( $this->kept()['cards'] as $card ) {
			if ( $card['collection'] === $collection ) {
				return $card;
			}
		}
		return array(
			'collection' => $collection,
			'title'      => ucfirst( str_replace( '-', ' ', $collection ) ),
			'height'     => self::HEIGHT_DEFAULT,
		);
	}

	/**
	 * What is known, after asking the gateway if it is time to.
	 *
	 * @return array With cards (the last list), failed (whether the last try did) and until (Unix seconds of the next try).
	 */
	private function kept(): array {
		$kept = get_transient( self::TRANSIENT );
		if ( ! isset( $kept['cards'], $kept['failed'], $kept['until'] ) ) {
			$kept = array(
				'cards'  => array(),
				'failed' => true,
				'until'  => 0,
			);
		}
		if ( time() < $kept['until'] ) {
			return $kept;
		}
		// Written before the call: whoever comes in the meantime does not ask as well.
		$kept['until'] = time() + self::FAILED_SECONDS;
		set_transient( self::TRANSIENT, $kept, self::KEPT_SECONDS );

		$answer         = $this->gateway->cards();
		$cards          = 200 === $answer->status ? self::parse( $answer->json ) : null;
		$kept['failed'] = null === $cards;
		$kept['cards']  = $cards ?? $kept['cards'];
		$kept['until']  = time() + ( $kept['failed'] ? self::FAILED_SECONDS : self::FRESH_SECONDS );
		set_transient( self::TRANSIENT, $kept, self::KEPT_SECONDS );
		return $kept;
	}

	/**
	 * Forgets the list, after a setting changed.
	 */
	public static function forget() {
		delete_transient( self::TRANSIENT );
	}

	/**
	 * Reads the gateway's list; a card that is not in its form is left out.
	 *
	 * @param array|null $json The gateway's answer.
	 * @return array|null Null if the answer is no such list.
	 */
	public static function parse( ?array $json ): ?array {
		if ( ! isset( $json['cards'] ) || ! is_array( $json['cards'] ) ) {
			return null;
		}
		return array_values( array_filter( array_map( array( __CLASS__, 'parse_one' ), $json['cards'] ) ) );
	}

	/**
	 * Reads one card.
	 *
	 * @param mixed $card What the list holds.
	 */
	private static function parse_one( $card ): ?array {
		if ( ! is_array( $card ) || ! isset( $card['collection'], $card['title'] ) || ! is_string( $card['title'] ) ) {
			return null;
		}
		$height = isset( $card['height'] ) && is_int( $card['height'] ) ? $card['height'] : self::HEIGHT_DEFAULT;
		return self::is_collection( $card['collection'] ) ? array(
			'collection' => $card['collection'],
			'title'      => mb_substr( sanitize_text_field( $card['title'] ), 0, 200 ),
			'height'     => max( self::HEIGHT_MIN, min( self::HEIGHT_MAX, $height ) ),
		) : null;
	}

	/**
	 * Whether a value has the form of a collection's id.
	 *
	 * @param mixed $id A value.
	 */
	public static function is_collection( $id ): bool {
		return is_string( $id ) && 1 === preg_match( self::COLLECTION, $id );
	}
}
