<?php
/**
 * What the plugin offers to theme developers.
 *
 * @package Cloakroom
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

if ( ! function_exists( 'cloakroom_collection' ) ) {
	/**
	 * Records of the member who is signed in, from a collection that allows the delivery "relay". For nobody else, ever.
	 *
	 * Member data in a page is for that member alone: the page is kept out of caches, and every value wants escaping.
	 *
	 * The call needs an access token, which this login gets by a relay ticket. A page's script fetches one; so where the
	 * error's code is "ticket-wanted", print do_shortcode( '[cloakroom_collection collection="..." delivery="relay"]' ) in
	 * place of the data. That shows the same records, and leaves a token with the login for the next minutes.
	 *
	 * It waits for the gateway, at most 15 seconds, while the page is being made: not for every page's header.
	 *
	 * @param string $collection The collection's id.
	 * @param array  $args {
	 *     Optional.
	 *
	 *     @type string $id     One record's id.
	 *     @type string $cursor Where a long list goes on: "next" of the answer before.
	 *     @type string $ticket A relay ticket that the page's script sent.
	 * }
	 * @return array|WP_Error collection, title, records (each with id, version and fields: name, title, value, masked) and
	 *                        next (text or null); or an error with one of the codes unauthorized, ticket-wanted,
	 *                        membership-required, delivery-not-allowed, not-found, bad-request, rate-limited,
	 *                        upstream-malformed, upstream-unavailable, a sentence for the visitor, and as data "status",
	 *                        perhaps "expired_url" (where to send a member whose session is over) and "retry_after".
	 */
	function cloakroom_collection( $collection, $args = array() ) {
		if ( is_user_logged_in() ) {
			\Cloakroom\Redirect::keep_out_of_caches();
		}
		$question = \Cloakroom\Relay_Question::parse( $collection, (array) $args );
		return \Cloakroom\Relay::of_this_site()->read( $question, \Cloakroom\Return_Path::here() );
	}
}

if ( ! function_exists( 'cloakroom_grant_role' ) ) {
	/**
	 * Gives a user a role as a membership, with an end if there is one: when it is bought, and again whenever it is renewed.
	 *
	 * The role counts at the gateway as "roles:gold" if it is chosen under Settings > Cloakroom. When its end has come the
	 * gateway closes what it opened by itself; WordPress's role goes within the hour.
	 *
	 * @param int                        $user_id A user of this site.
	 * @param string                     $role    A role that exists.
	 * @param int|DateTimeInterface|null $until   Until when it is paid for (Unix seconds or a date); null for good.
	 * @return bool False if there is no such user or role, or the end is not in the future.
	 */
	function cloakroom_grant_role( $user_id, $role, $until = null ) {
		$until = $until instanceof DateTimeInterface ? $until->getTimestamp() : $until;
		return \Cloakroom\Role_Grant::grant( (int) $user_id, (string) $role, null === $until ? null : (int) $until );
	}
}

if ( ! function_exists( 'cloakroom_cancel_role' ) ) {
	/**
	 * Cancels a role that is a membership: it stays until the end that is paid for. One without an end is over at once.
	 *
	 * @param int    $user_id A user of this site.
	 * @param string $role    A role that exists.
	 * @return bool False if the user does not hold it.
	 */
	function cloakroom_cancel_role( $user_id, $role ) {
		return \Cloakroom\Role_Grant::cancel( (int) $user_id, (string) $role );
	}
}

if ( ! function_exists( 'cloakroom_revoke_role' ) ) {
	/**
	 * Takes a role away at once, paid for or not: refunded, or taken away by staff.
	 *
	 * @param int    $user_id A user of this site.
	 * @param string $role    A role that exists.
	 * @return bool False if there is no such user or role.
	 */
	function cloakroom_revoke_role( $user_id, $role ) {
		return \Cloakroom\Role_Grant::revoke( (int) $user_id, (string) $role );
	}
}

if ( ! function_exists( 'cloakroom_finish_sign_up_url' ) ) {
	/**
	 * A link for the mail after a purchase: who opens it signs up at the gateway, or in, and is connected with this user, without
	 * being signed in to WordPress. Good for seven days and one use; a new one takes the place of an earlier one.
	 *
	 * It is as good as a key to what this user bought: it belongs into a mail to the buyer and nowhere else.
	 *
	 * @param int $user_id A user of this site.
	 * @return string Empty if the user is connected already or has power over the site.
	 */
	function cloakroom_finish_sign_up_url( $user_id ) {
		return \Cloakroom\Claim::url( (int) $user_id );
	}
}
