<?php
/**
 * What a user's field says.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A text or a list of texts, made of the rows in which WordPress keeps it. Never printed.
 */
final class Field_Value {

	// No row longer than this is read, in whatever form it is stored.
	const BYTES_MAX = 65536;

	// What a field takes, as the gateway counts it: in UTF-16 code units. It would refuse the whole row for one that is longer.
	const UNITS_MAX = 8192;

	// What a form stores for a box that is ticked, under the box's name.
	const TICKED = 'on';

	/**
	 * The text, or the texts.
	 *
	 * @var string|string[]
	 */
	private $cell;

	/**
	 * Made by of() alone.
	 *
	 * @param string|string[] $cell The text, or the texts.
	 */
	private function __construct( $cell ) {
		$this->cell = $cell;
	}

	/**
	 * Reads the rows of one field of one user. Several rows are a list.
	 *
	 * @param array $rows What is stored, as it is stored; null in place of what is too long.
	 * @throws Field_Fault If it cannot be moved.
	 */
	public static function of( array $rows ): self {
		$cells = array_map( array( __CLASS__, 'read' ), array_values( $rows ) );
		$value = new self( 1 === count( $cells ) ? $cells[0] : self::listed( self::joined( $cells ) ) );
		if ( strlen( mb_convert_encoding( $value->text(), 'UTF-16LE', 'UTF-8' ) ) > 2 * self::UNITS_MAX ) {
			throw new Field_Fault( Field_Fault::TOO_LONG );
		}
		return $value;
	}

	/**
	 * The texts of several rows.
	 *
	 * @param array $cells A text or texts, each.
	 * @return string[]
	 */
	private static function joined( array $cells ): array {
		$texts = array();
		foreach ( $cells as $cell ) {
			$texts = array_merge( $texts, (array) $cell );
		}
		return $texts;
	}

	/**
	 * The text or the texts, for JSON.
	 *
	 * @return string|string[]
	 */
	public function cell() {
		return $this->cell;
	}

	/**
	 * What the vault keeps of it: one text, lines ended as it ends them.
	 */
	public function text(): string {
		return str_replace( "\r\n", "\n", implode( "\n", (array) $this->cell ) );
	}

	/**
	 * Whether it says nothing.
	 */
	public function is_empty(): bool {
		return '' === trim( $this->text() );
	}

	/**
	 * Keeps the value out of var_dump and of debugging plugins.
	 */
	public function __debugInfo() {
		return array( 'bytes' => strlen( $this->text() ) );
	}

	/**
	 * Reads one row.
	 *
	 * @param string|null $raw What is stored; null if it is too long.
	 * @return string|string[]
	 * @throws Field_Fault If it cannot be moved.
	 */
	private static function read( ?string $raw ) {
		if ( null === $raw || strlen( $raw ) > self::BYTES_MAX ) {
			throw new Field_Fault( Field_Fault::TOO_LONG );
		}
		if ( ! mb_check_encoding( $raw, 'UTF-8' ) ) {
			throw new Field_Fault( Field_Fault::NOT_UTF8 );
		}
		if ( ! is_serialized( $raw ) ) {
			return $raw;
		}
		$value = Serialized::read( trim( $raw ) );
		return is_array( $value ) ? self::listed( self::texts( $value ) ) : $value;
	}

	/**
	 * The texts of a stored list: of a form's boxes, the names of those that are ticked.
	 *
	 * @param string[] $items Texts by their names.
	 * @return string[]
	 * @throws Field_Fault If the names say something that a list would not.
	 */
	private static function texts( array $items ): array {
		if ( array_keys( $items ) === range( 0, count( $items ) - 1 ) || array() === $items ) {
			return array_values( $items );
		}
		if ( array( self::TICKED ) === array_values( array_unique( $items ) ) ) {
			return array_map( 'strval', array_keys( $items ) );
		}
		throw new Field_Fault( Field_Fault::NESTED );
	}

	/**
	 * A list without what is empty.
	 *
	 * @param string[] $texts Its texts.
	 * @return string[]
	 * @throws Field_Fault If a text has lines of its own: the vault keeps a list as lines.
	 */
	private static function listed( array $texts ): array {
		foreach ( $texts as $text ) {
			if ( false !== strpbrk( $text, "\r\n" ) ) {
				throw new Field_Fault( Field_Fault::TWO_LINES );
			}
			if ( ! mb_check_encoding( $text, 'UTF-8' ) ) {
				throw new Field_Fault( Field_Fault::NOT_UTF8 );
			}
		}
		return array_values(
			array_filter(
				$texts,
				static function ( $text ) {
					return '' !== trim( $text );
				}
			)
		);
	}
}
