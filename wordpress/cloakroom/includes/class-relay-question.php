<?php
/**
 * What a page, or a theme, asks the relay for.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A collection or one record of it, and perhaps the ticket that opens the way. Whatever is not in its form is refused, never cleaned.
 */
final class Relay_Question {

	const RECORD = '/\A[A-Za-z0-9_-]{1,64}\z/';
	const CURSOR = '/\A[A-Za-z0-9_.~=-]{1,2048}\z/';

	/**
	 * The collection's id.
	 *
	 * @var string
	 */
	public $collection;

	/**
	 * The relay ticket, or an empty text.
	 *
	 * @var string
	 */
	public $ticket;

	/**
	 * The record's id, or an empty text for the whole collection.
	 *
	 * @var string
	 */
	private $record;

	/**
	 * Where the list goes on, or an empty text for its beginning.
	 *
	 * @var string
	 */
	private $cursor;

	/**
	 * Made by parse() alone.
	 */
	private function __construct() {
	}

	/**
	 * Reads a question.
	 *
	 * @param mixed $collection The collection's id.
	 * @param array $more       May hold id, cursor and ticket; an empty text is as good as none.
	 * @return Relay_Question|null Null if a part is not in its form, or if a record is asked to go on from a cursor.
	 */
	public static function parse( $collection, array $more ): ?self {
		$question         = new self();
		$question->record = self::matching( $more, 'id', self::RECORD );
		$question->cursor = self::matching( $more, 'cursor', self::CURSOR );
		$question->ticket = self::matching( $more, 'ticket', Ticket_Landing::FORM );
		if ( ! Cards::is_collection( $collection ) || null === $question->record || null === $question->cursor || null === $question->ticket ) {
			return null;
		}
		$question->collection = $collection;
		return '' === $question->record || '' === $question->cursor ? $question : null;
	}

	/**
	 * Path and query at the gateway.
	 */
	public function path(): string {
		$record = '' === $this->record ? '' : '/' . rawurlencode( $this->record );
		$cursor = '' === $this->cursor ? '' : '?cursor=' . rawurlencode( $this->cursor );
		return '/v1/me/collections/' . $this->collection . $record . $cursor;
	}

	/**
	 * Keeps the ticket out of var_dump and of debugging plugins.
	 */
	public function __debugInfo() {
		return array( 'collection' => $this->collection );
	}

	/**
	 * A text of the given form.
	 *
	 * @param array  $texts   Texts by name.
	 * @param string $name    Which one.
	 * @param string $pattern The form.
	 * @return string|null Empty if there is none; null if it is not in its form.
	 */
	private static function matching( array $texts, string $name, string $pattern ): ?string {
		$text = isset( $texts[ $name ] ) ? $texts[ $name ] : '';
		return '' === $text || ( is_string( $text ) && 1 === preg_match( $pattern, $text ) ) ? $text : null;
	}
}
