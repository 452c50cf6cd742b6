<?php
/**
 * What PHP stored.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Reads PHP's stored form of texts, numbers, truth values and flat lists of them. It makes no object, ever, and follows no
 * reference: what holds one is refused unread. PHP's own reader is not used, because what it opens was written by others.
 */
final class Serialized {

	const ITEMS_MAX = 1000;

	/**
	 * The stored form.
	 *
	 * @var string
	 */
	private $text;

	/**
	 * Where to read on, in bytes.
	 *
	 * @var int
	 */
	private $at = 0;

	/**
	 * Takes the stored form.
	 *
	 * @param string $text The stored form.
	 */
	private function __construct( string $text ) {
		$this->text = $text;
	}

	/**
	 * Reads a stored form.
	 *
	 * @param string $text The stored form.
	 * @return string|string[] A text, or texts by their names.
	 * @throws Field_Fault If it holds anything else.
	 */
	public static function read( string $text ) {
		$reader = new self( $text );
		$value  = 'a:' === substr( $text, 0, 2 ) ? $reader->items() : $reader->scalar();
		if ( strlen( $text ) !== $reader->at ) {
			throw new Field_Fault( Field_Fault::UNCLEAR );
		}
		return $value;
	}

	/**
	 * Texts by their names.
	 *
	 * @return string[]
	 * @throws Field_Fault If an item is not a text, a number or a truth value.
	 */
	private function items(): array {
		$count = (int) $this->take( '/\Ga:(\d{1,9}):\{/' );
		if ( $count > self::ITEMS_MAX ) {
			throw new Field_Fault( Field_Fault::TOO_LONG );
		}
		$items = array();
		for ( $item = 0; $item < $count; $item++ ) {
			$items[ $this->scalar() ] = $this->scalar();
		}
		$this->take( '/\G(\})/' );
		if ( count( $items ) !== $count ) {
			throw new Field_Fault( Field_Fault::UNCLEAR );
		}
		return $items;
	}

	/**
	 * One text, number or truth value, as text.
	 *
	 * @throws Field_Fault If something else stands here.
	 */
	private function scalar(): string {
		switch ( substr( $this->text, $this->at, 1 ) ) {
			case 's':
				return $this->string();
			case 'i':
				return $this->take( '/\Gi:(-?\d{1,19});/' );
			case 'd':
				return $this->take( '/\Gd:(-?\d{1,15}(?:\.\d{1,17})?);/' );
			case 'b':
				return '1' === $this->take( '/\Gb:([01]);/' ) ? 'true' : 'false';
			case 'N':
				$this->take( '/\G(N);/' );
				return '';
			case 'a':
				throw new Field_Fault( Field_Fault::NESTED );
			case 'O':
			case 'C':
			case 'E':
			case 'R':
			case 'r':
				throw new Field_Fault( Field_Fault::AN_OBJECT );
			default:
				throw new Field_Fault( Field_Fault::UNCLEAR );
		}
	}

	/**
	 * A text, which says its length in bytes.
	 *
	 * @throws Field_Fault If it does not end where it says.
	 */
	private function string(): string {
		$length = (int) $this->take( '/\Gs:(\d{1,9}):"/' );
		$text   = substr( $this->text, $this->at, $length );
		if ( strlen( $text ) !== $length || '";' !== substr( $this->text, $this->at + $length, 2 ) ) {
			throw new Field_Fault( Field_Fault::UNCLEAR );
		}
		$this->at += $length + 2;
		return $text;
	}

	/**
	 * Takes what has to stand here.
	 *
	 * @param string $form Its form, anchored, with what is wanted in brackets.
	 * @throws Field_Fault If it is not there.
	 */
	private function take( string $form ): string {
		if ( 1 !== preg_match( $form, $this->text, $found, 0, $this->at ) ) {
			throw new Field_Fault( Field_Fault::UNCLEAR );
		}
		$this->at += strlen( $found[0] );
		return $found[1];
	}
}
