<?php
/**
 * Moving fields out, on the settings page.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A page of its own below the settings: which fields, what would be exported, the export itself, and what may be removed afterwards.
 */
final class Moving_Section {

	const VIEW       = 'cloakroom-move';
	const RESULT     = 'cloakroom_moved_';
	const KEYS_MAX   = 500;
	const RESULT_FOR = 10 * MINUTE_IN_SECONDS;

	// What WordPress itself keeps of everybody. The command takes these too, if they are named.
	const OF_WORDPRESS = '/\A(?:nickname|first_name|last_name|description|rich_editing|syntax_highlighting|comment_shortcuts|admin_color|use_ssl|show_admin_bar_front|show_welcome_panel|locale|default_password_nag|dismissed_wp_pointers|community-events-location|primary_blog|source_domain|(?:meta-box-order|closedpostboxes|metaboxhidden|screen_layout|manage).*|.*user-settings(?:-time)?|.*persisted_preferences|.*dashboard_quick_press_last_post_id)\z/';

	/**
	 * Where fields are kept.
	 *
	 * @var Field_Sources
	 */
	private $sources;

	/**
	 * Takes what it needs.
	 *
	 * @param Field_Sources $sources Where fields are kept.
	 */
	public function __construct( Field_Sources $sources ) {
		$this->sources = $sources;
	}

	/**
	 * The page's address.
	 */
	public static function url(): string {
		return add_query_arg( self::VIEW, '1', Settings_Page::url() );
	}

	/**
	 * Whether this is that page.
	 */
	public static function is_asked_for(): bool {
		return Input::has( self::VIEW );
	}

	/**
	 * Keeps what is to be shown to who asked, on the next page and never again.
	 *
	 * @param string[] $fields Fields as they are written.
	 * @param string[] $lines  Sentences.
	 * @param bool     $is_bad Whether something was refused.
	 */
	public static function keep( array $fields, array $lines, bool $is_bad = false ) {
		set_transient( self::RESULT . get_current_user_id(), compact( 'fields', 'lines', 'is_bad' ), self::RESULT_FOR );
	}

	/**
	 * The way to it, on the settings page.
	 */
	public function render_link() {
		?>
		<hr>
		<h2 id="cloakroom-moving"><?php esc_html_e( 'Fields that WordPress holds', 'cloakroom' ); ?></h2>
		<p class="cloakroom-lead"><?php esc_html_e( 'What forms asked members for before lies in this database still, for everybody to read who gets at it. Take it out, let the gateway prove that the vault has it, then remove it here.', 'cloakroom' ); ?></p>
		<p><a class="button" href="<?php echo esc_url( self::url() ); ?>"><?php esc_html_e( 'Move fields out…', 'cloakroom' ); ?></a></p>
		<?php
	}

	/**
	 * Prints the page.
	 */
	public function render() {
		$result  = get_transient( self::RESULT . get_current_user_id() );
		$result  = is_array( $result ) ? $result : array();
		$chosen  = $result['fields'] ?? array();
		$is_much = Site_Users::count() > Moving_Form::USERS_MAX;
		delete_transient( self::RESULT . get_current_user_id() );
		?>
		<p><a href="<?php echo esc_url( Settings_Page::url() . '#cloakroom-moving' ); ?>"><?php esc_html_e( 'Back to the settings', 'cloakroom' ); ?></a></p>
		<h2><?php esc_html_e( 'Move fields out', 'cloakroom' ); ?></h2>
		<?php $this->render_result( $result ); ?>
		<form action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>" method="post" enctype="multipart/form-data">
			<input type="hidden" name="action" value="<?php echo esc_attr( Moving_Form::ACTION ); ?>">
			<?php wp_nonce_field( Moving_Form::ACTION ); ?>
			<h3><?php esc_html_e( '1. Which fields', 'cloakroom' ); ?></h3>
			<?php $this->render_keys( $chosen ); ?>
			<h3><?php esc_html_e( '2. Export', 'cloakroom' ); ?></h3>
			<p class="cloakroom-lead"><?php esc_html_e( 'Fields of connected users alone; who is not connected is counted. Nothing is changed here. The file holds what members told you: it goes to your computer and from there to the gateway, and is deleted afterwards.', 'cloakroom' ); ?></p>
			<?php $this->render_command( $chosen, $is_much ); ?>
			<p>
				<button class="button" name="<?php echo esc_attr( Moving_Form::DO ); ?>" value="look"><?php esc_html_e( 'Say what would be exported', 'cloakroom' ); ?></button>
				<button class="button button-primary" name="<?php echo esc_attr( Moving_Form::DO ); ?>" value="export"<?php echo $is_much ? ' disabled' : ''; ?>><?php esc_html_e( 'Export', 'cloakroom' ); ?></button>
			</p>
			<h3><?php esc_html_e( '3. On the gateway’s machine', 'cloakroom' ); ?></h3>
			<pre class="cloakroom-yaml">./cloakroom import fields.jsonl --collection NAME
./cloakroom import fields.jsonl --collection NAME --apply
./cloakroom import fields.jsonl --collection NAME --verify --report proven.jsonl</pre>
			<p class="cloakroom-lead"><?php esc_html_e( 'The report says of each value that it is in the vault, by a mark that only this site can compare; the value cannot be read from it.', 'cloakroom' ); ?></p>
			<h3><?php esc_html_e( '4. Remove what is proven', 'cloakroom' ); ?></h3>
			<?php $this->render_purge( $is_much ); ?>
		</form>
		<?php
	}

