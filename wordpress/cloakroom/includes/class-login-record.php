<?php
/**
 * The record that WordPress keeps of one login.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Changes one value in it and does no harm to the user's other logins.
 *
 * WordPress keeps all logins of a user in one row, and writes it as it read it when the request began: who writes late
 * loses a login that is new and revives one that was ended. Here the row is read again, and written only if it is still
 * that very text, by one statement. Whoever finds no quiet moment in a few tries goes without: what is kept here can be had again.
 */
final class Login_Record {

	const META  = 'session_tokens';
	const TRIES = 3;

	/**
	 * Whose login it is.
	 *
	 * @var int
	 */
	private $user_id;

	/**
	 * Its key in the row: the row holds no session token, only its hash.
	 *
	 * @var string
	 */
	private $verifier;

	/**
	 * Names a login.
	 *
	 * @param int    $user_id       Whose login it is.
	 * @param string $session_token WordPress's session token, as the browser brings it.
	 */
	public function __construct( int $user_id, string $session_token ) {
		$this->user_id  = $user_id;
		$this->verifier = hash( 'sha256', $session_token );
	}

	/**
	 * Puts a value into the record, if the login still is.
	 *
	 * @param string $name  The value's name.
	 * @param string $value The value.
	 */
	public function put( string $name, string $value ) {
		$this->change(
			static function ( array $login ) use ( $name, $value ) {
				$login[ $name ] = $value;
				return $login;
			}
		);
	}

	/**
	 * Takes a value out of the record, unless another request has put a newer one there.
	 *
	 * @param string $name  The value's name.
	 * @param mixed  $value The value that is to go.
	 */
	public function remove( string $name, $value ) {
		$this->change(
			static function ( array $login ) use ( $name, $value ) {
				if ( isset( $login[ $name ] ) && $login[ $name ] === $value ) {
					unset( $login[ $name ] );
				}
				return $login;
			}
		);
	}

	/**
	 * Changes the record.
	 *
	 * @param callable $change From the record to what it shall be.
	 */
	private function change( callable $change ) {
		if ( ! $this->is_in_that_row() ) {
			return;
		}
		$tries = 0;
		do {
			$row    = $this->row();
			$logins = $row ? maybe_unserialize( $row->text ) : null;
			if ( ! isset( $logins[ $this->verifier ]['expiration'] ) ) {
				return;
			}
			$logins[ $this->verifier ] = $change( $logins[ $this->verifier ] );

			$is_done = $this->replace( $row, serialize( $logins ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.serialize_serialize -- WordPress's own form of this row.
		} while ( ! $is_done && ++$tries < self::TRIES );
	}

	/**
	 * Whether logins are where WordPress itself puts them; a plugin may keep them elsewhere, by rules of its own.
	 */
	private function is_in_that_row(): bool {
		return 'WP_User_Meta_Session_Tokens' === get_class( \WP_Session_Tokens::get_instance( $this->user_id ) );
	}

	/**
	 * The row as it is now, past every cache.
	 *
	 * @return object|null With id and text; null if there is none, or more than one.
	 */
	private function row() {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- A cache may be older than the row.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT umeta_id AS id, meta_value AS text FROM {$wpdb->usermeta} WHERE user_id = %d AND meta_key = %s", $this->user_id, self::META ) );
		return 1 === count( $rows ) ? $rows[0] : null;
	}

	/**
	 * Writes the row if nobody else did meanwhile.
	 *
	 * @param object $row  The row as it was read.
	 * @param string $text What it shall be.
	 */
	private function replace( $row, string $text ): bool {
		global $wpdb;
		if ( $row->text === $text ) {
			return true;
		}
		// The column's collation sees no difference of case: nothing in this row ever differs by that alone.
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Only the database can say whether the row is still the same.
		$written = $wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->usermeta} SET meta_value = %s WHERE umeta_id = %d AND meta_value = %s", $text, $row->id, $row->text ) );
		wp_cache_delete( $this->user_id, 'user_meta' );
		return 1 === $written;
	}
}
