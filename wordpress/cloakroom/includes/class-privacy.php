<?php
/**
 * Words for the site's privacy policy, and whose data is somewhere else.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Suggests what the site's owner tells visitors about the plugin.
 */
final class Privacy {

	/**
	 * The user with this address, if she stands for a member of this site.
	 *
	 * @param string $email An e-mail address.
	 */
	public static function member( string $email ): ?\WP_User {
		$user = get_user_by( 'email', $email );
		return $user && self::is_member( $user ) ? $user : null;
	}

	/**
	 * Whether a user stands for a member of this site.
	 *
	 * @param \WP_User $user A user.
	 */
	public static function is_member( \WP_User $user ): bool {
		return Site_Users::has( $user->ID ) && '' !== (string) get_user_meta( $user->ID, Members::META, true );
	}

	/**
	 * Adds the suggestion to WordPress's policy guide.
	 */
	public function suggest() {
		$sentences = array(
			__( 'Members sign in through a separate service that keeps their sensitive data. This website never receives their passwords or that data: pages show it in a frame that comes from the service itself.', 'cloakroom' ),
			__( 'When a member signs in, this website learns a lasting member number, the name to show and, if it was verified, the e-mail address, and keeps them in a user account. While she is signed in it keeps a reference to her session at the service.', 'cloakroom' ),
			__( 'A cookie named cloakroom_bind ties a sign-in to the browser that began it. It holds a random number and expires after ten minutes.', 'cloakroom' ),
			__( 'When somebody buys, renews or cancels a membership, this website tells the service which membership a user number holds and until when, without name or address.', 'cloakroom' ),
			__( 'Who asks this website for an export or an erasure of personal data is told where her sensitive data is. The request is passed on to the service under her member number; there she signs in and goes on with it herself. The data does not come back to this website.', 'cloakroom' ),
			__( 'If an earlier version of this website kept such data itself, backups made at that time hold it until they are deleted.', 'cloakroom' ),
		);
		$text      = '<p class="privacy-policy-tutorial">' . esc_html__( 'Name the operator of your Cloakroom gateway and where its data is kept.', 'cloakroom' ) . ' ' . esc_html__( 'If the gateway allows the deliveries direct or relay, say which data passes through this website while a member looks at it; it is not kept here.', 'cloakroom' ) . '</p>';
		foreach ( $sentences as $sentence ) {
			$text .= '<p>' . esc_html( $sentence ) . '</p>';
		}
		wp_add_privacy_policy_content( __( 'Cloakroom', 'cloakroom' ), wp_kses_post( $text ) );
	}
}
