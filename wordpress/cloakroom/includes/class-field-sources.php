<?php
/**
 * The places where fields of users are kept.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * WordPress's own table of users' values, and what other plugins add for tables of their own.
 */
final class Field_Sources {

	/**
	 * Sources by their words.
	 *
	 * @var Field_Source[]
	 */
	private $sources = array();

	/**
	 * Whether others were asked.
	 *
	 * @var bool
	 */
	private $is_complete = false;

	/**
	 * Adds a source.
	 *
	 * @param Field_Source $source A source.
	 * @return bool False if its word has no form or is taken.
	 */
	public function add( Field_Source $source ): bool {
		$name = $source->name();
		if ( 1 !== preg_match( '/\A[a-z0-9-]{1,32}\z/', $name ) || isset( $this->sources[ $name ] ) ) {
			return false;
		}
		$this->sources[ $name ] = $source;
		return true;
	}

	/**
	 * All of them.
	 *
	 * @return Field_Source[]
	 */
	public function all(): array {
		if ( ! $this->is_complete ) {
			$this->is_complete = true;
			/**
			 * Fires when sources of fields are sought.
			 *
			 * @param Field_Sources $sources Takes more of them.
			 */
			do_action( 'cloakroom_field_sources', $this );
		}
		return $this->sources;
	}
}
