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
