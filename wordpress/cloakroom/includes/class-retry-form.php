<?php
/**
 * Tries again at once.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The button "Retry now": delivers for a few seconds while the operator waits, the rest by cron.
 */
final class Retry_Form {

	const ACTION  = 'cloakroom_retry';
	const SECONDS = 10;

	/**
	 * The rows.
	 *
	 * @var Outbox
	 */
	private $outbox;

	/**
	 * The deliverer.
	 *
	 * @var Delivery
	 */
	private $delivery;

	/**
	 * Takes what it needs.
	 *
	 * @param Outbox   $outbox   The rows.
	 * @param Delivery $delivery The deliverer.
	 */
	public function __construct( Outbox $outbox, Delivery $delivery ) {
		$this->outbox   = $outbox;
		$this->delivery = $delivery;
	}

	/**
	 * Prints the button.
	 *
	 * @param bool $is_needed Whether there is anything to try.
	 */
	public static function render( bool $is_needed ) {
		?>
		<form action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>" method="post">
			<input type="hidden" name="action" value="<?php echo esc_attr( self::ACTION ); ?>">
			<?php wp_nonce_field( self::ACTION ); ?>
			<p><button class="button"<?php echo $is_needed ? '' : ' disabled'; ?>><?php esc_html_e( 'Retry now', 'cloakroom' ); ?></button></p>
		</form>
		<?php
	}

	/**
	 * Answers the form.
	 */
	public function retry() {
		if ( ! current_user_can( Settings::capability() ) ) {
			wp_die( esc_html__( 'You are not allowed to do this.', 'cloakroom' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( self::ACTION );
		$this->outbox->retry_all();
		( new Delivery_State() )->forget_pause();
		$this->delivery->run( self::SECONDS );
		wp_safe_redirect( Settings_Page::url() . '#cloakroom-delivery' );
		exit;
	}
}
