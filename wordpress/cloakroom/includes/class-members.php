<?php
/**
 * The WordPress users who stand for members.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Finds a member's user by the lasting name in the user pool, or makes one. Never by e-mail: an address proves nothing here.
 */
final class Members {

	const META = 'cloakroom_sub';

	// The form of a member's lasting name at the gateway.
	const SUB = '/\A[\x21\x22\x24-\x7e]{1,128}\z/';

	const LOCK_PAUSE_MICROS = 100000;

	/**
	 * How often to try for the lock.
	 *
	 * @var int
	 */
	private $lock_tries;

	/**
	 * Takes a limit.
	 *
	 * @param int $lock_tries How often to try for the lock, a tenth of a second apart; the default waits for three seconds.
	 */
	public function __construct( int $lock_tries = 30 ) {
		$this->lock_tries = $lock_tries;
	}

	/**
	 * The user of a member who just signed in, made at the first time.
	 *
	 * @param Claims $claims Who signed in.
	 * @return \WP_User|\WP_Error An error with code privileged, or another for anything that stands in the way.
	 */
	public function find_or_create( Claims $claims ) {
		$user = $this->find( $claims->sub );
		if ( null === $user ) {
			$user = $this->create_once( $claims );
		}
		if ( is_wp_error( $user ) ) {
			return $user;
		}
		if ( Privilege::belongs_to( $user ) ) {
			return new \WP_Error( 'privileged' );
		}
		if ( is_multisite() ) {
			$user = $this->on_this_site( $user );
		}
		return is_wp_error( $user ) ? $user : $this->with_current_email( $user, $claims->email );
	}

	/**
	 * The user with this lasting name; null if there is none, an error if several claim it.
	 *
	 * @param string $sub The lasting name.
	 * @return \WP_User|\WP_Error|null
	 */
	public function find( string $sub ) {
		$user = get_user_by( 'login', self::login_name( $sub ) );
		if ( $user && get_user_meta( $user->ID, self::META, true ) === $sub ) {
			return $user;
		}
		return $this->find_by_meta( $sub );
	}

	/**
	 * The login name of the user that is made for a member.
	 *
	 * @param string $sub The lasting name.
	 */
	public static function login_name( string $sub ): string {
		return 'm-' . substr( hash( 'sha256', $sub ), 0, 12 );
	}

	/**
	 * Whether a user stands for a member and has no power beyond: then password and e-mail live in the user pool.
	 *
	 * A member who was given power over the website has to be able to sign in to it directly.
	 *
	 * @param \WP_User $user A user.
	 */
	public static function stands_for_member( \WP_User $user ): bool {
		return '' !== (string) get_user_meta( $user->ID, self::META, true ) && ! Privilege::belongs_to( $user );
	}

	/**
	 * Finds a user whose login name is not the usual one.
	 *
	 * @param string $sub The lasting name.
	 * @return \WP_User|\WP_Error|null
	 */
	private function find_by_meta( string $sub ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- get_users() compares as loosely as the column's collation does, and others filter it.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT user_id, meta_value FROM {$wpdb->usermeta} WHERE meta_key = %s AND meta_value = %s LIMIT 100", self::META, $sub ) );
		$ids  = array();
		foreach ( $rows as $row ) {
			if ( $row->meta_value === $sub ) {
				$ids[] = (int) $row->user_id;
			}
		}
		if ( count( $ids ) > 1 ) {
			return new \WP_Error( 'ambiguous' );
		}
		$user = $ids ? get_user_by( 'id', $ids[0] ) : false;
		return $user ? $user : null;
	}

	/**
	 * Makes the user, also if two tabs land at the same moment: login names are not unique in WordPress's table.
	 *
	 * @param Claims $claims Who signed in.
	 * @return \WP_User|\WP_Error
	 */
	private function create_once( Claims $claims ) {
		$lock = new Lock( self::login_name( $claims->sub ) );
		for ( $try = 1; ! $lock->take(); $try++ ) {
			if ( $try >= $this->lock_tries ) {
				return new \WP_Error( 'busy' );
			}
			usleep( self::LOCK_PAUSE_MICROS );
		}
		try {
			// Another request may have made the user while this one waited.
			$user = $this->find( $claims->sub );
			return null === $user ? $this->create( $claims ) : $user;
		} finally {
			$lock->release();
		}
	}

	/**
	 * Makes the user. The password is random and told to nobody.
	 *
	 * @param Claims $claims Who signed in.
	 * @return \WP_User|\WP_Error
	 */
	private function create( Claims $claims ) {
		$login = self::login_name( $claims->sub );
		$name  = '' === $claims->display_name ? $login : $claims->display_name;
		$id    = wp_insert_user(
			wp_slash(
				array(
					'user_login'   => $login,
					'user_pass'    => wp_generate_password( 64, true, true ),
					'user_email'   => email_exists( $claims->email ) ? '' : $claims->email,
					'display_name' => $name,
					'nickname'     => $name,
					'role'         => 'subscriber',
					'meta_input'   => array( self::META => $claims->sub ),
				)
			)
		);
		return is_wp_error( $id ) ? $id : new \WP_User( $id );
	}

	/**
	 * On a network: refuses who was marked as spam, and makes the member a subscriber of this site.
	 *
	 * @param \WP_User $user A user.
	 * @return \WP_User|\WP_Error
	 */
	private function on_this_site( \WP_User $user ) {
		$user = wp_authenticate_spam_check( $user );
		if ( is_wp_error( $user ) || is_user_member_of_blog( $user->ID ) ) {
			return $user;
		}
		$added = add_user_to_blog( get_current_blog_id(), $user->ID, 'subscriber' );
		return is_wp_error( $added ) ? $added : new \WP_User( $user->ID );
	}

	/**
	 * Follows a changed e-mail address, unless it is somebody else's here.
	 *
	 * @param \WP_User $user  The member's user.
	 * @param string   $email The verified address, or an empty text.
	 */
	private function with_current_email( \WP_User $user, string $email ): \WP_User {
		if ( '' === $email || $email === $user->user_email || email_exists( $email ) ) {
			return $user;
		}
		// The pool has told the member; a second letter from WordPress would speak of an account she does not know.
		add_filter( 'send_email_change_email', '__return_false' );
		wp_update_user(
			wp_slash(
				array(
					'ID'         => $user->ID,
					'user_email' => $email,
				)
			)
		);
		remove_filter( 'send_email_change_email', '__return_false' );
		return new \WP_User( $user->ID );
	}
}
