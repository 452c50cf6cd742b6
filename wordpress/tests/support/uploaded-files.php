<?php
/**
 * Files that a browser sent, as tests say it: PHP on the command line takes none.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom;

final class Uploaded_Files {

	/** @var string[] */
	public static $paths = array();
}

function is_uploaded_file( $path ) {
	return \is_uploaded_file( $path ) || in_array( $path, Uploaded_Files::$paths, true );
}
