<?php
/**
 * One line of the connection test.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * What was looked at, how it stands, and what to do.
 */
final class Check {

	const OK      = 'ok';
	const WARNING = 'warning';
	const FAULT   = 'fault';
	const SKIPPED = 'skipped';

	/**
	 * The check's name for programs.
	 *
	 * @var string
	 */
	public $id;

	/**
	 * One of the constants above.
	 *
	 * @var string
	 */
	public $state;

	/**
	 * What was found, in words.
	 *
	 * @var string
	 */
	public $text;

	/**
	 * What to do, or an empty text.
	 *
	 * @var string
	 */
	public $advice;

	/**
	 * Makes a line.
	 *
	 * @param string $id     The check's name.
	 * @param string $state  One of the constants above.
	 * @param string $text   What was found.
	 * @param string $advice What to do.
	 */
	private function __construct( string $id, string $state, string $text, string $advice ) {
		$this->id     = $id;
		$this->state  = $state;
		$this->text   = $text;
		$this->advice = $advice;
	}

	/**
	 * All is well.
	 *
	 * @param string $id   The check's name.
	 * @param string $text What was found.
	 */
	public static function ok( string $id, string $text ): self {
		return new self( $id, self::OK, $text, '' );
	}

	/**
	 * It works, but not as it should.
	 *
	 * @param string $id     The check's name.
	 * @param string $text   What was found.
	 * @param string $advice What to do.
	 */
	public static function warning( string $id, string $text, string $advice ): self {
		return new self( $id, self::WARNING, $text, $advice );
	}

	/**
	 * It does not work.
	 *
	 * @param string $id     The check's name.
	 * @param string $text   What was found.
	 * @param string $advice What to do.
	 */
	public static function fault( string $id, string $text, string $advice ): self {
		return new self( $id, self::FAULT, $text, $advice );
	}

	/**
	 * It cannot be told, because of an earlier fault.
	 *
	 * @param string $id   The check's name.
	 * @param string $text Why not.
	 */
	public static function skipped( string $id, string $text ): self {
		return new self( $id, self::SKIPPED, $text, '' );
	}
}
