<?php
/**
 * Easy Digital Downloads.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A download that was bought counts for good, unless a subscription or a licence for it has an end: then that one counts.
 * A refund is an order of its own, which says nothing here; the sale's items say that they were given back.
 */
final class Edd_System extends Membership_System {

	const ALL = 9999;

	// Words of EDD Recurring.
	const SUBSCRIPTIONS = array(
		'trialling'       => Membership::TRIALING,
		'trialing'        => Membership::TRIALING,
		'active'          => Membership::ACTIVE,
		'cancelled'       => Membership::CANCELLED,
		'completed'       => Membership::ACTIVE,
		'failing'         => Membership::PAST_DUE,
		'needs_attention' => Membership::PAST_DUE,
		'expired'         => Membership::EXPIRED,
	);

	// Words of EDD Software Licensing: an inactive licence is one that no website uses yet.
	const LICENSES = array(
		'active'   => Membership::ACTIVE,
		'inactive' => Membership::ACTIVE,
		'expired'  => Membership::EXPIRED,
		'disabled' => Membership::REVOKED,
	);

	/**
	 * The system's word.
	 */
	public function source(): string {
		return 'edd';
	}

	/**
	 * Its name.
	 */
	public function name(): string {
		return 'Easy Digital Downloads';
	}

	/**
	 * Whether it is there, in a version that has orders.
	 */
	public function is_present(): bool {
		return function_exists( 'edd_get_orders' ) && function_exists( 'edd_get_order_items' );
	}

	/**
	 * Where what is held changes.
	 */
	public function changes(): array {
		$order        = static function ( $order_id ) {
			return self::of_order( (int) $order_id );
		};
		$moved        = static function ( $old, $new, $order_id ) {
			return $old === $new ? 0 : self::of_order( (int) $order_id );
		};
		$item_moved   = static function ( $old, $new, $item_id ) {
			$item = $old === $new ? null : edd_get_order_item( (int) $item_id );
			return $item ? self::of_order( (int) $item->order_id ) : 0;
		};
		$subscription = static function ( $id ) {
			return self::of_subscription( class_exists( 'EDD_Subscription' ) ? new \EDD_Subscription( (int) $id ) : null );
		};
		$changed      = static function ( $old, $new, $subscription = null ) {
			return $old === $new ? 0 : self::of_subscription( $subscription );
		};
		$license      = static function ( $id ) {
			$license = function_exists( 'edd_software_licensing' ) ? edd_software_licensing()->get_license( $id ) : null;
			return $license ? array( (int) ( $license->user_id ?? 0 ), 'license-' . (int) $id ) : 0;
		};
		return array(
			'edd_complete_purchase'            => array( 'membership.activated', $order ),
			'edd_transition_order_status'      => array( 'membership.changed', $moved ),
			'edd_transition_order_item_status' => array( 'membership.changed', $item_moved ),
			'edd_refund_order'                 => array( 'membership.refunded', $order ),
			'edd_subscription_post_create'     => array( 'membership.activated', $subscription ),
			'edd_subscription_post_renew'      => array( 'membership.renewed', $subscription ),
			'edd_subscription_status_change'   => array( 'membership.changed', $changed ),
			'edd_sl_post_set_status'           => array( 'membership.changed', $license ),
			'edd_sl_post_license_renewal'      => array( 'membership.renewed', $license ),
			'edd_sl_license_upgraded'          => array( 'membership.changed', $license ),
			'edd_sl_post_revoke_license'       => array( 'membership.revoked', $license ),
		);
	}

	/**
	 * Subscriptions, licences, and what was bought once and for all.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function memberships( int $user_id ): array {
		$with_end = array_merge( self::subscriptions( $user_id ), self::licenses( $user_id ) );
		$products = array_column( $with_end, 'product' );
		$bought   = array_filter(
			self::items( $user_id ),
			static function ( array $one ) use ( $products ) {
				return ! in_array( $one['product'], $products, true );
			}
		);
		return array_column( array_merge( $with_end, $bought ), 'membership' );
	}

	/**
	 * Users who are customers.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 */
	public function users( int $after, int $limit ): array {
		global $wpdb;
		$name = $wpdb->prefix . 'edd_customers';
		// phpcs:ignore WordPress.DB -- EDD's table; its functions have no "ids above".
		return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT user_id FROM $name WHERE user_id > %d ORDER BY user_id LIMIT %d", $after, $limit ) ) );
	}

	/**
	 * Cards below the profile and the orders: EDD has no tabs.
	 *
	 * @param Account_Cards $cards What shows cards.
	 */
	public function account_tab( Account_Cards $cards ): array {
		$print = static function () use ( $cards ) {
			printf( '<h2>%s</h2>', esc_html( Account_Cards::title() ) );
			$cards->print_all();
		};
		return array( 'edd_profile_editor_after' => $print );
	}

