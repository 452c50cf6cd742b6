<?php
/**
 * Easy Digital Downloads as far as it was measured, with what is known of its two add-ons: a refund is an order of its own, and fires before the sale does, which does so twice.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

final class Edd_Double {
	public static $orders = array();
	public static $items = array();
	public static $subscriptions = array();
	public static $licenses = array();

	public static function find( array $rows, array $args ): array {
		$wanted = array_intersect_key( $args, array_flip( array( 'user_id', 'type', 'order_id', 'parent' ) ) );
		$found  = array_filter( $rows, static function ( $row ) use ( $wanted ) {
			return array() === array_diff_assoc( array_map( 'strval', $wanted ), array_map( 'strval', array_filter( get_object_vars( $row ), 'is_scalar' ) ) );
		} );
		// As the real ones: thirty unless told otherwise, the newest first, and never the object that is stored.
		return array_map( static function ( $row ) {
			return clone $row;
		}, array_slice( array_reverse( array_values( $found ) ), 0, $args['number'] ?? 30 ) );
	}
}

if ( ! function_exists( 'edd_get_orders' ) ) {
	function edd_add_order( $data = array() ) {
		global $wpdb;
		$id = count( Edd_Double::$orders ) + 1;
		Edd_Double::$orders[ $id ] = (object) ( $data + array( 'id' => $id, 'parent' => 0, 'user_id' => 0, 'status' => 'pending', 'type' => 'sale', 'date_created' => gmdate( 'Y-m-d H:i:s' ), 'date_completed' => null ) );
		$wpdb->insert( $wpdb->prefix . 'edd_customers', array( 'user_id' => $data['user_id'] ?? 0 ) );
		return $id;
	}

	function edd_add_order_item( $data = array() ) {
		$id = count( Edd_Double::$items ) + 1;
		Edd_Double::$items[ $id ] = (object) ( $data + array( 'id' => $id, 'parent' => 0, 'order_id' => 0, 'product_id' => 0, 'product_name' => '', 'price_id' => null, 'status' => 'pending', 'quantity' => 1 ) );
		return $id;
	}

	function edd_get_order( $id = 0 ) {
		return isset( Edd_Double::$orders[ $id ] ) ? clone Edd_Double::$orders[ $id ] : false;
	}

	function edd_get_order_item( $id = 0 ) {
		return isset( Edd_Double::$items[ $id ] ) ? clone Edd_Double::$items[ $id ] : false;
	}

	function edd_get_orders( $args = array() ) {
		return Edd_Double::find( Edd_Double::$orders, $args );
	}

	function edd_get_order_items( $args = array() ) {
		return Edd_Double::find( Edd_Double::$items, $args );
	}

	function edd_get_deliverable_order_item_statuses() {
		return array( 'complete', 'partially_refunded' );
	}

	function edd_update_order_status( $id = 0, $new = '' ) {
		$old = Edd_Double::$orders[ $id ]->status;
		Edd_Double::$orders[ $id ]->status = $new;
		do_action( 'edd_transition_order_status', $old, $new, $id );
		do_action( 'edd_update_payment_status', $id, $new, $old );
		if ( 'complete' === $new && 'sale' === Edd_Double::$orders[ $id ]->type ) {
			Edd_Double::$orders[ $id ]->date_completed = gmdate( 'Y-m-d H:i:s' );
			foreach ( edd_get_order_items( array( 'order_id' => $id ) ) as $index => $item ) {
				edd_update_order_item( $item->id, array( 'status' => 'complete' ) );
				do_action( 'edd_complete_download_purchase', $item->product_id, $id, 'default', array(), $index );
			}
			do_action( 'edd_complete_purchase', $id, new stdClass(), new stdClass() );
		}
		return true;
	}

	function edd_update_order_item( $id = 0, $data = array() ) {
		$old = Edd_Double::$items[ $id ]->status;
		Edd_Double::$items[ $id ]->status = $data['status'];
		do_action( 'edd_transition_order_item_status', $old, $data['status'], $id );
	}

	function edd_refund_order( $id, $order_items = 'all', $adjustments = 'all' ) {
		$sale   = edd_get_order( $id );
		$refund = edd_add_order( array( 'parent' => $id, 'user_id' => $sale->user_id, 'type' => 'refund', 'status' => 'new' ) );
		foreach ( edd_get_order_items( array( 'order_id' => $id, 'number' => 999 ) ) as $item ) {
			edd_add_order_item( array( 'parent' => $item->id, 'order_id' => $refund, 'product_id' => $item->product_id, 'status' => 'complete', 'quantity' => -1 ) );
		}
		edd_update_order_status( $refund, 'complete' );
		foreach ( edd_get_order_items( array( 'order_id' => $id, 'number' => 999 ) ) as $item ) {
			edd_update_order_item( $item->id, array( 'status' => 'refunded' ) );
		}
		edd_update_order_status( $id, 'refunded' );
		do_action( 'edd_update_payment_status', $id, 'refunded', 'publish' );
		do_action( 'edd_refund_order', $id, $refund, true );
		return $refund;
	}
}

if ( ! class_exists( 'EDD_Subscription' ) ) {
	class EDD_Subscription {
		public $id, $product_id, $status, $expiration, $created, $customer;

		public function __construct( $id = 0 ) {
			foreach ( Edd_Double::$subscriptions[ $id ] ?? array() as $name => $value ) {
				$this->$name = $value;
			}
		}

		public function update( array $values ) {
			$old = $this->status;
			Edd_Double::$subscriptions[ $this->id ] = $values + Edd_Double::$subscriptions[ $this->id ];
			$this->__construct( $this->id );
			if ( isset( $values['status'] ) ) {
				do_action( 'edd_subscription_status_change', $old, $this->status, $this );
			} else {
				do_action( 'edd_subscription_post_renew', $this->id, $this->expiration, $this, 0 );
			}
		}
	}

	class EDD_Recurring_Subscriber {
		private $user_id;

		public function __construct( $id = false, $by_user_id = false ) {
			$this->user_id = $by_user_id ? (int) $id : 0;
		}

		public function get_subscriptions( $product_id = 0, $status = array() ) {
			$found = array();
			foreach ( Edd_Double::$subscriptions as $id => $row ) {
				if ( (int) $row['customer']->user_id === $this->user_id ) {
					$found[] = new EDD_Subscription( $id );
				}
			}
			return $found;
		}
	}
}

if ( ! function_exists( 'edd_software_licensing' ) ) {
	function edd_software_licensing() {
		return new class() {
			public $licenses_db;

			public function __construct() {
				$this->licenses_db = $this;
			}

			public function get_license( $id ) {
				return Edd_Double::$licenses[ $id ] ?? false;
			}

			public function get_licenses( $args ) {
				return array_values( array_filter( Edd_Double::$licenses, static function ( $one ) use ( $args ) {
					return (int) $one->user_id === (int) $args['user_id'];
				} ) );
			}
		};
	}
}
