<?php
/**
 * MemberPress.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Its hooks fire in two spellings each: listened to in the one with underscores. A transaction pays for a time; the latest of a
 * subscription counts.
 */
final class Memberpress_System extends Membership_System {

	// What MemberPress itself counts as paid.
	const LIVE = array( 'complete', 'confirmed' );

	/**
	 * The system's word.
	 */
	public function source(): string {
		return 'memberpress';
	}

	/**
	 * Its name.
	 */
	public function name(): string {
		return 'MemberPress';
	}

	/**
	 * Whether it is there.
	 */
	public function is_present(): bool {
		return class_exists( 'MeprUser' ) && class_exists( 'MeprTransaction' );
	}

	/**
	 * Where memberships change. A transaction that is stored unchanged, or was never paid, changes none.
	 */
	public function changes(): array {
		$of        = static function ( $object ) {
			return array( (int) ( $object->user_id ?? 0 ), (string) ( $object->id ?? '' ) );
		};
		$stored    = static function ( $txn, $old = null ) use ( $of ) {
			return self::differ( $txn, $old ) ? array( $of( $txn ), array( (int) ( $old->user_id ?? 0 ), '' ) ) : 0;
		};
		$moved     = static function ( $old, $new, $subscription ) use ( $of ) {
			return $old === $new ? 0 : $of( $subscription );
		};
		$of_second = static function ( $id, $user = null ) {
			return array( (int) ( $user->ID ?? 0 ), (string) $id );
		};
		return array(
			'mepr_txn_store'                      => array( 'membership.changed', $stored ),
			'mepr_account_is_active'              => array( 'membership.activated', $of ),
			'mepr_account_is_inactive'            => array( 'membership.revoked', $of ),
			'mepr_txn_expired'                    => array( 'membership.expired', $of ),
			'mepr_txn_refunded'                   => array( 'membership.refunded', $of ),
			'mepr_post_delete_transaction'        => array( 'membership.revoked', $of_second ),
			'mepr_subscription_transition_status' => array( 'membership.changed', $moved ),
			'mepr_subscription_deleted'           => array( 'membership.revoked', $of ),
		);
	}

	/**
	 * What a user has paid for, by subscription; by transaction where there is none.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function memberships( int $user_id ): array {
		$latest = array();
		foreach ( ( new \MeprUser( $user_id ) )->active_product_subscriptions( 'transactions', true, false ) as $listed ) {
			// MemberPress keeps objects for the length of a process: read anew.
			$txn = new \MeprTransaction( $listed->id );
			$key = (int) $txn->subscription_id > 0 ? 'sub:' . (int) $txn->subscription_id : 'txn:' . (int) $txn->id;
			if ( in_array( $txn->status, self::LIVE, true ) && ( ! isset( $latest[ $key ] ) || self::end( $txn ) > self::end( $latest[ $key ] ) ) ) {
				$latest[ $key ] = $txn;
			}
		}
		$memberships = array();
		foreach ( $latest as $key => $txn ) {
			$memberships[] = self::membership( $key, $txn );
		}
		return $memberships;
	}

	/**
	 * Users with transactions.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 */
	public function users( int $after, int $limit ): array {
		global $wpdb;
		$name = $wpdb->prefix . 'mepr_transactions';
		// phpcs:ignore WordPress.DB -- MemberPress's table; it has no list of users.
		return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT user_id FROM $name WHERE user_id > %d ORDER BY user_id LIMIT %d", $after, $limit ) ) );
	}

	/**
	 * A tab on the account page.
	 *
	 * @param Account_Cards $cards What shows cards.
	 */
	public function account_tab( Account_Cards $cards ): array {
		return array(
			'mepr_account_nav'         => static function () {
				$is_open = Account_Cards::TAB === Input::text( 'action' );
				printf( '<span class="mepr-nav-item cloakroom-tab%s"><a href="%s">%s</a></span>', $is_open ? ' mepr-active-nav-tab' : '', esc_url( add_query_arg( 'action', Account_Cards::TAB ) ), esc_html( Account_Cards::title() ) );
			},
			'mepr_account_nav_content' => static function ( $action ) use ( $cards ) {
				if ( Account_Cards::TAB === $action ) {
					$cards->print_all();
				}
			},
		);
	}

