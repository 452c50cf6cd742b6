<?php
/**
 * MemberPress as far as it was measured: hooks in two spellings, objects and lists kept for the length of a process, an end without a zone.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

class MeprHooks {
	public static function do_action( $tag, ...$args ) {
		foreach ( array_unique( array( $tag, str_replace( '-', '_', $tag ), str_replace( '_', '-', $tag ) ) ) as $spelling ) {
			do_action( $spelling, ...$args );
		}
	}

	public static function apply_filters( $tag, $value, ...$args ) {
		foreach ( array_unique( array( $tag, str_replace( '-', '_', $tag ), str_replace( '_', '-', $tag ) ) ) as $spelling ) {
			$value = apply_filters( $spelling, $value, ...$args );
		}
		return $value;
	}
}

abstract class MeprDouble {
	protected static $rows = array();

	public function __construct( $obj = null ) {
		foreach ( array_merge( static::DEFAULTS, is_numeric( $obj ) && (int) $obj > 0 ? self::$rows[ static::class ][ (int) $obj ] ?? array() : array() ) as $name => $value ) {
			$this->$name = $value;
		}
	}

	protected function write() {
		$this->id = (int) $this->id ?: count( self::$rows[ static::class ] ?? array() ) + 1;
		// Read back as a database gives it: texts.
		self::$rows[ static::class ][ $this->id ] = array_map( static function ( $value ) {
			return null === $value || is_bool( $value ) ? $value : (string) $value;
		}, get_object_vars( $this ) );
	}
}

class MeprTransaction extends MeprDouble {
	const DEFAULTS = array( 'id' => 0, 'user_id' => null, 'product_id' => null, 'status' => 'pending', 'txn_type' => 'payment', 'created_at' => null, 'expires_at' => null, 'subscription_id' => 0, 'corporate_account_id' => 0, 'parent_transaction_id' => 0 );

	public static function get_stored_object( $id ) {
		static $objects = array();
		return $objects[ $id ] = $objects[ $id ] ?? new self( $id );
	}

	public static function complete_of( $user_id, $exclude_expired ) {
		return array_values( array_filter( self::$rows[ self::class ] ?? array(), static function ( $row ) use ( $user_id, $exclude_expired ) {
			return (int) $row['user_id'] === (int) $user_id && ( 'complete' === $row['status'] || 'confirmed' === $row['status'] && 'subscription_confirmation' === $row['txn_type'] )
				&& ( ! $exclude_expired || '0000-00-00 00:00:00' === $row['expires_at'] || $row['expires_at'] > gmdate( 'Y-m-d H:i:s' ) );
		} ) );
	}

	public function store( $keep_expires_at_time = false ) {
		global $wpdb;
		$old = new self( $this->id );
		if ( (int) $this->user_id <= 0 ) {
			return $this->id;
		}
		if ( ! $keep_expires_at_time && ! empty( $this->expires_at ) && '0000-00-00 00:00:00' !== $this->expires_at ) {
			$this->expires_at = gmdate( 'Y-m-d 23:59:59', strtotime( $this->expires_at . ' UTC' ) );
		}
		$this->created_at = $this->created_at ?? gmdate( 'Y-m-d H:i:s' );
		$this->expires_at = $this->expires_at ?? '0000-00-00 00:00:00';
		if ( ! $this->id ) {
			$wpdb->insert( $wpdb->prefix . 'mepr_transactions', array( 'user_id' => $this->user_id ) );
		}
		$this->write();
		// A new one is there already when its old self is read.
		MeprHooks::do_action( 'mepr-txn-transition-status', $old->status, $this->status, $this );
		MeprHooks::do_action( 'mepr-txn-store', $this, $old );
		if ( $old->status !== $this->status ) {
			if ( in_array( $this->status, array( 'complete', 'confirmed' ), true ) ) {
				MeprHooks::do_action( 'mepr-account-is-active', $this );
				MeprHooks::do_action( 'mepr_event', (object) array( 'event' => 'account-is-active' ) );
			} elseif ( in_array( $old->status, array( 'complete', 'confirmed' ), true ) ) {
				MeprHooks::do_action( 'mepr-account-is-inactive', $this );
				MeprHooks::do_action( 'mepr_event', (object) array( 'event' => 'transaction-' . $this->status ) );
			}
		}
		MeprHooks::do_action( 'mepr-txn-status-' . $this->status, $this );
		return $this->id;
	}

	public function destroy() {
		$user = new MeprUser( $this->user_id );
		unset( self::$rows[ self::class ][ $this->id ] );
		MeprHooks::do_action( 'mepr_post_delete_transaction', $this->id, $user, true );
	}

	/** Another process, which no hook of this one tells of. */
	public static function change_elsewhere( $id, array $values ) {
		self::$rows[ self::class ][ $id ] = $values + self::$rows[ self::class ][ $id ];
	}
}

class MeprSubscription extends MeprDouble {
	const DEFAULTS = array( 'id' => 0, 'user_id' => 0, 'product_id' => 0, 'status' => 'pending', 'created_at' => null, 'trial' => false, 'trial_days' => 0 );

	public function store() {
		$old              = new self( $this->id );
		$this->created_at = $this->created_at ?? gmdate( 'Y-m-d H:i:s' );
		$this->write();
		MeprHooks::do_action( 'mepr_subscription_transition_status', $old->status, $this->status, $this );
		MeprHooks::do_action( 'mepr_subscription_stored', $this );
		MeprHooks::do_action( 'mepr_subscription_status_' . $this->status, $this );
		MeprHooks::do_action( 'mepr-subscr-transition-status', $old->status, $this->status, $this );
		return $this->id;
	}
}

class MeprUser {
	public $ID;

	public function __construct( $id = null ) {
		$this->ID = (int) $id;
	}

	public function active_product_subscriptions( $return_type = 'ids', $force = false, $exclude_expired = true ) {
		static $items = array();
		if ( $force || ! isset( $items[ $this->ID ][ $return_type ] ) ) {
			$items[ $this->ID ][ $return_type ] = array();
			foreach ( MeprTransaction::complete_of( $this->ID, $exclude_expired ) as $row ) {
				$items[ $this->ID ][ $return_type ][] = 'ids' === $return_type ? (string) $row['product_id'] : MeprTransaction::get_stored_object( $row['id'] );
			}
		}
		return $items[ $this->ID ][ $return_type ];
	}
}

class MeprOptions {
	public $login_page_id = 0;

	public static function fetch() {
		static $options;
		return $options = $options ?? new self();
	}
}