	/**
	 * Items of sales.
	 *
	 * @param int $user_id A WordPress user id.
	 * @return array[] Each with product and membership.
	 */
	private static function items( int $user_id ): array {
		$orders = edd_get_orders(
			array(
				'user_id' => $user_id,
				'type'    => 'sale',
				'number'  => self::ALL,
			)
		);
		$items  = array();
		foreach ( $orders as $order ) {
			$of_order = edd_get_order_items(
				array(
					'order_id' => $order->id,
					'number'   => self::ALL,
				)
			);
			foreach ( $of_order as $item ) {
				$items[] = self::item( $order, $item );
			}
		}
		return array_values( array_filter( $items ) );
	}

	/**
	 * One item of a sale; null if it was never paid.
	 *
	 * @param object $order The sale.
	 * @param object $item  The item.
	 */
	private static function item( $order, $item ): ?array {
		$deliverable = function_exists( 'edd_get_deliverable_order_item_statuses' ) ? edd_get_deliverable_order_item_statuses() : array( 'complete', 'partially_refunded' );
		$is_back     = 'refunded' === $item->status || in_array( $order->status, array( 'refunded', 'revoked', 'trash' ), true );
		if ( ! $is_back && ! in_array( $item->status, $deliverable, true ) ) {
			return null;
		}
		return self::held(
			'item:' . (int) $item->id,
			$item->product_id,
			$is_back ? Membership::REVOKED : Membership::ACTIVE,
			array(
				'name'       => (string) $item->product_name,
				'started_at' => Membership::time( $order->date_completed ?? null ) ?? Membership::time( $order->date_created ?? null ),
				'lifetime'   => ! $is_back,
				'quantity'   => max( 1, min( Membership::QUANTITY_MAX, (int) $item->quantity ) ),
			)
		);
	}

	/**
	 * Subscriptions of EDD Recurring.
	 *
	 * @param int $user_id A WordPress user id.
	 * @return array[] Each with product and membership.
	 */
	private static function subscriptions( int $user_id ): array {
		$held = array();
		foreach ( class_exists( 'EDD_Recurring_Subscriber' ) ? ( new \EDD_Recurring_Subscriber( $user_id, true ) )->get_subscriptions() : array() as $one ) {
			$end    = Membership::time( $one->expiration ?? null );
			$status = self::SUBSCRIPTIONS[ $one->status ] ?? Membership::PENDING;
			$held[] = self::held(
				'sub:' . (int) $one->id,
				$one->product_id,
				$status,
				array(
					'name'       => (string) get_post_field( 'post_title', (int) $one->product_id, 'raw' ),
					'started_at' => Membership::time( $one->created ?? null ),
					'period_end' => $end,
					'lifetime'   => 'completed' === $one->status && null === $end,
					'auto_renew' => in_array( $one->status, array( 'active', 'trialling', 'trialing', 'failing' ), true ),
					'trial_end'  => Membership::TRIALING === $status ? $end : null,
				)
			);
		}
		return $held;
	}

	/**
	 * Licences of EDD Software Licensing.
	 *
	 * @param int $user_id A WordPress user id.
	 * @return array[] Each with product and membership.
	 */
	private static function licenses( int $user_id ): array {
		$licenses = array();
		if ( function_exists( 'edd_software_licensing' ) ) {
			$licenses = edd_software_licensing()->licenses_db->get_licenses(
				array(
					'user_id' => $user_id,
					'number'  => self::ALL,
				)
			);
		}
		$held = array();
		foreach ( $licenses as $one ) {
			$is_lifetime = ! empty( $one->is_lifetime ) || 'lifetime' === ( $one->expiration ?? null );
			$held[]      = self::held(
				'license:' . (int) $one->ID,
				$one->download_id,
				self::LICENSES[ $one->status ] ?? Membership::PENDING,
				array(
					'name'       => (string) get_post_field( 'post_title', (int) $one->download_id, 'raw' ),
					'period_end' => $is_lifetime ? null : Membership::time( $one->expiration ?? null ),
					'lifetime'   => $is_lifetime,
				)
			);
		}
		return $held;
	}

	/**
	 * A membership with the product that it is for.
	 *
	 * @param string $key     Names it.
	 * @param mixed  $product The download's id.
	 * @param string $status  How it stands.
	 * @param array  $details What else is known.
	 */
	private static function held( string $key, $product, string $status, array $details ): array {
		return array(
			'product'    => (int) $product,
			'membership' => new Membership( $key, (string) (int) $product, $status, $details ),
		);
	}

	/**
	 * Whose a sale is. Another order, a refund's, is nobody's.
	 *
	 * @param int $order_id An order.
	 * @return array|int
	 */
	private static function of_order( int $order_id ) {
		$order = edd_get_order( $order_id );
		return $order && 'sale' === $order->type ? array( (int) $order->user_id, 'order-' . $order_id ) : 0;
	}

	/**
	 * Whose a subscription is.
	 *
	 * @param object|null $subscription A subscription.
	 * @return array|int
	 */
	private static function of_subscription( $subscription ) {
		return isset( $subscription->customer->user_id ) ? array( (int) $subscription->customer->user_id, 'subscription-' . (int) $subscription->id ) : 0;
	}
}
