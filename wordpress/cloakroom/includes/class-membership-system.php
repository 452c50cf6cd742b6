<?php
/**
 * What the plugin has to know of a membership system.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * One membership plugin, seen through four questions; the others have answers that do. To add one of your own, extend this
 * class and register it:
 *
 *     add_action( 'cloakroom_membership_systems', function ( $systems ) { $systems->add( new My_System() ); } );
 */
abstract class Membership_System {

	/**
	 * The system's word in product ids, as in "memberpress:13": 1 to 32 small letters, digits and hyphens, a letter first.
	 */
	abstract public function source(): string;

	/**
	 * Its name for people.
	 */
	abstract public function name(): string;

	/**
	 * Whether it is there in this request. Asked after all plugins and the theme were loaded.
	 */
	abstract public function is_present(): bool;

	/**
	 * At which hooks memberships may have changed. A hook that fires too often does no harm, nor one that changes nothing.
	 *
	 * @return array[] By hook: a word for people ("membership.renewed") and a callable, which gets the hook's arguments and
	 *                 gives the WordPress user id that is concerned, or an array of that and the native object's id, or a
	 *                 list of such arrays, or 0 for nobody. What they hold is not asked for here: it may not be stored yet.
	 */
	abstract public function changes(): array;

	/**
	 * All memberships of a user that this system knows now, past its own caches. What ended long ago may be left out.
	 *
	 * @param int $user_id A WordPress user id.
	 * @return Membership[]
	 * @throws \Throwable If the system cannot tell: then nothing is said about this user, and it is tried again.
	 */
	abstract public function memberships( int $user_id ): array;

	/**
	 * Users who may hold something, in the order of their ids: by default all of this site.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 * @return int[]
	 */
	public function users( int $after, int $limit ): array {
		return Site_Users::after( $after, $limit );
	}

	/**
	 * Where the system's own pages show the member's cards.
	 *
	 * @param Account_Cards $cards What shows them.
	 * @return callable[] Callables by hook, each called with the hook's arguments; they print.
	 */
	public function account_tab( Account_Cards $cards ): array {
		return array();
	}

	/**
	 * Where the system's own sign-in form gives way to the gateway.
	 *
	 * @param Login_Bridge $bridge The way there.
	 * @return array[] Each a hook, a callable and its priority. They get the hook's arguments and give what a filter gives.
	 */
	public function login_form( Login_Bridge $bridge ): array {
		return array();
	}
}
