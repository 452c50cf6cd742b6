<?php
/**
 * A field that is to be moved out of WordPress.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Where it is kept, and the column that it becomes.
 */
final class Moved_Field {

	const COLUMN_MAX = 128;
	const FIELDS_MAX = 50;
	const RESERVED   = array( Export_Row::SUB, Export_Row::ID, Export_Row::KEY );

	/**
	 * Where it is kept.
	 *
	 * @var Field_Source
	 */
	public $source;

	/**
	 * Under which key.
	 *
	 * @var string
	 */
	public $key;

	/**
	 * The column that it becomes.
	 *
	 * @var string
	 */
	public $column;

	/**
	 * Made by parse() alone.
	 *
	 * @param Field_Source $source Where it is kept.
	 * @param string       $key    Under which key.
	 * @param string       $column The column that it becomes.
	 */
	private function __construct( Field_Source $source, string $key, string $column ) {
		$this->source = $source;
		$this->key    = $key;
		$this->column = $column;
	}

	/**
	 * Reads a list as in "usermeta:phone,usermeta:mepr_allergies=allergies". In keys and columns a percent sign, a comma and an equals
	 * sign are written %25, %2C and %3D.
	 *
	 * @param string        $list    The list.
	 * @param Field_Sources $sources Where fields are kept.
	 * @return self[]
	 * @throws \InvalidArgumentException With a sentence that says what is wrong.
	 */
	public static function parse( string $list, Field_Sources $sources ): array {
		$fields = array();
		foreach ( array_filter( array_map( 'trim', explode( ',', $list ) ), 'strlen' ) as $word ) {
			$field = self::one( $word, $sources->all() );
			foreach ( $fields as $other ) {
				if ( $other->column === $field->column ) {
					throw new \InvalidArgumentException( __( 'Two fields would become one column. Give one of them another: usermeta:key=column.', 'cloakroom' ) );
				}
			}
			$fields[] = $field;
		}
		if ( ! $fields || count( $fields ) > self::FIELDS_MAX ) {
			/* translators: %d: a number. */
			throw new \InvalidArgumentException( sprintf( __( 'Name 1 to %d fields, as in usermeta:phone,usermeta:allergies.', 'cloakroom' ), self::FIELDS_MAX ) );
		}
		return $fields;
	}

	/**
	 * The field as it is written in a list.
	 */
	public function word(): string {
		return self::word_of( $this->source->name(), $this->key ) . ( $this->column === $this->key ? '' : '=' . self::encoded( $this->column ) );
	}

	/**
	 * How a key is written in a list.
	 *
	 * @param string $source The source's word.
	 * @param string $key    The key.
	 */
	public static function word_of( string $source, string $key ): string {
		return $source . ':' . self::encoded( $key );
	}

	/**
	 * Reads one field.
	 *
	 * @param string         $word    The field as it is written.
	 * @param Field_Source[] $sources Where fields are kept, by their words.
	 * @throws \InvalidArgumentException With a sentence that says what is wrong.
	 */
	private static function one( string $word, array $sources ): self {
		list( $from, $column ) = explode( '=', $word, 2 ) + array( 1 => '' );
		list( $source, $key )  = explode( ':', $from, 2 ) + array( 1 => '' );

		$key    = rawurldecode( $key );
		$column = '' === $column ? $key : rawurldecode( $column );
		if ( ! isset( $sources[ $source ] ) ) {
			/* translators: %s: words, as in "usermeta". */
			throw new \InvalidArgumentException( sprintf( __( 'A field begins with where it is kept, one of: %s.', 'cloakroom' ), implode( ', ', array_keys( $sources ) ) ) );
		}
		if ( '' === $key || ! $sources[ $source ]->may_move( $key ) ) {
			throw new \InvalidArgumentException( __( 'One of the keys cannot be moved: it is empty, has characters that cannot be printed, or WordPress or Cloakroom need it to know a user by.', 'cloakroom' ) );
		}
		if ( strlen( $column ) > self::COLUMN_MAX || 1 !== preg_match( '/\A[^\p{C}]+\z/u', $column ) || in_array( $column, self::RESERVED, true ) ) {
			/* translators: 1: a number; 2: names. */
			throw new \InvalidArgumentException( sprintf( __( 'A column has 1 to %1$d characters that can be printed, and is none of: %2$s.', 'cloakroom' ), self::COLUMN_MAX, implode( ', ', self::RESERVED ) ) );
		}
		return new self( $sources[ $source ], $key, $column );
	}

	/**
	 * Writes what would be read as something else in another way.
	 *
	 * @param string $text A key or a column.
	 */
	private static function encoded( string $text ): string {
		return strtr(
			$text,
			array(
				'%' => '%25',
				',' => '%2C',
				'=' => '%3D',
				' ' => '%20',
				"'" => '%27',
			)
		);
	}
}
