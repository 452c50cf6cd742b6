<?php
/**
 * Every place where the plugin takes part in WordPress.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Builds the plugin's parts and lists all hooks. The one addition at run time: Redirect lets a redirect go to the gateway.
 */
final class Hooks {

	/**
	 * Registers everything.
	 */
	public static function register() {
		$settings       = Settings::with_constants();
		$migration      = new Settings_Migration();
		$urls           = new Gateway_Urls( $settings );
		$gateway        = new Gateway( $settings );
		$login_page     = new Login_Page( $settings );
		$members        = new Members();
		$session        = new Ticket_Session();
		$sign_in        = new Sign_In( $settings, $urls, $login_page );
		$sign_out       = new Sign_Out( $gateway, $urls, $session, $settings, $login_page );
		$expiry         = new Expiry( $session, $login_page );
		$login_form     = new Login_Form( $settings );
		$sign_in_button = new Sign_In_Shortcode( $settings );
		$account        = new Member_Account( $settings );
		$cards          = new Cards( $gateway );
		$card           = new Card( $settings, $urls, $cards, $expiry );
		$collection     = new Collection( $settings, $cards, $session, $expiry );
		$left_tokens    = new Left_Tokens( $session );
		$block          = new Card_Block( $card, $cards, $settings );
		$outbox         = new Outbox();
		$account_cards  = new Account_Cards( $card, $cards );
		$systems        = new Membership_Systems( $outbox, $account_cards, new Login_Bridge( $settings, $login_page ) );
		$snapshot       = new Snapshot( $systems );
		$connect        = new Connect( $settings, $urls, $gateway, $members, $session, $snapshot );
		$tie            = new Tie( $gateway, $snapshot );
		$mailed_link    = new Mailed_Link( $gateway, $members, $session, $snapshot );
		$connect_button = new Connect_Shortcode( $settings, $snapshot, $mailed_link );
		$disconnect     = new Disconnect_Field();
		$landing        = new Ticket_Landing( $gateway, $members, $session, $login_page, $connect, $tie );
		$account_cards->show_above( $connect_button );
		$facts          = new Facts( $snapshot );
		$delivery       = new Delivery( $settings, $gateway, $outbox, $facts );
		$reconcile      = new Reconcile( $settings, new Gateway_Key( $settings, $gateway ), $systems, $facts, $outbox );
		$after_response = new After_Response( $systems, $outbox, $delivery, After_Response::way_to_finish() );
		$command        = new Deliver_Command( $outbox, $delivery );
		$sources        = new Field_Sources();
		$moving         = new Moving_Form( $sources );
		$moving_out     = new Export_Command( $sources );
		$purging        = new Purge_Command( $sources );
		$retry          = new Retry_Form( $outbox, $delivery );
		$page           = new Settings_Page( $settings, new Memberships_Section( $settings, $systems, $outbox ), new Moving_Section( $sources ) );
		$form           = new Settings_Form( $settings );
		$key_form       = new Key_Form( $settings );
		$test           = new Connection_Test_Action( new Connection_Test( $settings, $gateway ) );
		$relay          = new Relay_Action( new Relay( $gateway, $session, new Relay_Store( $settings ), $expiry ) );
		$health         = new Site_Health( $settings, $gateway );
		$privacy        = new Privacy();
		$request        = new Member_Request( $settings, $gateway );
		$export         = new Privacy_Export( $request, $urls );
		$erasure        = new Privacy_Erasure( $request, $urls, $outbox );

		$sources->add( new Usermeta_Source() );
		$systems->add( new Memberpress_System() );
		$systems->add( new Edd_System() );
		$systems->add( new Pmpro_System() );
		$systems->add( new Wishlist_System() );
		$systems->add( new Thrive_System() );
		$systems->add( new Memberful_System() );
		$systems->add( new Membershipworks_System() );
		$systems->add( new Roles_System( $settings ) );

		// Ready.
		add_action( 'init', array( __CLASS__, 'load_translations' ), 0 );
		add_action( 'init', array( $migration, 'run' ), 0 );

		register_activation_hook( PLUGIN_FILE, array( Outbox_Table::class, 'ensure' ) );
		register_deactivation_hook( PLUGIN_FILE, array( __CLASS__, 'rest' ) );
		add_action( 'init', array( Outbox_Table::class, 'ensure' ), 0 );
		add_action( 'wp_initialize_site', array( Outbox_Table::class, 'ensure_on_new_site' ), 100 );
		add_filter( 'wpmu_drop_tables', array( Outbox_Table::class, 'add_to_site' ) );

		// Signing in.
		add_action( 'init', array( $landing, 'land' ), 1 );
		add_action( 'login_form_' . Sign_In::ACTION, array( $sign_in, 'begin' ) );
		add_action( 'login_enqueue_scripts', array( $login_form, 'add_style' ) );
		add_filter( 'login_message', array( $login_form, 'add_button' ) );
		add_shortcode( Sign_In_Shortcode::TAG, array( $sign_in_button, 'render' ) );
		add_filter( 'attach_session_information', array( $session, 'carry_over' ), 20, 2 );
		add_filter( 'auth_cookie_expiration', array( $session, 'limit' ), 1000, 2 );

		// Connecting users who are there already.
		add_action( 'init', array( $connect, 'begin_by_claim' ), 2 );
		add_action( 'init', array( $mailed_link, 'open' ), 2 );
		add_action( 'login_form_' . Connect::ACTION, array( $connect, 'begin' ) );
		add_action( 'login_form_' . Mailed_Link::ACTION, array( $mailed_link, 'send' ) );
		add_action( Tie::CRON_HOOK, array( $tie, 'attempt' ), 10, 4 );
		add_action( 'cloakroom_told', array( $tie, 'after_told' ) );
		add_shortcode( Connect_Shortcode::TAG, array( $connect_button, 'render' ) );
		add_action( 'mepr_account_home', array( $connect_button, 'print_it' ) );
		add_action( 'edit_user_profile', array( $disconnect, 'render' ), 11 );
		add_action( 'edit_user_profile_update', array( $disconnect, 'save' ) );

		// Signing out, and sessions that are over.
		add_action( 'init', array( $sign_out, 'notice' ), 0 );
		add_action( 'wp_logout', array( $sign_out, 'end' ) );
		add_filter( 'logout_redirect', array( $sign_out, 'go_through_gateway' ), 10, 2 );
		add_action( Sign_Out::CRON_HOOK, array( $sign_out, 'attempt' ), 10, 3 );
		add_action( 'login_form_' . Expiry::ACTION, array( $expiry, 'end' ) );

		// Members' accounts.
		add_filter( 'authenticate', array( $account, 'refuse_password' ), 1000, 3 );
		add_filter( 'allow_password_reset', array( $account, 'refuse_reset' ), 10, 2 );
		add_filter( 'wp_is_application_passwords_available_for_user', array( $account, 'refuse_application_passwords' ), 10, 2 );
		add_filter( 'show_password_fields', array( $account, 'hide_password_fields' ), 10, 2 );
		add_action( 'personal_options_update', array( $account, 'keep_email' ), 1 );
		add_action( 'user_profile_update_errors', array( $account, 'allow_no_email' ), 10, 3 );
		add_action( 'show_user_profile', array( $account, 'explain' ) );
		add_action( 'edit_user_profile', array( $account, 'explain' ) );

		// Cards.
		add_action( 'init', array( Card::class, 'register_assets' ) );
		add_action( 'init', array( $block, 'register' ) );
		add_action( 'enqueue_block_editor_assets', array( $block, 'tell_editor' ) );
		add_shortcode( Card::TAG, array( $card, 'shortcode' ) );

		// Relay.
		add_action( 'wp_ajax_' . Relay_Action::ACTION, array( $relay, 'answer' ) );
		add_action( 'wp_ajax_nopriv_' . Relay_Action::ACTION, array( $relay, 'answer_visitor' ) );

		// Collections by direct and relay.
		add_action( 'init', array( Script_Module::class, 'register' ) );
		add_shortcode( Collection::TAG, array( $collection, 'shortcode' ) );
		add_filter( 'cloakroom_connection', array( $collection, 'connection' ), 10, 2 );
		add_action( 'wp_enqueue_scripts', array( $left_tokens, 'watch' ) );
		add_action( 'login_footer', array( Left_Tokens::class, 'clear_on_login_page' ) );

		// Memberships. Systems are sought after the theme is there, for it may bring one.
		add_action( 'after_setup_theme', array( $systems, 'start' ), 100 );
		add_action( 'deleted_user', array( $systems, 'note_deleted' ) );
		add_action( 'remove_user_from_blog', array( $systems, 'note_deleted' ) );
		add_action( 'shutdown', array( $outbox, 'note_again' ), 0 );
		add_action( 'shutdown', array( $after_response, 'run' ), PHP_INT_MAX );
		add_action( Delivery::CRON_HOOK, array( $delivery, 'run_by_cron' ) );
		add_filter( 'cron_schedules', array( Delivery::class, 'add_schedule' ) );
		add_action( 'init', array( Delivery::class, 'schedule' ) );
		add_action( Role_Grant::CRON_HOOK, array( Role_Grant::class, 'end_all' ) );
		add_action( 'init', array( Role_Grant::class, 'schedule' ) );
		add_action( 'rest_api_init', array( $reconcile, 'register' ) );
		add_filter( 'rest_pre_serve_request', array( $reconcile, 'serve' ), 10, 3 );
		add_action( 'cli_init', array( $command, 'add' ) );
		add_action( 'admin_post_' . Retry_Form::ACTION, array( $retry, 'retry' ) );

		// Moving fields out.
		add_action( 'admin_post_' . Moving_Form::ACTION, array( $moving, 'act' ) );
		add_action( 'cli_init', array( $moving_out, 'add' ) );
		add_action( 'cli_init', array( $purging, 'add' ) );

		// Settings.
		add_action( 'admin_menu', array( $page, 'add' ) );
		add_action( 'admin_init', array( $form, 'register' ) );
		add_filter( 'option_page_capability_' . Settings_Form::GROUP, array( $form, 'capability' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( PLUGIN_FILE ), array( $page, 'add_link' ) );
		add_action( 'admin_post_' . Key_Form::ACTION, array( $key_form, 'make' ) );
		add_action( 'admin_notices', array( $key_form, 'confirm' ) );
		add_action( 'wp_ajax_' . Connection_Test_Action::ACTION, array( $test, 'answer' ) );

		// Health and privacy.
		add_filter( 'site_status_tests', array( $health, 'add_tests' ) );
		add_filter( 'debug_information', array( $health, 'add_debug_information' ) );
		add_action( 'admin_init', array( $privacy, 'suggest' ) );
		add_filter( 'wp_privacy_personal_data_exporters', array( $export, 'add' ) );
		add_filter( 'wp_privacy_personal_data_erasers', array( $erasure, 'add' ) );
		add_action( Member_Request::CRON_HOOK, array( $request, 'attempt' ), 10, 4 );
	}

	/**
	 * Takes the plugin's events out of WP-Cron while it is not active. What waits in the outbox stays.
	 */
	public static function rest() {
		wp_unschedule_hook( Delivery::CRON_HOOK );
		wp_unschedule_hook( Role_Grant::CRON_HOOK );
	}

	/**
	 * Loads the plugin's own translations.
	 */
	public static function load_translations() {
		load_plugin_textdomain( 'cloakroom', false, dirname( plugin_basename( PLUGIN_FILE ) ) . '/languages' );
	}
}
