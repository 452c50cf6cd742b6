<?php
/**
 * The settings page.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Settings > Cloakroom: the connection, memberships, the site key, and a test that names the fault.
 */
final class Settings_Page {

	const SLUG = 'cloakroom';

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Memberships on this page.
	 *
	 * @var Memberships_Section
	 */
	private $memberships;

	/**
	 * Moving fields out, on this page.
	 *
	 * @var Moving_Section
	 */
	private $moving;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings            $settings    The operator's settings.
	 * @param Memberships_Section $memberships Memberships on this page.
	 * @param Moving_Section      $moving      Moving fields out, on this page.
	 */
	public function __construct( Settings $settings, Memberships_Section $memberships, Moving_Section $moving ) {
		$this->settings    = $settings;
		$this->memberships = $memberships;
		$this->moving      = $moving;
	}

	/**
	 * The page's address.
	 */
	public static function url(): string {
		return admin_url( 'options-general.php?page=' . self::SLUG );
	}

	/**
	 * Puts the page into the menu.
	 */
	public function add() {
		$hook = add_options_page( __( 'Cloakroom', 'cloakroom' ), __( 'Cloakroom', 'cloakroom' ), Settings::capability(), self::SLUG, array( $this, 'render' ) );
		if ( $hook ) {
			add_action( 'admin_print_styles-' . $hook, array( $this, 'add_assets' ) );
		}
	}

