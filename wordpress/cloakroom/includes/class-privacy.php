<?php
/**
 * Words for the site's privacy policy.
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
	 * Adds the suggestion to WordPress's policy guide.
	 */
	public function suggest() {
		$sentences = array(
			__( 'Members sign in through a separate service that keeps their sensitive data. This website never receives their passwords or that data: pages show it in a frame that comes from the service itself.', 'cloakroom' ),
			__( 'When a member signs in, this website learns a lasting member number, the name to show and, if it was verified, the e-mail address, and keeps them in a user account. While she is signed in it keeps a reference to her session at the service.', 'cloakroom' ),
			__( 'A cookie named cloakroom_bind ties a sign-in to the browser that began it. It holds a random number and expires after ten minutes.', 'cloakroom' ),
			__( 'When somebody buys, renews or cancels a membership, this website tells the service which membership a user number holds and until when, without name or address.', 'cloakroom' ),
			__( 'Exports and erasures of a member’s sensitive data are asked for at the service and not here.', 'cloakroom' ),
		);
		$text      = '<p class="privacy-policy-tutorial">' . esc_html__( 'Name the operator of your Cloakroom gateway and where its data is kept.', 'cloakroom' ) . ' ' . esc_html__( 'If the gateway allows the deliveries direct or relay, say which data passes through this website while a member looks at it; it is not kept here.', 'cloakroom' ) . '</p>';
		foreach ( $sentences as $sentence ) {
			$text .= '<p>' . esc_html( $sentence ) . '</p>';
		}
		wp_add_privacy_policy_content( __( 'Cloakroom', 'cloakroom' ), wp_kses_post( $text ) );
	}
}
