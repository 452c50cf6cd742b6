<?php
/**
 * Memberships on the settings page.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Which systems are there, what waits to be delivered, what failed and why, and a button to try at once.
 */
final class Memberships_Section {

	const ROWS = 20;

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * The membership systems of this site.
	 *
	 * @var Membership_Systems
	 */
	private $systems;

	/**
	 * The rows.
	 *
	 * @var Outbox
	 */
	private $outbox;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings           $settings The operator's settings.
	 * @param Membership_Systems $systems  The membership systems of this site.
	 * @param Outbox             $outbox   The rows.
	 */
	public function __construct( Settings $settings, Membership_Systems $systems, Outbox $outbox ) {
		$this->settings = $settings;
		$this->systems  = $systems;
		$this->outbox   = $outbox;
	}

	/**
	 * Prints the boxes for the page's form.
	 */
	public function render_fields() {
		$chosen = $this->settings->role_products();
		?>
		<h2><?php esc_html_e( 'Memberships', 'cloakroom' ); ?></h2>
		<input type="hidden" name="<?php echo esc_attr( Settings::OPTION . '[' . Settings_Form::MEMBERSHIPS . ']' ); ?>" value="1">
		<table class="form-table" role="presentation">
			<tr>
				<th scope="row"><?php esc_html_e( 'Roles that are memberships', 'cloakroom' ); ?></th>
				<td>
					<fieldset>
						<legend class="screen-reader-text"><?php esc_html_e( 'Roles that are memberships', 'cloakroom' ); ?></legend>
						<?php foreach ( self::roles() as $role => $name ) : ?>
							<label class="cloakroom-box">
								<input type="checkbox" name="<?php echo esc_attr( Settings::OPTION . '[role_products][]' ); ?>" value="<?php echo esc_attr( $role ); ?>"<?php echo in_array( $role, $chosen, true ) ? ' checked' : ''; ?>>
								<?php echo esc_html( $name ); ?> <code><?php echo esc_html( 'roles:' . $role ); ?></code>
							</label>
						<?php endforeach; ?>
						<p class="description"><?php esc_html_e( 'Only where no membership plugin knows better. Who has the role already is told to the gateway when it next compares everybody.', 'cloakroom' ); ?></p>
					</fieldset>
				</td>
			</tr>
			<tr>
				<th scope="row"><?php esc_html_e( 'Passwords', 'cloakroom' ); ?></th>
				<td>
					<label class="cloakroom-box">
						<input type="checkbox" name="<?php echo esc_attr( Settings::OPTION . '[gateway_only]' ); ?>" value="1"<?php echo $this->settings->is_gateway_only() ? ' checked' : ''; ?>>
						<?php esc_html_e( 'Members sign in through the gateway only', 'cloakroom' ); ?>
					</label>
					<p class="description"><?php esc_html_e( 'Then WordPress takes no password from anybody without power over this site, connected to the gateway or not. Who looks after the site signs in as always.', 'cloakroom' ); ?></p>
				</td>
			</tr>
		</table>
		<?php
	}

	/**
	 * Prints how delivering goes.
	 */
	public function render_delivery() {
		$counts = $this->outbox->counts();
		$state  = new Delivery_State();
		?>
		<hr>
		<h2 id="cloakroom-delivery"><?php esc_html_e( 'Delivery to the gateway', 'cloakroom' ); ?></h2>
		<p class="cloakroom-lead"><?php esc_html_e( 'When somebody buys, renews or cancels, this site notes it and tells the gateway a moment later, never while the buyer waits. If the gateway is away, the notes wait here and nothing is lost.', 'cloakroom' ); ?></p>
		<?php $this->render_trouble( $state, $counts ); ?>
		<dl class="cloakroom-figures">
			<?php
			$this->render_figure( __( 'Systems', 'cloakroom' ), $this->names(), '' );
			$this->render_figure( __( 'Waiting', 'cloakroom' ), self::waiting( $counts ), '' );
			$this->render_figure( __( 'Failed', 'cloakroom' ), number_format_i18n( $counts['failed'] ), $counts['failed'] > 0 ? 'fault' : '' );
			$this->render_figure( __( 'Last delivered', 'cloakroom' ), self::ago( $state->delivered_at() ), '' );
			?>
		</dl>
		<?php
		$this->render_rows();
		Retry_Form::render( $counts['waiting'] + $counts['failed'] > 0 );
	}