	/**
	 * A link on the page of plugins.
	 *
	 * @param string[] $links The plugin's links.
	 */
	public function add_link( $links ) {
		if ( current_user_can( Settings::capability() ) ) {
			array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'cloakroom' ) ) );
		}
		return $links;
	}

	/**
	 * Style and script of this page alone.
	 */
	public function add_assets() {
		wp_enqueue_style( 'cloakroom-admin', plugins_url( 'assets/admin.css', PLUGIN_FILE ), array(), VERSION );
		wp_enqueue_script( 'cloakroom-admin', plugins_url( 'assets/admin.js', PLUGIN_FILE ), array(), VERSION, true );
	}

	/**
	 * Prints the page.
	 */
	public function render() {
		if ( ! current_user_can( Settings::capability() ) ) {
			return;
		}
		?>
		<div class="wrap cloakroom">
			<h1><?php esc_html_e( 'Cloakroom', 'cloakroom' ); ?></h1>
			<?php if ( ! Moving_Section::is_asked_for() ) : ?>
				<p class="cloakroom-lead"><?php esc_html_e( 'Members sign in through your gateway, and their sensitive data is shown in cards that come from there. WordPress stores none of it and cannot read it.', 'cloakroom' ); ?></p>
			<?php endif; ?>
			<?php
			if ( Key_Form::asks_to_replace() && null !== $this->settings->site_key() ) {
				$this->render_question();
			} elseif ( Moving_Section::is_asked_for() ) {
				$this->moving->render();
			} else {
				$this->render_connection();
				$this->render_key();
				$this->render_test();
				$this->memberships->render_delivery();
				$this->moving->render_link();
			}
			?>
		</div>
		<?php
	}

	/**
	 * The form with address, id and login page.
	 */
	private function render_connection() {
		?>
		<form action="options.php" method="post">
			<h2><?php esc_html_e( 'Connection', 'cloakroom' ); ?></h2>
			<?php settings_fields( Settings_Form::GROUP ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="cloakroom-gateway"><?php esc_html_e( 'Gateway address', 'cloakroom' ); ?></label></th>
					<td><?php $this->render_text( 'gateway_url', 'cloakroom-gateway', 'url', 'https://members.example.com', __( 'Scheme and host of your gateway: another host than this site’s, under the same domain.', 'cloakroom' ) ); ?></td>
				</tr>
				<tr>
					<th scope="row"><label for="cloakroom-site-id"><?php esc_html_e( 'Site id', 'cloakroom' ); ?></label></th>
					<td><?php $this->render_text( 'site_id', 'cloakroom-site-id', 'text', 'example', __( 'This site’s name under “sites” in the gateway’s cloakroom.yaml: small letters, digits and hyphens.', 'cloakroom' ) ); ?></td>
				</tr>
				<tr>
					<th scope="row"><label for="cloakroom-login-page"><?php esc_html_e( 'Login page', 'cloakroom' ); ?></label></th>
					<td>
						<?php
						wp_dropdown_pages(
							array(
								'id'                => 'cloakroom-login-page',
								'name'              => esc_attr( Settings::OPTION . '[login_page]' ),
								'selected'          => (int) $this->settings->login_page(),
								'show_option_none'  => esc_html__( 'WordPress’s own sign-in page', 'cloakroom' ),
								'option_none_value' => '0',
							)
						);
						?>
						<p class="description">
							<?php
							/* translators: %s: a shortcode. */
							echo wp_kses_post( sprintf( __( 'Where members are told that their session has ended. A page of your own needs %s in its text.', 'cloakroom' ), '<code>[cloakroom_sign_in]</code>' ) );
							?>
						</p>
					</td>
				</tr>
			</table>
			<?php $this->memberships->render_fields(); ?>
			<?php submit_button(); ?>
		</form>
		<?php
	}

	/**
	 * A text field, or the value as text where wp-config.php fixes it.
	 *
	 * @param string $name        The setting's name.
	 * @param string $id          The field's id.
	 * @param string $type        The field's type.
	 * @param string $example     What an empty field shows.
	 * @param string $description What to write.
	 */
	private function render_text( string $name, string $id, string $type, string $example, string $description ) {
		$is_fixed = $this->settings->is_fixed( $name );
		printf(
			'<input class="regular-text code" type="%s" id="%s" name="%s" value="%s" placeholder="%s" aria-describedby="%s" autocomplete="off" spellcheck="false"%s>',
			esc_attr( $type ),
			esc_attr( $id ),
			esc_attr( $is_fixed ? '' : Settings::OPTION . '[' . $name . ']' ),
			esc_attr( $this->settings->written( $name ) ),
			esc_attr( $example ),
			esc_attr( $id . '-about' ),
			$is_fixed ? ' readonly' : ''
		);
		/* translators: %s: a constant's name. */
		$about = $is_fixed ? sprintf( __( 'Fixed by %s in wp-config.php.', 'cloakroom' ), Settings::CONSTANTS[ $name ] ) : $description;
		printf( '<p class="description" id="%s">%s</p>', esc_attr( $id . '-about' ), esc_html( $about ) );
	}

	/**
	 * The site key: its public half, and how to make one.
	 */
	private function render_key() {
		$key = $this->settings->site_key();
		?>
		<hr>
		<h2><?php esc_html_e( 'Site key', 'cloakroom' ); ?></h2>
		<p class="cloakroom-lead"><?php esc_html_e( 'By this key the gateway knows that a question comes from this site: who just signed in, and that somebody signed out. It opens nobody’s data.', 'cloakroom' ); ?></p>
		<?php
		if ( null !== $key ) {
			$this->render_public_half( $key );
		} elseif ( $this->settings->is_fixed( 'site_key' ) ) {
			/* translators: %s: a constant's name. */
			printf( '<div class="notice notice-error inline"><p>%s</p></div>', esc_html( sprintf( __( '%s in wp-config.php is no site key. It has to be base64 of 32 random bytes.', 'cloakroom' ), Settings::CONSTANTS['site_key'] ) ) );
		}
		if ( $this->settings->is_fixed( 'site_key' ) ) {
			/* translators: %s: a constant's name. */
			printf( '<p class="description">%s</p>', esc_html( sprintf( __( 'Fixed by %s in wp-config.php.', 'cloakroom' ), Settings::CONSTANTS['site_key'] ) ) );
		} elseif ( null !== $key ) {
			printf( '<p><a class="button" href="%s">%s</a></p>', esc_url( Key_Form::question_url() ), esc_html__( 'Replace the key…', 'cloakroom' ) );
		} else {
			Key_Form::render( __( 'Make a site key', 'cloakroom' ), 'button button-primary', false );
		}
	}

	/**
	 * The public half, ready to be copied.
	 *
	 * @param Site_Key $key The site key.
	 */
	private function render_public_half( Site_Key $key ) {
		$id   = $this->settings->site_id();
		$yaml = "sites:\n  " . ( '' === $id ? 'your-site-id' : $id ) . ":\n    public-key: \"" . $key->public_half() . '"';
		?>
		<table class="form-table" role="presentation">
			<tr>
				<th scope="row"><?php esc_html_e( 'Public half', 'cloakroom' ); ?></th>
				<td><code class="cloakroom-public"><?php echo esc_html( $key->public_half() ); ?></code></td>
			</tr>
			<tr>
				<th scope="row"><?php esc_html_e( 'In cloakroom.yaml', 'cloakroom' ); ?></th>
				<td>
					<pre class="cloakroom-yaml" id="cloakroom-yaml"><?php echo esc_html( $yaml ); ?></pre>
					<button type="button" class="button" hidden data-cloakroom-copy="cloakroom-yaml" data-done="<?php esc_attr_e( 'Copied', 'cloakroom' ); ?>"><?php esc_html_e( 'Copy', 'cloakroom' ); ?></button>
				</td>
			</tr>
		</table>
		<?php
	}

	/**
	 * Asks before a key is replaced.
	 */
	private function render_question() {
		?>
		<h2><?php esc_html_e( 'Replace the site key?', 'cloakroom' ); ?></h2>
		<p class="cloakroom-lead"><?php esc_html_e( 'From that moment on the gateway refuses this site, and nobody can sign in, until the new public half stands in cloakroom.yaml. The old key is gone for good. Members who are signed in stay so.', 'cloakroom' ); ?></p>
		<?php
		Key_Form::render( __( 'Replace the key', 'cloakroom' ), 'button button-primary cloakroom-danger', true );
		printf( '<p><a href="%s">%s</a></p>', esc_url( self::url() ), esc_html__( 'Keep the key', 'cloakroom' ) );
	}

	/**
	 * The connection test.
	 */
	private function render_test() {
		?>
		<hr>
		<h2 id="cloakroom-test-title"><?php esc_html_e( 'Connection test', 'cloakroom' ); ?></h2>
		<p class="cloakroom-lead"><?php esc_html_e( 'Tests what is saved, from this server. Nothing is changed, here or at the gateway.', 'cloakroom' ); ?></p>
		<p>
			<button
				type="button"
				class="button"
				id="cloakroom-test"
				data-action="<?php echo esc_attr( Connection_Test_Action::ACTION ); ?>"
				data-nonce="<?php echo esc_attr( wp_create_nonce( Connection_Test_Action::ACTION ) ); ?>"
				data-running="<?php esc_attr_e( 'Testing…', 'cloakroom' ); ?>"
				data-failed="<?php esc_attr_e( 'The test could not be run. Load this page again and retry.', 'cloakroom' ); ?>"
			><?php esc_html_e( 'Test the connection', 'cloakroom' ); ?></button>
		</p>
		<noscript><p><?php esc_html_e( 'The test needs JavaScript.', 'cloakroom' ); ?></p></noscript>
		<div id="cloakroom-test-summary" role="status"></div>
		<ol id="cloakroom-test-lines" class="cloakroom-lines" aria-labelledby="cloakroom-test-title" hidden></ol>
		<?php
	}
}