	/**
	 * What the last step said.
	 *
	 * @param array $result Its sentences, and whether something was refused.
	 */
	private function render_result( array $result ) {
		if ( empty( $result['lines'] ) ) {
			return;
		}
		$state = empty( $result['is_bad'] ) ? 'ok' : 'fault';
		echo '<ul class="cloakroom-lines" role="status">';
		foreach ( $result['lines'] as $line ) {
			printf( '<li class="cloakroom-line cloakroom-line--wide" data-state="%s">%s</li>', esc_attr( $state ), esc_html( $line ) );
		}
		echo '</ul>';
	}

	/**
	 * Keys that are there, each with how many values it has.
	 *
	 * @param string[] $chosen Fields as they are written.
	 */
	private function render_keys( array $chosen ) {
		$keys = $this->keys();
		if ( ! $keys ) {
			printf( '<p>%s</p>', esc_html__( 'There are no fields but WordPress’s own.', 'cloakroom' ) );
			return;
		}
		?>
		<fieldset class="cloakroom-keys">
			<legend class="screen-reader-text"><?php esc_html_e( 'Fields', 'cloakroom' ); ?></legend>
			<?php foreach ( $keys as $word => list( $key, $count ) ) : ?>
				<label class="cloakroom-box">
					<input type="checkbox" name="<?php echo esc_attr( Moving_Form::FIELDS . '[]' ); ?>" value="<?php echo esc_attr( $word ); ?>"<?php echo in_array( (string) $word, $chosen, true ) ? ' checked' : ''; ?>>
					<code><?php echo esc_html( $key ); ?></code>
					<?php
					/* translators: %s: a number. */
					echo esc_html( sprintf( _n( '%s value', '%s values', $count, 'cloakroom' ), number_format_i18n( $count ) ) );
					?>
				</label>
			<?php endforeach; ?>
		</fieldset>
		<?php
	}

	/**
	 * The command for sites with many users, or for those who like it better.
	 *
	 * @param string[] $chosen  Fields as they are written.
	 * @param bool     $is_much Whether there are too many users for a page.
	 */
	private function render_command( array $chosen, bool $is_much ) {
		if ( $is_much ) {
			printf( '<div class="notice notice-warning inline"><p>%s</p></div>', esc_html__( 'This site has more users than a page can go through. Run the commands on its machine.', 'cloakroom' ) );
		}
		if ( $is_much || $chosen ) {
			// A quote is written as %27 in a list.
			$list = $chosen ? implode( ',', $chosen ) : 'usermeta:KEY';
			printf( '<pre class="cloakroom-yaml">%s</pre>', esc_html( "wp cloakroom export-fields --fields='$list' --to=\"\$HOME/fields.jsonl\"\nwp cloakroom purge --fields='$list' --proven-by=\"\$HOME/proven.jsonl\"" ) );
		}
	}

	/**
	 * The last step, which wants a word.
	 *
	 * @param bool $is_much Whether there are too many users for a page.
	 */
	private function render_purge( bool $is_much ) {
		?>
		<p class="cloakroom-lead"><?php esc_html_e( 'Only values of the fields chosen above that stand in the report, and only if they are the same here still. There is no way back but the vault and your backups.', 'cloakroom' ); ?></p>
		<p>
			<label for="cloakroom-report"><?php esc_html_e( 'Report of the gateway', 'cloakroom' ); ?></label><br>
			<input type="file" id="cloakroom-report" name="<?php echo esc_attr( Moving_Form::REPORT ); ?>" accept=".jsonl">
		</p>
		<p>
			<?php /* translators: %s: a host name. */ ?>
			<label for="cloakroom-word"><?php echo esc_html( sprintf( __( 'To remove, write %s', 'cloakroom' ), Moving_Form::word() ) ); ?></label><br>
			<input type="text" class="regular-text code" id="cloakroom-word" name="<?php echo esc_attr( Moving_Form::WORD ); ?>" autocomplete="off" spellcheck="false" autocapitalize="none">
		</p>
		<p>
			<button class="button" name="<?php echo esc_attr( Moving_Form::DO ); ?>" value="look-purge"<?php echo $is_much ? ' disabled' : ''; ?>><?php esc_html_e( 'Say what would be removed', 'cloakroom' ); ?></button>
			<button class="button button-primary cloakroom-danger" name="<?php echo esc_attr( Moving_Form::DO ); ?>" value="purge"<?php echo $is_much ? ' disabled' : ''; ?>><?php esc_html_e( 'Remove from WordPress', 'cloakroom' ); ?></button>
		</p>
		<?php
		foreach ( Purge_Tally::beyond() as $line ) {
			printf( '<p class="description cloakroom-lead">%s</p>', esc_html( $line ) );
		}
	}

	/**
	 * Keys that may be offered.
	 *
	 * @return array[] Key and number of values, by the field as it is written.
	 */
	private function keys(): array {
		$keys = array();
		foreach ( $this->sources->all() as $name => $source ) {
			foreach ( $source->keys( self::KEYS_MAX ) as $key => $count ) {
				if ( 1 !== preg_match( self::OF_WORDPRESS, (string) $key ) ) {
					$keys[ Moved_Field::word_of( $name, (string) $key ) ] = array( (string) $key, $count );
				}
			}
		}
		return $keys;
	}
}
