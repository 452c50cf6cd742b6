<?php
/**
 * What the block's editor script needs.
 *
 * @package Cloakroom
 */

return array(
	'dependencies' => array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n', 'wp-primitives' ),
	'version'      => '0.1.0',
);
