<?php
/**
 * Removes everything that the plugin stored, on every site of a network. Users and pages stay: they belong to the site.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}

require_once __DIR__ . '/includes/autoload.php';

( new Removal() )->run();
