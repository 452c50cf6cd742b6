<?php
/**
 * What a member's WordPress account can not do.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A member's password and e-mail address live in the user pool: WordPress takes, sets and resets none.
 */
final class Member_Account {

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings $settings The operator's settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Refuses every way of signing in that goes through WordPress's own check: form, XML-RPC, and a shop's form.
	 *
	 * @param \WP_User|\WP_Error|null $user     Who was recognised.
	 * @param string                  $username What was typed.
	 * @param string                  $password What was typed.
	 */
	public function refuse_password( $user, $username, $password ) {
		if ( ! $user instanceof \WP_User || ! $this->signs_in_at_gateway( $user ) ) {
			return $user;
		}
		if ( '' === (string) $username && '' === (string) $password ) {
			// Recognised by cookie on the sign-in page of a network. Going on would give the session a new record without its end.
			$nobody = new \WP_Error( 'empty_username' );
			$nobody->add( 'empty_password', '' );
			return $nobody;
		}
		return new \WP_Error( 'cloakroom_member', __( 'Members sign in with the button above. Their password works there and not in this form.', 'cloakroom' ) );
	}

	/**
	 * Refuses to reset a member's password.
	 *
	 * @param bool|\WP_Error $allow   What was decided so far.
	 * @param int            $user_id Whose password.
	 */
	public function refuse_reset( $allow, $user_id ) {
		$user = get_userdata( (int) $user_id );
		return $user && $this->signs_in_at_gateway( $user )
			? new \WP_Error( 'no_password_reset', __( 'The password of this account is not kept in WordPress. To set a new one, go to the sign-in page and choose the sign-in button.', 'cloakroom' ) )
			: $allow;
	}

	/**
	 * Refuses application passwords.
	 *
	 * @param bool     $available What was decided so far.
	 * @param \WP_User $user      Whose.
	 */
	public function refuse_application_passwords( $available, $user ) {
		return $available && ! $this->signs_in_at_gateway( $user );
	}

	/**
	 * Hides the password fields of the profile page.
	 *
	 * @param bool          $show What was decided so far.
	 * @param \WP_User|null $user Whose profile.
	 */
	public function hide_password_fields( $show, $user = null ) {
		return $show && ! ( $user instanceof \WP_User && $this->signs_in_at_gateway( $user ) );
	}

	/**
	 * Keeps the e-mail address when a member saves her own profile, before WordPress writes to the new one.
	 *
	 * @param int $user_id Whose profile.
	 */
	public function keep_email( $user_id ) {
		$user = get_userdata( $user_id );
		if ( $user && Members::stands_for_member( $user ) ) {
			$_POST['email'] = wp_slash( $user->user_email );
		}
	}

	/**
	 * Lets a profile be saved that has no e-mail address: a member has none whose address is somebody else's here.
	 *
	 * @param \WP_Error      $errors    Faults of the form.
	 * @param bool           $is_update Whether the user is there already.
	 * @param \stdClass|null $user      What is to be saved.
	 */
	public function allow_no_email( $errors, $is_update, $user = null ) {
		if ( $is_update && isset( $user->ID ) && '' === Input::posted( 'email' ) && self::is_member( (int) $user->ID ) ) {
			$errors->remove( 'empty_email' );
			$errors->remove( 'invalid_email' );
		}
	}

	/**
	 * Says on the profile page where e-mail address and password live.
	 *
	 * @param \WP_User $user Whose profile.
	 */
	public function explain( $user ) {
		if ( ! Members::stands_for_member( $user ) ) {
			return;
		}
		?>
		<h2><?php esc_html_e( 'Member account', 'cloakroom' ); ?></h2>
		<p><?php esc_html_e( 'This is a member’s account. Its e-mail address and password are kept by the membership’s sign-in service and not in WordPress: they are changed there, and WordPress takes over a changed address at the next sign-in.', 'cloakroom' ); ?></p>
		<?php
	}

	/**
	 * Whether a user signs in at the gateway and not by a password of WordPress: a member, and, where the operator says so,
	 * everybody without power over the site.
	 *
	 * @param \WP_User $user A user.
	 */
	private function signs_in_at_gateway( \WP_User $user ): bool {
		return Members::stands_for_member( $user ) || $this->settings->is_gateway_only() && ! Privilege::belongs_to( $user );
	}

	/**
	 * Whether a user id is a member's.
	 *
	 * @param int $user_id A user id.
	 */
	private static function is_member( int $user_id ): bool {
		$user = get_userdata( $user_id );
		return $user && Members::stands_for_member( $user );
	}
}
