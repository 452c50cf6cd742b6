<?php
/**
 * A membership system could not tell what a user holds.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Its text names the system and the kind of fault, and nothing of the user.
 */
final class Snapshot_Fault extends \RuntimeException {
}