	/**
	 * Its sign-in page leads to the site's own, and its forms lead members to the gateway, before a password is looked at.
	 *
	 * @param Login_Bridge $bridge The way there.
	 */
	public function login_form( Login_Bridge $bridge ): array {
		return array(
			array(
				'mepr_validate_login',
				static function ( $errors = array() ) use ( $bridge ) {
					$bridge->go_to_gateway( Input::posted( 'log' ), Input::posted_as_is( 'redirect_to' ) );
					return $errors;
				},
				1,
			),
			array(
				'mepr_login_form_before_submit',
				static function () use ( $bridge ) {
					$bridge->print_button( Input::return_address() );
				},
				10,
			),
			array(
				'template_redirect',
				static function () use ( $bridge ) {
					$page = class_exists( 'MeprOptions' ) ? (int) \MeprOptions::fetch()->login_page_id : 0;
					if ( $page > 0 && is_page( $page ) && ! is_user_logged_in() && Input::is_page_view() && in_array( Input::text( 'action' ), array( '', 'mepr_unauthorized' ), true ) && $bridge->is_ready() && ! $bridge->is_login_page( $page ) ) {
						$bridge->go_to_login_page( Input::return_address() );
					}
				},
				1,
			),
		);
	}

	/**
	 * A transaction as a membership.
	 *
	 * @param string $key Names it.
	 * @param object $txn The transaction.
	 */
	private static function membership( string $key, $txn ): Membership {
		$sub     = (int) $txn->subscription_id > 0 ? new \MeprSubscription( $txn->subscription_id ) : null;
		$end     = Membership::time( $txn->expires_at );
		$is_live = null === $end || $end > time();
		$status  = self::status( $txn, $sub, $is_live );
		return new Membership(
			$key,
			(string) (int) $txn->product_id,
			$status,
			array(
				'name'        => (string) get_post_field( 'post_title', (int) $txn->product_id, 'raw' ),
				'started_at'  => Membership::time( $sub->created_at ?? $txn->created_at ),
				'period_end'  => $end,
				'lifetime'    => null === $end,
				'auto_renew'  => null === $sub ? null : 'active' === $sub->status,
				'trial_end'   => Membership::TRIALING === $status ? $end : null,
				'parent_user' => self::parent_user( $txn ),
			)
		);
	}

	/**
	 * How a membership stands. A subscription that is paused or cancelled gives what is paid for until its end.
	 *
	 * @param object      $txn     The latest transaction.
	 * @param object|null $sub     Its subscription.
	 * @param bool        $is_live Whether its end is still to come.
	 */
	private static function status( $txn, $sub, bool $is_live ): string {
		$word = $sub->status ?? '';
		if ( ! $is_live ) {
			return 'suspended' === $word ? Membership::PAUSED : Membership::EXPIRED;
		}
		if ( 'cancelled' === $word ) {
			return Membership::CANCELLED;
		}
		return null !== $sub && self::is_in_trial( $txn, $sub ) ? Membership::TRIALING : Membership::ACTIVE;
	}

	/**
	 * Whether a subscription is in its trial.
	 *
	 * @param object $txn The latest transaction.
	 * @param object $sub The subscription.
	 */
	private static function is_in_trial( $txn, $sub ): bool {
		$begin = Membership::time( $sub->created_at );
		return $sub->trial && (int) $sub->trial_days > 0 && null !== $begin && time() < $begin + (int) $sub->trial_days * DAY_IN_SECONDS && null !== Membership::time( $txn->expires_at );
	}

	/**
	 * Whose team a transaction belongs to.
	 *
	 * @param object $txn A transaction.
	 */
	private static function parent_user( $txn ): ?int {
		$parent = (int) ( $txn->parent_transaction_id ?? 0 ) > 0 ? (int) ( new \MeprTransaction( (int) $txn->parent_transaction_id ) )->user_id : 0;
		return $parent > 0 && $parent !== (int) $txn->user_id ? $parent : null;
	}

	/**
	 * When a transaction ends, to compare.
	 *
	 * @param object $txn A transaction.
	 */
	private static function end( $txn ): int {
		return Membership::time( $txn->expires_at ) ?? PHP_INT_MAX;
	}

	/**
	 * Whether storing a transaction changed what somebody holds.
	 *
	 * @param object      $txn As it is stored.
	 * @param object|null $old As it was; null if that is not known.
	 */
	private static function differ( $txn, $old ): bool {
		if ( null === $old ) {
			return true;
		}
		if ( ! in_array( $txn->status, self::LIVE, true ) && ! in_array( $old->status, self::LIVE, true ) ) {
			return false;
		}
		foreach ( array( 'id', 'status', 'expires_at', 'product_id', 'user_id', 'subscription_id' ) as $part ) {
			if ( (string) $txn->$part !== (string) $old->$part ) {
				return true;
			}
		}
		return false;
	}
}