	/**
	 * What stands in the way of everything.
	 *
	 * @param Delivery_State $state  How delivering goes.
	 * @param array          $counts How many rows there are.
	 */
	private function render_trouble( Delivery_State $state, array $counts ) {
		$sentence = $this->settings->are_complete() ? $state->sentence() : '';
		if ( ! $this->settings->are_complete() && $counts['waiting'] > 0 ) {
			$sentence = __( 'Nothing is delivered until the connection above is set up.', 'cloakroom' );
		}
		if ( '' === $sentence ) {
			return;
		}
		$next = $state->next_at() - time();
		if ( $next > 0 && $this->settings->are_complete() ) {
			/* translators: %s: a length of time, as in "5 minutes". */
			$sentence .= ' ' . sprintf( __( 'Next try in %s.', 'cloakroom' ), human_time_diff( time(), time() + $next ) );
		}
		printf( '<div class="notice notice-error inline" role="status"><p>%s</p></div>', esc_html( $sentence ) );
	}

	/**
	 * One figure.
	 *
	 * @param string $label What it is.
	 * @param string $value Its value.
	 * @param string $state "fault", or an empty text.
	 */
	private function render_figure( string $label, string $value, string $state ) {
		printf( '<div class="cloakroom-figure" data-state="%s"><dt>%s</dt><dd>%s</dd></div>', esc_attr( $state ), esc_html( $label ), esc_html( $value ) );
	}

	/**
	 * Rows that are in trouble, one by one.
	 */
	private function render_rows() {
		$rows = $this->outbox->troubled( self::ROWS );
		if ( ! $rows ) {
			return;
		}
		echo '<ol class="cloakroom-lines">';
		foreach ( $rows as $row ) {
			$has_failed = Outbox::FAILED === $row->state;
			printf(
				'<li class="cloakroom-line" data-state="%s"><span class="cloakroom-line__label">%s</span><span class="cloakroom-line__text">%s</span><span class="cloakroom-line__advice">%s</span></li>',
				esc_attr( $has_failed ? 'fault' : 'warning' ),
				esc_html( $has_failed ? __( 'Failed', 'cloakroom' ) : __( 'Waiting', 'cloakroom' ) ),
				esc_html( self::who( (int) $row->user_id ) . ' · ' . $row->type . ' · ' . $row->source ),
				esc_html( $row->detail )
			);
		}
		echo '</ol>';
	}

	/**
	 * Who a row is about.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	private static function who( int $user_id ): string {
		$user = get_userdata( $user_id );
		/* translators: 1: a number; 2: a login name. */
		return $user ? sprintf( __( 'User %1$d, %2$s', 'cloakroom' ), $user_id, $user->user_login ) : sprintf( /* translators: %d: a number. */ __( 'User %d, deleted', 'cloakroom' ), $user_id );
	}

	/**
	 * Names of the systems that are there.
	 */
	private function names(): string {
		$names = array();
		foreach ( $this->systems->present() as $system ) {
			$names[] = $system->name();
		}
		return $names ? implode( ', ', $names ) : __( 'none found', 'cloakroom' );
	}

	/**
	 * How much waits, and since when.
	 *
	 * @param array $counts How many rows there are.
	 */
	private static function waiting( array $counts ): string {
		if ( 0 === $counts['waiting'] ) {
			return __( 'nothing', 'cloakroom' );
		}
		/* translators: 1: a number; 2: a length of time, as in "5 minutes". */
		return sprintf( __( '%1$s, the oldest for %2$s', 'cloakroom' ), number_format_i18n( $counts['waiting'] ), human_time_diff( min( time(), $counts['oldest'] ), time() ) );
	}

	/**
	 * How long ago something was.
	 *
	 * @param int $time Unix seconds; 0 for never.
	 */
	private static function ago( int $time ): string {
		/* translators: %s: a length of time, as in "5 minutes". */
		return 0 === $time ? __( 'never', 'cloakroom' ) : sprintf( __( '%s ago', 'cloakroom' ), human_time_diff( min( time(), $time ), time() ) );
	}

	/**
	 * Roles that can be chosen: all without power over the site.
	 *
	 * @return string[] Names for people by role.
	 */
	private static function roles(): array {
		$roles = array();
		foreach ( wp_roles()->role_objects as $role => $object ) {
			if ( Settings::is_role( $role ) && ! array_filter( array_intersect_key( $object->capabilities, array_flip( Privilege::CAPABILITIES ) ) ) ) {
				$roles[ $role ] = translate_user_role( wp_roles()->role_names[ $role ] );
			}
		}
		return $roles;
	}
}
