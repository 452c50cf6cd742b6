<?php
/**
 * The outbox's table.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * One table on each site of a network, made when the plugin is activated, or at the first page after an update.
 */
final class Outbox_Table {

	const OPTION  = 'cloakroom_outbox_version';
	const VERSION = 1;

	/**
	 * Makes the table or brings it up to date, if that was not done yet.
	 */
	public static function ensure() {
		if ( (int) get_option( self::OPTION ) < self::VERSION ) {
			self::make();
		}
	}

	/**
	 * Makes the table of a site that was just added to the network.
	 *
	 * @param \WP_Site $site The new site.
	 */
	public static function ensure_on_new_site( $site ) {
		if ( ! is_plugin_active_for_network( plugin_basename( PLUGIN_FILE ) ) ) {
			return;
		}
		switch_to_blog( $site->blog_id );
		self::make();
		restore_current_blog();
	}

	/**
	 * Removes the table of this site.
	 */
	public static function drop() {
		global $wpdb;
		delete_option( self::OPTION );
		// phpcs:ignore WordPress.DB -- A table of ours; its name takes no placeholder before WordPress 6.2.
		$wpdb->query( 'DROP TABLE IF EXISTS ' . self::name() );
	}

	/**
	 * Lets WordPress remove the table with a site of the network.
	 *
	 * @param string[] $tables Names of the site's tables.
	 */
	public static function add_to_site( $tables ) {
		$tables[] = self::name();
		return $tables;
	}

	/**
	 * The table's name.
	 */
	public static function name(): string {
		global $wpdb;
		return $wpdb->prefix . 'cloakroom_outbox';
	}

	/**
	 * Makes the table.
	 *
	 * A user's waiting row has the slot 0, every other row its own id: so a user has one waiting row at most, and the database
	 * sees to it.
	 */
	private static function make() {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$name = self::name();
		// dbDelta() reads this by its line breaks and its two spaces after PRIMARY KEY.
		dbDelta(
			"CREATE TABLE $name (
id bigint(20) unsigned NOT NULL auto_increment,
user_id bigint(20) unsigned NOT NULL,
slot bigint(20) unsigned NOT NULL default 0,
state varchar(10) NOT NULL default 'waiting',
holder char(16) NOT NULL default '',
type varchar(40) NOT NULL default '',
source varchar(32) NOT NULL default '',
event varchar(100) NOT NULL default '',
native_id varchar(64) NOT NULL default '',
noted_at bigint(20) unsigned NOT NULL default 0,
due_at bigint(20) unsigned NOT NULL default 0,
tries smallint(5) unsigned NOT NULL default 0,
settled_at bigint(20) unsigned NOT NULL default 0,
outcome varchar(10) NOT NULL default '',
detail varchar(200) NOT NULL default '',
PRIMARY KEY  (id),
UNIQUE KEY user_slot (user_id,slot),
KEY state_due (state,due_at),
KEY state_settled (state,settled_at)
) {$wpdb->get_charset_collate()};"
		);
		update_option( self::OPTION, self::VERSION );
	}
}
