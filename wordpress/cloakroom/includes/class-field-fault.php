<?php
/**
 * A stored value that cannot be moved.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Why a value stays where it is. Says nothing of the value.
 */
final class Field_Fault extends \Exception {

	const TOO_LONG  = 'too-long';
	const NOT_UTF8  = 'not-utf8';
	const AN_OBJECT = 'object';
	const NESTED    = 'nested';
	const TWO_LINES = 'two-lines';
	const UNCLEAR   = 'unclear';

	/**
	 * The reason, one of this class's constants.
	 *
	 * @var string
	 */
	public $reason;

	/**
	 * Names the reason.
	 *
	 * @param string $reason One of this class's constants.
	 */
	public function __construct( string $reason ) {
		parent::__construct( $reason );
		$this->reason = $reason;
	}

	/**
	 * A reason for people.
	 *
	 * @param string $reason One of this class's constants.
	 */
	public static function sentence( string $reason ): string {
		switch ( $reason ) {
			case self::TOO_LONG:
				return __( 'longer than a field can be', 'cloakroom' );
			case self::NOT_UTF8:
				return __( 'text that is not UTF-8', 'cloakroom' );
			case self::AN_OBJECT:
				return __( 'an object of PHP, which is not opened', 'cloakroom' );
			case self::NESTED:
				return __( 'more than a list of texts', 'cloakroom' );
			case self::TWO_LINES:
				return __( 'a list in which a text has several lines', 'cloakroom' );
			default:
				return __( 'a stored form that is not known', 'cloakroom' );
		}
	}
}
