<?php
/**
 * Disconnects a user.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A box on the profile page of somebody else, for those who run the site. It removes the site's half of a connection; the
 * gateway's half is for its own staff.
 */
final class Disconnect_Field {

	const NAME = 'cloakroom_disconnect';

	/**
	 * Prints the box.
	 *
	 * @param \WP_User $user Whose profile.
	 */
	public function render( $user ) {
		if ( ! current_user_can( Settings::capability() ) || '' === (string) get_user_meta( $user->ID, Members::META, true ) ) {
			return;
		}
		?>
		<table class="form-table" role="presentation">
			<tr>
				<th scope="row"><?php esc_html_e( 'Connection', 'cloakroom' ); ?></th>
				<td>
					<label><input type="checkbox" name="<?php echo esc_attr( self::NAME ); ?>" value="1"> <?php esc_html_e( 'Disconnect this user from the account at the gateway', 'cloakroom' ); ?></label>
					<p class="description"><?php esc_html_e( 'Ends the user’s sessions here. It does not change what the gateway knows: there, staff remove the connection themselves.', 'cloakroom' ); ?></p>
				</td>
			</tr>
		</table>
		<?php
	}

	/**
	 * Does as the box says. WordPress has checked the profile form's nonce, and that this user may be edited.
	 *
	 * @param int $user_id Whose profile.
	 */
	public function save( $user_id ) {
		if ( '1' === Input::posted( self::NAME ) && current_user_can( Settings::capability() ) && current_user_can( 'edit_user', $user_id ) && get_current_user_id() !== (int) $user_id ) {
			Connection::remove( (int) $user_id );
		}
	}
}
