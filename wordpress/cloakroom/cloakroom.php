<?php
/**
 * Plugin Name:       Cloakroom
 * Description:       Signs members in through your Cloakroom gateway and shows their sensitive data in cards that WordPress itself cannot read.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Cloakroom project
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/old-licenses/gpl-2.0.html
 * Text Domain:       cloakroom
 * Domain Path:       /languages
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const VERSION     = '0.1.0';
const PLUGIN_FILE = __FILE__;

require __DIR__ . '/includes/autoload.php';
require __DIR__ . '/includes/functions.php';

Hooks::register();
